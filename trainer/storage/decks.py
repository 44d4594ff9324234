"""Decks and their cards, as they were read from files. Deals keep what they showed, so a deck may be replaced at any time."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, insert, update
from sqlmodel import Session, col, select

from trainer.domain.browsing import ShelfCard
from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import CardChoice
from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import CardStatus, ComplaintType
from trainer.storage.documents import from_json, member, to_json
from trainer.storage.tables import CardRow, DeckRow
from trainer.storage.upserting import upsert


class SqlDecks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def digests(self) -> dict[tuple[DeckId, str], str]:
        wanted = select(DeckRow.deck_id, DeckRow.language, DeckRow.digest).where(col(DeckRow.withdrawn).is_(False))
        return {(DeckId(deck_id), language): digest for deck_id, language, digest in self._session.exec(wanted)}

    def store(self, deck: Deck) -> None:
        values = {
            "deck_id": deck.id,
            "language": deck.language,
            "title": deck.title,
            "digest": deck.digest,
            "withdrawn": False,
            "ready_cards": sum(card.status is CardStatus.READY for card in deck.cards),
            "body": to_json(Deck, replace(deck, cards=())),
        }
        # The deck before its cards: who stores the same deck at the same moment waits here.
        self._session.exec(upsert(self._session, DeckRow, ["deck_id", "language"], values))
        self._session.exec(
            delete(CardRow).where(col(CardRow.deck_id) == deck.id, col(CardRow.language) == deck.language)
        )
        if deck.cards:
            # One statement for all: rows as objects cost fifteen times as much.
            self._session.exec(
                insert(CardRow), params=[_card_values(deck, at, card) for at, card in enumerate(deck.cards)]
            )

    def withdraw(self, deck_id: DeckId, language: str) -> None:
        self._session.exec(
            update(DeckRow)
            .where(col(DeckRow.deck_id) == deck_id, col(DeckRow.language) == language)
            .values(withdrawn=True)
        )

    def choices(self, *, deck_id: DeckId | None = None, language: str | None = None) -> list[CardChoice]:
        wanted = (
            select(CardRow.deck_id, CardRow.card_id, CardRow.type, CardRow.language)
            .join(DeckRow, same_deck())
            .where(col(CardRow.status) == CardStatus.READY.value, col(DeckRow.withdrawn).is_(False))
            .order_by(col(CardRow.deck_id), col(CardRow.language), col(CardRow.position))
        )
        if deck_id is not None:
            wanted = wanted.where(col(CardRow.deck_id) == deck_id)
        if language is not None:
            wanted = wanted.where(col(CardRow.language) == language)
        return [
            CardChoice(DeckId(deck), CardId(card), member(ComplaintType, kind), spoken)
            for deck, card, kind, spoken in self._session.exec(wanted)
        ]

    def card(self, deck_id: DeckId, card_id: CardId, language: str | None = None) -> tuple[Deck, Card] | None:
        wanted = (
            select(DeckRow.body, CardRow.body)
            .join(CardRow, same_deck())
            .where(col(CardRow.deck_id) == deck_id, col(CardRow.card_id) == card_id, col(DeckRow.withdrawn).is_(False))
            .order_by(col(CardRow.language))
        )
        if language is not None:
            wanted = wanted.where(col(CardRow.language) == language)
        found = self._session.exec(wanted).first()
        if found is None:
            return None
        deck, card = from_json(Deck, found[0]), from_json(Card, found[1])
        return replace(deck, cards=(card,)), card

    def cards(self, deck_id: DeckId, language: str | None = None) -> list[Card]:
        stored = select(CardRow.language).join(DeckRow, same_deck())
        stored = stored.where(col(CardRow.deck_id) == deck_id, col(DeckRow.withdrawn).is_(False))
        if language is not None:
            stored = stored.where(col(CardRow.language) == language)
        spoken = self._session.exec(stored.order_by(col(CardRow.language)).limit(1)).first()
        wanted = (
            select(CardRow.body)
            .where(
                col(CardRow.deck_id) == deck_id,
                col(CardRow.language) == spoken,
                col(CardRow.status) == CardStatus.READY.value,
            )
            .order_by(col(CardRow.position))
        )
        return [] if spoken is None else [from_json(Card, body) for body in self._session.exec(wanted)]

    def shelf(self) -> list[ShelfCard]:
        wanted = (
            select(DeckRow.title, *map(col, (CardRow.deck_id, CardRow.language, CardRow.card_id)))
            .add_columns(*map(col, (CardRow.type, CardRow.difficulty, CardRow.absurdity, CardRow.body)))
            .join(CardRow, same_deck())
            .where(col(CardRow.status) == CardStatus.READY.value, col(DeckRow.withdrawn).is_(False))
            .order_by(col(CardRow.language), col(CardRow.deck_id), col(CardRow.position))
        )
        return [_on_shelf(*row) for row in self._session.execute(wanted)]

    def summaries(self) -> list[tuple[Deck, int]]:
        wanted = (
            select(DeckRow.body, DeckRow.ready_cards)
            .where(col(DeckRow.withdrawn).is_(False))
            .order_by(col(DeckRow.deck_id), col(DeckRow.language))
        )
        return [(from_json(Deck, body), ready) for body, ready in self._session.exec(wanted)]

    def count(self) -> tuple[int, int]:
        ready = func.max(col(DeckRow.ready_cards)).label("ready")
        once = (
            select(ready)
            .where(col(DeckRow.withdrawn).is_(False), col(DeckRow.ready_cards) > 0)
            .group_by(col(DeckRow.deck_id))
            .subquery()
        )
        wanted = select(func.count(), func.coalesce(func.sum(once.c.ready), 0)).select_from(once)
        decks, cards = self._session.exec(wanted).one()
        return int(decks), int(cards)


def same_deck() -> Any:
    return (col(CardRow.deck_id) == col(DeckRow.deck_id)) & (col(CardRow.language) == col(DeckRow.language))


def _on_shelf(
    title: str, deck_id: str, language: str, card_id: str, kind: str, difficulty: int, absurdity: int, body: str
) -> ShelfCard:
    """Of the body only what is shown: a whole card as an object costs ten times as much, and there may be thousands."""
    try:
        said = json.loads(body)
        sensitivity = said["sensitivity"]
        complaint = str(said["complaint"])
    except (ValueError, KeyError, TypeError):
        complaint, sensitivity = from_json(Card, body).complaint, None
    return ShelfCard(
        DeckId(deck_id),
        title,
        language,
        CardId(card_id),
        complaint,
        member(ComplaintType, kind),
        difficulty,
        absurdity,
        None if sensitivity is None else tuple(map(str, sensitivity)),
    )


def _card_values(deck: Deck, position: int, card: Card) -> dict[str, Any]:
    return {
        "deck_id": deck.id,
        "language": deck.language,
        "card_id": card.id,
        "position": position,
        "status": card.status.value,
        "kind": card.kind.value,
        "type": card.type.value,
        "difficulty": card.difficulty,
        "absurdity": card.absurdity,
        "body": to_json(Card, card),
    }
