"""One line asked for at the foot of a page, over its keys: a question and a field that is there only while it is asked.

It may offer beginnings or whole texts: the arrow keys put one after another into the field, so that nobody stares at an
empty line.
"""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from trainer.domain.texts import clean_line
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.lines import Line, Lines, wrapped


class LineForm(Vertical):
    """The page opens and closes it; Enter in it is the field's `Submitted`."""

    DEFAULT_CSS = """
    LineForm { display: none; height: auto; }
    LineForm.-asking { display: block; }
    LineForm Lines { height: auto; color: $accent; }
    LineForm LineInput, LineForm LineInput:focus { height: 1; border: none; padding: 0; margin: 0 1; background: $panel; }
    """

    def __init__(self, longest: int, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._longest = longest
        self._question = ""
        self._offers: tuple[str, ...] = ()
        self._beginnings = False
        self._offered = ""
        self.what = ""
        """What is asked for just now; empty: nothing."""

    def compose(self) -> ComposeResult:
        yield Lines(self._draw)
        yield LineInput(max_length=self._longest, select_on_focus=False, disabled=True)

    def ask(
        self, what: str, question: str, value: str, *, offers: Sequence[str] = (), beginnings: bool = False
    ) -> None:
        """Opens the line. `offers`: what the arrow keys put into it; `beginnings`: each is only the start of a sentence."""
        self.what, self._question = what, question
        self._offers, self._beginnings = tuple(offers), beginnings
        self._offered = next((each for each in offers if value.startswith(each)), "")
        self.set_class(True, "-asking")
        self.query_one(Lines).refresh(layout=True)
        field = self.query_one(LineInput)
        field.value = value
        field.disabled = False
        self.screen.set_focus(field)  # at once: letters may already be on their way
        field.action_end()

    def offer(self, by: int) -> None:
        """Puts the next offer in the place of the one that is there; what was written after a beginning stays."""
        if not self._offers:
            return
        field = self.query_one(LineInput)
        written = field.value
        rest = written.removeprefix(self._offered).strip() if self._beginnings else ""
        at = self._offers.index(self._offered) + by if self._offered else (0 if by > 0 else -1)
        self._offered = self._offers[at % len(self._offers)]
        field.value = f"{self._offered} {rest}"[: self._longest] if self._beginnings else self._offered[: self._longest]
        field.action_end()
        self.query_one(Lines).refresh()

    @on(Input.Submitted)
    def _end_at_enter(self, event: Input.Submitted) -> None:
        """A key that follows Enter faster than this page closes the line is no part of the words."""
        event.input.value = event.value

    def close(self) -> str:
        """Takes the field away; the words that stood in it, cleaned. A beginning that nothing followed says nothing."""
        field = self.query_one(LineInput)
        words = clean_line(field.value, self._longest)
        if self._beginnings and words in self._offers:
            words = ""
        self.what = field.value = ""
        field.disabled = True
        self.screen.set_focus(None)
        self.set_class(False, "-asking")
        return words

    def _draw(self, width: int, _height: int) -> list[Line]:
        lines = [Line(line) for line in wrapped(self._question, width)]
        return [*lines, Line(self._draw_offers(width), "screen.move(1)")] if self._offers else lines

    def _draw_offers(self, width: int) -> Content:
        """`↑↓ I liked how you … · It helped that you …`, or where in the offers one is."""
        keys = plain("↑↓ ", "bold")
        if not self._beginnings:
            at = self._offers.index(self._offered) + 1 if self._offered else 0
            told = f"{at}/{len(self._offers)} " if at else ""
            first = self._offered or self._offers[0]
            return joined(keys, (told, "$wait"), (one_line(first, width - 3 - len(told)), "$wait"))
        parts = [(f"{each} …", "bold" if each == self._offered else "$wait") for each in self._offers]
        between = [piece for part in parts for piece in (part, (" · ", "$rule"))][:-1]
        return joined(keys, *between).truncate(width, ellipsis=True)
