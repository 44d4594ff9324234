"""What a client reads of its session, and when: here, after the close."""

from typing import Any

from tests.support.making import FakeClock
from tests.tui.led import on_the_wall
from trainer.domain.ids import SessionId
from trainer.domain.phases import Phase
from trainer.domain.sessions import Pulse
from trainer.domain.views import PublicView
from trainer.tui.rooms import Room


class ClosedSession:
    """Stands where the app does: its session is closed, and what is asked of it is counted."""

    def __init__(self) -> None:
        self.trainer, self.clock, self.reads = self, FakeClock(), 0

    async def use(self, *_asked: object, **_more: object) -> Pulse:
        return Pulse(version=9, present=2, marks=0, closed=True)

    async def in_db(self, read: Any) -> PublicView:
        self.reads += 1
        view: PublicView = read()
        return view


async def test_a_closed_session_is_read_until_the_last_words_are_in_and_no_longer() -> None:
    """Texts and lines that were under somebody's hands come in after the close; the summary counts them."""
    app: Any = ClosedSession()
    closed = on_the_wall(Phase.CLOSE, closed=True, seconds_left=None)
    room = Room[PublicView](app, SessionId("s"), lambda: closed, lambda _view: None, lambda _words: None)
    read = []
    for second in (0.0, 1.0, 3.0, 18.0, 30.0, 3600.0):
        await room._look(second)
        read.append(app.reads)
    assert read == [1, 1, 2, 3, 3, 3]
