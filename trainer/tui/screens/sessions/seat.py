"""The seat: one person's place in a team session. It follows the lead; what the phase asks for opens by itself.

Source: sessions.
"""

import contextlib
from collections.abc import Iterable
from functools import partial

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from trainer.domain.ids import PersonId, SessionId
from trainer.domain.notes import LONGEST_NOTE
from trainer.domain.phases import Act, Phase
from trainer.domain.views import SeatView
from trainer.errors import TrainerError
from trainer.locale import _, sessions
from trainer.services import answering
from trainer.services.sessions import seats, viewing
from trainer.tui.leaving import first_line
from trainer.tui.rooms import Room
from trainer.tui.screens.sessions.asked import Asked, asked_of, writes_for_group
from trainer.tui.screens.sessions.following import Following
from trainer.tui.screens.sessions.keys import allowed
from trainer.tui.screens.sessions.steps import SeatPage
from trainer.tui.text import plain
from trainer.tui.widgets.clock import ClockFace, until_next_second
from trainer.tui.widgets.frame import TitleLine
from trainer.tui.widgets.kept_line import KeptLine
from trainer.tui.widgets.lines import Line, Lines
from trainer.tui.widgets.mood_sheet import MoodSheet
from trainer.tui.widgets.reading import Reading
from trainer.tui.widgets.seat_board import OwnCard, seat_lines


