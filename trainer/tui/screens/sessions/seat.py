"""The seat: one person's place in a team session. It follows the lead; what the phase asks for opens by itself.

Source: sessions.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from functools import partial

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from trainer.domain.ids import PersonId, SessionId
from trainer.domain.kinds import DealState
from trainer.domain.notes import LONGEST_NOTE
from trainer.domain.phases import Act, Phase
from trainer.domain.presets import Seating
from trainer.domain.views import SeatView
from trainer.errors import NothingToRate, StoreError, TrainerError
from trainer.locale import _, language, sessions
from trainer.services import answering
from trainer.services.sessions import leading, seats, talking, viewing, writing
from trainer.tui.leaving import first_line
from trainer.tui.rooms import Room
from trainer.tui.screens.page import Page
from trainer.tui.screens.sessions.keys import SEAT
from trainer.tui.screens.sessions.rating import SeatRatingScreen
from trainer.tui.screens.sessions.writing import SeatWritingScreen
from trainer.tui.widgets.clock import ClockFace, until_next_second
from trainer.tui.widgets.frame import TitleLine
from trainer.tui.widgets.kept_line import KeptLine
from trainer.tui.widgets.lines import Line, Lines
from trainer.tui.widgets.note import NoteLine
from trainer.tui.widgets.reading import Reading
from trainer.tui.widgets.seat_board import MoodSheet, seat_lines


class SeatScreen(Page[None]):
    COMMANDS = SEAT
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    SeatScreen #head { height: 2; }
    SeatScreen #head TitleLine { width: 1fr; }
    SeatScreen #board { padding-top: 1; }
    SeatScreen #note { padding: 0 1; }
    """

    def __init__(self, session_id: SessionId, person_id: PersonId, *, handed: bool = False) -> None:
        """`handed`: one terminal goes round; ready hands the keyboard back to the lead's console."""
        super().__init__()
        self._session_id, self._person_id, self._handed = session_id, person_id, handed
        self._clock_face = ClockFace(id="clock")
        self._note = NoteLine(id="note")
        self._field = KeptLine(LONGEST_NOTE, id="field")
        self._mood = MoodSheet()
        self._child: SeatWritingScreen | SeatRatingScreen | None = None
        self._played: tuple[int, Phase] | None = None
        """(turn, phase) that this screen has entered."""
        self._moving = asyncio.Lock()

    @property
    def view(self) -> SeatView | None:
        return self._room.view if hasattr(self, "_room") else None

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
        self._room: Room[SeatView] = Room(
            app,
            self._session_id,
            lambda: app.trainer.run(viewing.seat_view, self._session_id, self._person_id),
            self._seen,
            self._say_trouble,
            person_id=self._person_id,
        )
        self.run_worker(self._follow(), group="room", name="room")
        self.app.set_timer(0.2, self._tick)

    async def _follow(self) -> None:
        try:
            await self._room.follow()
        except TrainerError as refused:  # not this person's session, or gone
            self.trainer_app.say(first_line(refused), look=True)
            await self._go_home()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _seen(self, view: SeatView) -> None:
        public = view.public
        place = _("{n} of {all}").format(n=public.position + 1, all=len(public.phases))
        title = f"{sessions.preset_title(public.preset)} · {sessions.phase_title(public.phase)} · {place}"
        self.say_title(title, "" if public.closed else sessions.ready_count(public.ready, public.present))
        self._redraw()
        self.commands_changed()
        self.run_worker(self._move_to(view), group="moving")

    def _redraw(self) -> None:
        self.query_one("#board", Reading).query_one(Lines).refresh(layout=True)

    def _draw(self, width: int, _height: int) -> list[Line]:
        from trainer.tui.text import plain

        view = self.view
        return seat_lines(view, self._mood, width) if view else [Line(plain(_("Coming in…"), "$wait"))]

    def _say_trouble(self, words: str) -> None:
        if words:
            self._note.say(words, look=True, seconds=600)
            self._troubled = True
        elif getattr(self, "_troubled", False):
            self._troubled = False
            self._note.say(_("Here again."))

    def _tick(self) -> None:
        """Shows the time that is left; the app's timer, for a covered screen that wakes is repainted whole."""
        if not self.is_attached:
            return
        view, left = self.view, self._room.seconds_left()
        wait = 0.5
        if view is not None and left is not None:
            paused = view.public.paused
            if self.app.screen_stack[-1:] == [self]:
                self._clock_face.show_time(max(0.0, left), view.public.phase_seconds, running=not paused)
            wait = until_next_second(left) if left > 0 and not paused else 0.5
        self.app.set_timer(wait, self._tick)

    # --- following the lead -------------------------------------------------------------------------------------------

    async def _move_to(self, view: SeatView) -> None:
        """One phase after the other: closes what the last one opened, opens what this one asks for."""
        async with self._moving:
            public = view.public
            now = (public.turn, public.phase)
            if now != self._played:
                before, self._played = self._played, now
                if before is None or before[1] is not public.phase:
                    await self._end_child(public.phase)
                self._mood = MoodSheet()
                await self._ask_line(view)
                await self._open(view)
            elif isinstance(self._child, SeatWritingScreen):
                self._child.follow_clock(self._room.deadline, paused=public.paused)
            elif public.phase is Phase.WRITE and self._child is None and self._moved_later(view):
                await self._open(view)
            self._last_left = public.seconds_left

    def _moved_later(self, view: SeatView) -> bool:
        """+1 minute after what stood there was taken: the card is open again."""
        before, left = getattr(self, "_last_left", None), view.public.seconds_left
        return left is not None and before is not None and left > before + 1

    async def _end_child(self, phase: Phase) -> None:
        child, self._child = self._child, None
        if isinstance(child, SeatWritingScreen) and phase is not Phase.WRITE:
            await child.take_as_it_stands()
        elif isinstance(child, SeatRatingScreen):
            with contextlib.suppress(TrainerError):
                await child.end()
        if child is not None and child in self.app.screen_stack:
            while self.app.screen_stack[-1] is not self:
                self.app.pop_screen()

    async def _open(self, view: SeatView) -> None:
        """What this phase is for, on top of the seat."""
        if not view.seated or self.app.screen_stack[-1] is not self:
            return
        try:
            if Act.WARM_UP in view.acts:
                await self._show_child(SeatRatingScreen(self._session_id, self._person_id, self._rated, warm_up=True))
            elif Act.WRITE in view.acts:
                await self._open_writing()
            elif Act.RATE in view.acts and view.public.preset.seating is not Seating.PAIR:
                await self._show_child(SeatRatingScreen(self._session_id, self._person_id, self._rated, warm_up=False))
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)

    async def _open_writing(self) -> None:
        app = self.trainer_app
        mine = await app.use(
            writing.my_card, self._session_id, self._person_id, render=app.trainer.render, language=language()
        )
        if mine.deal is not None and mine.deal.state is DealState.OPEN:
            screen = SeatWritingScreen(mine.deal, mine.draft, self._written)
            await self._show_child(screen)
            screen.follow_clock(self._room.deadline, paused=self.view is not None and self.view.public.paused)

    async def _show_child(self, screen: SeatWritingScreen | SeatRatingScreen) -> None:
        self._child = screen

        def gone(_result: None) -> None:
            if self._child is screen:
                self._child = None

        await self.app.push_screen(screen, gone)

    async def _written(self) -> None:
        """The answer is in, or passed: back in the seat, ready."""
        await self._back_to_seat()
        await self._be_ready(True)

    async def _rated(self) -> None:
        await self._back_to_seat()
        await self._be_ready(True)

    async def _back_to_seat(self) -> None:
        child, self._child = self._child, None
        if child is not None and child in self.app.screen_stack:
            while self.app.screen_stack[-1] is not self:
                self.app.pop_screen()

    # --- lines --------------------------------------------------------------------------------------------------------

    async def _ask_line(self, view: SeatView) -> None:
        """The line that this phase asks for; what stood in the last one is kept first."""
        await self._field.close()
        phase, question = view.public.phase, view.public.question_number - 1
        if not view.seated:
            return
        if phase is Phase.DEBRIEF and Act.NOTE in view.acts:

            async def keep_note(words: str) -> None:
                await self._use(talking.write_note, words, question=question)

            self._field.ask(view.note, keep_note)
        elif phase is Phase.IF_THEN:

            async def keep_if_then(words: str) -> None:
                await self._use(talking.say_if_then, words)

            self._field.ask(view.if_then, keep_if_then)
        elif phase is Phase.NEXT_CARD:

            async def keep_card(words: str) -> None:
                await self._use(talking.propose_card, words, place=self._proposing)

            self._proposing = len(view.proposed)
            self._field.ask("", keep_card, focus=view.mood_given)

    async def _use(self, use_case: Callable[..., object], *args: object, **more: object) -> None:
        await self.trainer_app.use(use_case, self._session_id, self._person_id, *args, **more)
        self._room.look_now()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        view = self.view
        acts = view.acts if view is not None else frozenset()
        if action == "ready":
            return Act.READY in acts
        if action == "go":
            return bool(acts & {Act.WRITE, Act.RATE, Act.WARM_UP}) or self._field.is_asking
        if action in {"claim", "wall", "win_back", "take_over"}:
            return view is not None and (view.can_take_over if action == "take_over" else view.can_claim)
        if action in {"digit", "undo"}:
            return Act.MOOD in acts or (action == "undo" and Act.WRITE in acts)
        if action == "field":
            return self._field.is_asking
        return super().check_action(action, parameters)

    async def action_ready(self) -> None:
        if self.view is not None:
            await self._field.keep_now()
            await self._be_ready(not self.view.is_ready)

    async def _be_ready(self, ready: bool) -> None:
        with contextlib.suppress(TrainerError):  # the lead went on meanwhile
            await self._use(seats.set_ready, ready)
        if ready and self._handed:
            await self._go_home()

    async def action_go(self) -> None:
        view = self.view
        if view is None:
            return
        if self._field.is_asking:
            await self._hand_in_line(view)
        else:
            await self._open(view)

    async def _hand_in_line(self, view: SeatView) -> None:
        """Enter in the line: it is kept; a proposed complaint makes room for the next, anything else says ready."""
        await self._field.keep_now()
        if view.public.phase is Phase.NEXT_CARD and self._field.words:
            self._proposing += 1
            self._field.forget()
        else:
            await self._be_ready(True)

    async def action_digit(self, digit: int) -> None:
        self._mood = self._mood.with_digit(digit)
        self._redraw()
        if self._mood.given is not None:
            try:
                await self._use(seats.give_mood, *self._mood.given)
            except TrainerError as refused:
                self._note.say(first_line(refused), look=True)
            else:
                self._field.take_focus()

    async def action_undo(self) -> None:
        view = self.view
        if view is not None and Act.WRITE in view.acts and view.deal_id is not None:
            try:
                await self.trainer_app.use(answering.take_back, view.deal_id)
            except TrainerError as refused:
                self._note.say(first_line(refused), look=True)
                return
            await self._be_ready(False)
            await self._open(view)
        else:
            self._mood = self._mood.without_last()
            self._redraw()

    def action_field(self) -> None:
        if self.focused is None:
            self._field.take_focus()
        else:
            self.set_focus(None)

    async def action_claim(self) -> None:
        await self._consent(claimed=True)

    async def action_wall(self) -> None:
        await self._consent(wall=True)

    async def action_win_back(self) -> None:
        await self._consent(win_back=True)

    async def _consent(self, *, claimed: bool = False, wall: bool = False, win_back: bool = False) -> None:
        """Each key turns its own word round; the other two stay."""
        view = self.view
        if view is None or not view.can_claim:
            return
        try:
            await self._use(
                talking.claim,
                named=view.claimed is not claimed,
                wall=view.wall is not wall,
                win_back=view.win_back is not win_back,
            )
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)

    async def action_take_over(self) -> None:
        try:
            await self._use(leading.take_over)
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)
            return
        await self.trainer_app.show("console", self._session_id, self._person_id)

    def action_read(self, by: int) -> None:
        board = self.query_one("#board", Reading)
        (board.scroll_page_down if by > 0 else board.scroll_page_up)(animate=False)

    @on(Lines.Clicked)
    async def _run_clicked(self, event: Lines.Clicked) -> None:
        await self.run_action(event.action)

    # --- leaving ------------------------------------------------------------------------------------------------------

    async def action_home(self) -> None:
        from trainer.tui.screens.asking import AskScreen

        if self.focused is not None:  # out of the line first
            await self._field.keep_now()
            self.set_focus(None)
            return
        view = self.view
        if view is None or view.public.closed or self._handed or view.is_lead:
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
        if self in self.app.screen_stack and len(self.app.screen_stack) > 1:
            while self.app.screen_stack[-1] is not self:
                self.app.pop_screen()
            self.app.pop_screen()
            await self.trainer_app.refresh_home()

    async def may_leave(self) -> str:
        with contextlib.suppress(StoreError, NothingToRate):
            await self._field.keep_now()
        return ""

    def keep_words(self) -> None:
        """A signal ends the program: the line is queued for the database thread, which is flushed next."""
        words = self._field.words if self._field.is_asking else ""
        if not words or self.view is None:
            return
        app, where = self.trainer_app, (self._session_id, self._person_id, words)
        match self.view.public.phase:
            case Phase.DEBRIEF:
                question = self.view.public.question_number - 1
                app.database.start(partial(app.trainer.run, talking.write_note, *where, question=question))
            case Phase.IF_THEN:
                app.database.start(partial(app.trainer.run, talking.say_if_then, *where))
            case Phase.NEXT_CARD:
                app.database.start(partial(app.trainer.run, talking.propose_card, *where, place=self._proposing))
            case _:
                pass
