"""What a deck's page of statistics asks: three statements over the deck's deals; `domain` applies the rules."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, and_, bindparam, cast, false, null, select, type_coerce, union_all
from sqlmodel import Session

from trainer.domain.ids import CardId, DeckId, PersonId
from trainer.domain.kinds import DealState
from trainer.domain.statistics import CardDealt, CardOnFile, CardRated, DeckRecord
from trainer.storage.documents import from_json, member
from trainer.storage.progress import score_that_counts
from trainer.storage.tables import Row

DEAL, ANSWER, RATING, RESULT, CARD, DECK, GOLD = (
    Row.metadata.tables[name] for name in ("deal", "answer", "rating", "result", "card", "deck", "gold_rating")
)
THIS: Any = bindparam("deck")
CLOSED = (DealState.SENT.value, DealState.PASSED.value, DealState.EXPIRED.value)


class SqlStatistics:
    def __init__(self, session: Session) -> None:
        self._session = session

    def deck(self, deck_id: DeckId, language: str | None = None) -> DeckRecord | None:
        """All that is known of the deck's cards, whatever language they were dealt in; None: no such deck was ever stored.

        `language` picks whose texts name the cards.
        """
        asked = self._session.connection()
        postgres = asked.dialect.name == "postgresql"
        terms = {"deck": deck_id}
        cards = asked.execute(_cards(postgres=postgres), terms).all()
        if not cards:
            return None
        spoken = language if language in {row.language for row in cards} else cards[0].language
        return DeckRecord(
            title=next(row.title for row in cards if row.language == spoken),
            cards=[_card(row) for row in cards if row.language == spoken and row.card_id is not None],
            dealt=[_dealt(row) for row in asked.execute(_deals(postgres=postgres), terms)],
            rated=_rated(asked.execute(_ratings(), terms).all()),
        )


def _json(column: Any, *, postgres: bool) -> Any:
    return cast(column, JSON) if postgres else type_coerce(column, JSON)


@cache
def _cards(*, postgres: bool) -> Any:
    body = _json(CARD.c.body, postgres=postgres)
    return (
        select(
            DECK.c.title,
            DECK.c.language,
            CARD.c.card_id,
            CARD.c.status,
            body["complaint"].as_string().label("complaint"),
            body["revision"].as_integer().label("revision"),
            body["replaces"].as_string().label("replaces"),
        )
        .join_from(DECK, CARD, and_(CARD.c.deck_id == DECK.c.deck_id, CARD.c.language == DECK.c.language), isouter=True)
        .where(DECK.c.deck_id == THIS)
        .order_by(DECK.c.withdrawn, DECK.c.language, CARD.c.position)
    )


@cache
def _deals(*, postgres: bool) -> Any:
    shown = _json(DEAL.c.shown, postgres=postgres)
    return (
        select(
            DEAL.c.card_id,
            shown["revision"].as_integer().label("revision"),
            DEAL.c.person_id,
            DEAL.c.state,
            DEAL.c.again,
            DEAL.c.hints,
            DEAL.c.opened_at,
            ANSWER.c.id.label("answer"),
            ANSWER.c.sent_at,
            score_that_counts().label("score"),
        )
        .join_from(DEAL, ANSWER, ANSWER.c.deal_id == DEAL.c.id, isouter=True)
        .join(RESULT, RESULT.c.deal_id == DEAL.c.id, isouter=True)
        .where(DEAL.c.deck_id == THIS, DEAL.c.state.in_(CLOSED))
        .order_by(DEAL.c.opened_at, DEAL.c.id)
    )


@cache
def _ratings() -> Any:
    """Ratings of the deck's answers, and of its gold answers with what their author expected."""
    peers = (
        select(
            RATING.c.answer_id,
            DEAL.c.card_id,
            RATING.c.score,
            RATING.c.laughed,
            RATING.c.flags,
            null().label("expected"),
        )
        .join_from(RATING, ANSWER, ANSWER.c.id == RATING.c.answer_id)
        .join(DEAL, DEAL.c.id == ANSWER.c.deal_id)
        .where(DEAL.c.deck_id == THIS)
    )
    golds = select(GOLD.c.id, GOLD.c.card_id, GOLD.c.score, false(), null(), GOLD.c.expected_score).where(
        GOLD.c.deck_id == THIS, GOLD.c.score.is_not(None), GOLD.c.expected_score.is_not(None)
    )
    return union_all(peers, golds)


def _card(row: Any) -> CardOnFile:
    replaces = CardId(row.replaces) if row.replaces else None
    return CardOnFile(CardId(row.card_id), row.complaint or "", row.revision or 1, replaces, row.status)


def _dealt(row: Any) -> CardDealt:
    seconds = (row.sent_at - row.opened_at).total_seconds() if row.sent_at and row.opened_at else None
    return CardDealt(
        CardId(row.card_id),
        row.revision or 1,
        PersonId(row.person_id),
        member(DealState, row.state),
        row.again,
        row.score,
        seconds,
        row.answer or "",
        row.hints,
    )


def _rated(rows: Sequence[Any]) -> list[CardRated]:
    return [
        CardRated(
            answer,
            CardId(card_id),
            score,
            bool(laughed),
            0 if flags in (None, "[]") else len(from_json(list[str], flags)),
            expected,
        )
        for answer, card_id, score, laughed, flags, expected in rows
    ]
