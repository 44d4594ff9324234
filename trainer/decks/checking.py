"""Folders of decks: found, read and held against each other."""

import os
from collections.abc import Iterable
from pathlib import Path

from trainer.decks.problems import Problem, Severity
from trainer.decks.reading import read_deck
from trainer.domain.cards import Deck
from trainer.domain.ids import DeckId
from trainer.domain.texts import clean_line
from trainer.locale import _

SUFFIXES = (".yaml", ".yml")


def find_decks(folders: Iterable[str | Path]) -> list[Path]:
    """Every *.yaml and *.yml below `folders`, sorted in each. Links that lead out of the folder are not followed.

    A folder that is not there holds no decks; hidden files and folders are passed over.
    """
    found: list[Path] = []
    for folder in folders:
        root = Path(folder).resolve()
        here: list[Path] = []
        for parent, folders_below, files in os.walk(root, followlinks=False):
            folders_below[:] = sorted(each for each in folders_below if not each.startswith("."))
            for name in files:
                path = Path(parent, name)
                if name.startswith(".") or path.suffix.lower() not in SUFFIXES or not path.is_file():
                    continue
                if path.is_symlink() and not path.resolve().is_relative_to(root):
                    continue
                here.append(path)
        found.extend(path for path in sorted(here) if path not in found)
    return found


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
