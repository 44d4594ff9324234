"""Gold answers put before raters: the blind one among the peers', and those of the warm-up."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.kinds import CardStatus
from trainer.domain.rating import GoldToRate, GoldWish, Judgement
from trainer.storage.answering import COUNTED
from trainer.storage.decks import same_deck
from trainer.storage.documents import from_json, levels_from_json, to_json
from trainer.storage.naming import fresh_id
from trainer.storage.tables import CardRow, DealRow, DeckRow, GoldRatingRow
from trainer.storage.upserting import insert_new

LOOKED_AT = 12
"""Cards looked at for a gold answer: where so many have none, there is none this time."""
STRIDE, ROUND = 7_919, 104_729
"""Primes: (place in the deck * STRIDE + seed) % ROUND deals a deck's cards out of order, alike on every database."""


class SqlGolds:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, gold: GoldToRate, expected_score: float | None, given_at: datetime) -> GoldToRate | None:
        new = {
            "id": fresh_id(),
            "rater_id": gold.rater_id,
            "blind": gold.blind,
            "session": gold.session,
            "deck_id": gold.shown.deck_id,
            "card_id": gold.shown.card_id,
            "shown": to_json(ShownCard, gold.shown),
            "text": gold.text,
            "expected": to_json(dict[str, int], dict(gold.expected)),
            "expected_score": expected_score,
            "why": gold.why,
            "given_at": given_at,
            "until": gold.until,
        }
        insert = insert_new(self._session, GoldRatingRow, [], new).returning(col(GoldRatingRow.id))
        stored = self._session.connection().scalar(insert)  # None: another client of the same rater was first
        return None if stored is None else replace(gold, answer_id=AnswerId(stored))

    def get(self, answer_id: AnswerId, rater_id: PersonId) -> GoldToRate | None:
        row = self._session.get(GoldRatingRow, answer_id, populate_existing=True)
        return None if row is None or row.rater_id != rater_id else as_gold(row)

    def lease(self, answer_id: AnswerId, until: datetime | None) -> None:
        self._session.exec(update(GoldRatingRow).where(col(GoldRatingRow.id) == answer_id).values(until=until))

    def rate(
        self, answer_id: AnswerId, judgement: Judgement, score: float | None, rated_at: datetime, final_at: datetime
    ) -> bool:
        statement = (
            update(GoldRatingRow)
            .where(col(GoldRatingRow.id) == answer_id, col(GoldRatingRow.rated_at).is_(None))
            .values(
                judgement=to_json(Judgement, judgement), score=score, rated_at=rated_at, final_at=final_at, until=None
            )
        )
        return self._session.exec(statement, execution_options=COUNTED).rowcount == 1

    def take_back(self, answer_id: AnswerId, rater_id: PersonId, now: datetime, until: datetime) -> bool:
        statement = (
            update(GoldRatingRow)
            .where(
                col(GoldRatingRow.id) == answer_id,
                col(GoldRatingRow.rater_id) == rater_id,
                col(GoldRatingRow.blind).is_(True),
                col(GoldRatingRow.final_at) > now,
            )
            .values(judgement=None, score=None, rated_at=None, final_at=None, until=until)
        )
        return self._session.exec(statement, execution_options=COUNTED).rowcount == 1

    def warm_up(self, rater_id: PersonId, session: str) -> list[GoldToRate]:
        wanted = (
            select(GoldRatingRow)
            .where(
                col(GoldRatingRow.rater_id) == rater_id,
                col(GoldRatingRow.session) == session,
                col(GoldRatingRow.blind).is_(False),
            )
            .order_by(col(GoldRatingRow.id))  # random letters: the order tells nothing about which is the strong one
        )
        return [as_gold(row) for row in self._session.exec(wanted)]

    def unseen(self, rater_id: PersonId, wish: GoldWish) -> tuple[tuple[Deck, Card], ...]:
        return as_cards(self._session.connection().execute(unseen_cards(rater_id, wish.language, wish.seed)))

    def blind_of(self, rater_id: PersonId, since: datetime, final_by: datetime) -> list[GoldToRate]:
        wanted = select(GoldRatingRow).where(
            col(GoldRatingRow.rater_id) == rater_id,
            col(GoldRatingRow.blind).is_(True),
            col(GoldRatingRow.rated_at) >= since,
            or_(col(GoldRatingRow.final_at).is_(None), col(GoldRatingRow.final_at) <= final_by),
        )
        return [as_gold(row) for row in self._session.exec(wanted)]


def unseen_cards(rater_id: PersonId, language: str | None, seed: int) -> Select[Any, Any, int, str, str, str]:
    """Twelve ready cards that were neither dealt to the person nor put before them as gold, in an order that the seed says."""
    dealt = core_select(col(DealRow.id)).where(
        col(DealRow.person_id) == rater_id,
        col(DealRow.deck_id) == col(CardRow.deck_id),
        col(DealRow.card_id) == col(CardRow.card_id),
    )
    shown = core_select(col(GoldRatingRow.id)).where(
        col(GoldRatingRow.rater_id) == rater_id,
        col(GoldRatingRow.deck_id) == col(CardRow.deck_id),
        col(GoldRatingRow.card_id) == col(CardRow.card_id),
    )
    place: ColumnElement[int] = (col(CardRow.position) * STRIDE + seed) % ROUND
    wanted: Select[Any, Any, int, str, str, str] = (
        core_select(
            col(DeckRow.body).label("deck"),
            col(CardRow.body).label("card"),
            place.label("place"),
            col(CardRow.deck_id),
            col(CardRow.card_id),
            col(CardRow.language),
        )
        .join(DeckRow, same_deck())
        .where(
            col(CardRow.status) == CardStatus.READY.value,
            col(DeckRow.withdrawn).is_(False),
            ~dealt.exists(),
            ~shown.exists(),
        )
        .order_by(place, col(CardRow.deck_id), col(CardRow.card_id), col(CardRow.language))
        .limit(LOOKED_AT)
    )
    return wanted if language is None else wanted.where(col(CardRow.language) == language)


def as_cards(rows: Iterable[Sequence[Any]]) -> tuple[tuple[Deck, Card], ...]:
    """Cards with their decks (each holding that card alone) from rows that begin with (deck's body, card's body)."""
    decks: dict[str, Deck] = {}
    found = []
    for row in rows:
        deck = decks.setdefault(row[0], from_json(Deck, row[0]))
        card = from_json(Card, row[1])
        found.append((replace(deck, cards=(card,)), card))
    return tuple(found)


def as_gold(row: GoldRatingRow) -> GoldToRate:
    return GoldToRate(
        answer_id=AnswerId(row.id),
        rater_id=PersonId(row.rater_id),
        shown=from_json(ShownCard, row.shown),
        text=row.text,
        expected=levels_from_json(row.expected),
        why=row.why,
        blind=row.blind,
        session=row.session,
        until=row.until,
        rated_at=row.rated_at,
        final_at=row.final_at,
        judgement=None if row.judgement is None else from_json(Judgement, row.judgement),
    )
