"""A page to read: what stands behind a number that no cards of people stand behind."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from trainer.locale import N_
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.widgets.lines import Line
from trainer.tui.widgets.stops import Stops


class ToldScreen(Page[None]):
    """`draw` gives the lines for a width; arrows and PgDn scroll."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("told.back", "escape", "back", N_("back"), N_("One screen back")),
    )

    def __init__(self, heading: str, draw: Callable[[int], Sequence[Content]]) -> None:
        super().__init__()
        self._heading, self._told = heading, draw

    def compose_body(self) -> Iterable[Widget]:
        yield Stops(lambda width, _height: [Line(line) for line in self._told(width)], id="told")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(self._heading)
        self.query_one("#told", Stops).focus()

    def action_back(self) -> None:
        self.dismiss(None)
