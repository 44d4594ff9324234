"""A one-line field that takes no control characters and says so; no blinking cursor."""

import unicodedata
from typing import Any, Self

from textual import events
from textual.message import Message
from textual.widgets import Input

from trainer.domain.texts import UNSAFE, clean, one_mark_too_many, stacked, taken_out


class LineInput(Input):
    class Cleaned(Message):
        """Typed or pasted and not kept: `count` control characters, `over` marks that found no room on their letter."""

        def __init__(self, count: int, over: int = 0) -> None:
            super().__init__()
            self.count, self.over = count, over

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cursor_blink = False  # 2.2 kB a second over ssh

    def focus(self, scroll_visible: bool = True) -> Self:
        """At once, before the keys that wait: else what is typed right behind F2 goes nowhere."""
        if not self.is_attached:
            return super().focus(scroll_visible)
        self.screen.set_focus(self, scroll_visible)
        return self

    async def _on_key(self, event: events.Key) -> None:
        character = event.character
        if character is None or character < "\x80":
            return
        if UNSAFE.search(character):
            self.post_message(self.Cleaned(len(character)))
        elif one_mark_too_many(self.value[: self.cursor_position], character):
            self.post_message(self.Cleaned(0, 1))
        elif unicodedata.category(character[0]) == "Cf":  # "not printable", and a family emoji needs its joiners
            self.insert_text_at_cursor(character)
        else:
            return
        event.stop()
        event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        count, over = taken_out(event.text), stacked(event.text)
        if count or over:
            self.post_message(self.Cleaned(count, over))
        self.insert_text_at_cursor(" ".join(clean(event.text).split()))
