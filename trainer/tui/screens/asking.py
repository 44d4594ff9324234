"""A question with two answers, in front of everything else."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from trainer.tui.text import plain


class AskScreen(ModalScreen[bool]):
    """True: yes. Esc says no; the safe answer has the focus."""

    is_overlay = True
    BINDINGS: ClassVar = [
        Binding("escape", "answer(False)", "", show=False, id="asking.no"),
        Binding("left,right,up,down", "other", "", show=False, id="asking.other"),
    ]
    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 60%; }
    AskScreen > Vertical { width: 56; height: auto; padding: 1 3; background: $panel; }
    AskScreen Static { height: auto; margin-bottom: 1; }
    AskScreen Horizontal { height: 1; }
    AskScreen Button { height: 1; min-width: 12; border: none; background: $surface; margin-right: 2; }
    AskScreen Button:focus { background: $accent; color: $background; text-style: bold; }
    """

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(plain(self._question))
            with Horizontal():
                yield Button(plain(self._no), id="no", compact=True)
                yield Button(plain(self._yes), id="yes", compact=True)

    def on_mount(self) -> None:
        self.query_one("#no", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)

    def action_other(self) -> None:
        self.focus_next()
