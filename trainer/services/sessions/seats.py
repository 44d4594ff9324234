"""A seat: taking it, staying in it, being ready, how one feels, the warm-up."""

from collections.abc import Sequence

from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.moods import HIGHEST, LOWEST, Mood, quarter_of
from trainer.domain.moving import apply
from trainer.domain.orders import Join, Leave, Ready, Refusal, Tick
from trainer.domain.phases import Act, Phase, asks_mood_after
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.rooms import IDLE_CLOSE
from trainer.domain.sessions import Pulse, Session
from trainer.errors import NotFound, SessionRefused, WrongUsage
from trainer.locale import _
from trainer.services.calibrating import warm_up
from trainer.services.rating import AnswerToRate
from trainer.services.sessions.moving import close_forgotten, known_colleague, known_session, move, seated, why
from trainer.services.sessions.opening import code_of


def join(uow: UnitOfWork, clock: Clock, code: str, person_id: PersonId) -> Session:
    """Takes a seat in the session with that code; whoever has one comes back to it, from any process. Raises NotFound,
    SessionRefused."""
    close_forgotten(uow, clock)
    typed = code_of(code)
    with uow.reading():
        session_id = uow.sessions.find(typed) if typed else None
        if session_id is None:
            raise NotFound(_("No session has the code “{code}”. The lead's screen shows it.").format(code=code))
        person = known_colleague(uow, known_session(uow, session_id), person_id)
    return move(uow, clock, session_id, Join(person.id, person.name))


def my_session(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> SessionId:
    """Where that person has a seat: the session that runs, else the last one. Raises NotFound."""
    with uow.reading():
        found = uow.sessions.seated(person_id)
    if found is None:
        raise NotFound(_("You have no seat in a session yet. Join with its code: trainer session join CODE"))
    return found


def sit_again(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> Session:
    """Back to the seat that one has, without the code. Raises NotFound, SessionRefused (there is none, or it is closed)."""
    with uow.reading():
        session = seated(known_session(uow, session_id), person_id)
        person = known_colleague(uow, session, person_id)
    return move(uow, clock, session_id, Join(person.id, person.name))


def seat_people(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, lead_id: PersonId, people: Sequence[PersonId]
) -> Session:
    """The lead seats people without their typing a code: the hot seat has one terminal. Raises SessionRefused, NotFound."""
    with uow.reading():
        session = known_session(uow, session_id)
        if session.lead_id != lead_id:
            raise SessionRefused(why(Refusal.NOT_LEAD))
        found = [known_colleague(uow, session, person_id) for person_id in people]
    for person in found:
        session = move(uow, clock, session_id, Join(person.id, person.name))
    return session


def leave(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> Session:
    """Gets up; the seat, the draft and the time stay theirs. Raises NotFound, SessionRefused."""
    return move(uow, clock, session_id, Leave(person_id))


def beat(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    *,
    leading: bool = False,
    holds: float = 0.0,
) -> bool:
    """A client lives: every 5 s. A room that everybody forgot is closed by the next beat of anybody: then True, and whoever
    beat sees to what closing asks for. `holds`: seconds for which no other beat is to be expected (COMMAND_HOLDS)."""
    now = clock.now()
    with uow:
        uow.sessions.beat(session_id, person_id, now.plus(holds), leading=leading)
        idle = uow.sessions.idle_since(session_id)
        uow.commit()
    if idle is None or idle.seconds_until(now) < IDLE_CLOSE:
        return False
    return move(uow, clock, session_id, Tick()).is_closed


def follow(uow: UnitOfWork, clock: Clock, session_id: SessionId) -> Pulse:
    """One cheap statement, to be asked twice a second: where the pulse differs from the last, read a view. Raises NotFound."""
    with uow.asking():
        pulse = uow.sessions.pulse(session_id, clock.now())
    if pulse is None:
        raise NotFound(
            _("There is no session “{session}”. See them with: trainer session list").format(session=session_id)
        )
    return pulse


def set_ready(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, ready: bool = True) -> Session:
    """ "5 of 6 ready"; begins anew with every phase. No view has to be read anew for it: the pulse tells the count.

    Raises NotFound, SessionRefused.
    """
    now = clock.now()
    with uow.reading():
        session = seated(known_session(uow, session_id), person_id, Act.READY)
        ready_now, _changes = apply(session, Ready(person_id, ready), now)
    with uow:
        uow.sessions.set_ready(session_id, person_id, session.turn if ready else -1, now)
        seat = session.seat_of(person_id)
        if session.phase is Phase.WRITE and seat is not None and seat.pen:
            uow.sessions.stir(session_id, now)  # the group reads that its answer is in
        uow.commit()
    return ready_now


def give_mood(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, pleasure: int, energy: int
) -> bool:
    """Two digits, 1-5 each: before the session until the reveal, after it from the debrief on. True: it is the one after.

    Raises NotFound, SessionRefused, WrongUsage.
    """
    mood = Mood(pleasure, energy)
    if not mood.is_possible:
        raise WrongUsage(
            _("Two digits from {least} to {most}: how good you feel, how much energy you have.").format(
                least=LOWEST, most=HIGHEST
            )
        )
    now = clock.now()
    with uow:
        session = seated(known_session(uow, session_id), person_id, Act.MOOD)
        after = asks_mood_after(session.phase)
        uow.session_notes.set_mood(session_id, person_id, mood, after=after)
        uow.sessions.touch(session_id, now)
        uow.commit()
    return after


def recommend(uow: UnitOfWork, clock: Clock, person_id: PersonId, score: int) -> str:
    """ "Would you recommend these sessions to a colleague?" 0-10, once a quarter (a later answer replaces it); the quarter."""
    if not 0 <= score <= 10:
        raise WrongUsage(_("A number from 0 (never) to 10 (gladly)."))
    now = clock.now().at
    with uow:
        if uow.people.get(person_id) is None:
            raise NotFound(_("You are not on the team list any more; ask your lead."))
        uow.session_notes.recommend(person_id, quarter_of(now), score, now)
        uow.commit()
    return quarter_of(now)


def my_warm_up(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    *,
    render: RenderCard,
    language: str | None = None,
) -> tuple[AnswerToRate, ...]:
    """What this seat has still to rate of its warm-up: gold answers of another card than the session's. Rate them with
    `calibrating.rate_warm_up`. Raises NotFound, SessionRefused."""
    with uow.reading():
        session = seated(known_session(uow, session_id), person_id, Act.WARM_UP)
        card = uow.sessions.card_of(session_id)
    without = frozenset({(card.deck_id, card.card_id)}) if card else frozenset()
    return warm_up(
        uow,
        clock,
        person_id,
        render=render,
        language=language or session.language,
        session=session.id,
        without=without,
    )
