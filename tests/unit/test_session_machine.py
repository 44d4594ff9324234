"""A session under any order of events, from anybody, on clocks that jump: it never locks, and always has a way out."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.support.making import FakeClock
from tests.support.meetings import GROUPS, HOT_SEAT, NAMES, PAIR, a_preset, a_session
from trainer.domain.clocks import Instant
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.moving import apply
from trainer.domain.orders import (
    Beat,
    Event,
    EventRefused,
    HandOver,
    Hide,
    Join,
    Leave,
    Order,
    Press,
    Ready,
    SetAway,
    TakeOver,
    TakePen,
    Tick,
)
from trainer.domain.phases import Phase
from trainer.domain.presets import Seating
from trainer.domain.sessions import MOST_SEATS, TAKE_OVER_AFTER, Session

PRESETS = (a_preset(), GROUPS, PAIR, HOT_SEAT, a_preset({"lobby": 1, "deal": 1, "write": 5}))
people = st.integers(1, len(NAMES)).map(PersonId)


def name(person: PersonId) -> str:
    return NAMES[person - 1]


class SessionMachine(RuleBasedStateMachine):
    """Events from whoever; what is refused leaves everything as it was."""

    @initialize(preset=st.sampled_from(PRESETS), here=st.integers(0, 2))
    def begin(self, preset: object, here: int) -> None:
        self.clock = FakeClock()
        self.session: Session = a_session(self.clock.now(), preset, people=here)  # type: ignore[arg-type]
        self.more = self.machines = 0
        self.seats = 0

    def tell(self, event: Event) -> bool:
        before = self.session
        try:
            self.session, _changes = apply(before, event, self.clock.now())
        except EventRefused:
            return False
        if isinstance(event, Beat | Ready):
            assert self.session.version == before.version
        elif not isinstance(event, Tick):
            assert self.session.version > before.version
        assert self.session.turn >= before.turn
        return True

    @rule(who=people)
    def join(self, who: PersonId) -> None:
        self.tell(Join(who, name(who)))

    @rule(who=people, event=st.sampled_from([Leave, Ready, TakePen, Beat]))
    def act(self, who: PersonId, event: type[Leave | Ready | TakePen | Beat]) -> None:
        self.tell(event(who))

    @rule()
    def lead_lives(self) -> None:
        self.tell(Beat(self.session.lead_id, leading=True))

    @rule(who=people, order=st.sampled_from(list(Order)))
    def press(self, who: PersonId, order: Order) -> None:
        self.order(who, order)

    @rule(
        order=st.sampled_from([Order.NEXT, Order.NEXT, Order.BACK, Order.EXTEND, Order.PAUSE, Order.RESUME, Order.SKIP])
    )
    def obey(self, order: Order) -> None:
        self.order(self.session.lead_id, order)

    def order(self, who: PersonId, order: Order) -> None:
        writing = self.session.phase is Phase.WRITE
        if self.tell(Press(who, order)) and order is Order.EXTEND and writing:
            self.more += 1

    @rule(who=people, whom=people)
    def lead(self, who: PersonId, whom: PersonId) -> None:
        self.tell(SetAway(who, whom))
        self.tell(Hide(who, AnswerId("a")))
        self.tell(HandOver(who, whom, name(whom)))

    @rule(who=people)
    def take_over(self, who: PersonId) -> None:
        absent = self.session.lead_absent_seconds(self.clock.now())
        led = self.session.lead_id
        done = self.tell(TakeOver(who, name(who)))
        assert not done or who == led or absent >= TAKE_OVER_AFTER

    @rule(seconds=st.sampled_from([1.0, 20.0, 61.0, 500.0, 1900.0]))
    def pass_time(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.tell(Tick())

    @rule(hours=st.integers(-30, 30))
    def jump(self, hours: int) -> None:
        """Somebody sets the wall clock."""
        before = self.session.seconds_left(self.clock.now())
        now = self.clock.instant
        self.clock.instant = replace(now, at=now.at + timedelta(hours=hours))
        deadline = self.session.deadline
        if deadline is None or (now.boot and now.boot == deadline.boot):  # else the wall clock is all there is
            assert self.session.seconds_left(self.clock.now()) == before

    @rule(says=st.booleans())
    def another_machine(self, says: bool) -> None:
        """The next event comes from a machine with a boot of its own (or none it knows of); the database's clock goes on."""
        self.machines += 1
        self.clock.instant = Instant(self.clock.instant.at, f"boot-{self.machines}" if says else "", 5.0)

    @invariant()
    def it_is_a_session(self) -> None:
        if not hasattr(self, "session"):
            return
        session, now = self.session, self.clock.now()
        assert 0 <= session.position < len(session.preset.steps)
        assert 0 <= session.question < session.questions
        assert len(session.seats) <= (2 if session.preset.seating is Seating.PAIR else MOST_SEATS)
        assert len({seat.person_id for seat in session.seats}) == len(session.seats) >= self.seats
        self.seats = len(session.seats)
        for number in {seat.group for seat in session.seats} - {0}:
            assert sum(seat.pen for seat in session.seats if seat.group == number) == 1
        ready, present = session.ready_count(now)
        assert 0 <= ready <= present <= len(session.seats)
        assert (session.deadline is None) == (session.is_paused or session.is_closed)
        planned = next(step.seconds for step in session.preset.steps if step.phase is Phase.WRITE)
        assert session.writing_left is None or session.writing_left <= planned + 60 * self.more

    @invariant()
    def there_is_always_a_way_out(self) -> None:
        if not hasattr(self, "session"):
            return
        session, now = self.session, self.clock.now()
        for _each in range(len(session.preset.steps) + session.questions):
            if session.is_closed:
                break
            session, _changes = apply(session, Press(session.lead_id, Order.NEXT), now)
        assert session.is_closed
        if not self.session.is_closed:  # and should the lead be gone: anybody
            later = Instant(max(now.at, self.session.lead_seen.at) + timedelta(seconds=TAKE_OVER_AFTER))
            other = next(person for person in map(PersonId, (1, 2)) if person != self.session.lead_id)
            taken, _changes = apply(self.session, TakeOver(other, name(other)), later)
            assert taken.lead_id == other
            assert taken.phase is self.session.phase


TestAnyOrder = SessionMachine.TestCase
TestAnyOrder.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
