"""What goes into a report: one's own, or the lead's of the team. Source: rules 6, 7."""

from datetime import timedelta

from trainer.domain import evidence, weeks
from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.levels import window_start
from trainer.domain.mastery import FORGOTTEN_DAYS
from trainer.domain.ports import UnitOfWork
from trainer.domain.reporting import OwnReport, ReportedCard, SessionReport, TeamReport, reported_answers
from trainer.domain.views import public_card
from trainer.errors import SessionRefused
from trainer.locale import _
from trainer.services.progress import own_page
from trainer.services.sessions.moving import known_colleague, known_session
from trainer.services.sessions.viewing import summary
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


def report_session(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> SessionReport:
    """What stays of a closed session, for anybody of its team: answers by their letters, names only of those who claimed.

    Raises NotFound, SessionRefused (another team's; still open).
    """
    settle(uow, clock)
    with uow.reading():
        session = known_session(uow, session_id)
        known_colleague(uow, session, person_id)
    if not session.is_closed:
        raise SessionRefused(_("This session is still open; its report comes when the lead closes it."))
    whole = summary(uow, clock, session_id)
    with uow.reading():
        answers = uow.session_cards.answers(session_id, clock.now().at)
        card = uow.sessions.card_of(session_id)
        deals = {} if card else {each.id: uow.deals.get(each.deal_id) for each in answers}
    return SessionReport(
        session_id=session.id,
        preset=session.preset,
        lead_name=session.lead_name,
        opened_at=session.opened.at,
        card=public_card(card, 1.0, session.phase) if card else None,
        hidden_interest=card.hidden_interest if card else "",
        answers=reported_answers(
            answers, {key: deal.shown.complaint for key, deal in deals.items() if deal}, seed=session.id
        ),
        summary=whole,
    )
