"""YAML as data from strangers: events from libyaml, never its loader.

No recursion, no resolving (every scalar is text as typed), no anchors, aliases, tags, merge keys or second document;
limits on size, depth and count. libyaml's loader dies of 50 KB of brackets; its events do not. Source: faults 3a.
"""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from trainer.decks.decoding import STAND_IN, name_character
from trainer.decks.nodes import Fields, Items, Mark, Node, Place, QuotedText, Spot, Text, odd_text
from trainer.decks.problems import Findings, shorten
from trainer.domain.texts import UNSAFE
from trainer.locale import _

MOST_BYTES_WITHOUT_LIBYAML = 1_000_000
"""The parser in Python reads about half a megabyte a second."""
LONGEST_TEXT = 20_000
DEEPEST = 12
"""Levels of nesting; the richest card needs six."""
MOST_NODES = 1_000_000
"""10,000 cards of 100 keys and values each."""
MOST_ITEMS = 10_000
"""Entries of one list: so many cards in a deck."""
MOST_KEYS = 200
"""Keys of one mapping."""

TakeCard = Callable[[Any, Any], None]
CURLY_OPENING = ("“", "”", "„", "‟", "‘", "’", "‚")
"""A plain text that begins with one of these may have been meant to be quoted."""
_QUOTES = ("'", '"')
_CUT = re.compile(r" +#(?=[^\s#])| #")
"""A ` #` that belongs to the text: `order #42`, or one space before it. A comment has two and is followed by one."""

_CParser: Any = getattr(yaml, "CSafeLoader", None)
"""libyaml's parser; None where PyYAML was built without it."""