class SeatScreen(SeatPage):
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    SeatScreen #head { height: 2; }
    SeatScreen #head TitleLine { width: 1fr; }
    SeatScreen #board { padding: 1 1 0 1; }
    SeatScreen #note { padding: 0 2; }
    """

    def __init__(self, session_id: SessionId, person_id: PersonId, *, handed: bool = False) -> None:
        """`handed`: one terminal goes round; ready hands the keyboard back to the lead's console."""
        super().__init__(session_id, person_id)
        self.handed = handed
        self._clock_face = ClockFace(id="clock")
        self._field = KeptLine(LONGEST_NOTE, id="field")
        self._mood = MoodSheet()
        self._following = Following(self)
        self._line: Asked | None = None
        self._place = 0
        """Which of several lines is being written (complaints, ideas)."""

    def compose_title(self) -> Iterable[Widget]:
        with Horizontal(id="head"):
            yield TitleLine(id="title")
            yield self._clock_face

    def compose_body(self) -> Iterable[Widget]:
        with Reading(id="board"):
            yield Lines(self._draw)
        yield self._field
        yield self._note

    def on_mount(self) -> None:
        super().on_mount()
        app = self.trainer_app
        self._room = Room(
            app,
            self.session_id,
            lambda: app.trainer.run(viewing.seat_view, self.session_id, self.person_id),
            self._seen,
            self._say_trouble,
            person_id=self.person_id,
        )
        self.run_worker(self._follow_room(self._room), group="room", name="room")
        self.app.set_timer(0.2, self._tick)

    async def _follow_room(self, room: Room[SeatView]) -> None:
        try:
            await room.follow()
        except TrainerError as refused:  # not this person's session, or gone
            self.trainer_app.say(first_line(refused), look=True)
            await self._go_home()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _seen(self, view: SeatView) -> None:
        public = view.public
        place = _("{n} of {all}").format(n=public.position + 1, all=len(public.phases))
        title = sessions.phase_title(public.phase) + ("" if public.closed else f" · {place}")
        right = _("closed") if public.closed else sessions.ready_count(public.ready, public.present)
        self.say_title(title, right)
        self._clock_face.display = not public.closed
        self.redraw()
        self.commands_changed()
        self._tell_of_lead(view)
        self.follow_soon()

    def redraw(self) -> None:
        if self.is_attached:
            self.query_one("#board", Reading).query_one(Lines).refresh(layout=True)

    def _draw(self, width: int, _height: int) -> list[Line]:
        view = self.view
        if view is None:
            return [Line(plain(_("Coming in…"), "$wait"))]
        mine = self._following.mine
        ideas = tuple((each.name, each.text) for each in self._following.offered)
        own = OwnCard(mine.shown if mine is not None else None, ideas)
        return seat_lines(view, self._mood, width, own, handed=self.handed)

    def _tick(self) -> None:
        """Shows the time that is left; the app's timer, for a covered screen that wakes is repainted whole."""
        if not self.is_attached:
            return
        view, left = self.view, self.seconds_left()
        wait = 0.5
        if view is not None and left is not None:
            paused = view.public.paused
            if self.app.screen_stack[-1:] == [self]:
                note = _("paused") if paused else _("time is up") if left <= 0 else ""
                self._clock_face.show_time(max(0.0, left), view.public.phase_seconds, running=not paused, note=note)
            wait = until_next_second(left) if left > 0 and not paused else 0.5
        self.app.set_timer(wait, self._tick)

    # --- following the lead -------------------------------------------------------------------------------------------

    def follow_soon(self) -> None:
        self.run_worker(self._following.follow(), group="following")

    @on(events.ScreenResume)
    def _follow_again(self) -> None:
        if self.view is not None:
            self.follow_soon()

    async def enter(self, view: SeatView) -> None:
        """A phase, or a question, begins: what stood in the line is kept, and the line of this one is asked."""
        self._mood = MoodSheet()
        await self._field.close()
        self._place = len(view.proposed) if view.public.phase is Phase.NEXT_CARD else 0
        if writes_for_group(view):
            self._place = sum(each.mine for each in self._following.offered)
        self._ask_line(view)
        self.commands_changed()

    def _ask_line(self, view: SeatView) -> None:
        self._line = asked = asked_of(view, self._place)
        if asked is None:
            return

        async def keep(words: str) -> None:
            await self._use(asked.keep, words, **dict(asked.how))

        first_the_mood = Act.MOOD in view.acts and not view.mood_given
        self._field.ask(asked.value, keep, focus=not first_the_mood)

    async def finished(self) -> None:
        """What opened over the seat is done."""
        await self._following.finished()

    async def be_ready(self, ready: bool) -> None:
        with contextlib.suppress(TrainerError):  # the lead went on meanwhile
            await self._use(seats.set_ready, ready)
        if ready and self.handed:
            await self._go_home()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "digit" and self.focused is not None:
            return False  # a digit in a line is a letter
        known = allowed(action, self.view, asking=self._field.is_asking)
        return super().check_action(action, parameters) if known is None else known

    async def action_ready(self) -> None:
        if self.view is not None:
            await self._field.keep_now()
            await self.be_ready(self.handed or not self.view.is_ready)

    async def action_go(self) -> None:
        if self.view is None:
            return
        if not self._field.is_asking:
            await self._following.open()
        elif self.focused is None:
            self._field.take_focus()
        elif await self._field.keep_now() and self._field.words:
            if self._line is not None and self._line.again:
                self._place += 1
                self._field.forget()
                self._ask_line(self.view)
            elif not self.view.is_ready:
                await self.be_ready(True)

    def action_digit(self, digit: int) -> None:
        """The second one opens the line at once: who types on is already writing the complaint for next time."""
        self._mood = self._mood.with_digit(digit)
        self.redraw()
        if self._mood.given is not None:
            self.run_worker(self._keep_mood(*self._mood.given), group="mood")
            self._field.take_focus()

    async def _keep_mood(self, pleasure: int, energy: int) -> None:
        kept, view = await self._try(seats.give_mood, pleasure, energy), self.view
        if kept and view is not None and view.public.phase is Phase.LOBBY and not view.is_ready:
            await self.be_ready(True)  # the two digits are all that the lobby asks for

    async def action_undo(self) -> None:
        view = self.view
        if view is not None and Act.WRITE in view.acts and view.sent and view.deal_id is not None:
            try:
                await self.trainer_app.use(answering.take_back, view.deal_id)
            except TrainerError as refused:
                self.say(first_line(refused))
                return
            await self.be_ready(False)
            await self._following.open()
        else:
            self._mood = self._mood.without_last()
            self.redraw()

    @on(Input.Submitted)
    async def _line_done(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_go()

    def action_field(self) -> None:
        if self.focused is None:
            self._field.take_focus()
        else:
            self.set_focus(None)

    # --- leaving ------------------------------------------------------------------------------------------------------

    async def action_home(self) -> None:
        from trainer.tui.screens.asking import AskScreen

        if self.focused is not None:  # out of the line first
            await self._field.keep_now()
            self.set_focus(None)
            return
        view = self.view
        if view is not None and view.is_lead and not view.public.closed and not self.handed:
            await self._field.keep_now()
            await self._go_to_console()
            return
        if view is None or not view.seated or view.public.closed or self.handed:
            await self._go_home()
            return

        async def answered(yes: bool | None) -> None:
            if yes:
                with contextlib.suppress(TrainerError):
                    await self._use(seats.leave)
                await self._go_home()

        question = _("Get up from your seat? Your words and your time stay yours: F4 at home brings you back.")
        await self.app.push_screen(AskScreen(question, yes=_("Get up"), no=_("Stay")), answered)

    async def _go_home(self) -> None:
        await self._field.keep_now()
        await self._get_up()

    async def may_leave(self) -> str:
        await self._field.keep_now()
        return ""

    def keep_words(self) -> None:
        """A signal ends the program: the line is queued for the database thread, which is flushed next."""
        words, asked, app = self._field.unsaved, self._line, self.trainer_app
        if words and asked is not None:
            work = partial(asked.keep, **dict(asked.how))
            app.database.start(app.trainer.run, work, self.session_id, self.person_id, words)
