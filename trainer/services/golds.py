"""Drawing gold answers of cards that a rater never saw: one blind among the peers', two for the warm-up. Source: rules 4."""

import random
from collections.abc import Iterator
from datetime import datetime

from trainer.domain.dealing import ShownCard, ShownGold
from trainer.domain.ids import AnswerId
from trainer.domain.people import Person
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.rating import GoldToRate
from trainer.domain.rubric import NORMAL_FROM, WOW_FROM, criteria_for
from trainer.domain.scoring import rater_score

LOOKED_AT = 12
"""Cards tried before it is given up: reading one costs a statement, and a deck without gold answers must not cost a hundred."""


def draw_blind_gold(
    uow: UnitOfWork, rater: Person, session: str, now: datetime, *, render: RenderCard, language: str | None
) -> GoldToRate | None:
    """Inside a write transaction: stores this session's blind gold answer for the rater; None where there is none unseen."""
    seed = f"blind|{rater.id}|{session}"
    for shown in _unseen(uow, rater, seed, render=render, language=language):
        valid = [gold for gold in shown.gold if expected_score(shown, gold) is not None]
        if valid:
            gold = random.Random(seed).choice(valid)
            return _store(uow, rater, shown, gold, session, now, blind=True)
    return None


def draw_warm_up(
    uow: UnitOfWork, rater: Person, session: str, now: datetime, *, render: RenderCard, language: str | None
) -> list[GoldToRate]:
    """Inside a write transaction: stores one strong and one weak gold answer of one unseen card; [] where no card has both."""
    for shown in _unseen(uow, rater, f"warm-up|{rater.id}|{session}", render=render, language=language):
        scores = [(expected_score(shown, gold), gold) for gold in shown.gold]
        strong = [gold for score, gold in scores if score is not None and score >= WOW_FROM]
        weak = [gold for score, gold in scores if score is not None and score < NORMAL_FROM]
        if strong and weak:
            drawn = [_store(uow, rater, shown, gold, session, now, blind=False) for gold in (strong[0], weak[0])]
            return [each for each in drawn if each is not None]
    return []


def expected_score(shown: ShownCard, gold: ShownGold) -> float | None:
    """What the card's author expects of a gold answer, 0-100; None where too few levels are given."""
    return rater_score(gold.levels, criteria_for(shown.rubric))


def _unseen(
    uow: UnitOfWork, rater: Person, seed: str, *, render: RenderCard, language: str | None
) -> Iterator[ShownCard]:
    """Cards with gold answers that were never dealt to the rater nor shown to them as gold, in a seeded order."""
    seen = uow.golds.seen_by(rater.id)
    choices = [each for each in uow.decks.choices(language=language) if (each.deck_id, each.card_id) not in seen]
    choices.sort(key=lambda each: (each.deck_id, each.card_id, each.language))
    random.Random(seed).shuffle(choices)
    for choice in choices[:LOOKED_AT]:
        found = uow.decks.card(choice.deck_id, choice.card_id, choice.language)
        if found is not None and found[1].gold:
            yield render(*found, f"{seed}|{choice.card_id}")


def _store(
    uow: UnitOfWork, rater: Person, shown: ShownCard, gold: ShownGold, session: str, now: datetime, *, blind: bool
) -> GoldToRate | None:
    drawn = GoldToRate(
        answer_id=AnswerId(""),
        rater_id=rater.id,
        shown=shown,
        text=gold.text,
        expected=dict(gold.levels),
        why=gold.why,
        blind=blind,
        session=session,
    )
    return uow.golds.add(drawn, expected_score(shown, gold), now)
