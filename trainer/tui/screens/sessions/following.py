"""Following the lead: what a phase is for opens over the seat, and goes away, its words kept, when the lead goes on.

One phase after the other, under a lock: views may come faster than screens open. What a person left with Esc stays away
until they come back with Enter. Source: sessions.
"""

import asyncio
import contextlib
from typing import TYPE_CHECKING

from trainer.domain.kinds import DealState
from trainer.domain.phases import Act, Phase
from trainer.domain.presets import Seating
from trainer.domain.views import SeatView
from trainer.errors import StoreError, TrainerError
from trainer.locale import language
from trainer.services.sessions import writing
from trainer.tui.leaving import first_line
from trainer.tui.screens.sessions.rating import SeatRatingScreen
from trainer.tui.screens.sessions.writing import SeatWritingScreen

if TYPE_CHECKING:
    from trainer.tui.screens.sessions.improving import ImprovingScreen
    from trainer.tui.screens.sessions.seat import SeatScreen

RETRY_SECONDS = 2.0


class Following:
    def __init__(self, seat: "SeatScreen") -> None:
        self._seat = seat
        self._child: SeatWritingScreen | SeatRatingScreen | ImprovingScreen | None = None
        self._entered: tuple[int, Phase] | None = None
        """(turn, phase) that this seat has entered."""
        self._over: int | None = None
        """The turn that the person has left or finished: nothing opens by itself in it any more."""
        self._by_esc = False
        """It was left, not finished."""
        self._moving = asyncio.Lock()
        self.mine: writing.MyCard | None = None
        """The own card as it was last read, in the phases that need it."""

    async def follow(self) -> None:
        """Brings the screens to where the session is. A store that does not answer is asked again."""
        async with self._moving:
            view = self._seat.view
            if view is None or not self._seat.is_attached:
                return
            try:
                await self._enter(view)
                await self._go_on(view)
            except StoreError as refused:
                self._seat.say(first_line(refused))
                self._seat.set_timer(RETRY_SECONDS, self._seat.follow_soon)
            except TrainerError as refused:
                self._seat.say(first_line(refused))

    async def open(self) -> None:
        """Enter: to what this phase is for, also for somebody who has left it."""
        async with self._moving:
            view = self._seat.view
            if view is None or self._child is not None:
                return
            try:
                await self._open(view)
            except TrainerError as refused:
                self._seat.say(first_line(refused))

    async def finished(self) -> None:
        """The child is done: back in the seat, ready."""
        view = self._seat.view
        self._over, self._by_esc = (view.public.turn if view is not None else None), False
        self.close_what_is_above()
        await self._seat.be_ready(True)

    def close_what_is_above(self) -> None:
        child, self._child = self._child, None
        app, seat = self._seat.app, self._seat
        if child is not None and child in app.screen_stack and seat in app.screen_stack:
            while app.screen_stack[-1] is not seat:
                app.pop_screen()

    # --- a phase begins and ends --------------------------------------------------------------------------------------

    async def _enter(self, view: SeatView) -> None:
        public = view.public
        now = (public.turn, public.phase)
        if now == self._entered:
            return
        before = self._entered[1] if self._entered is not None else None
        if before is not public.phase:
            await self._leave_phase(view, before)
            self.mine = None
        self._entered, self._over = now, None
        await self._seat.enter(view)
        done = Act.WRITE in view.acts and (view.sent or view.passed)
        if done and not view.is_ready and not self._seat.handed:  # the lead went back: nobody waits for who is done
            await self._seat.be_ready(True)

    async def _leave_phase(self, view: SeatView, before: Phase | None) -> None:
        child = self._child
        if child is not None:
            with contextlib.suppress(TrainerError):
                await child.end()
        self.close_what_is_above()
        if view.public.phase is Phase.RATE and before is not Phase.REVEAL and view.deal_id and not view.sent:
            await self._hand_in(view)

    async def _hand_in(self, view: SeatView) -> None:
        """What was written at another time or in another process, and is not in yet: the grace is still running."""
        if not self._seat.one_terminal:
            app, seat = self._seat.trainer_app, self._seat
            await app.use(writing.hand_in, seat.session_id, seat.person_id)

    async def _go_on(self, view: SeatView) -> None:
        """In the middle of a phase: the clock moved, a text was reopened, a colleague took the pen, ideas came."""
        groups = view.public.preset.seating is Seating.GROUPS and Act.WRITE in view.acts
        if groups or (view.public.phase is Phase.DEAL and view.public.card is None and view.seated):
            await self._read_card()
        child = self._child
        if isinstance(child, SeatWritingScreen):
            if groups and not view.holds_pen:
                await child.leave_to_colleague()
                self.close_what_is_above()
            else:
                child.follow_clock(self._seat.deadline, paused=view.public.paused)
                child.show_offers(self.offered)
        elif child is None and self._wants(view):
            await self._open(view)

    def _wants(self, view: SeatView) -> bool:
        """Whether something opens by itself now. A text that was taken at zero, or taken back, opens again."""
        if not view.seated or self._seat.app.screen_stack[-1] is not self._seat:
            return False
        turn = view.public.turn
        if Act.WRITE in view.acts:
            left = view.public.seconds_left
            again = view.is_ready and not self._by_esc and left is not None and left > 0
            return not view.sent and not view.passed and (self._over != turn or again)
        return bool(view.acts & {Act.WARM_UP, Act.RATE}) and self._over != turn

    # --- opening ------------------------------------------------------------------------------------------------------

    async def _open(self, view: SeatView) -> None:
        seat = self._seat
        if not view.seated or seat.app.screen_stack[-1] is not seat:
            return
        where = (seat.session_id, seat.person_id)
        if Act.WRITE in view.acts:
            await self._open_writing(view)
        elif Act.WARM_UP in view.acts:
            await self._show(SeatRatingScreen(*where, seat, warm_up=True))
        elif Act.RATE in view.acts and view.public.preset.seating is Seating.PAIR:
            from trainer.tui.screens.sessions.improving import ImprovingScreen

            await self._show(ImprovingScreen(*where, seat))
        elif Act.RATE in view.acts:
            await self._show(SeatRatingScreen(*where, seat, warm_up=False))

    async def _open_writing(self, view: SeatView) -> None:
        mine = await self._read_card()
        if mine.deal is None or mine.deal.state is not DealState.OPEN:
            return
        if view.is_ready:  # what was in, or taken at zero, is open again
            await self._seat.be_ready(False)
        screen = SeatWritingScreen(mine.deal, mine.draft, self.finished, self._seat.seconds_left)
        await self._show(screen)
        screen.follow_clock(self._seat.deadline, paused=view.public.paused)
        screen.show_offers(self.offered)

    @property
    def offered(self) -> tuple[writing.Offered, ...]:
        """What the own group offers to its pen."""
        return self.mine.offered if self.mine is not None else ()

    async def _read_card(self) -> writing.MyCard:
        app, seat = self._seat.trainer_app, self._seat
        self.mine = await app.use(
            writing.my_card, seat.session_id, seat.person_id, render=app.trainer.render, language=language()
        )
        seat.redraw()
        return self.mine

    async def _show(self, screen: "SeatWritingScreen | SeatRatingScreen | ImprovingScreen") -> None:
        self._child = screen
        view = self._seat.view
        turn = view.public.turn if view is not None else None

        def left(_result: None) -> None:
            if self._child is screen:
                self._child, self._over, self._by_esc = None, turn, True

        await self._seat.app.push_screen(screen, left)
