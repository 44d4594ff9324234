"""One's own progress. Nobody else's numbers pass through here (rules 7)."""

from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId
from trainer.domain.levels import ServiceLevel, service_level, window_start
from trainer.domain.people import Person
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import Progress
from trainer.errors import NotFound
from trainer.locale import _
from trainer.services.settling import settle


def own_progress(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> Progress:
    """Service level (rules 6), the cards behind it, what waits for a rating, and the next practice. Raises NotFound."""
    settle(uow, clock)
    now = clock.now()
    with uow.reading():
        person = known_person(uow, person_id)
        cards = uow.results.of_person(person_id, window_start(now.at))
        prepared = uow.deals.prepared_of(person_id)
        return Progress(
            level=level_of(uow, person, clock),
            cards=tuple(cards),
            waiting=uow.answers.waiting_of(person_id),
            next_complaint=prepared.shown.complaint if prepared else "",
            next_reason=prepared.reason if prepared else None,
        )


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
