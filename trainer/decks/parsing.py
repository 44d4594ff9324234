"""YAML as data from strangers: events from libyaml, never its loader.

No recursion, no resolving (every scalar is text as typed), no anchors, aliases, tags, merge keys or second document;
limits on size, depth and count. libyaml's loader dies of 50 KB of brackets; its events do not. Source: faults 3a.
"""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

from trainer.decks.advice import Complaint, advise
from trainer.decks.decoding import name_character, split_lines
from trainer.decks.nodes import Fields, Items, Node, Place, Text
from trainer.decks.problems import Findings, shorten
from trainer.domain.texts import UNSAFE
from trainer.locale import _

MOST_BYTES = 10_000_000
"""10,000 cards are 5.8 MB."""
MOST_BYTES_WITHOUT_LIBYAML = 1_000_000
"""The parser in Python reads about half a megabyte a second."""
LONGEST_TEXT = 20_000
DEEPEST = 12
"""Levels of nesting; the richest card needs six."""
MOST_NODES = 600_000
"""10,000 cards of 60 values each."""
MOST_ITEMS = 10_000
"""Entries of one list: so many cards in a deck."""
MOST_KEYS = 200
"""Keys of one mapping."""

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


def parse(text: str, findings: Findings) -> Node | None:
    """The tree of a text that `decode` gave, or None when there is none. Problems go to `findings`; never raises."""
    builder = _Builder(text, findings)
    try:
        return builder.build(_events(text))
    except _Stopped:
        return None
    except yaml.MarkedYAMLError as error:
        builder.explain(error)
    except (yaml.YAMLError, ValueError, OverflowError, KeyError):
        # the parser in Python raises plain errors for escapes such as \U00110000
        findings.error(builder.here, "syntax", _("YAML can't be read from here on: look at the escapes and quotes"))
    return None


def _events(text: str) -> Callable[[], Any]:
    if _CParser is not None:
        parser = _CParser(text.encode())
        get: Callable[[], Any] = parser.get_event
        return get
    events = yaml.parse(text, Loader=yaml.SafeLoader)
    return lambda: next(events, None)


class _Stopped(Exception):
    """Reading on would make no sense; the reason is among the findings."""


class _Builder:
    def __init__(self, text: str, findings: Findings) -> None:
        self.lines = split_lines(text)
        self.findings = findings
        self.here: Place = (1, 1)
        self.quote: Place | None = None

    def build(self, get: Callable[[], Any]) -> Node | None:  # noqa: PLR0912 - one loop without calls is twice as fast
        root: Node | None = None
        stack: list[Items | Fields] = []
        keys: list[Text | None] = []
        """For each open mapping the key that waits for its value."""
        nodes = documents = 0
        while True:
            event = get()
            kind = type(event)
            if event is None or kind is StreamEndEvent:
                return root
            mark = event.start_mark
            place = self.here = (mark.line + 1, mark.column + 1)
            node: Node
            if kind is ScalarEvent:
                node = self._scalar(event, place)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            elif kind is MappingStartEvent:
                node = Fields(*place)
            elif kind is SequenceStartEvent:
                node = Items(*place)
            elif kind is AliasEvent:
                self.findings.error(place, "alias", _leading("*"))
                node = Text("", *place, refused=True)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._stop(place, "second-document", _('a second document begins ("---"): one deck a file'))
                continue
            else:
                continue
            nodes += 1
            if nodes > MOST_NODES or self.findings.full:
                self._stop(place, "too-big", _("more than {n} values: split the deck").format(n=MOST_NODES))
            if kind is not ScalarEvent and kind is not AliasEvent:
                self._refuse_marks(event, place)
            if not stack:
                root = node
            else:
                self._put(stack[-1], keys, node)
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= DEEPEST:
                    message = _("nested deeper than {n} levels: a deck needs six").format(n=DEEPEST)
                    self._stop(place, "too-deep", message)
                stack.append(node)  # type: ignore[arg-type]
                keys.append(None)

    def _put(self, parent: Items | Fields, keys: list[Text | None], node: Node) -> None:
        if isinstance(parent, Items):
            parent.append(node)
            if len(parent) > MOST_ITEMS:
                self._stop(node.place, "too-big", _("more than {n} entries in one list").format(n=MOST_ITEMS))
            return
        key = keys[-1]
        if key is None:
            keys[-1] = self._key(parent, node)
            return
        keys[-1] = None
        if not key.refused:
            parent[key] = node

    def _key(self, parent: Fields, node: Node) -> Text:
        if not isinstance(node, Text):
            message = _("a key must be a word: a text that begins with a bracket must stand in quotes")
            self._stop(node.place, "key-not-text", message)
        if len(parent) >= MOST_KEYS:
            self._stop(node.place, "too-big", _("more than {n} keys in one place").format(n=MOST_KEYS))
        if node == "<<" and node.plain:
            self.findings.error(node.place, "merge-key", _("merge keys are not read: write the keys out"))
            node.refused = True
        elif node in parent:
            first = parent.key(node)
            line = first.line if first is not None else node.line
            message = _("{key}: stands already in line {line}; keep one of the two").format(
                key=shorten(node), line=line
            )
            self.findings.error(node.place, "duplicate-key", message)
            node.refused = True
        elif not node and not node.refused:
            self.findings.error(node.place, "empty-key", _('a key is missing before the ":"'))
            node.refused = True
        return node

    def _scalar(self, event: Any, place: Place) -> Text:
        value: str = event.value
        plain = not event.style
        refused = False
        cut: Place | None = None
        if plain:
            end = event.end_mark
            if value and end.line < len(self.lines):
                line = self.lines[end.line]
                if len(line) > end.column and (found := _CUT.match(line, end.column)):
                    cut = (end.line + 1, found.end())
        elif event.end_mark.line > event.start_mark.line and event.style in "\"'":
            self.quote = place
        if event.anchor is not None or event.tag is not None:
            refused = self._refuse_marks(event, place)
        if len(value) > LONGEST_TEXT:
            message = _("a text of {n} characters: {most} is the most").format(n=len(value), most=LONGEST_TEXT)
            self.findings.error(place, "too-long", message)
            value, refused = value[:LONGEST_TEXT], True
        if event.style == '"' and (unsafe := UNSAFE.search(value.replace("\r", "\n"))):
            name_character(unsafe.group(), place, self.findings)
        return Text(value, *place, plain, cut, refused)

    def _refuse_marks(self, event: Any, place: Place) -> bool:
        """Anchors and tags; true if there was one."""
        if event.anchor is not None:
            self.findings.error(place, "anchor", _leading("&"))
        elif getattr(event, "tag", None) is not None:
            self.findings.error(place, "tag", _leading("!"))
        else:
            return False
        return True

    def _stop(self, place: Place, rule: str, message: str) -> NoReturn:
        self.findings.error(place, rule, message)
        raise _Stopped

    def explain(self, error: yaml.MarkedYAMLError) -> None:
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


def _leading(sign: str) -> str:
    names = {
        "*": _('"*" (an alias) is not read: write the words out; a text that begins with * must stand in quotes'),
        "&": _('"&" (an anchor) is not read: leave it out; a text that begins with & must stand in quotes'),
        "!": _('"!" (a tag) is not read: leave it out; a text that begins with ! must stand in quotes'),
    }
    return names[sign]
