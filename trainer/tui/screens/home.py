"""Home: one thing to do next, already chosen; everything else is a line with its key.

The first frame is complete from the `Home` dataclass alone; nothing here imports what costs time. Source: speed 7 rule 2.
"""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.geometry import Region
from textual.widget import Widget

from trainer.domain.home import Home, NextKind
from trainer.locale import N_, _
from trainer.locale.terms import weekday_and_day
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.widgets.board import DECKS, PROGRESS, RATE, board_lines, heading_lines
from trainer.tui.widgets.lines import Line, Lines

REFRESH_SECONDS = 20.0
"""How often home looks for new answers to rate; one short read."""


class HomeScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "home.start",
            "enter",
            "start",
            N_("start"),
            N_("Go on with the card above"),
            foot=False,
        ),
        Command("home.rate", "f3", RATE, N_("rate"), N_("Rate answers of colleagues")),
        Command("home.progress", "f6", PROGRESS, N_("progress"), N_("Your own progress")),
        Command("home.decks", "f7", DECKS, N_("decks"), N_("Decks: pick a card yourself")),
    )
    DEFAULT_CSS = "HomeScreen #heading { height: 2; padding: 1 1 0 1; }"

    def __init__(self, home: Home | None = None) -> None:
        super().__init__()
        self.shown = home
        self._ticked = ""

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._heading, id="heading")
        yield Lines(lambda width, height: board_lines(self.shown, width, height), id="board")

    def on_mount(self) -> None:
        super().on_mount()
        self._say_who()
        self.app.set_interval(1.0, self._tick)  # of the app: a covered screen that wakes is repainted whole
        self.set_interval(REFRESH_SECONDS, self._look_again)

    def show_home(self, home: Home) -> None:
        """Shows `home` from now on; may be called while another screen is on top."""
        if home == self.shown:
            return
        self.shown = home
        if self.is_mounted:
            self._say_who()
            self.query_one("#heading", Lines).refresh()
            self.query_one("#board", Lines).refresh()

    async def action_start(self) -> None:
        from trainer.tui.walking import practise

        await practise(self.trainer_app)

    @on(Lines.Clicked)
    async def _run_clicked(self, event: Lines.Clicked) -> None:
        await self.run_action(event.action)

    def _heading(self, width: int, _height: int) -> list[Line]:
        return heading_lines(self.shown, self._seconds_left(), width)

    def _seconds_left(self) -> float | None:
        card = self.shown.next if self.shown else None
        if card is None or card.deadline is None or card.kind is not NextKind.GO_ON:
            return None
        return self.trainer_app.trainer.clock.now().seconds_until(card.deadline)

    def _tick(self) -> None:
        """Repaints the heading alone, and only while a clock runs that somebody can see."""
        if self.app.screen_stack[-1:] == [self] and self._seconds_left() is not None:
            heading = self.query_one("#heading", Lines)
            heading.refresh(Region(0, 0, heading.size.width, 1))  # without the line of air above: 220 bytes, not 450

    async def _look_again(self) -> None:
        app = self.trainer_app
        if app.screen is self and app.ready.is_set() and app.person is not None:
            await app.refresh_home()

    def _say_who(self) -> None:
        home = self.shown
        if home is None:
            self.say_title("trainer", "")
            return
        today = weekday_and_day(home.as_of.astimezone())
        self.say_title(
            "trainer", _("{name} · {team} · {day}").format(name=home.person.name, team=home.team_name, day=today)
        )
