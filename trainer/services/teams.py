"""The lead's page: the team, and why its numbers are what they are. Source: rules 6, 7. Nobody else opens it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from trainer.domain import evidence
from trainer.domain.clocks import Clock
from trainer.domain.coverage import DeckCard
from trainer.domain.evidence import Evidence, EvidenceCard, TeamNumber
from trainer.domain.ids import DealId, PersonId
from trainer.domain.kinds import ComplaintType
from trainer.domain.levels import window_start
from trainer.domain.people import Person, Role, Team
from trainer.domain.ports import UnitOfWork
from trainer.domain.teams import CELL_FROM, TeamPage
from trainer.domain.teams import team_page as draw_team_page
from trainer.domain.trends import season_start
from trainer.domain.weeks import week_start
from trainer.errors import BarStays, LeadOnly, WrongUsage
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
            told = evidence.behind_cell(uow.results.of_person(person_id, _since(now)), kind, now)
            return Evidence(number, _in_no_telling_order(told if len(told) >= CELL_FROM else ()), kind)
        everybody = uow.results.of_team(lead.team_id, _since(now))
        bar = uow.people.team(lead.team_id).bar
    found: list[EvidenceCard] = []
    for cards in everybody.values():
        match number:
            case TeamNumber.LEVEL:
                found += evidence.behind_team_level(cards, now)
            case TeamNumber.CHANGE:
                found += evidence.behind_team_change(cards, now)
            case _:
                found += evidence.behind_bar([card for card in cards if card.bar == bar], now)
    return Evidence(number, _in_no_telling_order(found))


def deck_cards_behind(uow: UnitOfWork, clock: Clock, lead_id: PersonId, language: str) -> tuple[DeckCard, ...]:
    """Why? The cards behind the coverage of the decks, by deck; whether the team practised each, not who. Raises LeadOnly,
    NotFound."""
    now = clock.now().at
    with uow.reading():
        known_lead(uow, lead_id)
        found = uow.teams.deck_cards(lead_id, since=window_start(now), language=language)
    return tuple(sorted(found, key=lambda each: each.deck_title.casefold()))


def raise_bar(uow: UnitOfWork, clock: Clock, lead_id: PersonId) -> Team:
    """Raises the team's bar to what its page suggests, for answers judged from now on; what was judged keeps its bar.

    Raises LeadOnly, NotFound, BarStays where nothing is suggested (any more).
    """
    now = clock.now().at
    with uow:
        known_lead(uow, lead_id)
        record = uow.teams.record(lead_id, since=_since(now), now=now)
        page = draw_team_page(record, now)
        if page.suggested_bar is None:
            raise BarStays(_("The bar stays where it is: two times four weeks must be surely over the target first."))
        uow.people.set_bar(page.team.id, page.suggested_bar)
        uow.commit()
    return replace(page.team, bar=page.suggested_bar)


def _in_no_telling_order(found: Sequence[EvidenceCard]) -> tuple[EvidenceCard, ...]:
    """By complaint, under numbers of their own, no time finer than the week, no single criterion (rules 7: anonymity)."""
    in_order = sorted(found, key=lambda each: (each.card.complaint, each.card.deal_id))
    return tuple(
        replace(
            each,
            card=replace(
                each.card,
                deal_id=DealId(f"card-{number:05}"),
                closed_at=week_start(each.card.closed_at),
                criteria={},
                mean=None,
                half_width=None,
                strictness=0.0,
            ),
        )
        for number, each in enumerate(in_order, start=1)
    )


def known_lead(uow: UnitOfWork, person_id: PersonId) -> Person:
    """The person with that id, who leads. Raises NotFound, LeadOnly."""
    person = known_person(uow, person_id)
    _refuse_others(person)
    return person


def _refuse_others(person: Person | None) -> None:
    if person is None or person.role is not Role.LEAD or not person.active:
        raise LeadOnly(_("The team's page is for its lead. Your own is here: trainer progress"))


def _since(now: datetime) -> datetime:
    return min(window_start(now), season_start(now))
