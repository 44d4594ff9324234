"""Home: one thing to do next, already chosen; everything else is a line with its key.

The first frame is complete from the `Home` dataclass alone; nothing here imports what costs time. Source: speed 7 rule 2.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.geometry import Region
from textual.widget import Widget

from trainer.domain.home import Home, NextKind
from trainer.domain.people import Person, Role
from trainer.errors import StoreError, TrainerError
from trainer.locale import N_, _
from trainer.locale.terms import weekday_and_day
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.widgets.board import DECKS, PROGRESS, RATE, board_lines, heading_lines
from trainer.tui.widgets.frame import SMALLEST
from trainer.tui.widgets.lines import Line, Lines

REFRESH_SECONDS = 20.0
"""How often home looks for new answers to rate; one short read."""
ROOM_SECONDS = 4.0
"""How often it looks for a session of the team; one statement."""


class HomeScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "home.start",
            "enter",
            "first",
            N_("start"),
            N_("Go on with what is marked above"),
            foot=False,
        ),
        Command(
            "home.other", "down,up", "other", N_("mark"), N_("Mark the session, or the card, for Enter"), foot=False
        ),
        Command("home.rate", "f3", RATE, N_("rate"), N_("Rate answers of colleagues")),
        Command("home.sessions", "f4", "sit", N_("session"), N_("Team sessions: sit down, or open one")),
        Command(
            "home.rooms", "", "app.show('coming')", N_("sessions"), N_("All team sessions: a code to type"), foot=False
        ),
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
    DEFAULT_CSS = """
    HomeScreen #heading { height: 2; padding: 1 1 0 1; }
    HomeScreen.-room #heading { height: auto; }
    """

    def __init__(self, home: Home | None = None) -> None:
        super().__init__()
        self.shown = home
        self._on_room = home is not None and home.begins_with_room
        """Enter sits down in the session that runs; else it goes on with the card."""
        self._just_came = True
        """Nothing was read yet since home came up: a session that is found now may be marked."""
        self._reading = False
        """The decks were still being read when the board was last drawn."""

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._heading, id="heading")
        yield Lines(self._board, id="board")

    def on_mount(self) -> None:
        super().on_mount()
        self._say_who()
        self.set_class(self.shown is not None and self.shown.room is not None, "-room")
        self.app.set_interval(ROOM_SECONDS, self._look_for_room)
        self.app.set_interval(1.0, self._tick)  # of the app: a covered screen that wakes is repainted whole
        self.app.set_interval(REFRESH_SECONDS, self._look_again)

    def show_home(self, home: Home) -> None:
        """Shows `home` from now on; may be called while another screen is on top."""
        known = self.shown is not None and self.shown.room is not None
        if self._just_came or not home.begins_with_room:
            self._mark(home.begins_with_room)
        self._just_came = False
        before, self.shown = self.shown, home
        if before is not None and replace(before, as_of=home.as_of) == home and _day(before) == _day(home):
            if self._reading and self.trainer_app.decks_read.is_set():
                self.query_one("#board", Lines).refresh()
            return  # nothing that is shown moved: not a byte goes to the terminal
        if self.is_mounted:
            self._say_who()
            self.commands_changed()
            self.set_class(home.room is not None, "-room")
            self.query_one("#heading", Lines).refresh(layout=known or home.room is not None)
            self.query_one("#board", Lines).refresh()

    def _mark(self, room: bool) -> None:
        """Gives Enter to the session that runs, or to the card. One that begins while somebody looks at home takes nobody's
        Enter: the key may be on its way."""
        if room != self._on_room:
            self._on_room = room
            if self.is_mounted:
                self.query_one("#heading", Lines).refresh()
                self.query_one("#board", Lines).refresh()

    def action_other(self) -> None:
        self._mark(not self._on_room)

    async def action_first(self) -> None:
        await (self.action_sit() if self._on_room else self.action_start())

    async def action_sit(self) -> None:
        """To the own console or seat of the session that runs; where one has neither, to where a code is typed."""
        from trainer.domain.rooms import Door

        app = self.trainer_app
        await app.ready.wait()
        if app.person is None:
            return
        await self._look_for_room()
        room = self.shown.room if self.shown is not None else None
        if room is None or room.door is Door.CODE:
            await app.show("coming")
            return
        try:
            if room.door is Door.SEAT:
                from trainer.services.sessions.seats import sit_again

                await app.use(sit_again, room.session_id, app.person.id)
            await app.show(room.door.value, room.session_id, app.person.id)
        except TrainerError as refused:  # closed, or this is another team's by now
            app.say(str(refused), look=True)

    async def action_start(self) -> None:
        from trainer.tui.walking import practise

        await practise(self.trainer_app)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        role = None if self.shown is None else self.shown.person.role
        if action == "other":
            return self.shown is not None and self.shown.room is not None
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
        from trainer.tui.if_thens import show_sentences

        await show_sentences(self.trainer_app)

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
        airy = self.size.height > SMALLEST[1]
        return heading_lines(self.shown, self._seconds_left(), width, on_room=self._on_room, airy=airy)

    def _board(self, width: int, height: int) -> list[Line]:
        self._reading = not self.trainer_app.decks_read.is_set()
        return board_lines(self.shown, width, height, on_room=self._on_room, reading=self._reading)

    def _seconds_left(self) -> float | None:
        card = self.shown.next if self.shown else None
        if card is None or card.deadline is None or card.kind is not NextKind.GO_ON:
            return None
        return self.trainer_app.trainer.clock.now().seconds_until(card.deadline)

    def _tick(self) -> None:
        """Repaints the heading alone, and only while a clock runs that somebody can see."""
        if self.app.screen_stack[-1:] == [self] and self._seconds_left() is not None:
            heading = self.query_one("#heading", Lines)
            last = max(0, heading.content_size.height - 1)  # without what stands above: 220 bytes, not 450
            heading.refresh(Region(0, last, heading.size.width, 1))

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

    @on(events.ScreenResume)
    def _came_up(self) -> None:
        self._just_came = True
        if self.trainer_app.ready.is_set():  # not before the first frame, which has just read it
            self.run_worker(self._look_for_room(), group="room")

    async def _look_for_room(self) -> None:
        """One statement: whether a session of the team runs by now."""
        app = self.trainer_app
        if app.screen_stack[-1:] != [self] or not app.ready.is_set() or app.person is None or self.shown is None:
            return
        from trainer.services.home import room_at_home

        try:
            room = await app.use(room_at_home, app.person.id)
        except StoreError:
            return
        if app.person.id == self.shown.person.id:  # nobody else sat down meanwhile
            if app.home is not None:
                app.home = replace(app.home, room=room)
            self.show_home(replace(self.shown, room=room))

    def _say_who(self) -> None:
        home = self.shown
        if home is None:
            self.say_title("trainer", "")
            return
        today = weekday_and_day(_day(home))
        self.say_title(
            "trainer", _("{name} · {team} · {day}").format(name=home.person.name, team=home.team_name, day=today)
        )


def _day(home: Home) -> date:
    """The day in the title, where the person is."""
    return home.as_of.astimezone().date()
