"""The field one writes in: Textual's TextArea that repaints changed lines only and takes no control characters.

A plain TextArea repaints the whole field at every key (8 kB); this one about 300 bytes, which is what one feels over ssh.
Source: speed 7 rule 8; faults 3b (paste).
"""

import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar, Self

from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from trainer.domain.texts import LONGEST_ANSWER, UNSAFE, clean, one_mark_too_many, stacked, taken_out
from trainer.locale import _
from trainer.tui.text import plain


class AnswerArea(TextArea):
    """Enter is a new line; Up on the first line and Down on the last one ask to leave for the neighbour.

    `changed` is called after every edit; without it `TextArea.Changed` is posted as ever.
    """

    class Cleaned(Message):
        """Something that was typed or pasted was not kept; `count` control characters, or `over` characters too many."""

        def __init__(self, count: int, over: int) -> None:
            super().__init__()
            self.count, self.over = count, over

    class Leaving(Message):
        """The cursor wants to go up (-1) or down (+1) out of the field."""

        def __init__(self, area: "AnswerArea", step: int) -> None:
            super().__init__()
            self.area, self.step = area, step

    BINDINGS: ClassVar = [
        Binding("up", "leave_up", "", show=False, id="answer.up"),
        Binding("down", "leave_down", "", show=False, id="answer.down"),
    ]

    _editing = False
    """While an edit runs, which names the rows to repaint itself."""

    _look: tuple[object, str, bool] | None = None
    """What the colours in use were made for."""

    def __init__(self, text: str = "", *, changed: Callable[[], None] | None = None, **kwargs: Any) -> None:
        self._changed = changed
        super().__init__(
            clean(text),
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=plain(_("What would you say?")),
            max_checkpoints=200,
            **kwargs,
        )
        self.cursor_blink = False  # 518 bytes a second over ssh, for nothing
        self.match_cursor_bracket = False
        self.disable_messages(TextArea.SelectionChanged)

    def post_message(self, message: Message) -> bool:
        """That the text changed is told to one listener, at once; Textual would tell it to every widget up to the app."""
        if isinstance(message, TextArea.Changed) and self._changed is not None:
            self._changed()
            return True
        return super().post_message(message)

    def focus(self, scroll_visible: bool = True) -> Self:
        """At once: Textual queues it behind the keys that are there, which then write into the field one has just left."""
        if not self.is_attached:
            return super().focus(scroll_visible)
        self.screen.set_focus(self, scroll_visible)
        return self

    # --- repaint changed lines only -----------------------------------------------------------------------------------

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        if self._editing and not regions and not layout and not recompose:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        self._look = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """TextArea reads its colours out of the style sheet at every key, a third of what a key costs; here, when they
        may have changed."""
        look = (self._theme, self.app.theme, self.has_focus)
        if self._look == look:
            return super(TextArea, self).render_lines(crop)
        self._look = look
        return super().render_lines(crop)

    def edit(self, edit: Edit) -> EditResult:
        whole = not self.is_mounted or not self.selection.is_empty
        height, first = self.wrapped_document.height, self._row_of(edit.top)
        self._editing = True
        try:
            result = super().edit(edit)
        finally:
            self._editing = False
        if whole:
            self.refresh()
            return result
        line = result.end_location[0]
        last = self._row_of((line, len(self.document[line])))
        if self.wrapped_document.height != height:
            last = max(height, self.wrapped_document.height)
        self._refresh_rows(first - 1, last)  # a word may have moved up into the row above
        return result

    def _refresh_rows(self, first: int, last: int) -> None:
        top = int(self.scroll_offset.y)
        first, last = max(first, top), min(last, top + self.size.height - 1)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def _row_of(self, location: tuple[int, int]) -> int:
        return int(self.wrapped_document.location_to_offset(location).y)

    # --- what goes in is clean ----------------------------------------------------------------------------------------

    async def _on_key(self, event: events.Key) -> None:
        character = event.character
        if character is None or character < "\x80" or self.read_only:
            return
        if event.is_printable:
            line, column = self.cursor_location
            if one_mark_too_many(self.document[line][:column], character):
                event.stop()
                event.prevent_default()
                self.post_message(self.Cleaned(0, 1))
            return
        # Format characters are "not printable": a family emoji needs its joiners, an override is taken out.
        event.stop()
        event.prevent_default()
        if UNSAFE.search(character):
            self.post_message(self.Cleaned(len(character), 0))
        elif unicodedata.category(character[0]) == "Cf":
            self._replace_via_keyboard(character, *self.selection)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.read_only:
            return
        text = clean(event.text, limit=len(event.text) * 4)
        room = max(0, LONGEST_ANSWER - len(self.text) + len(self.selected_text))
        count, over = taken_out(event.text), stacked(event.text) + max(0, len(text) - room)
        if count or over:
            self.post_message(self.Cleaned(count, over))
        if text[:room] and (result := self._replace_via_keyboard(text[:room], *self.selection)):
            self.move_cursor(result.end_location)

    # --- leaving at the edges -----------------------------------------------------------------------------------------

    def action_leave_up(self) -> None:
        if self.get_cursor_up_location()[0] == self.cursor_location[0] and self._row_of(self.cursor_location) == 0:
            self.post_message(self.Leaving(self, -1))
        else:
            self.action_cursor_up()

    def action_leave_down(self) -> None:
        if self._row_of(self.cursor_location) >= self.wrapped_document.height - 1:
            self.post_message(self.Leaving(self, 1))
        else:
            self.action_cursor_down()
