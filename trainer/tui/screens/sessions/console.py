"""The lead's console: one key goes on, the rest is there when it is needed. Source: sessions (the lead's powers)."""

from collections.abc import Iterable, Mapping
from typing import Any

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from trainer.domain.ids import PersonId, SessionId
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.domain.views import LeadView
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, sessions
from trainer.services import people
from trainer.services.sessions import leading, seats, viewing
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.rooms import Room
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.clock import ClockFace, until_next_second
from trainer.tui.widgets.console_board import console_lines
from trainer.tui.widgets.frame import TitleLine
from trainer.tui.widgets.lines import Line, Lines
from trainer.tui.widgets.note import NoteLine
from trainer.tui.widgets.stops import Stops

COMMANDS = (
    Command("console.next", "f5", "next", N_("next"), N_("Start, or go on to what comes next")),
    Command("console.extend", "f6", "order('extend')", N_("+1 min"), N_("One minute more")),
    Command("console.pause", "f7", "pause", N_("pause"), N_("Stop the clock, or let it run again")),
    Command("console.back", "f8", "order('back')", N_("back"), N_("Back to the phase before")),
    Command("console.seat", "f4", "seat", N_("my seat"), N_("Take part yourself: your own seat")),
    Command("console.take_over", "f9", "take_over", N_("take over"), N_("Lead on while the lead is away")),
    Command("console.project", "f3", "project", N_("wall"), N_("The projector's picture, here")),
    Command("console.skip", "", "skip", N_("skip"), N_("Leave this phase at once"), foot=False),
    Command("console.close", "", "close", N_("close"), N_("Jump to the close and end the session"), foot=False),
    Command("console.home", "escape", "home", N_("home"), N_("Back home; the session goes on"), foot=False),
)


