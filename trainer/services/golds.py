"""Drawing gold answers of cards that a rater never saw: one blind among the peers', two for the warm-up. Source: rules 4."""

import random
from collections.abc import Sequence
from datetime import datetime

from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard, ShownGold
from trainer.domain.ids import AnswerId, CardId, DeckId
from trainer.domain.people import Person
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.presets import is_sensitive
from trainer.domain.rating import GoldToRate, RaterState, gold_wish
from trainer.domain.rubric import NORMAL_FROM, WOW_FROM, criteria_for
from trainer.domain.scoring import rater_score

Cards = Sequence[tuple[Deck, Card]]


def has_gold(unseen: Cards) -> bool:
    """Whether one of these cards has a gold answer that could come blind."""
    return any(_expects(card) for _deck, card in unseen)


def draw_blind_gold(
    uow: UnitOfWork,
    state: RaterState,
    session: str,
    now: datetime,
    *,
    render: RenderCard,
    until: datetime | None = None,
) -> GoldToRate | None:
    """Inside a write transaction: stores this session's blind gold answer, leased until then; None where no card has one.

    One statement: the cards to draw from came with the rater's state.
    """
    seed = f"blind|{state.rater.id}|{session}"
    for deck, card in state.unseen:
        if _expects(card):
            shown = render(deck, card, f"{seed}|{card.id}")
            gold = random.Random(seed).choice([each for each in shown.gold if expected_score(shown, each) is not None])
            return _store(uow, state.rater, shown, gold, session, now, blind=True, until=until)
    return None


def draw_warm_up(
    uow: UnitOfWork,
    rater: Person,
    session: str,
    now: datetime,
    *,
    render: RenderCard,
    language: str | None,
    without: frozenset[tuple[DeckId, CardId]] = frozenset(),
    together: bool = False,
) -> list[GoldToRate]:
    """Inside a write transaction: stores one strong and one weak gold answer of one unseen card; [] where no card has both.

    `without`: cards that are about to be dealt. `together`: a team warms up, on the same two answers as far as nobody has seen
    them, and never on a sensitive card.
    """
    whose = "all" if together else str(rater.id)
    for deck, card in uow.golds.unseen(rater.id, gold_wish("warm-up", rater.id, session, language, together=together)):
        if (deck.id, card.id) in without or not _expects(card) or (together and is_sensitive(card)):
            continue
        shown = render(deck, card, f"warm-up|{whose}|{session}|{card.id}")
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


def _expects(card: Card) -> bool:
    """Whether a gold answer of the card says enough levels for a score."""
    return any(rater_score(gold.levels, criteria_for(card.rubric)) is not None for gold in card.gold)


def _store(
    uow: UnitOfWork,
    rater: Person,
    shown: ShownCard,
    gold: ShownGold,
    session: str,
    now: datetime,
    *,
    blind: bool,
    until: datetime | None = None,
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
        until=until,
    )
    return uow.golds.add(drawn, expected_score(shown, gold), now)
