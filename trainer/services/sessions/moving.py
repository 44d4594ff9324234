"""Moving a session: one event, one short write transaction, one version more. Two clients at once never lose an event."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from trainer.domain.clocks import Clock, Instant
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.moving import apply
from trainer.domain.orders import (
    Change,
    DeadlineMoved,
    Event,
    EventRefused,
    Hide,
    PenTaken,
    Refusal,
    RoundClosed,
    SessionClosed,
    Tick,
    WritingBegan,
    WritingEnded,
)
from trainer.domain.people import Person
from trainer.domain.phases import Act
from trainer.domain.ports import UnitOfWork
from trainer.domain.rooms import IDLE_CLOSE
from trainer.domain.sessions import Session
from trainer.errors import NotFound, SessionRefused
from trainer.locale import N_, _
from trainer.locale.sessions import phase_title
from trainer.services.settling import close_at_zero, settle

_WHY: Mapping[Refusal, str] = {
    Refusal.CLOSED: N_("This session is closed. Its summary stays: trainer session show ID"),
    Refusal.NOT_LEAD: N_(
        "Only the lead of the session does that. If the lead is gone, take over: trainer session lead ID take-over"
    ),
    Refusal.NOT_SEATED: N_(
        "There is no seat for that name in this session yet. Join with its code: trainer session join CODE"
    ),
    Refusal.NOT_NOW: N_("Not in this phase of the session."),
    Refusal.FULL: N_("Every seat of this session is taken."),
    Refusal.STARTED: N_("It has started already. Go on with: next"),
    Refusal.FIRST_PHASE: N_("This is the first phase; there is none before it."),
    Refusal.PAUSED: N_("It is paused already. Go on with: resume"),
    Refusal.NOT_PAUSED: N_("It is not paused."),
    Refusal.LONG_ENOUGH: N_("Half an hour more than planned is enough; go on when you are ready."),
    Refusal.LEAD_IS_HERE: N_("The lead is here. Anybody may take over once the lead was away for a minute."),
    Refusal.PEN_IS_HELD: N_("Your colleague holds the pen and is here."),
}


def move(uow: UnitOfWork, clock: Clock, session_id: SessionId, event: Event, *, turn: int | None = None) -> Session:
    """The session after `event`. With `turn` (what the caller saw) an event that comes too late changes nothing.

    Raises NotFound, SessionRefused with the reason.
    """
    now = clock.now()
    with uow:
        before = known_session(uow, session_id, lock=True)
        if turn is not None and before.turn != turn:
            return before
        try:
            after, changes = apply(before, event, now)
        except EventRefused as refused:
            raise SessionRefused(why(refused.refusal)) from None
        if after == before:
            return before
        uow.sessions.save(before, after)
        if isinstance(event, Hide):
            uow.session_cards.hide(session_id, event.answer_id, event.by, hidden=event.hidden)
        for change in changes:
            _carry_out(uow, after, change, now)
        uow.commit()
    _afterwards(uow, clock, after, changes, now)
    return after


def close_forgotten(uow: UnitOfWork, clock: Clock) -> int:
    """Closes sessions without a key for 30 minutes, so that their answers are not held for ever; returns how many."""
    now = clock.now()
    with uow.reading():
        forgotten = uow.sessions.forgotten(now.at - timedelta(seconds=IDLE_CLOSE))
    return sum(move(uow, clock, session_id, Tick()).is_closed for session_id in forgotten)


def known_session(uow: UnitOfWork, session_id: SessionId, *, lock: bool = False) -> Session:
    """Inside a unit of work: the session. Raises NotFound."""
    session = uow.sessions.get(session_id, lock=lock)
    if session is None:
        raise NotFound(
            _("There is no session “{session}”. See them with: trainer session list").format(session=session_id)
        )
    return session


def seated(session: Session, person_id: PersonId, act: Act | None = None) -> Session:
    """The session, if that person has a seat and may do `act` now. Raises SessionRefused."""
    if session.seat_of(person_id) is None:
        raise SessionRefused(why(Refusal.NOT_SEATED))
    if act is not None and act not in session.acts_of(person_id):
        if session.is_closed:
            raise SessionRefused(why(Refusal.CLOSED))
        raise SessionRefused(_("Not now: the session is at “{phase}”.").format(phase=phase_title(session.phase)))
    return session


def known_colleague(uow: UnitOfWork, session: Session, person_id: PersonId) -> Person:
    """Somebody active in the session's team. Raises NotFound, SessionRefused."""
    person = uow.people.get(person_id)
    if person is None or not person.active:
        raise NotFound(_("You are not on the team list any more; ask your lead."))
    if person.team_id != session.team_id:
        raise SessionRefused(_("This session is another team's; ask its lead to put you on their list."))
    return person


def why(refusal: Refusal) -> str:
    """The reason in a sentence, with what to do."""
    return _(_WHY[refusal])


def _carry_out(uow: UnitOfWork, session: Session, change: Change, now: Instant) -> None:
    """Inside the transaction: what the cards and answers have to follow."""
    cards = uow.session_cards
    match change:
        case WritingBegan(deadline=deadline):
            _set_clocks(uow, session, deadline, now)
        case DeadlineMoved(deadline=deadline):
            _set_clocks(uow, session, deadline, now)
        case WritingEnded(at=at):
            cards.move_deadlines(session.id, at)
            cards.end_taking_back(session.id, now.at)
        case RoundClosed():
            cards.end_taking_back(session.id, now.at)
            cards.release_answers(session.id)
        case PenTaken(before=before, now=taker):
            if before is not None and before != taker:
                cards.hand_over(session.id, before, taker)
        case _:
            pass


def _set_clocks(uow: UnitOfWork, session: Session, deadline: Instant | None, now: Instant) -> None:
    """Everybody's card follows the clock of the writing. At one terminal it is the clock of the paper: typing has none."""
    time_is_left = deadline is not None and now.seconds_until(deadline) > 0
    followed = None if session.preset.one_terminal else deadline
    uow.session_cards.move_deadlines(session.id, followed)
    if time_is_left:
        uow.session_cards.reopen_taken(session.id, followed)


def _afterwards(uow: UnitOfWork, clock: Clock, session: Session, changes: Iterable[Change], now: Instant) -> None:
    """After the transaction: texts of people who are away are taken at once, what is due is published."""
    kinds = {type(change) for change in changes}
    if WritingEnded in kinds:
        with uow.reading():
            still_open = uow.session_cards.open_deals(session.id)
        clients = {seat.person_id for seat in session.seats if session.has_client(seat, now)}
        for deal in still_open:
            if deal.person_id not in clients:  # whose program lives hands in the newest words itself, within the grace
                close_at_zero(uow, deal, None, now)
    if kinds & {RoundClosed, WritingEnded, SessionClosed}:
        settle(uow, clock)
