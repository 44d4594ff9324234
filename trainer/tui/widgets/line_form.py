"""One line asked for at the foot of a page, over its keys: a question and a field that is there only while it is asked."""

from textual.app import ComposeResult
from textual.containers import Vertical

from trainer.domain.texts import clean_line
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
        self.what = ""
        """What is asked for just now; empty: nothing."""

    def compose(self) -> ComposeResult:
        yield Lines(lambda width, _height: [Line(line) for line in wrapped(self._question, width)])
        yield LineInput(max_length=self._longest, select_on_focus=False, disabled=True)

    def ask(self, what: str, question: str, value: str) -> None:
        self.what, self._question = what, question
        self.set_class(True, "-asking")
        self.query_one(Lines).refresh(layout=True)
        field = self.query_one(LineInput)
        field.value = value
        field.disabled = False
        field.focus()
        field.action_end()

    def close(self) -> str:
        """Takes the field away; the words that stood in it, cleaned."""
        field = self.query_one(LineInput)
        words = clean_line(field.value, self._longest)
        self.what = field.value = ""
        field.disabled = True
        self.screen.set_focus(None)
        self.set_class(False, "-asking")
        return words
