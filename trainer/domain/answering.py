"""Variants of an answer, and the one that is sent. Source: rules 1."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from trainer.domain.ids import AnswerId, DealId, PersonId, TeamId
from trainer.domain.kinds import AnswerStatus

if TYPE_CHECKING:
    from trainer.domain.rating import Rating

SAME_FROM = 0.85
"""difflib ratio from which two variants are one idea."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands on the screen of somebody who writes."""

    variants: tuple[str, ...]
    starred: int | None = None
    """Index of the variant marked to be sent."""
    seq: int = 0
    """Rises with every save; the store refuses an older one."""

    def text_to_send(self) -> str:
        """The starred text; the last one if none is starred; never an empty one while another has words."""
        if self.starred is not None and 0 <= self.starred < len(self.variants) and self.variants[self.starred].strip():
            return self.variants[self.starred].strip()
        written = [text.strip() for text in self.variants if text.strip()]
        return written[-1] if written else ""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """One revision as the store holds it."""

    draft: Draft
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    id: AnswerId
    deal_id: DealId
    person_id: PersonId
    text: str
    sent_at: datetime
    final_at: datetime
    """From here on nobody can take it back, and raters may see it."""
    by_timeout: bool
    status: AnswerStatus
    needed: int
    """How many ratings publish it."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A final answer in the queue, with all that decides whether it is published now."""

    answer: Answer
    unrated: bool
    """A repeat or "try again": put before no colleague."""
    team_id: TeamId
    team_size: int
    """Of an answer of a team session: who were in it."""
    colleagues: int
    """People in the author's team now, the author among them."""
    ratings: "tuple[Rating, ...]"
    """Those that are final."""
    disputed_at: datetime | None = None


def mean_fluency(answers: Sequence[Sequence[str]]) -> float | None:
    """Distinct ideas an answer, over the variants of several answers; None without one."""
    counted = [fluency(variants) for variants in answers if any(map(_fold, variants))]
    return sum(counted) / len(counted) if counted else None


def fluency(variants: Sequence[str]) -> int:
    """How many distinct ideas: variants whose folded texts are under 0.85 alike. Shown to the author alone, never a score."""
    distinct: list[str] = []
    for text in variants:
        folded = _fold(text)
        if folded and not any(_alike(folded, other) for other in distinct):
            distinct.append(folded)
    return len(distinct)


def phrases_used(text: str, phrases: Sequence[str]) -> tuple[str, ...]:
    """Those of `phrases` (a card's must_not) that occur in `text` as whole words, whatever their case and spacing."""
    folded = f" {_fold(text)} "
    return tuple(phrase for phrase in phrases if _fold(phrase) and f" {_fold(phrase)} " in folded)


def worth_keeping(saved: Sequence[SavedDraft], every_seconds: float = 10.0) -> tuple[int, ...]:
    """The `seq` of the revisions that stay once a card is closed: the last, one every `every_seconds`, and each one whose
    successor lost 20 characters or more (an undo or a slip that somebody may want back)."""
    kept: list[int] = []
    kept_at: datetime | None = None
    for position, revision in enumerate(saved):
        following = saved[position + 1] if position + 1 < len(saved) else None
        shrinks = following is not None and _length(revision) - _length(following) >= 20
        due = kept_at is None or (revision.saved_at - kept_at).total_seconds() >= every_seconds
        if following is None or shrinks or due:
            kept.append(revision.draft.seq)
            kept_at = revision.saved_at
    return tuple(kept)


def _length(revision: SavedDraft) -> int:
    return sum(len(text) for text in revision.draft.variants)


def _alike(text: str, other: str) -> bool:
    """Whether the ratio reaches 0.85; its cheap upper bounds are asked first, for the ratio itself takes milliseconds."""
    match = SequenceMatcher(None, text, other, autojunk=False)
    return match.real_quick_ratio() >= SAME_FROM and match.quick_ratio() >= SAME_FROM and match.ratio() >= SAME_FROM


def _fold(text: str) -> str:
    """Case-folded, punctuation and repeated spaces dropped."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
