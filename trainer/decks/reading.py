"""A YAML file in; a deck, or all its problems with their places, out. No file whatever ends in a traceback."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trainer.decks.composing import Composer
from trainer.decks.decoding import decode, split_lines
from trainer.decks.explaining import explain
from trainer.decks.finding import MOST_BYTES
from trainer.decks.mending import read_around
from trainer.decks.models import CardModel, DeckHead
from trainer.decks.nodes import Fields, Items, Text
from trainer.decks.parsing import MOST_BYTES_WITHOUT_LIBYAML, has_libyaml, parse, without_gc
from trainer.decks.problems import Findings, Problem, Severity
from trainer.decks.proofreading import CardChecker, check_head
from trainer.domain.cards import Deck
from trainer.locale import _

LARGEST_TO_MEND = 300_000
"""Characters up to which a file is read again around broken YAML."""


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
    deck = None
    with without_gc():
        text = decode(data, findings)
        if text is not None:
            lines = split_lines(text)
            parsed = parse(text, lines, findings)
            touched: tuple[int, ...] = ()
            if parsed.broken_at is not None and len(text) <= LARGEST_TO_MEND:
                mended = read_around(lines, parsed.broken_at, findings)
                parsed, touched = mended.parsed, mended.touched
            if _is_deck(parsed.root, findings):
                deck = _validate(parsed.root, lines, findings, stem, hashlib.sha256(data).hexdigest(), touched)
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


def _validate(
    root: Any, lines: list[str], findings: Findings, stem: str, digest: str, touched: tuple[int, ...] = ()
) -> Deck | None:
    """`touched`: lines where broken YAML was taken out, so that nothing is said of what is missing there."""
    locale = check_head(root, findings)
    head: DeckHead | None = None
    try:
        head = DeckHead.model_validate({key: value for key, value in root.items() if key != "cards"})
    except ValidationError as error:
        explain(error, root, DeckHead, findings, quiet=bool(touched))
    checker = CardChecker(root, locale, lines, findings)
    cards = _cards(root, findings, bool(touched))
    composer = None if head is None else Composer(head, _ids(cards))
    for number, card in enumerate(cards):
        if findings.full:
            break
        end = cards[number + 1].line if number + 1 < len(cards) else len(lines) + 1
        broken = any(card.line <= line < end for line in touched)
        checker.check(card, broken)
        try:
            model = CardModel.model_validate(card)
        except ValidationError as error:
            composer = None
            if _is_cut_sentence(card):
                message = _('a sentence with ": " in it must stand in quotes: "…"')
                findings.error(next(iter(card)).place, "colon-in-text", message)
            else:
                explain(error, card, CardModel, findings, quiet=broken)
        else:
            if composer is not None:
                composer.add(model, card.line)
        cards[number] = None  # 10,000 cards: 80 MB less at the peak
    return composer.deck(stem, digest) if composer is not None and not findings.has_errors else None


def _ids(cards: Items) -> set[str]:
    """The ids that the cards have already."""
    return {str(card.at("id")) for card in cards if isinstance(card, Fields) and isinstance(card.at("id"), Text)}


def _cards(root: Fields, findings: Findings, broken: bool) -> Items:
    cards = root.at("cards")
    key = root.key("cards")
    if isinstance(cards, Text) and cards.refused:
        return Items(1, 1)
    if broken and not isinstance(cards, Items):
        return Items(1, 1)
    if key is None:
        findings.error(
            (1, 1), "missing", _('cards is missing: add "cards:" and below it a "- " line for each complaint')
        )
    elif not isinstance(cards, Items):
        if not findings.names(cards.place, "tag", "anchor"):
            findings.error(key.place, "cards", _('cards: below it goes a "- " line for each complaint'))
    elif not cards and not broken:
        findings.error(key.place, "cards", _('cards: there is no card yet; add a "- " line with a complaint'))
    else:
        return cards
    return Items(1, 1)


def _is_cut_sentence(card: Any) -> bool:
    """`- Dear sirs: the sea is wet`: a sentence that YAML takes for a key and its value."""
    return isinstance(card, Fields) and len(card) == 1 and " " in next(iter(card)).strip()
