"""The lead's console: one key goes on, the rest is there when it is needed. Source: sessions (the lead's powers)."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from textual.containers import Horizontal
from textual.widget import Widget

from trainer.domain.ids import PersonId, SessionId
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.domain.sessions import Session
from trainer.domain.views import LeadView
from trainer.errors import TrainerError
from trainer.locale import _, ngettext, sessions
from trainer.services.sessions import leading, seats, viewing, writing
from trainer.tui import keepsakes
from trainer.tui.leaving import first_line
from trainer.tui.rooms import Room
from trainer.tui.screens.page import Page
from trainer.tui.screens.sessions.hot_seat import HotSeat
from trainer.tui.screens.sessions.keys import CONSOLE
from trainer.tui.text import plain
from trainer.tui.widgets.clock import ClockFace, until_next_second
from trainer.tui.widgets.console_board import console_lines
from trainer.tui.widgets.frame import TitleLine
from trainer.tui.widgets.lines import Line
from trainer.tui.widgets.note import NoteLine
from trainer.tui.widgets.stops import Stops

WIDE = 100
"""Cells from which the title says the preset as well."""


ROOMY = 72
"""Cells from which it says which phase of how many this is."""


class ConsoleScreen(Page[None]):
    COMMANDS = CONSOLE
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
        self._written = ""
        """Where a file is that was asked for."""
        self._rung = -1
        """The turn at whose zero the bell rang."""
        self._said_zero = False
        """Whether the note still says so."""
        self._turn = -1
        """The turn that was last seen."""

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
        title = sessions.phase_title(public.phase)
        if self.size.width >= ROOMY and not public.closed:
            title += " · " + _("{n} of {all}").format(n=public.position + 1, all=len(public.phases))
        if self.size.width >= WIDE:
            title = f"{sessions.preset_title(public.preset)} · {title}"
        told = [_("code {code}").format(code=public.code) if self.size.width >= ROOMY else public.code]
        if public.preset.one_terminal:  # nobody else could type it
            told = []
        if public.phase is not Phase.CLOSE and public.present:  # at the close nobody is asked for anything
            told.append(sessions.count_line(public))
        right = " · ".join(told)
        self.say_title(title, _("closed") if public.closed else right)
        self._clock_face.display = not public.closed
        moved, self._turn = self._turn not in (-1, public.turn), public.turn
        if moved and not public.closed:  # what was said belonged to the phase before
            self._written = ""
        if (moved and not public.closed) or (self._said_zero and (public.seconds_left or 0) > 0):
            self._note.say("")
        self._said_zero = self._said_zero and not moved and (public.seconds_left or 0) <= 0
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
        if view is not None:
            return console_lines(view, self._script, width, self._session_id, self._written)
        return [Line(plain(_("Opening the room…"), "$wait"))]

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
                note = _("paused") if public.paused else _("time is up") if left <= 0 else ""
                self._clock_face.show_time(max(0.0, left), public.phase_seconds, running=not public.paused, note=note)
            if left <= 0 and self._rung != public.turn and not public.paused:
                self._rung = public.turn
                self.app.bell()
                self._note.say(_("Time is up. F6 gives a minute more, F5 goes on."), look=True, seconds=60)
                self._said_zero = True
            wait = until_next_second(left) if left > 0 and not public.paused else 0.5
        self.app.set_timer(wait, self._tick)

    # --- orders -------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        view = self.view
        if view is None:
            return action == "home" or (action not in _NAMES and super().check_action(action, parameters))
        public = view.public
        leads = view.is_lead and not public.closed
        hot = public.preset.one_terminal
        allowed = {
            "start": leads and public.phase is Phase.LOBBY,
            "next": leads and public.phase is not Phase.LOBBY and not public.closes_next,
            "finish": leads and public.closes_next and public.phase is not Phase.LOBBY,
            "report": public.closed,
            "wow": public.closed,
            "order": leads,
            "pause": leads and not public.paused,
            "resume": leads and public.paused,
            "back": leads and public.position > 0,
            "skip": leads and public.phase not in {Phase.LOBBY, Phase.CLOSE},
            "close": leads,
            "sheets": leads and public.preset.same_card,
            "seat": not hot and (not public.closed or any(each.person_id == self._person_id for each in view.seats)),
            "people": leads and hot and public.phase is Phase.LOBBY,
            "hand": leads and hot and public.phase is not Phase.LOBBY,
            "take_over": view.can_take_over,
        }
        return allowed.get(action, super().check_action(action, parameters))

    async def action_start(self) -> None:
        view = self.view
        if view is not None and not view.public.present:
            hot = view.public.preset.one_terminal
            words = _("Nobody is in the room yet: F4 says who is.") if hot else _("Nobody has come in yet.")
            await self._ask(f"{words} {_('Start all the same?')}", _("Start"), Order.START)
        else:
            await self._order(Order.START)

    async def action_finish(self) -> None:
        await self._order(Order.CLOSE)

    async def action_next(self) -> None:
        view = self.view
        if view is None:
            return
        public = view.public
        waiting = public.present - public.ready
        busy = public.phase in {Phase.WRITE, Phase.RATE} and waiting > 0 and (self._room.seconds_left() or 0) > 0
        if busy:
            words = ngettext("{n} person is not ready yet.", "{n} people are not ready yet.", waiting).format(n=waiting)
            kept = _("What they have written is taken as it stands.") if public.phase is Phase.WRITE else ""
            await self._ask(" ".join(each for each in (words, kept, _("Go on?")) if each), _("Go on"), Order.NEXT)
        else:
            await self._order(Order.NEXT)

    async def action_order(self, order: str) -> None:
        await self._order(Order(order))

    async def action_pause(self) -> None:
        await self._order(Order.PAUSE)

    async def action_resume(self) -> None:
        await self._order(Order.RESUME)

    async def action_back(self) -> None:
        await self._order(Order.BACK)

    async def action_skip(self) -> None:
        await self._ask(_("Leave this phase now? The summary will say that it was skipped."), _("Skip"), Order.SKIP)

    async def action_close(self) -> None:
        await self._ask(_("End the session now? What is written stays; the summary is saved."), _("Close"), Order.CLOSE)

    async def action_take_over(self) -> None:
        await self.do(leading.take_over)

    async def _ask(self, question: str, yes: str, order: Order) -> None:
        from trainer.tui.screens.asking import AskScreen

        async def answered(agreed: bool | None) -> None:
            if agreed:
                await self._order(order)

        await self.app.push_screen(AskScreen(question, yes=yes, no=_("Stay")), answered)

    async def _order(self, order: Order) -> None:
        view = self.view
        turn = view.public.turn if view is not None and order is not Order.EXTEND else None
        moved = await self.do(leading.lead, order, turn=turn)
        if moved is None:
            return
        if view is not None and view.public.phase is Phase.WRITE and moved.phase is not Phase.WRITE:
            await self._hand_in(moved)
        if moved.is_closed:
            self._note.say("")
            await self._keep_proposals()

    async def do(self, use_case: Callable[..., Session], *args: Any, **more: Any) -> Session | None:
        """One order: the session after it. A refusal is a line, and None."""
        moved = None
        try:
            moved = await self.trainer_app.use(use_case, self._session_id, self._person_id, *args, **more)
        except TrainerError as refused:
            self.note(first_line(refused), look=True)
        self._room.look_now()
        return moved

    def note(self, words: str, *, look: bool = False, seconds: float = 20.0) -> None:
        """A line above the keys."""
        self._note.say(words, look=look, seconds=seconds)

    async def _hand_in(self, session: Session) -> None:
        """A lead who got up from the own seat to press the key: nobody else hands in those words before the grace is over."""
        if session.seat_of(self._person_id) is not None:
            with contextlib.suppress(TrainerError):
                await self.trainer_app.use(writing.hand_in, self._session_id, self._person_id)

    async def _keep_proposals(self) -> None:
        """Once, by whoever closes: the complaints for next time go to the team's drafts."""
        app = self.trainer_app
        try:
            kept = await app.in_db(app.trainer.keep_proposals, self._session_id)
        except TrainerError as refused:
            self.note(first_line(refused), look=True)
            return
        if kept:
            words = ngettext(
                "{n} complaint for next time is in the team's drafts: F7 at home, then F3.",
                "{n} complaints for next time are in the team's drafts: F7 at home, then F3.",
                kept,
            )
            self.note(words.format(n=kept))

    # --- paper --------------------------------------------------------------------------------------------------------

    async def action_sheets(self) -> None:
        await self._write(keepsakes.keep_sheets, _("The card and a rating sheet, to print: {file}"))

    async def action_report(self) -> None:
        await self._write(keepsakes.keep_report, _("The report is in {file}"))

    async def _write(self, keep: Callable[..., Path], words: str) -> None:
        app = self.trainer_app
        try:
            file = await app.in_db(keep, app.trainer, self._session_id, self._person_id)
        except TrainerError as refused:
            self.note(first_line(refused), look=True)
            return
        self._written = words.format(file=file)
        self.query_one("#board", Stops).show()

    # --- seats and answers --------------------------------------------------------------------------------------------

    async def action_seat_of(self, person_id: int) -> None:
        from trainer.tui.screens.picking import ChoiceScreen

        view = self.view
        line = next((each for each in view.seats if each.person_id == person_id), None) if view else None
        if line is None or view is None or not view.is_lead:
            return
        choices = {
            "away": _("Set away: nobody waits for them") if not line.away else _("Here again"),
            "hand_over": _("Hand the lead over to them"),
        }
        if view.public.preset.one_terminal or line.person_id == self._person_id:
            del choices["hand_over"]  # there is no other terminal to lead from, or nobody else to lead

        async def chosen(what: str | None) -> None:
            if what == "away":
                await self.do(leading.set_away, line.person_id, away=not line.away)
            elif what == "hand_over":
                await self.do(leading.hand_over, line.person_id)

        await self.app.push_screen(ChoiceScreen(line.name, choices), chosen)

    async def action_item(self, label: str) -> None:
        view = self.view
        item = next((each for each in view.items if each.label == label), None) if view else None
        if item is not None:
            await self.do(leading.hide, item.label, hidden=not item.hidden)

    # --- other places -------------------------------------------------------------------------------------------------

    async def action_seat(self) -> None:
        """The lead's own seat; Esc there comes back here."""
        view = self.view
        if view is None:
            return
        try:
            await self.trainer_app.use(seats.join, view.public.code, self._person_id)
        except TrainerError as refused:
            self.note(first_line(refused), look=True)
            return
        await self.trainer_app.show("seat", self._session_id, self._person_id)

    async def action_people(self) -> None:
        if self.view is not None:
            await HotSeat(self, self._session_id).seat_people(self.view)

    async def action_hand(self) -> None:
        if self.view is not None:
            await HotSeat(self, self._session_id).pass_keyboard(self.view)

    async def action_wow(self) -> None:
        await self.trainer_app.show("wow")

    async def action_project(self) -> None:
        await self.trainer_app.show("projector", self._session_id)

    async def action_home(self) -> None:
        if self in self.app.screen_stack and len(self.app.screen_stack) > 1:
            while self.app.screen_stack[-1] is not self:
                self.app.pop_screen()
            self.app.pop_screen()
            await self.trainer_app.refresh_home()


_NAMES = frozenset(command.action.partition("(")[0] for command in CONSOLE)
