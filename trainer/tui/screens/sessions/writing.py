"""The writing phase at a seat: the practice desk, whose time is the session's and whose end is the seat again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from trainer.domain.answering import Draft
from trainer.domain.clocks import Instant
from trainer.domain.dealing import Deal
from trainer.domain.kinds import DealState
from trainer.locale import N_, _
from trainer.tui.commands import Command
from trainer.tui.screens.practice import COMMANDS, PracticeScreen

_GONE = {"practice.start", "practice.home", "practice.send"}


class SeatWritingScreen(PracticeScreen):
    """One's card of the session. What comes after sending (the hidden interest) is for everybody together, later."""

    COMMANDS = (
        Command(
            "practice.send", "f5", "send", N_("done ★"), N_("Hand in the starred text, or the last one if none is")
        ),
        *(each for each in COMMANDS if each.id not in _GONE),
        Command(
            "practice.home", "escape", "home", N_("seat"), N_("Back to the seat; what you wrote is kept"), foot=False
        ),
    )

    def __init__(self, deal: Deal, draft: Draft, done: Callable[[], Awaitable[None]]) -> None:
        super().__init__(deal, draft)
        self._done = done
        self._paused = False

    def follow_clock(self, deadline: Instant | None, *, paused: bool) -> None:
        """The lead moved the clock: +1 minute, a pause, on again."""
        if self._ending or self.deal.state is not DealState.OPEN:
            return
        if paused != self._paused:
            self._paused = paused
            said = _("The lead has paused; write on if you like.") if paused else _("The clock runs again.")
            self._note.say(said)
        if deadline is not None and deadline != self.deal.deadline:
            self.deal = replace(self.deal, deadline=deadline)
        self.tick()

    def tick(self) -> None:
        if self._paused:
            if self._tick_timer is not None:
                self._tick_timer.stop()
            return
        super().tick()

    async def take_as_it_stands(self) -> None:
        """The phase is over: the newest words are handed in, within the grace."""
        if self._ending:
            return
        self._ending = True
        if self.deal.state is DealState.OPEN:
            await self._desk.take_at_zero()
        self._keeper.stop()

    async def _look_back(self) -> None:
        self._keeper.stop()
        await self._done()

    async def action_home(self) -> None:
        await self._keeper.flush()
        if self.is_current:
            self.dismiss(None)
