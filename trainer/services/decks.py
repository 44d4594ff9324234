"""Which decks and cards can be dealt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainer.domain.browsing import ShelfCard, shelved
from trainer.domain.cards import Deck
from trainer.domain.clocks import Clock
from trainer.domain.ids import CardId, DeckId, PersonId
from trainer.domain.people import alphabetical
from trainer.domain.ports import UnitOfWork
from trainer.errors import NotFound
from trainer.locale import _


@dataclass(frozen=True, slots=True)
class DeckLine:
    id: DeckId
    language: str
    title: str
    summary: str
    cards: int
    """Cards that can be dealt."""
    digest: str = ""
    """SHA-256 of the file that it was read from."""


def store_decks(uow: UnitOfWork, clock: Clock, decks: Sequence[Deck], *, broken: Sequence[tuple[str, str]] = ()) -> int:
    """Makes the store hold exactly these decks: new and changed ones are stored, absent ones withdrawn. Returns how many
    changed. Answers given to a withdrawn deck stay readable, since each deal keeps what it showed.

    `broken`: id and language (empty: any) of decks whose file can't be read just now; their last good version is dealt on.
    """
    with uow.reading():
        known = uow.decks.digests()
    wanted = {(deck.id, deck.language): deck for deck in decks}
    changed = [deck for key, deck in wanted.items() if known.get(key) != deck.digest]
    gone = [key for key in known if key not in wanted and key not in broken and (key[0], "") not in broken]
    if not changed and not gone:
        return 0
    with uow:
        for deck in changed:
            uow.decks.store(deck)
        for deck_id, language in gone:
            uow.decks.withdraw(deck_id, language)
        uow.commit()
    return len(changed) + len(gone)


def known_digests(uow: UnitOfWork, clock: Clock) -> list[str]:
    """The SHA-256 of each deck file that is stored and not withdrawn, sorted."""
    with uow.reading():
        return sorted(uow.decks.digests().values())


def list_decks(uow: UnitOfWork, clock: Clock) -> list[DeckLine]:
    """Decks that can be dealt from, by language and title."""
    with uow.reading():
        lines = [
            DeckLine(deck.id, deck.language, deck.title, deck.summary, cards, deck.digest)
            for deck, cards in uow.decks.summaries()
        ]
    return sorted(lines, key=lambda line: (line.language, alphabetical(line.title)))


def list_cards(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> list[ShelfCard]:
    """Every ready card of every deck, deck by deck in the decks' own order, with how often this person had each."""
    with uow.reading():
        cards = uow.decks.shelf()
        dealt = [(deal.deck_id, deal.card_id) for deal in uow.deals.past(person_id)]
    return shelved(cards, dealt)


def stored_deck(uow: UnitOfWork, clock: Clock, deck_id: DeckId, language: str) -> Deck:
    """A deck with its ready cards as the store has them. Raises NotFound."""
    with uow.reading():
        cards = uow.decks.cards(deck_id, language)
        known = next(
            (deck for deck, _n in uow.decks.summaries() if (deck.id, deck.language) == (deck_id, language)), None
        )
    if known is None or not cards:
        raise NotFound(_("There is no deck “{deck}”. See the decks with: trainer deck list").format(deck=deck_id))
    return replace(known, cards=tuple(cards))


def find_card(uow: UnitOfWork, clock: Clock, card_id: CardId) -> DeckId | None:
    """The deck that has this card; None if none does."""
    with uow.reading():
        return next((choice.deck_id for choice in uow.decks.choices() if choice.card_id == card_id), None)
