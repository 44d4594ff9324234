"""A stage: one screen in a real app, its use cases answered from a table, its picture as text.

What a person can do on a screen is tested here without a store; tests/support/pilot.py has the real app on a real one.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer

from trainer.domain.clocks import Instant
from trainer.domain.home import Home
from trainer.domain.ids import PersonId, TeamId
from trainer.domain.people import Person, Role
from trainer.tui.app import Opening, TrainerApp

if TYPE_CHECKING:
    from trainer.bootstrap import Trainer

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""A Monday."""
IRYNA = Person(PersonId(1), "Iryna", Role.EMPLOYEE, TeamId(1))


@dataclass
class HandClock:
    """A clock that a test winds by hand."""

    at: Instant = field(default_factory=lambda: Instant(NOON))

    def now(self) -> Instant:
        return self.at

    def pass_by(self, seconds: float) -> None:
        self.at = self.at.plus(seconds)


class NoStore:
    """Stands where the trainer does; a screen that reached past `app.use` would find nothing here."""

    def __init__(self, clock: HandClock, home: Home | None) -> None:
        self.clock, self._home, self.language, self.database = clock, home, "en", "sqlite:///nowhere"

    def glance(self, *_who: object, **_kwargs: object) -> Home | None:
        return self._home

    def remembered(self) -> None:
        return None

    def keep_what_was_proposed(self, _team: object) -> int:
        return 0

    def card_places(self, *_deck: object) -> None:
        """No deck file is anywhere."""

    def render(self, *_card: object) -> None:
        raise AssertionError("a use case renders, no screen")


Answers = dict[str, Callable[..., Any] | Any]
"""Name of a use case -> what it returns, or a function of its arguments; an exception is raised."""
NOTHING_TO_SAY: Answers = {"room_at_home": None, "sentence_beside": None}
"""What screens ask in passing: no session runs, no sentence lies beside the card."""


class StageApp(TrainerApp):
    def __init__(
        self, screen: Screen[Any], answers: Answers, *, home: Home | None, look: str, plain_marks: bool
    ) -> None:
        self.hand_clock = HandClock()
        super().__init__(cast("Trainer", NoStore(self.hand_clock, home)), Opening(), look=look)
        self.plain_marks = plain_marks
        self._first, self.asked = screen, list[tuple[Any, ...]]()
        self.answers = answers
        self.person = IRYNA
        self.home = home
        self.decks_read.set()

    def get_default_screen(self) -> Screen[Any]:
        return self._first

    def _after_first_frame(self) -> None:
        self.ready.set()

    def set_interval(self, *args: Any, **kwargs: Any) -> Timer:
        """Nothing is looked at again by the clock on the wall: a slow machine must see what a quick one sees."""
        return super().set_interval(*args, **{**kwargs, "pause": True})

    async def use(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        name = use_case.__name__
        self.asked.append((name, *args))
        answer = {**NOTHING_TO_SAY, **self.answers}[name]
        if callable(answer):
            answer = answer(*args, **kwargs)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def asked_for(self, name: str) -> list[tuple[Any, ...]]:
        return [asked[1:] for asked in self.asked if asked[0] == name]


@dataclass
class Stage:
    app: StageApp
    pilot: Pilot[int]

    @property
    def picture(self) -> str:
        return picture_of(self.app)

    async def press(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        return await self.settled()

    async def settled(self) -> str:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        return self.picture


def picture_of(app: TrainerApp) -> str:
    """What stands on the screen, line by line, without trailing spaces."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def stage(
    screen: Screen[Any],
    answers: Answers | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    home: Home | None = None,
    look: str = "dark",
    plain_marks: bool = False,
) -> AsyncIterator[Stage]:
    app = StageApp(screen, answers or {}, home=home, look=look, plain_marks=plain_marks)
    async with app.run_test(size=size) as pilot:
        shown = Stage(app, pilot)
        await shown.settled()
        yield shown
