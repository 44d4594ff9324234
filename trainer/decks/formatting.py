"""Decks in one form: `format` and the ids written, indented alike, every comment and quote where it was.

Source: deck-format, Tools.

First the words that are missing are put in, as text, at the places that libyaml names; then ruamel.yaml, which alone keeps
comments, lays the file out. What comes of it is read again and must be the same deck with the same comments; where ruamel's
layout loses anything, the file keeps its own.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from trainer.decks.decoding import TAKEN_OUT
from trainer.decks.parsing import has_libyaml
from trainer.decks.reading import read_deck_text
from trainer.domain.cards import Deck
from trainer.errors import DeckRefused
from trainer.locale import _

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)
_KEPT = "KEPT-AS-IT-WAS-{}-"
MOST_ROUNDS = 4


@dataclass(slots=True)
class _Item:
    """One card in the file."""

    start: Any
    end: Any
    scalar: bool
    flow: bool
    """Written with { }."""
    keys: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Outline:
    keys: list[tuple[str, Any]] = field(default_factory=list)
    """The deck's keys and where they begin."""
    flow: bool = False
    start: Any = None
    cards: list[_Item] = field(default_factory=list)
    cards_flow: bool = False


def format_deck(data: bytes, deck: Deck) -> bytes:
    """The bytes of a deck file in its one form; `deck` is what `read_deck` made of them, without errors.

    Formatting what it returns changes nothing. Raises DeckRefused where that can't be done without losing something.
    """
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data.decode("utf-8-sig")
    for problem in read_deck_text(text, "deck.yaml").problems:
        if problem.rule in TAKEN_OUT:  # ruamel does not read it
            raise DeckRefused(f"{problem.line}:{problem.column}: {problem.message}")
    ends = "\r\n" if "\r\n" in text else "\n"
    text = re.sub("\r\n|\r", "\n", text)
    whole = text if text.endswith("\n") else text + "\n"
    named = _with_ids(whole, deck)
    if named != whole and not _is_the_same(whole, named, deck):
        raise DeckRefused(_("the ids can't be written without changing something else; the file stays as it is"))
    laid_out = named if _outline(named).flow else _settled(named, deck)  # as JSON: the lines are the author's
    return mark + laid_out.replace("\n", ends).encode()


def _settled(text: str, deck: Deck) -> str:
    """`text` as ruamel lays it out, once that changes no more; `text` itself where something would be lost on the way."""
    current = text
    for _round in range(MOST_ROUNDS):
        try:
            following = _lay_out(current)
        except Exception:  # a layout is never worth a file: whatever ruamel stumbles over, the text stays as it was
            return text
        if following == current:
            return current
        if not _is_the_same(text, following, deck):
            return text
        current = following
    return text


def _is_the_same(before: str, after: str, deck: Deck) -> bool:
    """Whether `after` is the same deck as `deck`, with the comments and the warnings of `before`."""
    was, now = read_deck_text(before, "deck.yaml"), read_deck_text(after, "deck.yaml")
    return (
        now.deck is not None
        and _bare(now.deck, deck) == _bare(deck, deck)
        and sorted(each.rule for each in was.problems) == sorted(each.rule for each in now.problems)
        and [words for _row, _column, words in _comments(before)]
        == [words for _row, _column, words in _comments(after)]
    )


def _bare(deck: Deck, named: Deck) -> Deck:
    """The deck without what layout may change, and with its id said."""
    cards = tuple(replace(card, line=0) for card in deck.cards)
    return replace(deck, cards=cards, digest="", id=named.id)


def _events(text: str) -> Iterator[Any]:
    loader = yaml.CSafeLoader if has_libyaml() else yaml.SafeLoader
    return iter(yaml.parse(text, Loader=loader))


def _scalars(text: str) -> list[Any]:
    return [event for event in _events(text) if isinstance(event, ScalarEvent)]


def _outline(text: str) -> _Outline:  # noqa: PLR0912 - one pass over the events
    outline = _Outline()
    depth = 0
    inside: list[str | None] = []
    """For the deck and the card that are open: the key that waits for its value."""
    item: _Item | None = None
    for event in _events(text):
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
            if depth == 2 and item is not None:
                item.end = event.end_mark
                item = None
            if depth in (1, 3):
                inside[(depth - 1) // 2] = None
            continue
        if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent | AliasEvent):
            continue
        in_cards = depth == 2 and bool(inside) and inside[0] == "cards"
        value = event.value if isinstance(event, ScalarEvent) else None
        if depth == 0 and isinstance(event, MappingStartEvent):
            outline.start, outline.flow = event.start_mark, bool(event.flow_style)
            inside = [None, None]
        elif depth == 1:
            if inside[0] is None:
                inside[0] = value
                outline.keys.append((value or "", event.start_mark))
            else:
                if inside[0] == "cards" and isinstance(event, SequenceStartEvent):
                    outline.cards_flow = bool(event.flow_style)
                if value is not None:
                    inside[0] = None
        elif in_cards:
            flow = bool(getattr(event, "flow_style", False))
            item = _Item(event.start_mark, event.end_mark, value is not None, flow)
            outline.cards.append(item)
            inside[1] = None
            if value is not None:
                item = None
        elif depth == 3 and item is not None:
            if inside[1] is None:
                inside[1] = value
                item.keys.append(value or "")
            elif value is not None:
                inside[1] = None
        if value is None:
            depth += 1
    return outline


