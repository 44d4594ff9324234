"""A few things to choose from, in front of the page they belong to."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from trainer.tui.text import plain
from trainer.tui.widgets.choices import Choice, Choices


class ChoiceScreen(ModalScreen[str]):
    """The key of what was chosen; Esc: nothing."""

    is_overlay = True
    BINDINGS: ClassVar = [Binding("escape", "dismiss", "", show=False, id="choosing.back")]
    DEFAULT_CSS = """
    ChoiceScreen { align: center middle; background: $background 60%; }
    ChoiceScreen > Vertical { width: 56; height: auto; max-height: 90%; padding: 1 3; background: $panel; }
    ChoiceScreen Static { height: auto; margin-bottom: 1; text-style: bold; }
    ChoiceScreen Choices, ChoiceScreen Choices:focus { height: auto; max-height: 14; background: $panel; }
    """

    def __init__(self, title: str, choices: Mapping[str, str]) -> None:
        super().__init__()
        self._title, self._choices = title, dict(choices)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(plain(self._title))
            yield Choices(id="choices")

    def on_mount(self) -> None:
        choices = self.query_one("#choices", Choices)
        choices.focus()
        choices.show([Choice(key, plain(words)) for key, words in self._choices.items()])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(list(self._choices)[event.option_index])
