"""A YAML file in; a deck, or all its problems with their places, out. No file whatever ends in a traceback."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.decks.cleaning import without_unsafe
from trainer.decks.composing import Composer
from trainer.decks.converting import NotPlain, reader_of
from trainer.decks.decoding import TAKEN_OUT, decode, split_lines
from trainer.decks.finding import MOST_BYTES
from trainer.decks.nodes import Fields, Items, Place, Text, no_fields, no_items
from trainer.decks.parsing import MOST_BYTES_WITHOUT_LIBYAML, Stopped, has_libyaml, parse, without_gc
from trainer.decks.problems import Findings, Problem, Severity
from trainer.decks.proofreading import CardChecker, check_head
from trainer.decks.values import Unfit, read_filled
from trainer.domain.cards import Deck
from trainer.locale import _

LARGEST_TO_MEND = 300_000
"""Characters up to which a file is read again around broken YAML."""
_CARDS = re.compile(r"^cards:[ ]*$", re.MULTILINE)
_NO_DASH = re.compile(r"-|[–—•·*+]\s|\d+[.)]\s")
"""What people begin a list with that is no list in YAML."""
_TOP_LEVEL = re.compile(r"\n[^ \n\r#-]|\n--|\r")
"""Something at the margin that is no card: another key, or a line end of another kind than ours."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """`deck` is there when no problem is an error; warnings may still be among the problems."""

    deck: Deck | None
    problems: tuple[Problem, ...]
    places: tuple[Place, ...] = ()
    """Where each card's complaint stands, in the order of the cards."""
    data: bytes = field(default=b"", repr=False, compare=False)
    """The file's bytes as they were judged: what is copied or rewritten is this, not what the file has become since."""

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def read_deck(path: str | Path) -> ReadResult:
    """Reads one file of at most 10 MB. What can't be read at all is a problem too, never an exception."""
    path = Path(path)
    findings = Findings(str(path))
    data = file_bytes(path, findings)
    return ReadResult(None, findings.sorted()) if data is None else _read(data, findings, path.stem)


