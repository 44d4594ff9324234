"""Lines drawn by a function of the width: one widget instead of thirty, and a line may be clicked.

Everything on home, in help and over the rubric is such a line. Drawing is pure (`draw(width, height) -> lines`), so it is
tested without a screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from trainer.domain.texts import clean
from trainer.tui.text import plain


@dataclass(frozen=True, slots=True)
class Line:
    content: Content
    action: str = ""
    """What a click on it does: an action of the screen or of the app."""
    places: tuple[tuple[int, str], ...] = ()
    """Where one line does several things: (first cell, action), from left to right; they go before `action`."""

    def action_at(self, x: int) -> str:
        """What a click on cell `x` does."""
        return next((action for start, action in reversed(self.places) if x >= start), self.action)


Draw = Callable[[int, int], Sequence[Line]]
"""(width, height) in cells -> the lines; more than `height` are cut off unless the widget scrolls."""


NO_BREAK, _HELD = "\u00a0", "\ue000"
"""Textual breaks lines at a no-break space too, so it is held by a private letter while lines are broken."""
NARROWEST = 20
"""Cells below which nothing is drawn: a window that small shows one line that asks for room."""


class Lines(Widget):
    """Shows what `draw` returns. `height: auto` works, and asks `draw` with height 0."""

    DEFAULT_CSS = "Lines { width: 1fr; height: 1fr; padding: 0 1; text-wrap: nowrap; text-overflow: clip; }"

    class Clicked(Message):
        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, draw: Draw, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes, markup=False)
        self._draw = draw

    def draw(self, width: int, height: int) -> Sequence[Line]:
        return self._draw(width, height) if width >= NARROWEST else ()

    def render(self) -> Content:
        width, height = self.content_size
        return Content("\n").join(line.content for line in self.draw(width, height))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.draw(width, 0))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        lines = self.draw(*self.content_size)
        if offset is not None and offset.y < len(lines) and (action := lines[offset.y].action_at(offset.x)):
            event.stop()
            self.post_message(self.Clicked(action))


def spread(left: Content, right: Content, width: int) -> Content:
    """`left` ... `right` on one line of exactly `width` cells; `left` is cut where both have no room."""
    room = max(0, width - right.cell_length - (2 if right else 0))
    kept = left.truncate(room, ellipsis=True)
    return kept + plain(" " * max(0, width - kept.cell_length - right.cell_length)) + right


def wrapped(text: str, width: int, *, style: str = "", most: int = 0, before: Content | None = None) -> list[Content]:
    """`text` on lines of at most `width` cells, words kept whole where they fit, each line after `before`.

    `most` > 0: no more lines than that, the last one ending in an ellipsis where something was cut.
    """
    indent = before or Content("")
    room = max(1, width - indent.cell_length)
    lines = list(_broken(text, room))
    if most and len(lines) > most:
        last = lines[most - 1]
        lines = [*lines[: most - 1], last.truncate(room - 1).rstrip() + plain("…")]
    return [indent + (line.stylize(style) if style else line) for line in lines]


@lru_cache(maxsize=512)
def _broken(text: str, room: int) -> tuple[Content, ...]:
    """The plain lines of `text`; kept, since a rubric breaks the same thirty texts anew at every key."""
    words = plain(clean(text).strip("\n").replace(NO_BREAK, _HELD))
    return tuple(plain(line.plain.rstrip().replace(_HELD, NO_BREAK)) for line in words.wrap(room))


def columns(cells: Sequence[tuple[Content, int]], gap: int = 2) -> Content:
    """Pieces side by side, each on exactly its number of cells; what does not fit ends in an ellipsis."""
    space = plain(" " * gap)
    return space.join(content.truncate(width, ellipsis=True, pad=True) for content, width in cells)


def width_of(text: str) -> int:
    """Cells that `text` takes on a terminal."""
    return cell_len(text)