def _with_ids(text: str, deck: Deck) -> str:
    """`text` with `format`, the deck's id and every card's id put in where they are missing."""
    outline = _outline(text)
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def at(mark: Any) -> int:
        return int(starts[mark.line] + mark.column)

    puts: list[tuple[int, str]] = []
    keys = [name for name, _mark in outline.keys]
    gap = ", " if outline.flow else "\n" + " " * int(outline.start.column)
    first = at(outline.keys[0][1])
    head = "" if "format" in keys else f"format: 1{gap}"
    if "id" not in keys:
        if keys[0] == "format" and len(keys) > 1:
            puts.append((at(outline.keys[1][1]), f"id: {deck.id}{gap}"))
        else:
            head += f"id: {deck.id}{gap}"
    if head:
        puts.append((first, head))
    for item, card in zip(outline.cards, deck.cards, strict=True):
        if "id" in item.keys:
            continue
        start = at(item.start)
        pad = " " * int(item.start.column)
        if item.scalar and outline.cards_flow:
            puts += [(start, f"{{id: {card.id}, complaint: "), (at(item.end), "}")]
        elif item.scalar:
            puts.append((start, f"id: {card.id}\n{pad}complaint: "))
            last = item.end.line if item.end.column else item.end.line - 1
            puts += [(starts[row], "  ") for row in range(item.start.line + 1, last + 1) if lines[row].strip()]
        elif item.flow:
            puts.append((start + 1, f"id: {card.id}, "))
        else:
            puts.append((start, f"id: {card.id}\n{pad}"))
    for position, words in sorted(puts, key=lambda put: put[0], reverse=True):
        text = text[:position] + words + text[position:]
    return text


def _comments(text: str) -> list[tuple[int, int, str]]:
    """Every comment, in order, with the row and column where it stands: what begins with # outside of all scalars."""
    lines = text.split("\n")
    for event in reversed(_scalars(text)):
        start, end = event.start_mark, event.end_mark
        first = (start.line + 1, 0) if event.style in ("|", ">") else (start.line, start.column)
        for row in range(first[0], min(end.line, len(lines) - 1) + 1):
            low = first[1] if row == first[0] else 0
            high = end.column if row == end.line else len(lines[row])
            lines[row] = lines[row][:low] + "x" * max(0, high - low) + lines[row][max(low, high) :]
    return [
        (row, found.start(), found.group().rstrip())
        for row, line in enumerate(lines)
        for found in _COMMENT.finditer(line)
    ]


def _set_apart(before: str, after: str) -> str:
    """`after` with two spaces before each comment that had as many: with one it would look like a text cut in two."""
    if before == after:
        return after
    old, lines = before.split("\n"), after.split("\n")
    for (row, column, _words), (new_row, new_column, _same) in zip(_comments(before), _comments(after), strict=False):
        had = old[row][:column]
        if had.endswith("  ") and had.strip() and not lines[new_row][:new_column].endswith("  "):
            lines[new_row] = f"{lines[new_row][:new_column].rstrip()}  {lines[new_row][new_column:]}"
    return "\n".join(lines)


def _lay_out(text: str) -> str:
    """ruamel's layout: indented by 2, lists by 4 with their dash at 2, nothing folded anew."""
    kept, held = _hold_back(text)
    stream = io.StringIO()
    layout = _layout()
    layout.dump(layout.load(kept), stream)
    return _set_apart(text, _put_back(stream.getvalue(), held))


def _layout() -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import VersionedResolver
    from ruamel.yaml.tag import Tag

    class Texts(VersionedResolver):
        """Every scalar is text as typed; only nothing is nothing."""

        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind is ScalarNode and implicit[0]:
                return Tag(suffix="tag:yaml.org,2002:" + ("str" if value else "null"))
            return super().resolve(kind, value, implicit)

    layout = YAML(typ="rt", pure=True)
    layout.Resolver = Texts
    layout.preserve_quotes = True
    layout.width = 1_000_000
    layout.indent(mapping=2, sequence=4, offset=2)
    return layout


def _hold_back(text: str) -> tuple[str, list[str]]:
    """`text` with each scalar that runs over several lines, and is no block, exchanged for a word.

    ruamel would join its lines.
    """
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    held: list[str] = []
    spans = [
        (starts[event.start_mark.line] + event.start_mark.column, starts[event.end_mark.line] + event.end_mark.column)
        for event in _scalars(text)
        if event.style not in ("|", ">") and event.end_mark.line > event.start_mark.line
    ]
    for number, (start, end) in enumerate(reversed(spans)):
        source = text[start:end]
        tail = source[len(source.rstrip()) :]
        held.append(source.rstrip())
        text = text[:start] + _KEPT.format(number) + tail + text[end:]
    return text, held


def _put_back(text: str, held: list[str]) -> str:
    """The texts held back, their further lines indented below the key that they belong to now."""
    for number, source in enumerate(held):
        word = _KEPT.format(number)
        position = text.index(word)
        line = text[text.rfind("\n", 0, position) + 1 : position]
        key = re.match(r" *(?:- +)*", line)
        indent = " " * (len(key.group()) if key else 0) + "  "
        first, *rest = source.split("\n")
        body = "\n".join([first, *(indent + each.strip(" ") if each.strip() else "" for each in rest)])
        text = text[:position] + body + text[position + len(word) :]
    return text
