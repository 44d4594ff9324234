"""A team session as data, and the machine that moves it: state + event -> state + what is to be done. Source: sessions.

Pure: time is an argument, nothing is stored here. Every event changes the state or is refused with a reason; nothing waits, so
no order of events can lock the room. Only the lead's pause and +1 minute move the deadline of the cards; the zero of a phase is
soft, the lead goes on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from trainer.domain.clocks import Instant
from trainer.domain.groups import groups_for, smallest_group
from trainer.domain.ids import PersonId, SessionId, TeamId
from trainer.domain.orders import (
    Beat,
    Change,
    DeadlineMoved,
    Event,
    EventRefused,
    HandOver,
    Hide,
    Join,
    Leave,
    Order,
    PenTaken,
    PhaseBegan,
    Press,
    Ready,
    Refusal,
    RoundBegan,
    RoundClosed,
    SeatTaken,
    SessionClosed,
    SetAway,
    TakeOver,
    TakePen,
    Tick,
    WritingBegan,
    WritingEnded,
)
from trainer.domain.phases import Act, Phase, acts_in
from trainer.domain.presets import Preset, Seating, Step

BEAT_SECONDS = 5.0
AWAY_AFTER = 15.0
TAKE_OVER_AFTER = 60.0
"""Seconds of the lead's absence after which anybody may take over."""
IDLE_CLOSE = 30 * 60.0
EXTEND_SECONDS = 60.0
MOST_SEATS = 40
MOST_EXTRA = 30 * 60.0
"""+1 minute can't put a deadline further away than this."""


@dataclass(frozen=True, slots=True)
class Seat:
    person_id: PersonId
    name: str
    seen: Instant
    away: bool = False
    """Left, or set away by the lead; whoever acts again is back."""
    ready_in: int = -1
    """The turn in which they said ready; any other turn: not yet."""
    group: int = 0
    """From 1; 0: none."""
    pen: bool = False
    """Holds the pen of the group."""


@dataclass(frozen=True, slots=True)
class Session:
    id: SessionId
    code: str
    team_id: TeamId
    preset: Preset
    """Its steps are those that are played: what was left out for want of gold answers is in `left_out`."""
    lead_id: PersonId
    lead_name: str
    language: str
    opened: Instant
    began: Instant
    """The phase."""
    touched: Instant
    """The last key of anybody."""
    lead_seen: Instant
    position: int = 0
    turn: int = 0
    """Rises with every phase (and question) that begins."""
    deadline: Instant | None = None
    """Of the phase; None while paused and once closed."""
    left: float | None = None
    """Seconds that were left when it was paused; None: not paused."""
    writing_left: float | None = None
    """Seconds of writing nobody has used, when the lead went on early; None: writing has not begun."""
    round_began: Instant | None = None
    round_closed: bool = False
    question: int = 0
    questions: int = 1
    """Of the debrief."""
    closed_at: datetime | None = None
    left_out: tuple[Phase, ...] = ()
    """Phases of the preset that this session can't have: a warm-up without gold answers."""
    skipped: tuple[Phase, ...] = ()
    """By the lead."""
    seats: tuple[Seat, ...] = ()
    """In the order of arrival, which views never tell."""
    version: int = 1

    @property
    def step(self) -> Step:
        return self.preset.steps[self.position]

    @property
    def phase(self) -> Phase:
        """The phase that runs; a closed session is in its close, whatever its preset has."""
        return Phase.CLOSE if self.is_closed else self.step.phase

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_paused(self) -> bool:
        return self.left is not None

    def seconds_left(self, now: Instant) -> float | None:
        """Of the phase; negative after its zero, which is soft. None once closed."""
        if self.left is not None:
            return self.left
        return None if self.deadline is None else now.seconds_until(self.deadline)

    def seat_of(self, person_id: PersonId) -> Seat | None:
        return next((seat for seat in self.seats if seat.person_id == person_id), None)

    def is_present(self, seat: Seat, now: Instant) -> bool:
        """Seen within 15 s. At one terminal nobody beats: who is not set away sits there."""
        return not seat.away and (self.preset.one_terminal or seat.seen.seconds_until(now) < AWAY_AFTER)

    def present(self, now: Instant) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if self.is_present(seat, now))

    def in_the_round(self) -> tuple[Seat, ...]:
        """Those among whom answers are rated: seen since shortly before the round began, and not set away."""
        if self.round_began is None:
            return ()
        return tuple(
            seat
            for seat in self.seats
            if not seat.away and (self.preset.one_terminal or seat.seen.seconds_until(self.round_began) < AWAY_AFTER)
        )

    def ready_count(self, now: Instant) -> tuple[int, int]:
        """(ready, present): "5 of 6 ready". It begins at none with every phase."""
        here = self.present(now)
        return sum(seat.ready_in == self.turn for seat in here), len(here)

    def lead_absent_seconds(self, now: Instant) -> float:
        return max(0.0, self.lead_seen.seconds_until(now))

    def can_take_over(self, person_id: PersonId, now: Instant) -> bool:
        """Anybody of the team, after 60 s of the lead's absence."""
        return not self.is_closed and person_id != self.lead_id and self.lead_absent_seconds(now) >= TAKE_OVER_AFTER

    def idle_seconds(self, now: Instant) -> float:
        """Seconds without a key of anybody and without a deadline running."""
        idle = self.touched.seconds_until(now)
        return idle if self.deadline is None else min(idle, -now.seconds_until(self.deadline))

    def acts_of(self, person_id: PersonId) -> frozenset[Act]:
        """What that person may do now: nothing without a seat; in a session that is closed, what its close allows."""
        return acts_in(self.phase) if self.seat_of(person_id) else frozenset()


