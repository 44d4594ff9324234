"""Home: one thing to do next, already chosen; everything else is a line with its key.

The first frame is complete from the `Home` dataclass alone; nothing here imports what costs time. Source: speed 7 rule 2.
"""

from collections.abc import Iterable
from typing import ClassVar

from textual.geometry import Region
from textual.widget import Widget

from trainer.domain.home import Home, NextKind
from trainer.domain.people import Person, Role
from trainer.errors import StoreError
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
        Command("home.sessions", "f4", "app.show('coming')", N_("session"), N_("Team sessions: sit down, or open one")),
        Command("home.progress", "f6", PROGRESS, N_("progress"), N_("Your own progress")),
        Command("home.decks", "f7", DECKS, N_("decks"), N_("Decks: pick a card yourself")),
        Command("home.seat", "", "change_seat", N_("seat"), N_("Somebody else sits here now"), foot=False),
        Command("home.lead", "f8", "lead", N_("team"), N_("Your team: its level, people and kinds, what waits")),
        Command("home.cards", "f9", "cards", N_("cards"), N_("What the answers say of each card")),
        Command(
            "home.desk", "", "desk", N_("ratings"), N_("Ratings of the team: flags, what waits, scores"), foot=False
        ),
        Command(
            "home.feedback",
            "",
            "app.show('feedback')",
            N_("how I rate"),
            N_("How you rate; only you see it"),
            foot=False,
        ),
        Command(
            "home.sentences", "", "sentences", N_("my sentences"), N_("Your if-then sentences, to practise"), foot=False
        ),
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
        self.app.set_interval(REFRESH_SECONDS, self._look_again)

    def show_home(self, home: Home) -> None:
        """Shows `home` from now on; may be called while another screen is on top."""
        if home == self.shown:
            return
        self.shown = home
        if self.is_mounted:
            self._say_who()
            self.commands_changed()
            self.query_one("#heading", Lines).refresh()
            self.query_one("#board", Lines).refresh()

    async def action_start(self) -> None:
        from trainer.tui.walking import practise

        await practise(self.trainer_app)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        role = None if self.shown is None else self.shown.person.role
        if action in {"lead", "desk"}:
            return role is Role.LEAD
        if action == "cards":
            return role in {Role.LEAD, Role.TRAINER}
        return super().check_action(action, parameters)

    async def action_lead(self) -> None:
        await self.trainer_app.show("team")

    async def action_desk(self) -> None:
        await self.trainer_app.show("leading")

    async def action_cards(self) -> None:
        await self.trainer_app.show("statistics")

    async def action_sentences(self) -> None:
        """What one means to say next time: nobody else is shown them."""
        from trainer.services.sessions.talking import if_thens_of
        from trainer.tui.screens.picking import ChoiceScreen

        app = self.trainer_app
        if not app.ready.is_set() or app.person is None:
            return
        own = await app.use(if_thens_of, app.person.id)
        if not own:
            app.say(_("No sentence of yours yet: a team session asks for one, “If a customer …, I will say …”."))
            return
        title = _("Say one of them aloud, then go and use it:")
        await app.push_screen(ChoiceScreen(title, {str(n): text for n, text in enumerate(own)}))

    async def action_change_seat(self) -> None:
        """Asks for a name; a card that is open stays open for the one who leaves, and its clock runs on."""
        from trainer.tui.screens.seating import SeatingScreen

        async def seated(person: Person | None) -> None:
            app = self.trainer_app
            if person is None:
                return
            app.person = person
            await app.in_db(app.trainer.remember, person)
            await app.refresh_home()
            if app.next_card is None:
                await app.prepare()

        if self.trainer_app.ready.is_set():
            await self.app.push_screen(SeatingScreen(), seated)

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
        """Takes in what became final meanwhile, and shows it; where the store can't be asked now, the next time."""
        from trainer.services.settling import settle

        app = self.trainer_app
        if app.screen_stack[-1:] != [self] or not app.ready.is_set() or app.person is None:
            return
        try:
            await app.use(settle)
            await app.refresh_home()
        except StoreError:
            return

    def _say_who(self) -> None:
        home = self.shown
        if home is None:
            self.say_title("trainer", "")
            return
        today = weekday_and_day(home.as_of.astimezone())
        self.say_title(
            "trainer", _("{name} · {team} · {day}").format(name=home.person.name, team=home.team_name, day=today)
        )