def file_bytes(path: Path, findings: Findings) -> bytes | None:
    """What the file holds; None: it can't be read, or is too big for a deck, which is among the findings then."""
    most = MOST_BYTES if has_libyaml() else MOST_BYTES_WITHOUT_LIBYAML
    no_file = _("this is no file: name a YAML file, or a folder of them")
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                findings.error((1, 1), "unreadable", no_file)
                return None
            data = file.read(most + 1) if about.st_size <= most else b""
    except IsADirectoryError:
        findings.error((1, 1), "unreadable", no_file)
        return None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        findings.error((1, 1), "unreadable", _("the file can't be read: {reason}").format(reason=reason))
        return None
    if about.st_size > most or len(data) > most:
        message = _("larger than {n} MB: split the deck").format(n=most // 1_000_000)
        findings.error((1, 1), "too-big", message)
        return None
    return data


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
        if text is None:
            return ReadResult(None, findings.sorted())
        lines = split_lines(text)
        if _cards_come_last(text):
            before = findings.copy()
            reading = _Reading(lines, findings)
            parsed = parse(text, lines, findings, reading.take)
            if parsed.root is not None:
                reading.finish(parsed.root)
                return reading.result(stem, data)
            findings.take_back_to(before)
        reading = _Reading(lines, findings)
        parsed = parse(text, lines, findings)
        touched: tuple[int, ...] = ()
        if parsed.broken_at is not None and len(text) <= LARGEST_TO_MEND:
            from trainer.decks.mending import read_around

            mended = read_around(lines, parsed.broken_at, findings)
            parsed, touched = mended.parsed, mended.touched
        if _is_deck(parsed.root, findings):
            reading.touched = touched
            reading.read(parsed.root)  # type: ignore[arg-type]
        return reading.result(stem, data)


def _cards_come_last(text: str) -> bool:
    """Whether all that is said of the deck stands before its cards, so that each card can be judged as it is read."""
    found = _CARDS.search(text)
    return found is not None and _TOP_LEVEL.search(text, found.end()) is None


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


class _Reading:
    """One file's nodes on their way to a deck."""

    def __init__(self, lines: list[str], findings: Findings) -> None:
        self._lines = lines
        self._findings = findings
        self._checker: CardChecker | None = None
        self._composer: Composer | None = None
        self._places: list[Place] = []
        self._read_card = reader_of("CardModel")
        self.touched: tuple[int, ...] = ()
        """Lines where broken YAML was taken out, so that nothing is said of what is missing there."""

    def take(self, card: Any, root: Any) -> None:
        """A card as soon as the parser has it; `root` holds all that is said of the deck. Raises Stopped."""
        if self._checker is None:
            self._begin(root)
        self._add(card, broken=False)
        if self._findings.full:
            raise Stopped

    def finish(self, root: Any) -> None:
        """After the last card."""
        if self._checker is None and _is_deck(root, self._findings):
            self.read(root)

    def read(self, root: Fields) -> None:
        """All cards of a tree."""
        self._begin(root)
        cards = _cards(root, self._findings, bool(self.touched))
        for number, card in enumerate(cards):
            if self._findings.full:
                break
            end = cards[number + 1].line if number + 1 < len(cards) else len(self._lines) + 1
            self._add(card, any(card.line <= line < end for line in self.touched))
            cards[number] = None  # 10,000 cards: 80 MB less at the peak

    def result(self, stem: str, data: bytes) -> ReadResult:
        if self._composer is None or not self._places or self._findings.has_errors:
            return ReadResult(None, self._findings.sorted())
        deck = self._composer.deck(stem, hashlib.sha256(data).hexdigest())
        if self._findings.has(*TAKEN_OUT):
            deck = without_unsafe(deck)
        return ReadResult(deck, self._findings.sorted(), tuple(self._places), data)

    def _begin(self, root: Fields) -> None:
        locale = check_head(root, self._findings)
        head = no_fields()
        head.update((key, value) for key, value in root.items() if key != "cards")
        try:
            self._composer = Composer(reader_of("DeckHead")(head))
        except NotPlain:
            from trainer.decks.explaining import ask_deck

            asked = ask_deck(head, self._findings, quiet=bool(self.touched))
            if asked is not None:
                self._composer = Composer(asked)
        self._checker = CardChecker(root, locale, self._lines, self._findings)

    def _add(self, card: Any, broken: bool) -> None:
        assert self._checker is not None, "_begin comes first"
        broken = self._checker.check(card, broken) or broken
        try:
            said = {"complaint": read_filled(card)} if isinstance(card, Text) and card else self._read_card(card)
        except (NotPlain, Unfit):
            from trainer.decks.explaining import ask_card  # pydantic, for what is wrong

            asked = ask_card(card, self._findings, quiet=broken)
            if asked is None:
                self._composer = None
                return
            said = asked
        if self._composer is not None:
            complaint = card.at("complaint") if isinstance(card, Fields) else card
            self._places.append(complaint.place)
            self._composer.add(said, card.line)


def _cards(root: Fields, findings: Findings, broken: bool) -> Items:
    cards = root.at("cards")
    key = root.key("cards")
    if isinstance(cards, Text) and cards.refused:
        return no_items()
    if broken and not isinstance(cards, Items):
        return no_items()
    if key is None:
        from trainer.decks.explaining import is_misspelt

        if not is_misspelt(root, "cards"):
            message = _('cards is missing: add "cards:" and below it a "- " line for each complaint')
            findings.error((1, 1), "missing", message)
    elif isinstance(cards, Text) and _NO_DASH.match(cards):
        findings.error(cards.place, "cards", _('a card begins with "- ": a hyphen and a plain space'))
    elif not isinstance(cards, Items):
        if not findings.names(cards.place, "tag", "anchor"):
            findings.error(key.place, "cards", _('cards: below it goes a "- " line for each complaint'))
    elif not cards and not broken:
        findings.error(key.place, "cards", _('cards: there is no card yet; add a "- " line with a complaint'))
    else:
        return cards
    return no_items()
