"""One's own progress. Nobody else's numbers pass through here (rules 7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from trainer.domain import evidence, weeks
from trainer.domain.clocks import Clock
from trainer.domain.evidence import Evidence, OwnNumber
from trainer.domain.ids import PersonId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.levels import ServiceLevel, service_level, window_start
from trainer.domain.mastery import FORGOTTEN_DAYS
from trainer.domain.people import Person
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import TEAM_WEEKS, CountedCard, OwnPage
from trainer.domain.progress import own_page as draw_own_page
from trainer.domain.trends import season_start
from trainer.errors import NotFound, WrongUsage
from trainer.locale import _
from trainer.services.scoring import owed


def own_page(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> OwnPage:
    """One's own page (rules 6-8), read in three statements; `settle` first, that what is due is in it. Raises NotFound."""
    now = clock.now().at
    with uow.reading():
        record = uow.progress.own(
            person_id,
            since=_since(now),
            season=season_start(now),
            team_since=weeks.window_start(now, TEAM_WEEKS),
            now=now,
        )
    return draw_own_page(record, now)


def cards_behind(
    uow: UnitOfWork,
    clock: Clock,
    person_id: PersonId,
    number: OwnNumber,
    *,
    kind: ComplaintType | None = None,
    criterion: str = "",
) -> Evidence:
    """Why? The person's own cards behind a number of their page; `kind` for MASTERY, `criterion` for CRITERION.

    This week's scores stay closed while ratings are owed, as on the page. Raises WrongUsage where the number wants a kind.
    """
    now = clock.now().at
    with uow.reading():
        cards = uow.results.of_person(person_id, _since(now))
        if owed(uow, clock, person_id):
            cards = evidence.without_scores(cards, weeks.week_start(now))
        waiting = _waiting(uow, person_id) if number is OwnNumber.WEEKS else ()
    match number:
        case OwnNumber.LEVEL:
            found = evidence.behind_level(cards, now)
        case OwnNumber.QUALITY:
            found = evidence.behind_quality(cards)
        case OwnNumber.TREND:
            found = evidence.behind_trend(cards, now)
        case OwnNumber.MASTERY:
            if kind is None:
                raise WrongUsage(_("Say which complaint type is meant."))
            found = evidence.behind_mastery(cards, kind, now)
        case OwnNumber.CRITERION:
            found = evidence.behind_criterion(cards, criterion)
        case OwnNumber.WEEKS:
            found = evidence.behind_weeks(cards, waiting, now)
    return Evidence(number, found, kind, criterion)


def _since(now: datetime) -> datetime:
    return now - timedelta(days=FORGOTTEN_DAYS)


def _waiting(uow: UnitOfWork, person_id: PersonId) -> Sequence[CountedCard]:
    """Inside a transaction: the person's answers that wait for their ratings, as cards without an outcome yet."""
    found = []
    for answer in uow.answers.waiting():
        deal = uow.deals.get(answer.deal_id) if answer.person_id == person_id else None
        if deal is not None:
            shown = deal.shown
            card = CountedCard(
                deal_id=deal.id,
                deck_id=shown.deck_id,
                card_id=shown.card_id,
                complaint=shown.complaint,
                type=shown.type,
                outcome=Outcome.EXCLUDED,
                score=None,
                mean=None,
                raters=0,
                bar=0.0,
                closed_at=answer.sent_at,
            )
            found.append(card)
    return found


def level_of(uow: UnitOfWork, person: Person, clock: Clock) -> ServiceLevel:
    """Inside a unit of work: the service level of one person against their team's target."""
    team = uow.people.team(person.team_id)
    cards = uow.results.of_person(person.id, window_start(clock.now().at))
    return service_level([card.outcome for card in cards], team.target)


def known_person(uow: UnitOfWork, person_id: PersonId) -> Person:
    """The person with that id. Raises NotFound."""
    person = uow.people.get(person_id)
    if person is None:
        raise NotFound(_("There is nobody with that id. See the names with: trainer team list"))
    return person
