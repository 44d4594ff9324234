"""What goes into a report: one's own, or the lead's of the team. Source: rules 6, 7."""

from datetime import timedelta

from trainer.domain import evidence, weeks
from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId
from trainer.domain.levels import window_start
from trainer.domain.mastery import FORGOTTEN_DAYS
from trainer.domain.ports import UnitOfWork
from trainer.domain.reporting import OwnReport, ReportedCard, TeamReport
from trainer.services.progress import own_page
from trainer.services.settling import settle
from trainer.services.teams import known_lead, team_page


def report_me(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> OwnReport:
    """One's own page with every card behind it and what was sent. Raises NotFound."""
    settle(uow, clock)
    page = own_page(uow, clock, person_id)
    now = clock.now().at
    since = now - timedelta(days=FORGOTTEN_DAYS)
    with uow.reading():
        cards = uow.results.of_person(person_id, since)
        texts = uow.progress.texts(person_id, since)
    if page.owed:
        cards = evidence.without_scores(cards, weeks.week_start(now))
    return OwnReport(page, tuple(ReportedCard(card, texts.get(card.deal_id, "")) for card in cards))


def report_team(uow: UnitOfWork, clock: Clock, lead_id: PersonId, *, people: bool = False) -> TeamReport:
    """The lead's page with the cards of 180 days, of nobody in particular; single people are in it on demand alone.

    Raises LeadOnly, NotFound.
    """
    settle(uow, clock)
    page = team_page(uow, clock, lead_id)
    with uow.reading():
        lead = known_lead(uow, lead_id)
        cards = uow.results.of_team(lead.team_id, window_start(clock.now().at))
    everything = [card for mine in cards.values() for card in mine]
    in_order = sorted(everything, key=lambda card: (card.complaint, card.deal_id))
    return TeamReport(page, tuple(ReportedCard(card) for card in in_order), people)
