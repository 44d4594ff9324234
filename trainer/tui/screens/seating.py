"""Somebody else sits down at this terminal: a name, and home is theirs."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from trainer.domain.people import Person
from trainer.errors import TrainerError
from trainer.locale import _, terms
from trainer.services import people
from trainer.tui.leaving import first_line
from trainer.tui.text import plain
from trainer.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


class SeatingScreen(ModalScreen[Person]):
    """The person who sits here from now on; Esc: everything stays as it is."""

    is_overlay = True
    BINDINGS: ClassVar = [Binding("escape", "dismiss", "", show=False, id="seating.back")]
    DEFAULT_CSS = """
    SeatingScreen { align: center middle; background: $background 60%; }
    SeatingScreen > Vertical { width: 56; height: auto; padding: 1 3; background: $panel; }
    SeatingScreen Static { height: auto; margin-bottom: 1; }
    SeatingScreen LineInput { height: 1; border: none; padding: 0 1; margin-bottom: 1; background: $surface; }
    SeatingScreen #then { margin-bottom: 0; color: $wait; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(plain(_("Who sits here now?")))
            yield LineInput(compact=True)
            yield Static(plain(_("A new name joins the team. Enter goes on, Esc leaves all as it is.")), id="then")

    def on_mount(self) -> None:
        self.query_one(LineInput).focus()

    @on(Input.Submitted)
    async def _sit_down(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            person = await cast("TrainerApp", self.app).use(people.first_run, event.value)
        except TrainerError as refused:
            self._say(first_line(refused))
        else:
            self.dismiss(person)

    @on(LineInput.Cleaned)
    def _say_cleaned(self, event: LineInput.Cleaned) -> None:
        self._say(terms.left_out(event.count, event.over))

    def _say(self, text: str) -> None:
        self.query_one("#then", Static).update(plain(text, "$warning"))