Moved = tuple[Session, tuple[Change, ...]]


def apply(session: Session, event: Event, now: Instant) -> Moved:
    """The session after `event` at `now`, and what is to be done with cards, answers and ratings because of it.

    Raises EventRefused. The version rises with everything but a beat that changes nobody's presence flag and an idle tick.
    """
    if isinstance(event, Beat):
        return _beat(session, event, now), ()
    if isinstance(event, Tick):
        return (
            _close(session, now) if not session.is_closed and session.idle_seconds(now) >= IDLE_CLOSE else (session, ())
        )
    if session.is_closed:
        raise EventRefused(Refusal.CLOSED)
    moved, changes = _play(session, event, now)
    return replace(moved, version=session.version + 1, touched=now), changes


_Obeyed = Press | SetAway | HandOver | Hide


def _play(session: Session, event: Join | Leave | Ready | TakePen | TakeOver | _Obeyed, now: Instant) -> Moved:
    match event:
        case Join():
            return _join(session, event, now)
        case Leave():
            return _seated(session, event.person_id, away=True), ()
        case Ready():
            if Act.READY not in session.acts_of(event.person_id):
                raise EventRefused(Refusal.NOT_SEATED if session.seat_of(event.person_id) is None else Refusal.NOT_NOW)
            ready_in = session.turn if event.ready else -1
            return _seated(session, event.person_id, away=False, ready_in=ready_in, seen=now), ()
        case TakePen():
            return _take_pen(session, event, now)
        case TakeOver():
            if event.person_id != session.lead_id and not session.can_take_over(event.person_id, now):
                raise EventRefused(Refusal.LEAD_IS_HERE)
            return _led_by(session, event.person_id, event.name, now), ()
        case _:
            return _obey(session, event, now)


def _obey(session: Session, event: _Obeyed, now: Instant) -> Moved:
    """What only the lead may do."""
    if event.by != session.lead_id:
        raise EventRefused(Refusal.NOT_LEAD)
    session = replace(session, lead_seen=now)
    match event:
        case SetAway():
            back = {} if event.away else {"seen": now}
            return _seated(session, event.person_id, away=event.away, **back), ()
        case HandOver():
            return _led_by(session, event.person_id, event.name, now), ()
        case Hide():
            return session, ()
        case Press():
            return _press(session, event.order, now)


