"""Decks copied into the user's own folder: checked first, whole or not at all, never anywhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer import paths
from trainer.decks.finding import find_decks
from trainer.decks.problems import Problem
from trainer.decks.reading import read_deck
from trainer.decks.writing import write_file
from trainer.domain.cards import Deck
from trainer.domain.ids import DeckId
from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused
from trainer.locale import _


@dataclass(frozen=True, slots=True)
class Installed:
    deck: Deck
    source: Path
    target: Path
    replaced: Deck | None
    """What was in its place before; None: nothing."""


def own_folder() -> Path:
    """Where a person's own decks lie."""
    return paths.data_folder() / "decks"


def install(files: Sequence[Path], folder: Path, shipped: Path) -> tuple[list[Installed], list[Problem]]:
    """Copies the decks of `files` into `folder`; with an error in any of them none is copied, and the problems come back.

    A deck takes the place of the one with its id and language. Raises DeckRefused where that one came with the program (in
    `shipped`), where two of the files are one deck, or where the folder can't be written.
    """
    read: list[tuple[Path, Deck, bytes]] = []
    problems: list[Problem] = []
    for path in files:
        result = read_deck(path)
        problems.extend(result.problems)
        if result.deck is not None:
            read.append((path, result.deck, result.data))
    if any(path not in [source for source, _deck, _data in read] for path in files):
        return [], problems
    theirs = {(deck.id, deck.language) for path in find_decks([shipped]) if (deck := read_deck(path).deck) is not None}
    ours: dict[tuple[DeckId, str], tuple[Path, Deck]] = {}
    for path in find_decks([folder]):
        deck = read_deck(path).deck
        if deck is not None:
            ours.setdefault((deck.id, deck.language), (path, deck))
    plan: dict[tuple[DeckId, str], tuple[Path, Deck, bytes, Path]] = {}
    for path, deck, data in read:
        key = (deck.id, deck.language)
        file = clean_line(str(path), 300)
        if key in theirs:
            raise DeckRefused(
                _("{file}: the deck “{id}” came with the program; give yours another id.").format(file=file, id=deck.id)
            )
        if key in plan:
            other = clean_line(str(plan[key][0]), 300)
            raise DeckRefused(
                _("{file} and {other} are the same deck; install one of them.").format(file=file, other=other)
            )
        plan[key] = (path, deck, data, ours[key][0] if key in ours else _place(folder, deck, plan.values()))
    installed = []
    try:
        paths.private_folder(folder)
        for key, (path, deck, data, target) in plan.items():
            write_file(target, data, replace=True)
            installed.append(Installed(deck, path, target, ours[key][1] if key in ours else None))
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeckRefused(
            _("{folder} can't be written: {reason}.").format(folder=clean_line(str(folder), 500), reason=reason)
        ) from error
    return installed, problems


def _place(folder: Path, deck: Deck, planned: Iterable[tuple[Path, Deck, bytes, Path]]) -> Path:
    """A file name for a deck that is new here: its id, with the language where the id is taken."""
    taken = {target for *_rest, target in planned}
    for name in (deck.id, f"{deck.id}.{deck.language}", *(f"{deck.id}.{deck.language}-{n}" for n in range(2, 100))):
        target = folder / f"{name}.yaml"
        if target not in taken and not target.exists() and not target.is_symlink():
            return target
    raise DeckRefused(_("{folder} has too many files of that name.").format(folder=clean_line(str(folder), 500)))
