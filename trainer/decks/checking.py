"""Folders of decks: found, read and held against each other."""

from collections.abc import Iterable
from pathlib import Path

from trainer.decks.finding import find_decks
from trainer.decks.problems import Problem, Severity
from trainer.decks.reading import read_deck
from trainer.domain.cards import Deck
from trainer.domain.ids import DeckId
from trainer.domain.texts import clean_line
from trainer.locale import _


def load_decks(folders: Iterable[str | Path]) -> tuple[list[Deck], list[Problem]]:
    """All decks without errors below `folders`, and the problems of all files.

    One deck may have a file in each language; of two files with the same id and language the first one stays.
    """
    decks: dict[tuple[DeckId, str], tuple[Deck, Path]] = {}
    problems: list[Problem] = []
    for path in find_decks(folders):
        result = read_deck(path)
        problems.extend(result.problems)
        deck = result.deck
        if deck is None:
            continue
        if (deck.id, deck.language) in decks:
            problems.append(same_deck(path, deck, decks[deck.id, deck.language][1]))
            continue
        decks[deck.id, deck.language] = (deck, path)
    return [deck for deck, _path in decks.values()], problems


def same_deck(path: Path, deck: Deck, first: Path) -> Problem:
    """Two files with one deck id in one language: the later file is not used."""
    message = _("{id}: {file} is this deck already, in the same language; give one of them another id").format(
        id=deck.id, file=clean_line(str(first), 200)
    )
    return Problem(str(path), 1, 1, Severity.ERROR, "duplicate-id", message)
