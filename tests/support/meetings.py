"""Team sessions to test with: presets of few words, a room with people in it."""

from collections.abc import Mapping
from dataclasses import replace

from trainer.domain.clocks import Clock, Instant
from trainer.domain.ids import PersonId, SessionId, TeamId
from trainer.domain.moving import apply
from trainer.domain.orders import Beat, Change, Event, Join, Order, Press
from trainer.domain.phases import Phase
from trainer.domain.presets import Preset, Seating, Step
from trainer.domain.sessions import Session

MONDAY_MINUTES: Mapping[str, float] = {
    "lobby": 2, "rule": 1, "warm_up": 2, "deal": 1, "write": 7, "rate": 4, "reveal": 1, "debrief": 3, "if_then": 1,
    "next_card": 2, "close": 1,
}  # fmt: skip
LEAD = PersonId(1)
NAMES = ("Lea", "Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida")


def a_preset(minutes: Mapping[str, float] = MONDAY_MINUTES, **more: object) -> Preset:
    steps = tuple(Step(Phase(phase), length) for phase, length in minutes.items())
    return Preset("monday", "Monday", steps, **more)  # type: ignore[arg-type]


def a_session(now: Instant, preset: Preset | None = None, *, people: int = 0, questions: int = 3) -> Session:
    """A lobby that was opened now by Lea, with Ann, Bob, ... in it."""
    preset = preset or a_preset()
    session = Session(
        id=SessionId("session"),
        code="23467",
        team_id=TeamId(1),
        preset=preset,
        lead_id=LEAD,
        lead_name="Lea",
        language="en",
        opened=now,
        began=now,
        touched=now,
        lead_seen=now,
        deadline=now.plus(preset.steps[0].seconds),
        questions=questions,
    )
    for number in range(2, people + 2):
        session, _changes = apply(session, Join(PersonId(number), NAMES[number - 1]), now)
    return session


class Room:
    """A session that is played: events in, changes kept."""

    def __init__(self, clock: Clock, preset: Preset | None = None, *, people: int = 5, questions: int = 3) -> None:
        self.clock = clock
        self.session = a_session(clock.now(), preset, people=people, questions=questions)
        self.changes: list[Change] = []

    def tell(self, event: Event) -> tuple[Change, ...]:
        self.session, changes = apply(self.session, event, self.clock.now())
        self.changes += changes
        return changes

    def press(self, *orders: Order) -> tuple[Change, ...]:
        return tuple(change for order in orders for change in self.tell(Press(self.session.lead_id, order)))

    def beat(self) -> None:
        """Everybody's client lives."""
        for seat in self.session.seats:
            self.tell(Beat(seat.person_id))
        self.tell(Beat(self.session.lead_id, leading=True))

    def go_to(self, phase: Phase) -> None:
        while self.session.phase is not phase:
            self.press(Order.SKIP if self.session.phase is Phase.DEBRIEF else Order.NEXT)
        self.session = replace(self.session, skipped=())

    @property
    def left(self) -> float | None:
        return self.session.seconds_left(self.clock.now())


GROUPS = a_preset(seating=Seating.GROUPS)
PAIR = a_preset(seating=Seating.PAIR)
HOT_SEAT = a_preset(seating=Seating.ONE_TERMINAL)
