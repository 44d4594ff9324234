"""Words put into a deck's text at the places that libyaml names, so that everything else stays letter by letter.

What comes of it is read again by the caller: a splice that changed anything else is refused there.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, MappingStartEvent, NodeEvent, ScalarEvent

from trainer.decks.parsing import has_libyaml


@dataclass(slots=True)
class Spot:
    """A value: where it begins and ends in the text."""

    start: int
    end: int
    flow: bool = False
    values: "dict[str, Spot]" = field(default_factory=dict)
    """Of a mapping: key -> its value."""
    last: int = 0
    """Where the last letter inside it ends."""


@dataclass(slots=True)
class Outline:
    """A deck's top level, and its cards one by one."""

    values: dict[str, Spot]
    cards: list[Spot]


def outline(text: str) -> Outline:  # noqa: PLR0912 - one pass over the events
    """Where things stand in a deck that was read without errors."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def at(mark: Any) -> int:
        return min(len(text), int(starts[mark.line] + mark.column))

    top: dict[str, Spot] = {}
    cards: list[Spot] = []
    path: list[Spot] = []
    """The collections that are open."""
    keys: list[str | None] = []
    """For each of them, if it is a mapping: the key that waits for its value."""
    mappings: list[bool] = []
    loader = yaml.CSafeLoader if has_libyaml() else yaml.SafeLoader
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, CollectionEndEvent):
            ended = path.pop()
            keys.pop()
            mappings.pop()
            ended.end = at(event.end_mark)
            if ended.flow:
                ended.last = ended.end
            for outer in path:
                outer.last = max(outer.last, ended.last)
            continue
        if not isinstance(event, NodeEvent):
            continue
        spot = Spot(at(event.start_mark), at(event.end_mark))
        if isinstance(event, ScalarEvent):
            spot.last = spot.start + len(text[spot.start : spot.end].rstrip())
            for outer in path:
                outer.last = max(outer.last, spot.last)
        if mappings and mappings[-1] and keys[-1] is None and isinstance(event, ScalarEvent):
            keys[-1] = event.value
            continue
        if mappings and mappings[-1] and keys[-1] is not None:
            path[-1].values[keys[-1]] = spot
            if len(path) == 1:
                top[keys[-1]] = spot
            keys[-1] = None
        elif len(path) == 2 and path[-1] is top.get("cards"):
            cards.append(spot)
        if isinstance(event, CollectionStartEvent):
            spot.flow = bool(event.flow_style)
            path.append(spot)
            keys.append(None)
            mappings.append(isinstance(event, MappingStartEvent))
    return Outline(top, cards)


def replaced(text: str, spot: Spot, said: str) -> str:
    """`text` with the value at `spot` exchanged for `said`."""
    return text[: spot.start] + said + text[spot.last :]


def with_card(text: str, card: list[str]) -> str | None:
    """`text` with one more card after its last: `card` is its lines, "key: value", not indented. None: the list of cards is
    written in brackets, where no line can be put."""
    found = outline(text)
    if not found.cards or found.values["cards"].flow:
        return None
    last = found.cards[-1]
    line_start = text.rfind("\n", 0, last.start) + 1
    dash = len(text[line_start : last.start]) - len(text[line_start : last.start].lstrip(" "))
    ends = "\r\n" if "\r\n" in text else "\n"
    end = text.find("\n", last.last)
    head, tail = (text + ends, "") if end < 0 else (text[: end + 1], text[end + 1 :])
    first, *others = card
    gap = " " * dash
    lines = [f"{gap}- {first}", *(f"{gap}  {line}" if line else "" for line in others)]
    return head + "".join(line + ends for line in lines) + tail
