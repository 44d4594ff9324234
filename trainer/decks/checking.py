"""Folders of decks: found, read and held against each other."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.decks.composing import slug
from trainer.decks.finding import find_decks
from trainer.decks.locales import canonical
from trainer.decks.nodes import Place
from trainer.decks.problems import Problem, Severity
from trainer.decks.reading import read_deck
from trainer.decks.twins import find_twins
from trainer.domain.cards import Deck
from trainer.domain.ids import DeckId
from trainer.domain.kinds import CardStatus
from trainer.domain.texts import clean_line
from trainer.locale import _, ngettext

if TYPE_CHECKING:
    from trainer.domain.meaning import Meaning


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


_SAID = re.compile(r"""^(id|locale):[ \t]*["']?([\w.-]+)""", re.MULTILINE)
_HEAD_BYTES = 2000


def named_in(path: Path) -> tuple[str, str]:
    """Id and language (empty: not said) of a deck whose file can't be read as one, as far as its first lines say them."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).decode(errors="replace")
    except OSError:
        head = ""
    said = {found[1]: found[2] for found in _SAID.finditer(head)}
    deck_id = said.get("id") or slug(path.stem, words=12, limit=60) or "deck"
    return deck_id, canonical(said.get("locale", "")).split("-")[0]


KnownCards = Callable[[str, str], "Mapping[str, tuple[int, Meaning]]"]
"""(deck id, language) -> card id -> the revision and the meaning that it had."""


def cards_of_files(files: Iterable[str | Path]) -> KnownCards:
    """What the cards of other files, say of the state before, mean."""
    from trainer.domain.meaning import meaning

    decks = [deck for path in files if (deck := read_deck(path).deck) is not None]

    def known(deck_id: str, language: str) -> "Mapping[str, tuple[int, Meaning]]":
        return {
            card.id: (card.revision, meaning(card))
            for deck in decks
            if (deck.id, deck.language) == (deck_id, language)
            for card in deck.cards
        }

    return known


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of the files that were checked."""

    files: int
    problems: tuple[Problem, ...]


def check_files(files: Sequence[str | Path], known: KnownCards | None = None) -> Checked:
    """Every problem of every file, of files that are the same deck, and of cards that nearly repeat each other.

    `known` says what a deck's cards meant before; a meaning that changed under the same revision is an error.
    """
    problems: list[Problem] = []
    read: list[tuple[Path, Deck, tuple[Place, ...]]] = []
    seen: dict[tuple[DeckId, str], Path] = {}
    for path in map(Path, files):
        result = read_deck(path)
        problems.extend(result.problems if result.deck is not None else _judged(path, result.problems))
        if result.deck is None:
            continue
        first = seen.setdefault((result.deck.id, result.deck.language), path)
        if first is not path:
            problems.append(same_deck(path, result.deck, first))
        else:
            read.append((path, result.deck, result.places))
            problems.extend(wishes(path, result.deck))
            if known is not None:
                from trainer.decks.comparing import unmarked_changes  # with a store or --against alone

                before = known(result.deck.id, result.deck.language)
                problems.extend(unmarked_changes(path, result.deck, result.places, before))
    problems.extend(near_twins(read))
    order = {str(path): number for number, path in enumerate(files)}
    problems.sort(key=lambda problem: (order.get(problem.file, 0), problem.line, problem.column))
    return Checked(len(files), tuple(problems))


def _judged(path: Path, as_deck: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of a file that is no sound deck: a preset and the house's standards are judged as what they are."""
    from trainer.decks.finding import PRESETS, STANDARDS, kind_of

    kind = kind_of(path)
    if kind == PRESETS:
        from trainer.decks.presets import read_preset

        return read_preset(path)[1]
    if kind == STANDARDS:
        from trainer.decks.standards import read_standards_text

        return read_standards_text(path.read_bytes(), str(path))[1]
    return as_deck


def wishes(path: Path, deck: Deck) -> list[Problem]:
    """What a deck can do without, and is better for having."""
    found: list[Problem] = []
    if not deck.license:
        message = _('no licence: if others may use this deck, add e.g. "license: CC-BY-4.0" at the top')
        found.append(Problem(str(path), 1, 1, Severity.INFO, "licence", message))
    bare = sum(not card.gold for card in deck.cards if card.status is CardStatus.READY)
    if bare:
        message = ngettext(
            "{n} card has no gold answers: a strong and a weak one, with levels, show raters the scale",
            "{n} cards have no gold answers: a strong and a weak one, with levels, show raters the scale",
            bare,
        ).format(n=bare)
        found.append(Problem(str(path), 1, 1, Severity.INFO, "gold", message))
    return found


def near_twins(decks: Sequence[tuple[Path, Deck, tuple[Place, ...]]]) -> list[Problem]:
    """A warning for each card that nearly repeats one further up, or in a deck checked before; within one language."""
    problems: list[Problem] = []
    for language in dict.fromkeys(deck.language for _path, deck, _places in decks):
        known = [
            (path, card, place)
            for path, deck, places in decks
            if deck.language == language
            for card, place in zip(deck.cards, places, strict=True)
            if card.status is not CardStatus.RETIRED
        ]
        twins = find_twins([card for _path, card, _place in known])
        cards = Counter(path for path, _card, _place in known)
        shared = Counter((known[twin.later][0], known[twin.earlier][0]) for twin in twins)
        copies = {
            (path, other): n for (path, other), n in shared.items() if path != other and n >= 5 and 2 * n > cards[path]
        }
        for (path, other_file), n in copies.items():
            message = _("{n} of {all} cards are nearly those of {file}: is one of the two a copy?").format(
                n=n, all=cards[path], file=clean_line(str(other_file), 200)
            )
            problems.append(Problem(str(path), 1, 1, Severity.WARNING, "near-twin", message))
        for twin in twins:
            path, card, place = known[twin.later]
            other_path, other, other_place = known[twin.earlier]
            if (path, other_path) in copies or card.replaces == other.id or other.replaces == card.id:
                continue
            if twin.share == 1 and path == other_path:
                continue  # the reader has said so already
            where = f"{clean_line(str(other_path), 200)}:{other_place[0]}"
            message = _("nearly the same complaint as in {where}: keep one, or make them differ").format(where=where)
            problems.append(Problem(str(path), *place, Severity.WARNING, "near-twin", message))
    return problems


def same_deck(path: Path, deck: Deck, first: Path) -> Problem:
    """Two files with one deck id in one language: the later file is not used."""
    message = _("{id}: {file} is this deck already, in the same language; give one of them another id").format(
        id=deck.id, file=clean_line(str(first), 200)
    )
    return Problem(str(path), 1, 1, Severity.ERROR, "duplicate-id", message)
