"""A line above the keys: what has to be said passes, what rests is how long the text is. A longer word gets more lines."""

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from trainer.locale import _
from trainer.tui.text import plain

SECONDS = 8.0
NEAR_THE_LIMIT = 0.8
MOST_LINES = 3


class NoteLine(Static):
    DEFAULT_CSS = "NoteLine { height: 1; padding: 0 2; color: $wait; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", markup=False, id=id)
        self._resting = plain("")
        self._timer: Timer | None = None
        self._lines = 1

    def say(self, text: str, *, look: bool = False, seconds: float = SECONDS) -> None:
        """Shows `text` for a while, as "look here" or calmly."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self._rest)
        words = plain(text, "$warning" if look else "$accent")
        room = self.content_size.width
        self._make_room(min(MOST_LINES, len(words.wrap(room))) if 0 < room < words.cell_length else 1)
        self.update(words, layout=False)

    def show_length(self, length: int, most: int) -> None:
        """How long a text is beside its soft limit, from where that matters; waits while something else is said."""
        if length > most:
            words = _("{length} of {most} characters; shorter is kinder").format(length=length, most=most)
            resting = plain(words, "$warning")
        elif length > most * NEAR_THE_LIMIT:
            resting = plain(_("{length} of {most} characters").format(length=length, most=most))
        else:
            resting = plain("")
        if resting != self._resting:
            self._resting = resting
            if self._timer is None:
                self.update(resting, layout=False)

    def _rest(self) -> None:
        self._timer = None
        resting: Content = self._resting
        self._make_room(1)
        self.update(resting, layout=False)

    def _make_room(self, lines: int) -> None:
        """Only where that moves something: a layout repaints the page."""
        if self._lines != lines:
            self._lines = lines
            self.styles.height = lines
