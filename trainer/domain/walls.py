"""The wall of WOW: answers that worked very well and that their authors gave to it. Source: sessions (after)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from trainer.domain.ids import AnswerId, CardId, DeckId, SessionId
from trainer.domain.reveals import SessionAnswer
from trainer.domain.rubric import HIGHEST_LEVEL, WOW_FROM

MEANS_FROM = 3
"""Raters from which a criterion's mean may be told (rules 7)."""


@dataclass(frozen=True, slots=True)
class WowAnswer:
    answer_id: AnswerId
    session_id: SessionId
    opened_at: datetime
    deck_id: DeckId
    card_id: CardId
    language: str
    complaint: str
    text: str
    author: str
    """Only where the author claimed it by name."""
    works: float
    laughed: float
    levels: Mapping[str, int]
    """Criterion -> level 0-4: what a gold answer of these words would carry."""


def is_wow(answer: SessionAnswer) -> bool:
    """Whether it hangs there: WOW by two raters at least, its author consents, the lead did not hide it."""
    return answer.wall and not answer.hidden and answer.works is not None and answer.works >= WOW_FROM


def gold_levels(answer: SessionAnswer) -> dict[str, int]:
    """The levels of a gold answer made of it: the raters' means, rounded; under three raters one level for all, from the
    total alone, so that no single rating is told."""
    given: dict[str, list[int]] = {}
    for rating in answer.ratings:
        for name, level in rating.judgement.levels.items():
            given.setdefault(name, []).append(level)
    total = min(HIGHEST_LEVEL, round((answer.works or 0.0) * HIGHEST_LEVEL / 100))
    return {name: round(fmean(levels)) if len(levels) >= MEANS_FROM else total for name, levels in given.items()}


def in_order(wall: Sequence[WowAnswer]) -> tuple[WowAnswer, ...]:
    """Newest session first, within one by the answers' own letters: it is a wall, no ranking."""
    return tuple(sorted(wall, key=lambda each: (-each.opened_at.timestamp(), each.answer_id)))
