"""The machine that moves a team session: state + event -> state + what is to be done. Source: sessions.

Every event changes the state or is refused with a reason; nothing waits, so no order of events can lock the room. Only the
lead's pause and +1 minute move the deadline of the cards; the zero of a phase is soft, the lead goes on.
"""

from collections.abc import Iterable
from dataclasses import replace

from trainer.domain.clocks import Instant
from trainer.domain.groups import groups_for, smallest_group
from trainer.domain.ids import PersonId
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
from trainer.domain.phases import Act, Phase
from trainer.domain.presets import Seating
from trainer.domain.rooms import IDLE_CLOSE
from trainer.domain.sessions import EXTEND_SECONDS, MOST_EXTRA, MOST_SEATS, Seat, Session

Moved = tuple[Session, tuple[Change, ...]]


def apply(session: Session, event: Event, now: Instant) -> Moved:
    """The session after `event` at `now`, and what is to be done with cards, answers and ratings because of it.

    Raises EventRefused. The version rises with everything but what a client counts by itself: a beat, ready, an idle tick.
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
    version = session.version + (not isinstance(event, Ready))
    return replace(moved, version=version, touched=now), changes


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
            seat = session.seat_of(event.person_id)
            known = seat is not None and now.seconds_until(seat.seen) > 0  # came by a command, which holds
            back = {} if event.away or known else {"seen": now}
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
    if session.phase is Phase.WRITE:
        session = replace(session, writing_left=(session.writing_left or 0.0) + EXTEND_SECONDS)
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
