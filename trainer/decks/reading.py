"""A YAML file in; a deck, or all its problems with their places, out. No file whatever ends in a traceback."""

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trainer.decks.composing import compose_deck
from trainer.decks.decoding import decode, split_lines
from trainer.decks.explaining import explain
from trainer.decks.models import CardModel, DeckHead
from trainer.decks.nodes import Fields, Items, Text
from trainer.decks.parsing import MOST_BYTES, MOST_BYTES_WITHOUT_LIBYAML, has_libyaml, parse, without_gc
from trainer.decks.problems import Findings, Problem, Severity
from trainer.decks.proofreading import CardChecker, check_head
from trainer.domain.cards import Deck
from trainer.locale import _


@dataclass(frozen=True, slots=True)
class ReadResult:
    """`deck` is there when no problem is an error; warnings may still be among the problems."""

    deck: Deck | None
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def read_deck(path: str | Path) -> ReadResult:
    """Reads one file of at most 10 MB. What can't be read at all is a problem too, never an exception."""
    path = Path(path)
    findings = Findings(str(path))
    most = MOST_BYTES if has_libyaml() else MOST_BYTES_WITHOUT_LIBYAML
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                findings.error((1, 1), "unreadable", _("this is no file: name a YAML file, or a folder of them"))
                return ReadResult(None, findings.sorted())
            data = file.read(most + 1) if about.st_size <= most else b""
    except IsADirectoryError:
        findings.error((1, 1), "unreadable", _("this is no file: name a YAML file, or a folder of them"))
        return ReadResult(None, findings.sorted())
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        findings.error((1, 1), "unreadable", _("the file can't be read: {reason}").format(reason=reason))
        return ReadResult(None, findings.sorted())
    if about.st_size > most or len(data) > most:
        message = _("larger than {n} MB: split the deck").format(n=most // 1_000_000)
        findings.error((1, 1), "too-big", message)
        return ReadResult(None, findings.sorted())
    return _read(data, findings, path.stem)


def read_deck_text(text: str | bytes, name: str = "deck.yaml") -> ReadResult:
    """As `read_deck`, for what is in memory already; `name` stands in the problems and gives a deck without id its own."""
    findings = Findings(name)
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MOST_BYTES:
        findings.error((1, 1), "too-big", _("larger than {n} MB: split the deck").format(n=MOST_BYTES // 1_000_000))
        return ReadResult(None, findings.sorted())
    return _read(data, findings, Path(name).stem)


def _read(data: bytes, findings: Findings, stem: str) -> ReadResult:
    with without_gc():
        text = decode(data, findings)
        root = parse(text, findings) if text is not None else None
        deck = None
        if text is not None and _is_deck(root, findings):
            deck = _validate(root, split_lines(text), findings, stem, hashlib.sha256(data).hexdigest())
    return ReadResult(deck, findings.sorted())


def _is_deck(root: Any, findings: Findings) -> bool:
    if isinstance(root, Fields):
        return True
    if not findings.has_errors:
        place = getattr(root, "place", (1, 1))
        if root is None:
            message = _(
                'the deck is empty: it needs a line "title: ..." and "cards:" with a "- " line for each complaint'
            )
        elif isinstance(root, Items):
            message = _('a deck begins with a line "title: ..." and a line "cards:"; the list goes below that')
        else:
            message = _('a deck begins with a line "title: ..." (with a space after the colon) and a line "cards:"')
        findings.error(place, "no-deck", message)
    return False


def _validate(root: Any, lines: list[str], findings: Findings, stem: str, digest: str) -> Deck | None:
    locale = check_head(root, findings)
    head: DeckHead | None = None
    try:
        head = DeckHead.model_validate({key: value for key, value in root.items() if key != "cards"})
    except ValidationError as error:
        explain(error, root, DeckHead, findings)
    checker = CardChecker(root, locale, lines, findings)
    models: list[tuple[CardModel, int]] = []
    for card in _cards(root, findings):
        if findings.full:
            break
        checker.check(card)
        try:
            models.append((CardModel.model_validate(card), card.line))
        except ValidationError as error:
            if _is_cut_sentence(card):
                message = _('a sentence with ": " in it must stand in quotes: "…"')
                findings.error(next(iter(card)).place, "colon-in-text", message)
            else:
                explain(error, card, CardModel, findings)
    if head is None or findings.has_errors:
        return None
    return compose_deck(head, models, stem, digest)


def _cards(root: Fields, findings: Findings) -> Iterable[Any]:
    cards = root.at("cards")
    key = root.key("cards")
    if isinstance(cards, Text) and cards.refused:
        return ()
    if key is None:
        findings.error(
            (1, 1), "missing", _('cards is missing: add "cards:" and below it a "- " line for each complaint')
        )
    elif not isinstance(cards, Items):
        findings.error(key.place, "cards", _('cards: below it goes a "- " line for each complaint'))
    elif not cards:
        findings.error(key.place, "cards", _('cards: there is no card yet; add a "- " line with a complaint'))
    else:
        return cards
    return ()


def _is_cut_sentence(card: Any) -> bool:
    """`- Dear sirs: the sea is wet`: a sentence that YAML takes for a key and its value."""
    return isinstance(card, Fields) and len(card) == 1 and " " in next(iter(card)).strip()
