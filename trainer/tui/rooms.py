"""A room: one session, followed by one screen. It asks for the pulse twice a second and reads a view only when that moved.

The pulse is one cheap statement and a beat goes out every five seconds, so a client in the lobby costs hardly anything and
follows its lead within a second. A store that does not answer is asked again; the screen says so meanwhile. Source: sessions.
"""

import asyncio
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from trainer.domain.clocks import Instant
from trainer.domain.dealing import GRACE_SECONDS
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.phases import Phase
from trainer.domain.sessions import BEAT_SECONDS, Pulse
from trainer.domain.views import LeadView, PublicView, SeatView
from trainer.errors import StoreError, StoreUnavailable
from trainer.locale import _
from trainer.services.sessions import seats
from trainer.tui.leaving import first_line

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

View = TypeVar("View", PublicView, SeatView, LeadView)

PULSE_SECONDS = 0.5
"""Between two looks; with the reading itself a client stays under a second behind, and asks a server fewer than three
statements a second, those around its transactions counted."""
FRESH_SECONDS = 30.0
"""A view is read again after so long even where nothing moved: twists come, a lead grows absent."""
COUNTING = frozenset({Phase.WRITE, Phase.RATE, Phase.DEBRIEF})
"""Phases in which the lead looks at counts that move no pulse: answers, ratings, lines."""
COUNT_SECONDS = 0.9
RETRY_SECONDS = 2.0
SETTLING_SECONDS = GRACE_SECONDS + 5.0
"""After a close texts and lines that were under somebody's hands still come in, and the summary counts them."""
SLOW_SECONDS = 5.0
"""A look that lasts longer is told: another program holds the file, or the line to the server is dead."""


class Room(Generic[View]):
    """`read` gives the view, `seen` takes it, `trouble` takes "" once all is well and a line while it is not."""

    def __init__(
        self,
        app: "TrainerApp",
        session_id: SessionId,
        read: Callable[[], View],
        seen: Callable[[View], None],
        trouble: Callable[[str], None],
        *,
        person_id: PersonId | None = None,
        leading: bool = False,
    ) -> None:
        self._app, self.session_id, self._trouble = app, session_id, trouble
        self._read: Callable[[], View] = read
        self._seen: Callable[[View], None] = seen
        self._person_id, self._leading = person_id, leading
        self.view: View | None = None
        self.deadline: Instant | None = None
        """Of the phase, by this machine's clock; None: paused or closed."""
        self._pulse: Pulse | None = None
        self._read_at = self._beat_at = float("-inf")
        self._closed_at = float("inf")
        """When it was first seen closed."""
        self._hurry = asyncio.Event()
        self._in_trouble = False

    async def follow(self) -> None:
        """Until it is cancelled. Raises what `read` refuses for good (the session is not this person's)."""
        loop = asyncio.get_running_loop()
        await self._app.ready.wait()
        while True:
            wait = PULSE_SECONDS * random.uniform(0.85, 1.15)  # forty clients don't ask in step
            try:
                await self._look_or_tell(loop.time())
                self._tell("")
            except StoreUnavailable as refused:
                self._tell(_no_answer(), first_line(refused))
                wait = RETRY_SECONDS
            except StoreError as refused:
                self._tell(str(refused))
                wait = RETRY_SECONDS
            if self._is_closed:
                wait = RETRY_SECONDS  # only the end of a take-over or a late claim can still come
            self._hurry.clear()
            try:
                await asyncio.wait_for(self._hurry.wait(), wait)
            except TimeoutError:
                continue

    def look_now(self) -> None:
        """Something was done here: the next look comes at once."""
        self._pulse = None
        self._hurry.set()

    def seconds_left(self) -> float | None:
        """Of the phase, counted here between two views; None: once closed."""
        if self.view is None:
            return None
        public = _public(self.view)
        if public.paused or self.deadline is None:
            return public.seconds_left
        return self._app.trainer.clock.now().seconds_until(self.deadline)

    def _tell(self, words: str, cause: str = "") -> None:
        """What is wrong, to everybody kindly; the cause once to whoever leads, who may mend it."""
        if cause and self._leading and not self._in_trouble:
            self._app.say(cause, look=True)
        self._in_trouble = bool(words)
        self._trouble(words)

    async def _look_or_tell(self, now: float) -> None:
        """A look; said when it takes long."""
        looking = asyncio.ensure_future(self._look(now))
        try:
            done, _waiting = await asyncio.wait({looking}, timeout=SLOW_SECONDS)
            if not done:
                self._tell(_no_answer())
            await looking
        finally:
            looking.cancel()

    async def _look(self, now: float) -> None:
        app = self._app
        if self._person_id is not None and now - self._beat_at >= BEAT_SECONDS and not self._is_closed:
            forgotten = await app.use(seats.beat, self.session_id, self._person_id, leading=self._leading)
            self._beat_at = now
            if forgotten:
                await app.in_db(app.trainer.keep_proposals, self.session_id)
        pulse = await app.use(seats.follow, self.session_id)
        counts = self._leading and self.view is not None and _public(self.view).phase in COUNTING
        fresh = COUNT_SECONDS if counts else FRESH_SECONDS
        if pulse.closed:
            self._closed_at = min(self._closed_at, now)
            fresh = RETRY_SECONDS if now - self._closed_at < SETTLING_SECONDS else float("inf")
        if pulse == self._pulse and now - self._read_at < fresh:
            return
        view = await app.in_db(self._read)
        self._pulse, self._read_at, self.view = pulse, now, view
        public = _public(view)
        running = public.seconds_left is not None and not public.paused
        self.deadline = app.trainer.clock.now().plus(public.seconds_left or 0.0) if running else None
        self._seen(view)

    @property
    def _is_closed(self) -> bool:
        return self.view is not None and _public(self.view).closed


def _no_answer() -> str:
    return _("The database does not answer; asking again. Nothing that you wrote is lost.")


def _public(view: PublicView | SeatView | LeadView) -> PublicView:
    return view if isinstance(view, PublicView) else view.public
