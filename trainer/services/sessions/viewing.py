"""The three views of a session, read in one transaction each. What may be in them is decided in domain/views.py."""

from dataclasses import replace

from trainer.domain import views
from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.kinds import DealState
from trainer.domain.notes import NoteKind, lines_of
from trainer.domain.phases import ORDER, Phase, Shown, asks_mood_after, is_shown
from trainer.domain.ports import UnitOfWork
from trainer.domain.presets import Seating
from trainer.domain.rotas import rota
from trainer.domain.sessions import Session
from trainer.domain.views import (
    Backstage,
    LeadView,
    PublicView,
    SeatView,
    Summary,
    publish,
    summary_of,
)
from trainer.services.sessions.moving import known_colleague, known_session


def public_view(uow: UnitOfWork, clock: Clock, session_id: SessionId) -> PublicView:
    """For the projector: public things alone. Raises NotFound."""
    now = clock.now()
    with uow.reading():
        session = known_session(uow, session_id)
        return views.public_view(session, publish(session, _backstage(uow, clock, session)), now)


def seat_view(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> SeatView:
    """For one person: what is public, and what is their own. Raises NotFound, SessionRefused (another team)."""
    now = clock.now()
    with uow.reading():
        session = known_session(uow, session_id)
        known_colleague(uow, session, person_id)
        own = uow.session_cards.own(session_id, person_id, after=asks_mood_after(session.phase))
        backstage = _backstage(uow, clock, session)
        pen = session.pen_of(person_id) if session.phase is Phase.WRITE else None
        if pen is not None and pen.person_id != person_id:
            held = uow.session_cards.deal_of(session_id, pen.person_id)
            own = replace(own, sent=held is not None and held.state is DealState.SENT)
        if is_shown(Shown.BACKGROUND, session.phase):
            own = replace(own, hidden_interest=_hidden_interest(uow, session, person_id, backstage))
        return views.seat_view(session, backstage, person_id, now, own)


def lead_view(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> LeadView:
    """For whoever leads, or might take over: powers, who is here, answers without authors. Raises NotFound, SessionRefused."""
    now = clock.now()
    with uow.reading():
        session = known_session(uow, session_id)
        known_colleague(uow, session, person_id)
        counts = uow.session_cards.counts(session_id)
        rating = session.round_began is not None
        return views.lead_view(session, _backstage(uow, clock, session, answers=rating), person_id, now, counts)


def look_in(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> Session:
    """The session, for somebody of its team. Raises NotFound, SessionRefused (another team's)."""
    with uow.reading():
        session = known_session(uow, session_id)
        known_colleague(uow, session, person_id)
        return session


def summary(uow: UnitOfWork, clock: Clock, session_id: SessionId) -> Summary:
    """What stays of a session; the same at its close and years later. Raises NotFound."""
    with uow.reading():
        session = known_session(uow, session_id)
        return summary_of(session, _backstage(uow, clock, session, whole=True))


def notes_of(uow: UnitOfWork, clock: Clock, session_id: SessionId, question: int | None = None) -> tuple[str, ...]:
    """The lines to a question of the debrief (to all, where none is named), without their writers. Raises NotFound."""
    with uow.reading():
        session = known_session(uow, session_id)
        return lines_of(uow.session_notes.of_session(session_id), NoteKind.DEBRIEF, question, seed=session.id)


def next_lead(uow: UnitOfWork, session: Session) -> str:
    """Inside a unit of work: who leads next time by the rota: of those who were here, whoever led longest ago or never."""
    led = uow.sessions.led(session.team_id)
    others = led.keys() - {session.lead_id}
    return next(
        iter(rota([(seat.person_id, seat.name) for seat in session.seats if seat.person_id in others], led)), ""
    )


def _hidden_interest(uow: UnitOfWork, session: Session, person_id: PersonId, backstage: Backstage) -> str:
    deal = None if session.preset.same_card else uow.session_cards.deal_of(session.id, person_id)
    shown = deal.shown if deal else backstage.card
    return shown.hidden_interest if shown else ""


def _backstage(
    uow: UnitOfWork, clock: Clock, session: Session, *, whole: bool = False, answers: bool = False
) -> Backstage:
    """What the views of this phase may need: in the lobby nothing, so that waiting costs little."""
    place = ORDER[session.phase]
    revealing = whole or answers or is_shown(Shown.POINTS, session.phase)
    found = tuple(uow.session_cards.answers(session.id, clock.now().at)) if revealing else ()
    counted = session.phase is Phase.RATE and not revealing
    talking = whole or place >= ORDER[Phase.REVEAL if session.preset.seating is Seating.PAIR else Phase.DEBRIEF]
    closing = whole or place >= ORDER[Phase.CLOSE]
    return Backstage(
        card=uow.sessions.card_of(session.id) if whole or place >= ORDER[Phase.DEAL] else None,
        answers=found,
        written=uow.session_cards.counts(session.id)[0] if counted else len(found),
        notes=tuple(uow.session_notes.of_session(session.id)) if talking else (),
        moods=tuple(uow.session_notes.moods(session.id).values()) if closing else (),
        next_lead=next_lead(uow, session) if closing else "",
    )
