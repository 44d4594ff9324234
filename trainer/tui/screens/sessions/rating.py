"""Rating at a seat: the same sheet, fed by the session's own round, or by its warm-up; its end is the seat again."""

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING

from trainer.domain.ids import PersonId, SessionId
from trainer.locale import N_, language
from trainer.services.sessions import rating, seats
from trainer.tui.commands import Command
from trainer.tui.screens.rating import COMMANDS, RatingScreen
from trainer.tui.turns import RatingTurns

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

_GONE = {"rate.skip", "rate.feedback", "rate.home"}


class SessionTurns(RatingTurns):
    """What this session gives this seat to rate: its warm-up, or its round."""

    def __init__(self, app: "TrainerApp", session_id: SessionId, person_id: PersonId, *, warm_up: bool) -> None:
        super().__init__(app)
        self._session_id, self._person_id, self._only_warm_up = session_id, person_id, warm_up
        if not warm_up:
            self._warm_up = ()

    @property
    def _rater(self) -> PersonId:
        """At one terminal it is not the person whose program this is."""
        return self._person_id

    async def next(self) -> None:
        app, how = self._app, {"render": self._app.trainer.render, "language": language()}
        if self._warm_up is None:
            self._warm_up = await app.use(seats.my_warm_up, self._session_id, self._rater, **how)
        if self._only_warm_up:
            self._take(self._warm_up[0] if self._warm_up else None)
        else:
            self._take(await app.use(rating.next_to_rate, self._session_id, self._rater, **how))


class SeatRatingScreen(RatingScreen):
    COMMANDS = (
        *(each for each in COMMANDS if each.id not in _GONE),
        Command(
            "rate.home",
            "escape",
            "home",
            N_("seat"),
            N_("Back to the seat; the answer is left for somebody else"),
            foot=False,
        ),
    )

    def __init__(
        self, session_id: SessionId, person_id: PersonId, done: Callable[[], Awaitable[None]], *, warm_up: bool
    ) -> None:
        super().__init__()
        self._session_id, self._person_id, self._done, self._is_warm_up = session_id, person_id, done, warm_up

    @cached_property
    def _turns(self) -> RatingTurns:
        return SessionTurns(self.trainer_app, self._session_id, self._person_id, warm_up=self._is_warm_up)

    def _show(self, note: str) -> None:
        super()._show(note)
        if self._turns.shown is None and not note:
            self.call_next(self._all_rated)

    async def _all_rated(self) -> None:
        if self.is_current and self._turns.given is None:
            await self._done()

    def _tick(self) -> None:
        """The last rating can be taken back for ten seconds, so the desk stays that long."""
        super()._tick()
        if self._turns.shown is None and self._turns.given is not None and not self._turns.seconds_left():
            self.call_next(self._all_rated)

    async def end(self) -> None:
        """The phase is over: a sheet that is filled in is given as it stands, another one is left to colleagues."""
        sheet = self._turns.sheet
        self._keep_line()
        if sheet is not None and not sheet.open_criteria() and not self._busy:
            await self._turn(self._turns.give)
        else:
            await self._turns.put_back()

    async def _leave(self) -> None:
        if self.is_current:
            self.dismiss(None)
        await self._turns.put_back()
