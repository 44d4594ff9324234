"""Cards on the shelf, and finding one among thousands: by words, and by what kind of card it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace

from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import ComplaintType, Sensitivity
from trainer.domain.texts import said_by

NOTHING_SENSITIVE, NOT_REVIEWED = "none", "unreviewed"
SENSITIVITIES = (NOTHING_SENSITIVE, *(each.value for each in Sensitivity), NOT_REVIEWED)
"""What one may filter by: reviewed and nothing found, each kind, nobody looked yet."""


@dataclass(frozen=True, slots=True)
class ShelfCard:
    """A ready card as somebody who looks for one sees it."""

    deck_id: DeckId
    deck_title: str
    language: str
    card_id: CardId
    complaint: str
    """As its author wrote it, placeholders as an ellipsis."""
    type: ComplaintType
    difficulty: int
    absurdity: int
    sensitivity: tuple[str, ...] | None = ()
    """None: nobody looked yet."""
    times_dealt: int = 0
    """To the person who looks."""
    found_by: str = field(default="", compare=False)
    """The words it is found by, case folded."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a card must be; what is not set lets all through."""

    deck: tuple[DeckId, str] | None = None
    """(id, language)"""
    language: str = ""
    type: ComplaintType | None = None
    difficulty: int = 0
    absurdity: int = 0
    sensitivity: str = ""
    """One of SENSITIVITIES."""

    @property
    def chosen(self) -> int:
        """How many are set, the deck aside."""
        return sum(bool(getattr(self, each.name)) for each in fields(self) if each.name != "deck")

    def lets_through(self, card: ShelfCard) -> bool:
        return (
            (self.deck is None or (card.deck_id, card.language) == self.deck)
            and (not self.language or card.language == self.language)
            and (self.type is None or card.type is self.type)
            and (not self.difficulty or card.difficulty == self.difficulty)
            and (not self.absurdity or card.absurdity == self.absurdity)
            and (not self.sensitivity or self._sensitive(card))
        )

    def _sensitive(self, card: ShelfCard) -> bool:
        if self.sensitivity == NOT_REVIEWED:
            return card.sensitivity is None
        if self.sensitivity == NOTHING_SENSITIVE:
            return card.sensitivity == ()
        return self.sensitivity in (card.sensitivity or ())


def find_cards(cards: Iterable[ShelfCard], typed: str, filters: Filters) -> list[ShelfCard]:
    """The cards that hold every word typed, in whatever case and order, and that `filters` let through."""
    words = typed.casefold().split()
    return [card for card in cards if all(word in card.found_by for word in words) and filters.lets_through(card)]


def shelved(cards: Sequence[ShelfCard], dealt: Iterable[tuple[DeckId, CardId]]) -> list[ShelfCard]:
    """`cards` with the words they are found by, and how often each of them was `dealt`."""
    times: dict[tuple[DeckId, CardId], int] = {}
    for each in dealt:
        times[each] = times.get(each, 0) + 1
    return [
        replace(
            card,
            complaint=said_by(card.complaint),
            times_dealt=times.get((card.deck_id, card.card_id), 0),
            found_by=f"{said_by(card.complaint)} {card.deck_title} {card.card_id}".casefold(),
        )
        for card in cards
    ]