def _press(session: Session, order: Order, now: Instant) -> Moved:
    match order:
        case Order.EXTEND:
            return _extend(session, now)
        case Order.PAUSE | Order.RESUME:
            return _cards_follow(_stopped(session, now) if order is Order.PAUSE else _running(session, now))
        case Order.CLOSE:
            return _close(session, now)
        case Order.SKIP:
            return _go(replace(session, skipped=(*session.skipped, session.phase)), session.position + 1, now)
        case Order.START if session.position > 0:
            raise EventRefused(Refusal.STARTED)
        case _:
            return _turn(session, -1 if order is Order.BACK else 1, now)


def _turn(session: Session, by: int, now: Instant) -> Moved:
    """One step on or back: a question of the debrief, else a phase."""
    question = session.question + by
    if session.phase is Phase.DEBRIEF and 0 <= question < session.questions:
        return replace(session, question=question, turn=session.turn + 1), ()
    if session.position + by < 0:
        raise EventRefused(Refusal.FIRST_PHASE)
    return _go(session, session.position + by, now)


def _stopped(session: Session, now: Instant) -> Session:
    if session.is_paused:
        raise EventRefused(Refusal.PAUSED)
    return replace(session, left=session.seconds_left(now), deadline=None)


def _running(session: Session, now: Instant) -> Session:
    if session.left is None:
        raise EventRefused(Refusal.NOT_PAUSED)
    return replace(session, left=None, deadline=now.plus(session.left))


def _go(session: Session, position: int, now: Instant) -> Moved:
    """To another phase. Leaving the writing keeps what nobody used of it: an accidental "next" costs no time."""
    if position >= len(session.preset.steps):
        return _close(session, now)
    changes: list[Change] = []
    if session.phase is Phase.WRITE:
        session, ended = _end_writing(session, now)
        changes.extend(ended)
    if session.phase is Phase.RATE and position > session.position and not session.round_closed:
        session = replace(session, round_closed=True)
        changes.append(RoundClosed())
    step = session.preset.steps[position]
    first = session.writing_left is None
    seconds = step.seconds if first or step.phase is not Phase.WRITE else session.writing_left or 0.0
    session = replace(
        session,
        position=position,
        turn=session.turn + 1,
        began=now,
        deadline=now.plus(seconds),
        left=None,
        question=session.questions - 1 if position < session.position and step.phase is Phase.DEBRIEF else 0,
    )
    changes.append(PhaseBegan(step.phase))
    if step.phase is Phase.DEAL and session.preset.seating is Seating.GROUPS:
        session = _grouped(session, now)
    if step.phase is Phase.WRITE:
        session = replace(session, writing_left=seconds)
        changes.append(WritingBegan(now.plus(seconds), again=not first))
    if step.phase is Phase.RATE and session.round_began is None:
        session = replace(session, round_began=now)
        changes.append(RoundBegan())
    return session, tuple(changes)


def _close(session: Session, now: Instant) -> Moved:
    changes: list[Change] = []
    if session.phase is Phase.WRITE:
        session, ended = _end_writing(session, now)
        changes.extend(ended)
    if not session.round_closed:
        changes.append(RoundClosed())
    closed = replace(
        session,
        closed_at=now.at,
        deadline=None,
        left=None,
        round_closed=True,
        turn=session.turn + 1,
        version=session.version + 1,
    )
    return closed, (*changes, SessionClosed())


def _end_writing(session: Session, now: Instant) -> Moved:
    left = max(0.0, session.seconds_left(now) or 0.0)
    at = (
        now if left or session.deadline is None else session.deadline
    )  # the grace began at the zero, where that is past
    return replace(session, writing_left=left, left=None, deadline=now), (WritingEnded(at),)


