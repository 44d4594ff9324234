"""What is next: sessions by weekday, each with whoever the rota names; and the lead's sheets for paper."""

from collections.abc import Sequence

from trainer.domain.calendars import Planned, upcoming
from trainer.domain.clocks import Clock
from trainer.domain.dealing import ShownCard
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.orders import Refusal
from trainer.domain.ports import UnitOfWork
from trainer.domain.presets import Preset
from trainer.domain.rotas import rota
from trainer.errors import NotFound, NothingToDeal, SessionRefused
from trainer.locale import _
from trainer.services.sessions.moving import known_session, why


def next_sessions(
    uow: UnitOfWork, clock: Clock, person_id: PersonId, presets: Sequence[Preset], *, count: int = 4
) -> tuple[Planned, ...]:
    """The team's calendar, by the days of this machine. Raises NotFound."""
    today = clock.now().at.astimezone().date()
    with uow.reading():
        person = uow.people.get(person_id)
        if person is None:
            raise NotFound(_("You are not on the team list any more; ask your lead."))
        lines = uow.sessions.lines(person.team_id, running=None)
        led = uow.sessions.led(person.team_id)
        team = [(each.id, each.name) for each in uow.people.all(person.team_id) if each.active]
    held = {line.opened_at.astimezone().date() for line in lines}
    return upcoming(presets, today, held, rota(team, led), count)


def card_to_print(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> ShownCard:
    """The session's card, for its lead to print before it is dealt. Raises NotFound, SessionRefused, NothingToDeal."""
    with uow.reading():
        session = known_session(uow, session_id)
        if session.lead_id != person_id:
            raise SessionRefused(why(Refusal.NOT_LEAD))
        card = uow.sessions.card_of(session_id)
    if card is None:
        raise NothingToDeal(_("Everybody has a card of their own in this session; print a deck: trainer deck print"))
    return card