@contextmanager
def without_gc() -> Iterator[None]:
    """The collector walks all marks again and again: 3.1 times slower at 10,000 cards (speed 5)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def has_libyaml() -> bool:
    return _CParser is not None


@dataclass(frozen=True, slots=True)
class Parsed:
    root: Node | None
    broken_at: Place | None = None
    """Where the YAML could not be read on; None: it was read to its end, or stopped at a limit."""


def parse(text: str, lines: list[str], findings: Findings, take: "TakeCard | None" = None) -> Parsed:
    """The tree of a text that `decode` gave. Problems go to `findings`; never raises. `lines` are those of `text`.

    `take(card, root)` is given each item of the top-level list `cards` as soon as it is complete, with the tree so far; that
    then keeps None in its place, so that 10,000 cards never stand in memory at once. It may raise Stopped.
    """
    builder = _Builder(text, lines, findings, take)
    try:
        return Parsed(builder.build(_events(text)))
    except Stopped:
        return Parsed(None)
    except yaml.MarkedYAMLError as error:
        return Parsed(None, builder.explain(error))
    except (yaml.YAMLError, ValueError, OverflowError, KeyError):
        # the parser in Python raises plain errors for escapes such as \U00110000
        findings.error(builder.here, "syntax", _("YAML can't be read from here on: look at the escapes and quotes"))
    return Parsed(None)


def _events(text: str) -> Callable[[], Any]:
    if _CParser is not None:
        parser = _CParser(text.encode())
        get: Callable[[], Any] = parser.get_event
        return get
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    return lambda: next(events, None)


class Stopped(Exception):
    """Reading on would make no sense; the reason is among the findings."""


class _Builder:
    def __init__(self, text: str, lines: list[str], findings: Findings, take: "TakeCard | None") -> None:
        self.lines = lines
        self.may_be_odd = " #" in text or any(sign in text for sign in CURLY_OPENING)
        self.may_merge = "<<" in text
        self.has_escapes = "\\" in text
        self.findings = findings
        self.take = take
        self.mark: Mark = Spot(0, 0)
        """Where the last list, mapping or document began."""
        self.quote: Place | None = None

    def build(self, get: Callable[[], Any]) -> Node | None:  # noqa: PLR0912, PLR0915 - calls cost as much as libyaml
        root: Node | None = None
        stack: list[Items | Fields] = []
        keys: list[Text | None] = []
        """For each open mapping the key that waits for its value."""
        parent: Items | Fields | None = None
        cards: Items | None = None
        """The list whose items are handed on as soon as they are complete."""
        take = self.take
        may_be_odd, may_merge = self.may_be_odd, self.may_merge
        longest, most_nodes = LONGEST_TEXT, MOST_NODES
        nodes = documents = 0
        while True:
            event = get()
            kind = type(event)
            node: Node
            if kind is ScalarEvent:
                value = event.value
                style = event.style
                if (
                    event.anchor is None
                    and event.tag is None
                    and len(value) <= longest
                    and (not may_be_odd if not style else style not in _QUOTES)
                ):
                    node = QuotedText(value) if style else Text(value)
                    node.mark = event.start_mark
                else:
                    node = self._scalar(event)
                whole = True
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
                keys.pop()
                parent = stack[-1] if stack else None
                if cards is not None and parent is cards and take is not None:
                    node, cards[-1] = cards[-1], None
                    take(node, root)
                continue
            elif event is None or kind is StreamEndEvent:
                return root
            else:
                mark = self.mark = event.start_mark
                whole = False
                if kind is MappingStartEvent:
                    node = Fields()
                    node.mark = mark
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event, node.place)
                elif kind is SequenceStartEvent:
                    node = Items()
                    node.mark = mark
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event, node.place)
                elif kind is AliasEvent:
                    node = odd_text("", mark, refused=True)
                    whole = True
                    self.findings.error(node.place, "alias", _leading("*"))
                    self._stop_when_full()
                else:
                    documents += kind is DocumentStartEvent
                    if documents > 1:
                        place = (mark.line + 1, mark.column + 1)
                        self._stop(place, "second-document", _('a second document begins ("---"): one deck a file'))
                    continue
            nodes += 1
            if nodes > most_nodes:
                self._stop(node.place, "too-big", _("more than {n} values: split the deck").format(n=MOST_NODES))
            if parent is None:
                root = node
            elif type(parent) is Items:
                parent.append(node)
                if len(parent) > MOST_ITEMS:
                    message = _("more than {n} entries in one list").format(n=MOST_ITEMS)
                    self._stop(node.place, "too-big", message)
                if whole and parent is cards and take is not None:
                    parent[-1] = None
                    take(node, root)
            elif (key := keys[-1]) is None:
                if not whole or node in parent or not node or len(parent) >= MOST_KEYS or (may_merge and node == "<<"):
                    keys[-1] = self._key(parent, node)  # type: ignore[arg-type]
                else:
                    keys[-1] = node  # type: ignore[assignment]
            else:
                keys[-1] = None
                if not key.refused:
                    parent[key] = node  # type: ignore[call-overload]
                    if parent is root and take is not None and cards is None and key == "cards":
                        cards = node if type(node) is Items else None
            if not whole:
                if len(stack) >= DEEPEST:
                    message = _("nested deeper than {n} levels: a deck needs six").format(n=DEEPEST)
                    self._stop(node.place, "too-deep", message)
                stack.append(node)  # type: ignore[arg-type]
                keys.append(None)
                parent = node  # type: ignore[assignment]

    def _key(self, parent: Fields, node: Node) -> Text:
        """A key that is none, or that something is wrong with."""
        if not isinstance(node, Text):
            message = _("a key must be a word: a text that begins with a bracket must stand in quotes")
            self._stop(node.place, "key-not-text", message)
        if len(parent) >= MOST_KEYS:
            self._stop(node.place, "too-big", _("more than {n} keys in one place").format(n=MOST_KEYS))
        if node in parent:
            first = parent.key(node)
            line = first.line if first is not None else node.line
            message = _("{key}: stands already in line {line}; keep one of the two").format(
                key=shorten(node), line=line
            )
            return self._refused(node, "duplicate-key", message)
        if node == "<<" and node.plain:
            return self._refused(node, "merge-key", _("merge keys are not read: write the keys out"))
        if not node and not node.refused:
            return self._refused(node, "empty-key", _('a key is missing before the ":"'))
        return node

    def _refused(self, node: Text, rule: str, message: str) -> Text:
        self.findings.error(node.place, rule, message)
        self._stop_when_full()
        return odd_text(node, node.mark, refused=True)

    def _scalar(self, event: Any) -> Text:
        """A scalar that may want a remark; the others are made in `build`."""
        value: str = event.value
        style = event.style
        mark = event.start_mark
        text = QuotedText(value) if style else Text(value)
        text.mark = mark
        if style in _QUOTES:
            self._quoted(event, text)
        elif not style and value:
            end = event.end_mark
            rest = self.lines[end.line] if end.line < len(self.lines) else ""
            if len(rest) > end.column and (found := _CUT.match(rest, end.column)):
                text = odd_text(value, mark, cut=(end.line + 1, found.end()))
            elif value[0] in CURLY_OPENING:
                text = odd_text(value, mark)
        if (event.anchor is not None or event.tag is not None) and self._refuse_marks(event, text.place):
            text = odd_text(value, mark, refused=True)
        if len(value) > LONGEST_TEXT:
            message = _("a text of {n} characters: {most} is the most").format(n=len(value), most=LONGEST_TEXT)
            self.findings.error(text.place, "too-long", message)
            text = odd_text(value[:LONGEST_TEXT], mark, refused=True)
            self._stop_when_full()
        return text

    def _quoted(self, event: Any, text: Text) -> None:
        if event.end_mark.line > event.start_mark.line:
            self.quote = text.place
        if (
            self.has_escapes
            and event.style == '"'
            and not text.isprintable()
            and (unsafe := UNSAFE.findall(text.replace("\r", "\n").replace(STAND_IN, "")))
        ):
            for each in dict.fromkeys(unsafe):
                name_character(each, text.place, self.findings)
            self._stop_when_full()

    def _refuse_marks(self, event: Any, place: Place) -> bool:
        """Anchors and tags; true if there was one."""
        if event.anchor is not None:
            self.findings.error(place, "anchor", _leading("&"))
        elif getattr(event, "tag", None) is not None:
            self.findings.error(place, "tag", _leading("!"))
        else:
            return False
        self._stop_when_full()
        return True

    def _stop_when_full(self) -> None:
        if self.findings.full:
            raise Stopped

    def _stop(self, place: Place, rule: str, message: str) -> NoReturn:
        self.findings.error(place, rule, message)
        raise Stopped

    @property
    def here(self) -> Place:
        return self.mark.line + 1, self.mark.column + 1

    def explain(self, error: yaml.MarkedYAMLError) -> Place:
        from trainer.decks.advice import Complaint, advise  # for what is broken

        def place(mark: Any) -> Place | None:
            return None if mark is None else (mark.line + 1, mark.column + 1)

        context = place(error.context_mark)
        said = Complaint(
            error.problem or "",
            error.context or "",
            place(error.problem_mark) or context or self.here,
            context,
            self.quote,
        )
        advice = advise(said, self.lines)
        self.findings.error(advice.place, advice.rule, advice.message)
        return advice.place


def _leading(sign: str) -> str:
    names = {
        "*": _('"*" (an alias) is not read: write the words out; a text that begins with * must stand in quotes'),
        "&": _('"&" (an anchor) is not read: leave it out; a text that begins with & must stand in quotes'),
        "!": _('"!" (a tag) is not read: leave it out; a text that begins with ! must stand in quotes'),
    }
    return names[sign]