def _extend(session: Session, now: Instant) -> Moved:
    left = session.seconds_left(now)
    assert left is not None, "a running session has a clock"
    if left + EXTEND_SECONDS > MOST_EXTRA + session.step.seconds:
        raise EventRefused(Refusal.LONG_ENOUGH)
    more = max(0.0, left) + EXTEND_SECONDS
    if session.is_paused:
        return _cards_follow(replace(session, left=more))
    return _cards_follow(replace(session, deadline=now.plus(more)))


def _cards_follow(session: Session) -> Moved:
    """The clock of the writing is that of everybody's card."""
    return session, (DeadlineMoved(session.deadline),) if session.phase is Phase.WRITE else ()


def _join(session: Session, event: Join, now: Instant) -> Moved:
    known = session.seat_of(event.person_id)
    if known is not None:
        session = _seated(session, event.person_id, away=False, seen=now, name=event.name)
    else:
        most = 2 if session.preset.seating is Seating.PAIR else MOST_SEATS
        if len(session.seats) >= most:
            raise EventRefused(Refusal.FULL)
        session = replace(session, seats=(*session.seats, Seat(event.person_id, event.name, now)))
    seat = session.seat_of(event.person_id)
    assert seat is not None
    if any(other.group for other in session.seats) and not seat.group:
        session = _seated(session, event.person_id, group=smallest_group(other.group for other in session.seats))
    return session, (SeatTaken(event.person_id, new=known is None),)


def _take_pen(session: Session, event: TakePen, now: Instant) -> Moved:
    seat = session.seat_of(event.person_id)
    if seat is None or not seat.group:
        raise EventRefused(Refusal.NOT_SEATED)
    holder = next((each for each in session.seats if each.group == seat.group and each.pen), None)
    if holder is not None and holder.person_id != seat.person_id and session.is_present(holder, now):
        raise EventRefused(Refusal.PEN_IS_HELD)
    if holder is not None:
        session = _seated(session, holder.person_id, pen=False)
    return (
        _seated(session, event.person_id, pen=True, away=False, seen=now),
        (PenTaken(holder.person_id if holder else None, event.person_id),),
    )


def _grouped(session: Session, now: Instant) -> Session:
    """Groups of about three of those who are here, drawn once; the first of each holds the pen."""
    if any(seat.group for seat in session.seats):
        return session
    here = [seat.person_id for seat in session.present(now)] or [seat.person_id for seat in session.seats]
    for number, members in enumerate(groups_for(here, seed=f"groups|{session.id}"), start=1):
        for place, person_id in enumerate(members):
            session = _seated(session, person_id, group=number, pen=place == 0)
    return session


def _beat(session: Session, event: Beat, now: Instant) -> Session:
    if session.is_closed:
        return session
    if event.leading:
        return replace(session, lead_seen=now) if event.person_id == session.lead_id else session
    if session.seat_of(event.person_id) is None:
        return session
    return _seated(session, event.person_id, seen=now)


def _led_by(session: Session, person_id: PersonId, name: str, now: Instant) -> Session:
    return replace(session, lead_id=person_id, lead_name=name, lead_seen=now)


def _seated(session: Session, person_id: PersonId, **changed: object) -> Session:
    if session.seat_of(person_id) is None:
        raise EventRefused(Refusal.NOT_SEATED)
    seats: Iterable[Seat] = (
        replace(seat, **changed) if seat.person_id == person_id else seat  # type: ignore[arg-type]
        for seat in session.seats
    )
    return replace(session, seats=tuple(seats))


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a client asks for twice a second: where it differs from the last one, there is something to read."""

    version: int
    present: int
    marks: int
    """Tells one set of present people from another of the same size."""
    closed: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list."""

    id: SessionId
    code: str
    preset: Preset
    lead_id: PersonId
    lead_name: str
    phase: Phase
    opened_at: datetime
    closed_at: datetime | None
    people: int
