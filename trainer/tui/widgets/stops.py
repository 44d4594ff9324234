"""A page of lines to walk through: the cursor goes from one thing that can be opened to the next, Enter opens it.

Lines of one `action` that follow each other are one stop; headings and sentences have none and are passed over. The mark
stands in front of the stop's first line, so it is seen without colour too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Region

from trainer.tui.text import joined
from trainer.tui.widgets.choices import MARK
from trainer.tui.widgets.lines import Draw, Line, Lines


class Stop(NamedTuple):
    key: tuple[str, int]
    """Its action, and how many stops above it do the same."""
    first: int
    last: int
    """Its lines, from 0."""


class Stops(VerticalScroll, can_focus=True):
    """Shows what `draw` returns and scrolls; posts `Lines.Clicked` with the action of the stop under the cursor."""

    BINDINGS: ClassVar = [
        Binding("up", "step(-1)", "", show=False, id="stops.up"),
        Binding("down", "step(1)", "", show=False, id="stops.down"),
        Binding("enter", "open", "", show=False, id="stops.open"),
        Binding("pageup", "page(-1)", "", show=False, id="stops.page_up"),
        Binding("pagedown", "page(1)", "", show=False, id="stops.page_down"),
    ]
    DEFAULT_CSS = """
    Stops { height: 1fr; padding: 0 0 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        scrollbar-background: $background; scrollbar-color: $rule; }
    Stops > Lines { height: auto; padding: 0 1 0 0; }
    """

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._draw = draw
        self._at: tuple[str, int] = ("", 0)
        """The stop under the cursor: its action, and how many stops above it do the same."""

    def compose(self) -> ComposeResult:
        yield Lines(self._marked)

    @property
    def at(self) -> str:
        """The action under the cursor; empty where nothing can be opened."""
        return self._at[0]

    def show(self) -> None:
        """Draws again: what is shown has changed."""
        self.query_one(Lines).refresh(layout=True)

    def action_step(self, by: int) -> None:
        stops = _stops(self._lines())
        if not stops:
            self.scroll_relative(y=by, animate=False)
            return
        place = min(len(stops) - 1, max(0, self._place(stops) + by))
        self._go(stops, place)
        if place == len(stops) - 1 and by > 0:  # what stands under the last one
            self.scroll_relative(y=self.size.height // 2, animate=False)

    def action_page(self, by: int) -> None:
        self.scroll_relative(y=by * max(1, self.size.height - 2), animate=False)
        top, stops = self.scroll_target_y, _stops(self._lines())
        shown = [each for each in stops if each.first < top + self.size.height and each.last >= top]
        if shown and self._at not in [each.key for each in shown]:
            self._at = shown[0 if by > 0 else -1].key
            self.show()

    def action_open(self) -> None:
        if self.at:
            self.post_message(Lines.Clicked(self.at))

    @on(Lines.Clicked)
    def _walk_to_clicked(self, event: Lines.Clicked) -> None:
        keys = [each.key for each in _stops(self._lines()) if each.key[0] == event.action]
        if keys and self._at not in keys:
            self._at = keys[0]
            self.show()

    def _go(self, stops: Sequence[Stop], place: int) -> None:
        stop = stops[place]
        self._at = stop.key
        self.show()
        top = stops[place - 1].last + 1 if place else 0  # with the words over it
        if stop.last - top >= self.size.height:
            top = stop.first
        self.scroll_to_region(Region(0, top, 1, stop.last - top + 1), animate=False, force=True)

    def _place(self, stops: Sequence[Stop]) -> int:
        keys = [each.key for each in stops]
        return keys.index(self._at) if self._at in keys else 0

    def _lines(self) -> Sequence[Line]:
        lines = self.query_one(Lines)
        return lines.draw(lines.content_size.width, 0)

    def _marked(self, width: int, height: int) -> list[Line]:
        lines = self._draw(width - len(MARK), height)
        stops = _stops(lines)
        marked = -1
        if stops:
            stop = stops[self._place(stops)]
            self._at, marked = stop.key, stop.first
        return [
            replace(
                line,
                content=joined((MARK if place == marked else " " * len(MARK), "$accent bold"), line.content),
                places=tuple((x + len(MARK), action) for x, action in line.places),
            )
            for place, line in enumerate(lines)
        ]


def _stops(lines: Sequence[Line]) -> list[Stop]:
    """Everything that can be opened, from the top."""
    found: list[Stop] = []
    met: Counter[str] = Counter()
    for place, line in enumerate(lines):
        if line.action and found and found[-1].key[0] == line.action and found[-1].last == place - 1:
            found[-1] = found[-1]._replace(last=place)
        elif line.action:
            found.append(Stop((line.action, met[line.action]), place, place))
            met[line.action] += 1
    return found
