"""Rating at a seat: the same sheet, fed by the session's own round, or by its warm-up; its end is the seat again."""

from collections.abc import Awaitable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from textual import events, on

from trainer.domain.dealing import GRACE_SECONDS
from trainer.domain.ids import PersonId, SessionId
from trainer.locale import N_, _, language, terms
from trainer.services.sessions import rating, seats
from trainer.tui.commands import Command
from trainer.tui.screens.rating import COMMANDS, RatingScreen
from trainer.tui.turns import RatingTurns
from trainer.tui.widgets.lines import Line, wrapped
from trainer.tui.widgets.rating_desk import RatingDesk
from trainer.tui.widgets.sheet import RatingSheet

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

_GONE = {"rate.skip", "rate.feedback", "rate.home"}
ASK_SECONDS = 3
"""Between two looks for an answer that is not there yet: others are still being served."""
ROOMY = 80
"""Columns from which the promise stands beside the clock; under that it makes way, having been read on the ground rule."""
LONGEST_WAIT = 120.0
"""Seconds after the zero of the phase from which nobody asks any more, so that a forgotten room can close itself."""


class Place(Protocol):
    """What a child asks of its seat."""

    handed: bool

    @property
    def levels_are_optional(self) -> bool: ...
    async def finished(self) -> None: ...
    def be_ready(self, ready: bool) -> Awaitable[None]: ...
    def seconds_left(self) -> float | None: ...
    def phase_seconds(self) -> float: ...


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
    """Stays for the whole phase: where nothing waits just now, it says so, and lays out the next answer once there is one."""

    WARM_UP = N_("A warm-up: no colleague wrote this. Afterwards you see what is expected.")
    COMMANDS = (
        *(each for each in COMMANDS if each.id not in _GONE),
        Command("rate.hand_back", "f5", "hand_back", N_("hand back"), N_("Hand the keyboard back to the lead")),
        Command("rate.home", "escape", "home", N_("seat"),
                N_("Back to the seat; the answer is left for somebody else"), foot=False),
    )  # fmt: skip

    def __init__(self, session_id: SessionId, person_id: PersonId, place: Place, *, warm_up: bool) -> None:
        super().__init__()
        self._session_id, self._person_id, self._seat, self._is_warm_up = session_id, person_id, place, warm_up
        self._given = self._waited = 0
        self._said_ready = False

    @cached_property
    def _turns(self) -> RatingTurns:
        return SessionTurns(self.trainer_app, self._session_id, self._person_id, warm_up=self._is_warm_up)

    @cached_property
    def _desk(self) -> RatingDesk:
        return RatingDesk(self._turns.seconds_left, nothing=self._nothing, familiar=not self._is_warm_up)

    def _nothing(self, width: int) -> list[Line]:
        """No answer lies here: what is going on, kindly."""
        if self._is_warm_up:
            words = [(_("That was the warm-up. Thank you!"), "bold")]
        elif self._seat.handed and not self._given:
            words = [
                (_("No answer of somebody else waits for you."), "bold"),
                (_("F5 hands the keyboard back."), "$wait"),
            ]
        elif self._seat.handed:
            words = [
                (_("That was your share. Thank you!"), "bold"),
                (_("F5 hands the keyboard back; in a moment it goes by itself."), "$wait"),
            ]
        elif self._given:
            words = [
                (_("Nothing waits for you now. Thank you!"), "bold"),
                (_("If colleagues need one more rating, it opens here by itself."), "$wait"),
            ]
        else:
            words = [
                (_("The first answers are on their way."), "bold"),
                (_("One opens here by itself as soon as it is your turn."), "$wait"),
            ]
        return [Line(line) for text, style in words for line in wrapped(text, width, style=style)]

    @property
    def _levels_are_optional(self) -> bool:
        return self._seat.levels_are_optional and not self._is_warm_up

    def _show(self, note: str) -> None:
        if not note and self._levels_are_optional and not self._given and self._turns.shown is not None:
            note = _("Did it make you laugh? F6. A phrase to steal? F7. Levels only if you like; F5 is done.")
        super()._show(note)
        if self._turns.shown is not None:
            self._waited = 0
            if self._said_ready:
                self._said_ready = False
                self.run_worker(self._tell_ready(False), group="ready")
        elif not note:
            self.call_next(self._nothing_left)

    async def _nothing_left(self) -> None:
        """The warm-up is over, or one turn at the only keyboard: back. In a round one stays, ready once one has had a share,
        or once the first texts can't be on their way any more."""
        if not self.is_active or self._turns.shown is not None or self._busy:
            return
        if self._is_warm_up or (self._seat.handed and self._given and self._turns.given is None):
            await self._seat.finished()
        elif not self._seat.handed and not self._said_ready and (self._given or self._served()):
            self._said_ready = True
            await self._tell_ready(True)

    def _served(self) -> bool:
        left = self._seat.seconds_left()
        return left is None or self._seat.phase_seconds() - left > GRACE_SECONDS

    async def _tell_ready(self, ready: bool) -> None:
        await self._seat.be_ready(ready)

    @on(events.ScreenResume)
    async def _look_again(self) -> None:
        if self._turns.shown is None and self._is_warm_up and not self._busy and self._desk.looked:
            self.call_next(self._nothing_left)

    def _tick(self) -> None:
        """The session's clock beside the promise; and, while nothing lies here, a look for the next answer."""
        super()._tick()
        left = self._seat.seconds_left()
        if left is not None and self.is_active:
            clock = terms.clock(max(0.0, left))
            self.say_title(right=f"{_(self.WHO_SEES)} · {clock}" if self.size.width >= ROOMY else clock)
        if self._turns.shown is not None or self._is_warm_up or self._busy or not self._desk.looked:
            return
        self._waited += 1
        if self._waited % ASK_SECONDS == 0 and (left is None or left > -LONGEST_WAIT):
            self.run_worker(self._turn(self._turns.next), group="rating")

    def _complete(self, sheet: RatingSheet) -> bool:
        """Where levels are optional a mark is enough; a sheet without any is given only on purpose."""
        if not self._levels_are_optional:
            return super()._complete(sheet)
        if not sheet.touched and not self._confirmed:
            self._desk.say(
                _("Nothing is marked: F6 if you laughed, F7 steals a phrase. Enter again gives it as it is.")
            )
            self._confirmed = True
            return False
        return True

    async def _give(self) -> None:
        if self._turns.sheet is not None:
            self._given += 1
        await super()._give()

    async def end(self) -> None:
        """The phase is over: a sheet on which something is said is given as it stands, another one is left to colleagues."""
        sheet = self._turns.sheet
        self._keep_line()
        said = sheet is not None and bool(sheet.levels or sheet.flags or (self._levels_are_optional and sheet.touched))
        if said and not self._busy:
            await self._turns.give()
        else:
            await self._turns.put_back()

    @property
    def _has_had_its_share(self) -> bool:
        """At the one keyboard: nothing lies here any more."""
        return self._seat.handed and self._turns.shown is None and self._desk.looked and not self._busy

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "hand_back":
            return self._has_had_its_share
        return super().check_action(action, parameters)

    async def action_hand_back(self) -> None:
        await self._seat.finished()

    async def _leave(self) -> None:
        if self._has_had_its_share:
            await self._seat.finished()
            return
        if self.is_active:
            self.dismiss(None)
        await self._turns.put_back()
