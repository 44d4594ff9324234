"""A list of thousands: only the rows in sight are drawn, so that it opens and scrolls like a short one.

An OptionList of as many lays all of them out anew at each letter typed. Source: speed 7 rule 10.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from trainer.tui.text import joined
from trainer.tui.widgets.choices import MARK

T = TypeVar("T")
LINES = 2
"""Each row has as many, so that a row's place is a multiplication."""


class LongList(ScrollView, Generic[T], can_focus=False):
    """Rows of two lines. The page moves the cursor (`move`) and is told what was `Picked` with the mouse."""

    COMPONENT_CLASSES = {"long-list--row", "long-list--marked"}  # noqa: RUF012 - Textual's own way
    DEFAULT_CSS = """
    LongList { height: 1fr; background: $background; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        scrollbar-background: $background; scrollbar-color: $rule; overflow-x: hidden; }
    LongList > .long-list--row { background: $background; color: $foreground; }
    LongList > .long-list--marked { background: $panel; color: $foreground; }
    LongList:ansi > .long-list--marked { text-style: bold; }
    """
    at: var[int] = var(0)

    class Picked(Message):
        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, draw: Callable[[T, int], tuple[Content, Content]], key: Callable[[T], str], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._draw_row, self._key_of = draw, key
        self.rows: Sequence[T] = ()
        self._cache: dict[tuple[int, bool], tuple[Strip, Strip]] = {}

    @property
    def row(self) -> T | None:
        """The one under the cursor."""
        return self.rows[self.at] if self.at < len(self.rows) else None

    def show(self, rows: Sequence[T]) -> None:
        """Shows `rows`, the cursor on the row it was on if that is still there, else on the first."""
        known = self._key_of(self.row) if self.row is not None else None
        self.rows = rows
        self._cache.clear()
        places = (place for place, row in enumerate(rows) if self._key_of(row) == known)
        self.at = next(places, 0) if known is not None else 0
        self.virtual_size = Size(self.scrollable_content_region.width, LINES * len(rows))
        self._keep_in_sight()
        self.refresh()

    def move(self, by: int) -> None:
        """Moves the cursor; a page is as many rows as are in sight."""
        if self.rows:
            self.at = min(len(self.rows) - 1, max(0, self.at + by))

    @property
    def page(self) -> int:
        return max(1, self.scrollable_content_region.height // LINES - 1)

    def watch_at(self) -> None:
        self._keep_in_sight()
        self.refresh()

    def notify_style_update(self) -> None:
        self._cache.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        self._cache.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, LINES * len(self.rows))
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        at = (offset.y + self.scroll_offset.y) // LINES if offset is not None else len(self.rows)
        if at < len(self.rows):
            event.stop()
            self.at = at
            self.post_message(self.Picked(at))

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        row, line = divmod(self.scroll_offset.y + y, LINES)
        if row >= len(self.rows):
            return Strip.blank(width, self.get_visual_style("long-list--row").rich_style)
        marked = row == self.at
        strips = self._cache.get((row, marked))
        if strips is None:
            strips = self._cache[row, marked] = self._strips(self.rows[row], marked, width)
        return strips[line]

    def _strips(self, row: T, marked: bool, width: int) -> tuple[Strip, Strip]:
        style = self.get_visual_style("long-list--row", *(["long-list--marked"] if marked else []))
        indent = " " * len(MARK)
        first, second = self._draw_row(row, max(0, width - len(MARK)))
        lines = joined((MARK if marked else indent, "$accent bold"), first), joined(indent, second)
        one, two = (
            strip.extend_cell_length(width, style.rich_style).crop(0, width)
            for line in lines
            for strip in Visual.to_strips(self, line.truncate(width, ellipsis=True), width, 1, style)[:1]
        )
        return one, two

    def _keep_in_sight(self) -> None:
        if self.is_attached:
            self.scroll_to_region(
                Region(0, LINES * self.at, 1, LINES), animate=False, force=True, immediate=True, x_axis=False
            )
