"""Which card a session gets: one that fits its preset and that the fewest of the team have seen. Source: sessions."""

import random
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trainer.domain.cards import Card, Deck
from trainer.domain.ids import CardId, DeckId, PersonId
from trainer.domain.ports import UnitOfWork
from trainer.domain.presets import Preset, fits, is_sensitive
from trainer.domain.rubric import NORMAL_FROM, WOW_FROM, criteria_for
from trainer.domain.scoring import rater_score
from trainer.errors import NotFound
from trainer.locale import _

CardKey = tuple[DeckId, CardId]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The ready cards a session may choose from, each with its deck."""

    cards: tuple[tuple[Deck, Card], ...]

    def fitting(self, preset: Preset) -> list[tuple[Deck, Card]]:
        """Those that the preset wants; never one that is marked as sensitive."""
        return [(deck, card) for deck, card in self.cards if fits(preset, deck, card)]

    @property
    def sensitive(self) -> int:
        return sum(is_sensitive(card) for _deck, card in self.cards)

    @property
    def not_reviewed(self) -> int:
        return sum(card.sensitivity is None for _deck, card in self.cards)


def shelf_for(uow: UnitOfWork, language: str, deck_id: DeckId | None) -> Shelf:
    """Inside a unit of work: cards in `language`, where there are any, else in any. Raises NotFound for an unknown deck."""
    decks = [deck for deck, _ready in uow.decks.summaries() if deck_id in (None, deck.id)]
    if not decks and deck_id is not None:
        raise NotFound(_("There is no deck “{deck}”. See the decks with: trainer deck list").format(deck=deck_id))
    spoken = [deck for deck in decks if deck.language == language] or decks
    return Shelf(tuple(_cards(uow, spoken)))


def choose(
    cards: Sequence[tuple[Deck, Card]],
    seen: Mapping[CardKey, AbstractSet[PersonId]],
    *,
    seed: str,
    of: AbstractSet[PersonId] | None = None,
    without: AbstractSet[CardKey] = frozenset(),
) -> tuple[Deck, Card] | None:
    """The card that the fewest (of the people `of`) have seen; among equals a seeded draw. Same seed and state, same card."""

    def burden(each: tuple[Deck, Card]) -> tuple[bool, int, float]:
        deck, card = each
        who = seen.get((deck.id, card.id), frozenset())
        draw = random.Random(f"{seed}|{deck.id}|{card.id}").random()
        return (deck.id, card.id) in without, len(who if of is None else who & of), draw

    return min(cards, key=burden, default=None)


def can_warm_up(shelf: Shelf, without: CardKey | None) -> bool:
    """Whether some other card has a strong and a weak gold answer to warm up on."""
    return any(_strong_and_weak(card) for deck, card in shelf.cards if (deck.id, card.id) != without)


def _strong_and_weak(card: Card) -> bool:
    criteria = criteria_for(card.rubric)
    scores = [score for gold in card.gold if (score := rater_score(gold.levels, criteria)) is not None]
    return any(score >= WOW_FROM for score in scores) and any(score < NORMAL_FROM for score in scores)


def _cards(uow: UnitOfWork, decks: Sequence[Deck]) -> Iterator[tuple[Deck, Card]]:
    for deck in decks:
        for card in uow.decks.cards(deck.id, deck.language):
            yield deck, card