class ConsoleScreen(Page[None]):
    COMMANDS = COMMANDS
    DEFAULT_CSS = """
    ConsoleScreen #head { height: 2; }
    ConsoleScreen #head TitleLine { width: 1fr; }
    ConsoleScreen #note { padding: 0 1; }
    """

    def __init__(self, session_id: SessionId, person_id: PersonId) -> None:
        super().__init__()
        self._session_id, self._person_id = session_id, person_id
        self._clock_face = ClockFace(id="clock")
        self._note = NoteLine(id="note")
        self._script: Mapping[Phase, str] = {}
        self._troubled = False
        self._rung = -1
        """The turn at whose zero the bell rang."""

    @property
    def view(self) -> LeadView | None:
        return self._room.view if hasattr(self, "_room") else None

    def compose_title(self) -> Iterable[Widget]:
        with Horizontal(id="head"):
            yield TitleLine(id="title")
            yield self._clock_face

    def compose_body(self) -> Iterable[Widget]:
        yield Stops(self._draw, id="board")
        yield self._note

    def on_mount(self) -> None:
        super().on_mount()
        app = self.trainer_app
        self._room: Room[LeadView] = Room(
            app,
            self._session_id,
            lambda: app.trainer.run(viewing.lead_view, self._session_id, self._person_id),
            self._seen,
            self._say_trouble,
            person_id=self._person_id,
            leading=True,
        )
        self.query_one("#board", Stops).focus()
        self.run_worker(self._follow(), group="room", name="room")
        self.app.set_timer(0.2, self._tick)

    async def _follow(self) -> None:
        try:
            await self._room.follow()
        except TrainerError as refused:
            self.trainer_app.say(first_line(refused), look=True)
            await self.action_home()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _seen(self, view: LeadView) -> None:
        public = view.public
        if not self._script:
            self.run_worker(self._read_script(view), group="script")
        place = _("{n} of {all}").format(n=public.position + 1, all=len(public.phases))
        title = f"{sessions.preset_title(public.preset)} · {sessions.phase_title(public.phase)} · {place}"
        ready = sessions.ready_count(public.ready, public.present)
        self.say_title(
            title, _("closed") if public.closed else f"{_('code {code}').format(code=public.code)} · {ready}"
        )
        self.query_one("#board", Stops).show()
        self.commands_changed()

    async def _read_script(self, view: LeadView) -> None:
        """The lead's words, in the lead's language; read behind the first picture, for it is YAML."""
        app = self.trainer_app
        self._script = await app.in_db(app.trainer.script, view.public.preset.id)
        if self.is_attached:
            self.query_one("#board", Stops).show()

    def _draw(self, width: int, _height: int) -> list[Line]:
        view = self.view
        return console_lines(view, self._script, width) if view else [Line(plain(_("Opening the room…"), "$wait"))]

    def _say_trouble(self, words: str) -> None:
        if words or self._troubled:
            self._note.say(words or _("Here again."), look=bool(words), seconds=600 if words else 5)
        self._troubled = bool(words)

    def _tick(self) -> None:
        if not self.is_attached:
            return
        view, left = self.view, self._room.seconds_left()
        wait = 0.5
        if view is not None and left is not None:
            public = view.public
            if self.app.screen_stack[-1:] == [self]:
                self._clock_face.show_time(max(0.0, left), public.phase_seconds, running=not public.paused)
            if left <= 0 and self._rung != public.turn and not public.paused:
                self._rung = public.turn
                self.app.bell()
                self._note.say(_("Time is up. F6 gives a minute more, F5 goes on."), look=True, seconds=60)
            wait = until_next_second(left) if left > 0 and not public.paused else 0.5
        self.app.set_timer(wait, self._tick)

    # --- orders -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        view = self.view
        leads = view is not None and view.is_lead and not view.public.closed
        if action in {"next", "order", "pause", "skip", "close"}:
            return leads
        if action == "take_over":
            return view is not None and view.can_take_over
        return super().check_action(action, parameters)

    async def action_next(self) -> None:
        view = self.view
        if view is None:
            return
        public = view.public
        waiting = public.present - public.ready
        busy = public.phase in {Phase.WRITE, Phase.RATE} and waiting > 0 and (self._room.seconds_left() or 0) > 0
        if public.phase is Phase.CLOSE:
            await self._order(Order.CLOSE)
        elif busy:
            words = ngettext("{n} person is not ready yet.", "{n} people are not ready yet.", waiting).format(n=waiting)
            kept = _("What they have written is taken as it stands.") if public.phase is Phase.WRITE else ""
            await self._ask(f"{words} {kept} {_('Go on?')}", _("Go on"), Order.NEXT)
        else:
            await self._order(Order.START if public.phase is Phase.LOBBY else Order.NEXT)

    async def action_order(self, order: str) -> None:
        await self._order(Order(order))

    async def action_pause(self) -> None:
        view = self.view
        if view is not None:
            await self._order(Order.RESUME if view.public.paused else Order.PAUSE)

    async def action_skip(self) -> None:
        await self._ask(_("Leave this phase now? The summary will say that it was skipped."), _("Skip"), Order.SKIP)

    async def action_close(self) -> None:
        await self._ask(_("End the session now? What is written stays; the summary is saved."), _("Close"), Order.CLOSE)

    async def action_take_over(self) -> None:
        await self._do(leading.take_over)

    async def _ask(self, question: str, yes: str, order: Order) -> None:
        from trainer.tui.screens.asking import AskScreen

        async def answered(agreed: bool | None) -> None:
            if agreed:
                await self._order(order)

        await self.app.push_screen(AskScreen(question, yes=yes, no=_("Stay")), answered)

    async def _order(self, order: Order) -> None:
        view = self.view
        turn = view.public.turn if view is not None and order is not Order.EXTEND else None
        await self._do(leading.lead, order, turn=turn)

    async def _do(self, use_case: Any, *args: Any, **more: Any) -> None:
        """One order; a refusal is a line."""
        try:
            await self.trainer_app.use(use_case, self._session_id, self._person_id, *args, **more)
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)
        self._room.look_now()

    # --- seats and answers --------------------------------------------------------------------------------------------

    async def action_seat_of(self, person_id: int) -> None:
        from trainer.tui.screens.sessions.choosing import ChoiceScreen

        view = self.view
        line = next((each for each in view.seats if each.person_id == person_id), None) if view else None
        if line is None or view is None or not view.is_lead:
            return
        choices = {
            "away": _("Set away: nobody waits for them") if not line.away else _("Here again"),
            "hand_over": _("Hand the lead over to them"),
        }

        async def chosen(what: str | None) -> None:
            if what == "away":
                await self._do(leading.set_away, line.person_id, away=not line.away)
            elif what == "hand_over":
                await self._do(leading.hand_over, line.person_id)

        await self.app.push_screen(ChoiceScreen(line.name, choices), chosen)

    async def action_item(self, label: str) -> None:
        view = self.view
        item = next((each for each in view.items if each.label == label), None) if view else None
        if item is not None:
            await self._do(leading.hide, item.label, hidden=not item.hidden)

    @on(Lines.Clicked)
    async def _run_clicked(self, event: Lines.Clicked) -> None:
        await self.run_action(event.action)

    # --- other places -------------------------------------------------------------------------------------------------

    async def action_seat(self) -> None:
        """The lead's own seat; Esc there comes back here. At one terminal: who is here, then whose turn it is."""
        view = self.view
        if view is None:
            return
        if view.public.preset.one_terminal:
            await (self._seat_people(view) if view.public.phase is Phase.LOBBY else self._pass_keyboard(view))
            return
        try:
            await self.trainer_app.use(seats.join, view.public.code, self._person_id)
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)
            return
        await self.trainer_app.show("seat", self._session_id, self._person_id)

    async def _seat_people(self, view: LeadView) -> None:
        from trainer.tui.screens.sessions.handing import PeopleScreen

        app = self.trainer_app
        assert app.person is not None
        everybody = await app.use(people.list_people)
        team = [person for person, _team in everybody if person.team_id == app.person.team_id]
        here = [each.person_id for each in view.seats if each.present]

        async def chosen(answer: tuple[tuple[PersonId, ...], tuple[str, ...]] | None) -> None:
            if answer is None:
                return
            marked, names = answer
            try:
                new = [(await app.use(people.first_run, name)).id for name in names]
            except TrainerError as refused:
                self._note.say(first_line(refused), look=True)
                return
            await self._do(seats.seat_people, [each for each in (*marked, *new) if each not in here])
            for gone in set(here) - set(marked):
                await self._do(leading.set_away, gone)

        await app.push_screen(PeopleScreen(team, here), chosen)

    async def _pass_keyboard(self, view: LeadView) -> None:
        """Whoever is not ready yet, one after the other; between two of them the screen is covered."""
        from trainer.tui.screens.sessions.choosing import ChoiceScreen

        waiting = {str(each.person_id): each.name for each in view.seats if each.present and not each.ready}
        if not waiting:
            self._note.say(_("Everybody has had their turn. F5 goes on."))
            return

        async def chosen(person: str | None) -> None:
            if person is not None:
                await self._hand_to(PersonId(int(person)), waiting[person], view.public.phase)

        await self.app.push_screen(ChoiceScreen(_("Whose turn is it?"), waiting), chosen)

    async def _hand_to(self, person_id: PersonId, name: str, phase: Phase) -> None:
        from trainer.tui.screens.sessions.handing import HandoverScreen

        words = {
            Phase.WRITE: _("Type the answer that you would send, from your paper."),
            Phase.RATE: _("Rate what appears; no names, and no comments over the shoulder."),
        }.get(phase, _("This is your seat for a moment; F5 hands the keyboard back."))

        async def answered(begins: bool | None) -> None:
            if begins:
                screen = (await self.trainer_app.screen_class("seat"))(self._session_id, person_id, handed=True)
                await self.app.push_screen(screen)

        await self.app.push_screen(HandoverScreen(name, words), answered)

    async def action_project(self) -> None:
        await self.trainer_app.show("projector", self._session_id)

    async def action_home(self) -> None:
        if self in self.app.screen_stack and len(self.app.screen_stack) > 1:
            while self.app.screen_stack[-1] is not self:
                self.app.pop_screen()
            self.app.pop_screen()
            await self.trainer_app.refresh_home()
