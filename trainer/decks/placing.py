"""Where the cards of a deck stand: its file among the folders, and the line of each card."""

from collections.abc import Iterable
from pathlib import Path

from trainer.decks.finding import MOST_BYTES, find_decks
from trainer.decks.reading import read_deck
from trainer.domain.cards import DeckPlaces
from trainer.domain.ids import DeckId


def find_places(folders: Iterable[str | Path], deck_id: DeckId, language: str) -> DeckPlaces | None:
    """The file of that deck in that language, with the line of each card; None: no file is that deck.

    A file that has errors just now is found by its name or id all the same, without lines. Only files that speak of the id are
    read.
    """
    broken: DeckPlaces | None = None
    for path in find_decks(folders):
        if path.stem != deck_id and deck_id.encode() not in _bytes(path):
            continue
        found = read_deck(path)
        if found.deck is None:
            broken = broken or DeckPlaces(str(path), {})
        elif (found.deck.id, found.deck.language) == (deck_id, language):
            lines = {card.id: line for card, (line, _column) in zip(found.deck.cards, found.places, strict=True)}
            return DeckPlaces(str(path), lines)
    return broken


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return b""
