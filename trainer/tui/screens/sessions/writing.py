"""The writing phase at a seat: the practice desk, whose time is the session's and whose end is the seat again."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from trainer.domain.answering import Draft
from trainer.domain.clocks import Instant
from trainer.domain.dealing import Deal
from trainer.domain.kinds import DealState
from trainer.errors import StoreError
from trainer.locale import N_, _
from trainer.services.sessions import writing
from trainer.services.sessions.writing import Offered
from trainer.tui.commands import Command
from trainer.tui.screens.practice import COMMANDS, PracticeScreen

_GONE = {"practice.start", "practice.home", "practice.send"}


class SeatWritingScreen(PracticeScreen):
    """One's card of the session. What comes after sending (the hidden interest) is for everybody together, later."""

    COMMANDS = (
        Command("practice.send", "f5", "send", N_("done ★"),
                N_("Hand in the starred text, or the last one if none is")),
        Command("practice.offered", "f4", "offered", N_("ideas"), N_("What your group offers; Enter takes it over")),
        *(each for each in COMMANDS if each.id not in _GONE),
        Command("practice.home", "escape", "home", N_("seat"), N_("Back to the seat; what you wrote is kept"),
                foot=False),
    )  # fmt: skip

    def __init__(
        self, deal: Deal, draft: Draft, done: Callable[[], Awaitable[None]], seconds_left: Callable[[], float | None]
    ) -> None:
        """`seconds_left`: of the session's clock, which is what runs where the card has no deadline of its own (a pause)."""
        super().__init__(deal, draft)
        self._done, self._session_left = done, seconds_left
        self._paused = False
        self._sentence = True  # it lies beside cards of one's own practice alone
        self._offers: tuple[Offered, ...] = ()

    def follow_clock(self, deadline: Instant | None, *, paused: bool) -> None:
        """The lead moved the clock: +1 minute, a pause, on again."""
        if self._ending or self.deal.state is not DealState.OPEN:
            return
        if paused != self._paused:
            self._paused = paused
            said = _("The lead has paused; write on if you like.") if paused else _("The clock runs again.")
            self._note.say(said)
            if deadline is not None:
                self.deal = replace(self.deal, deadline=deadline)
        elif deadline is not None and deadline != self.deal.deadline:
            before, self.deal = self.deal.deadline, replace(self.deal, deadline=deadline)
            if before is not None and before.seconds_until(deadline) > 1 and not paused:
                self._note.say(_("More time: the lead has moved the clock."))
        self.tick()

    def show_offers(self, offers: Sequence[Offered]) -> None:
        """Ideas of the group, for whoever holds its pen; a new one is told in a line."""
        new = [each for each in offers if each not in self._offers and not each.mine]
        self._offers = tuple(offers)  # also one's own, from before one took the pen
        if new:
            self._note.say(_("{name} offers an idea: F4 shows it.").format(name=new[-1].name), seconds=20)
        self.commands_changed()

    def tick(self) -> None:
        """In a pause, and where the card has no deadline (paper first, then one keyboard for all), nothing runs out here."""
        if not self._paused and self.deal.deadline is not None:
            super().tick()
            return
        if self._tick_timer is not None:
            self._tick_timer.stop()
        left = self._session_left()
        if self._ending or not self.is_attached or left is None:
            return
        self._clock_face.show_time(
            max(0.0, left), self.deal.seconds, running=False, note=_("paused") if self._paused else ""
        )

    async def end(self) -> None:
        """The phase is over: the newest words are taken at once, within the grace, so that going back opens them again; one's
        other terminal may have them. A store that is gone has the journal to read from, and is asked again behind the next
        phase."""
        if self._ending or self.deal.session_id is None:
            return
        self._ending = True
        await self._keeper.flush()
        draft = self._keeper.newest() if self._keeper.unsaved else None
        try:
            await self.trainer_app.use(writing.hand_in, self.deal.session_id, self.deal.person_id, draft)
        except StoreError:
            self.app.run_worker(self._desk.take_at_zero(), exit_on_error=False)  # outlives this screen
            return
        self._keeper.stop()

    async def leave_to_colleague(self) -> None:
        """A colleague of the group goes on with this very text."""
        self._ending = True
        await self._keeper.flush()
        self._keeper.stop()

    async def _look_back(self) -> None:
        self._keeper.stop()
        await self._done()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "offered":
            return bool(self._offers)
        return super().check_action(action, parameters)

    async def action_offered(self) -> None:
        from trainer.tui.screens.picking import ChoiceScreen

        ideas = {str(n): f"{each.name}: {each.text}" for n, each in enumerate(self._offers)}

        async def chosen(which: str | None) -> None:
            if which is not None:
                await self._variants.add(self._offers[int(which)].text)

        await self.app.push_screen(ChoiceScreen(_("Ideas of your group"), ideas), chosen)

    async def action_home(self) -> None:
        await self._keeper.flush()
        if self.is_active:
            self.dismiss(None)
