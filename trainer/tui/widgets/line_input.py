"""A one-line field that takes no control characters and says so; no blinking cursor."""

from typing import Any

from textual import events
from textual.message import Message
from textual.widgets import Input

from trainer.domain.texts import UNSAFE, clean, taken_out


class LineInput(Input):
    class Cleaned(Message):
        """`count` control characters were typed or pasted and not kept."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cursor_blink = False  # 2.2 kB a second over ssh

    async def _on_key(self, event: events.Key) -> None:
        if event.character is not None and event.character > "\x7f" and UNSAFE.search(event.character):
            event.stop()
            event.prevent_default()
            self.post_message(self.Cleaned(1))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        count = taken_out(event.text)
        if count:
            self.post_message(self.Cleaned(count))
        self.insert_text_at_cursor(" ".join(clean(event.text).split()))
