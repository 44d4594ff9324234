"""The lead's page: the team, and why its numbers are what they are. Source: rules 6, 7. Nobody else opens it."""

from datetime import datetime

from trainer.domain import evidence
from trainer.domain.clocks import Clock
from trainer.domain.evidence import Evidence, EvidenceCard, TeamNumber
from trainer.domain.ids import PersonId
from trainer.domain.kinds import ComplaintType
from trainer.domain.levels import window_start
from trainer.domain.people import Person, Role
from trainer.domain.ports import UnitOfWork
from trainer.domain.teams import TeamPage
from trainer.domain.teams import team_page as draw_team_page
from trainer.domain.trends import season_start
from trainer.errors import LeadOnly, WrongUsage
from trainer.locale import _
from trainer.services.progress import known_person


def team_page(uow: UnitOfWork, clock: Clock, lead_id: PersonId) -> TeamPage:
    """The lead's own team, read in three statements; `settle` first, that what is due is in it.

    Raises LeadOnly, NotFound.
    """
    now = clock.now().at
    with uow.reading():
        record = uow.teams.record(lead_id, since=_since(now), now=now)
    _refuse_others(record.people.get(lead_id))
    return draw_team_page(record, now)


def team_cards_behind(
    uow: UnitOfWork,
    clock: Clock,
    lead_id: PersonId,
    number: TeamNumber,
    *,
    person_id: PersonId | None = None,
    kind: ComplaintType | None = None,
) -> Evidence:
    """Why? The cards behind a number of the lead's page, of nobody in particular and in the order of their complaints.

    CELL wants the person and the type of the cell, and gives that person's cards. Raises LeadOnly, NotFound, WrongUsage.
    """
    now = clock.now().at
    with uow.reading():
        lead = known_lead(uow, lead_id)
        if number is TeamNumber.CELL:
            if person_id is None or kind is None:
                raise WrongUsage(_("Say whose cell is meant, and which complaint type."))
            person = known_person(uow, person_id)
            if person.team_id != lead.team_id:
                raise LeadOnly(_("{name} is in another team; its own lead sees that.").format(name=person.name))
            return Evidence(
                number, evidence.behind_cell(uow.results.of_person(person_id, _since(now)), kind, now), kind
            )
        everybody = uow.results.of_team(lead.team_id, _since(now))
        bar = uow.people.team(lead.team_id).bar
    found: list[EvidenceCard] = []
    for cards in everybody.values():
        match number:
            case TeamNumber.LEVEL:
                found += evidence.behind_team_level(cards, now)
            case TeamNumber.CHANGE:
                found += evidence.behind_change(cards, now)
            case _:
                found += evidence.behind_bar([card for card in cards if card.bar == bar], now)
    return Evidence(number, tuple(sorted(found, key=lambda each: (each.card.complaint, each.card.deal_id))))


def known_lead(uow: UnitOfWork, person_id: PersonId) -> Person:
    """The person with that id, who leads. Raises NotFound, LeadOnly."""
    person = known_person(uow, person_id)
    _refuse_others(person)
    return person


def _refuse_others(person: Person | None) -> None:
    if person is None or person.role is not Role.LEAD:
        raise LeadOnly(_("The team's page is for its lead. Your own is here: trainer progress"))


def _since(now: datetime) -> datetime:
    return min(window_start(now), season_start(now))
