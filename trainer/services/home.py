"""Home: one thing to do next, and what else waits."""

from trainer.domain.clocks import Clock
from trainer.domain.dealing import Deal
from trainer.domain.home import Home, NextCard, NextKind
from trainer.domain.ids import PersonId
from trainer.domain.ports import UnitOfWork
from trainer.domain.rooms import OpenRoom, offered
from trainer.services.progress import known_person, level_of


def show_home(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> Home:
    """What `storage.glance` shows at the start, from the repositories: an open card before one to look back at, before the
    next deal. Raises NotFound."""
    now = clock.now()
    with uow.reading():
        person = known_person(uow, person_id)
        candidates = uow.ratings.candidates(person, now.at)
        decks, cards = uow.decks.count()
        return Home(
            person=person,
            team_name=uow.people.team(person.team_id).name,
            next=_next(uow, person_id),
            to_rate=sum(each.taken < each.needed for each in candidates),
            own_waiting=uow.answers.waiting_of(person_id),
            level=level_of(uow, person, clock),
            decks=decks,
            cards=cards,
            as_of=now.at,
            colleagues=uow.people.team_size(person.team_id) - 1,
            room=offered(uow.rooms.open_to(person_id), now.at),
        )


def room_at_home(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> OpenRoom | None:
    """The session that home speaks of; one statement, so that home can ask every few seconds."""
    with uow.asking():
        return offered(uow.rooms.open_to(person_id), clock.now().at)


def _next(uow: UnitOfWork, person_id: PersonId) -> NextCard | None:
    for kind, deal in (
        (NextKind.GO_ON, uow.deals.open_of(person_id)),
        (NextKind.LOOK_BACK, uow.deals.not_looked_back(person_id)),
        (NextKind.START, uow.deals.prepared_of(person_id)),
    ):
        if deal is not None:
            return _card(kind, deal)
    return None


def _card(kind: NextKind, deal: Deal) -> NextCard:
    return NextCard(
        kind=kind,
        deal_id=deal.id,
        complaint=deal.shown.complaint,
        deck_title=deal.shown.deck_title,
        type=deal.shown.type,
        reason=deal.reason,
        seconds=deal.seconds,
        deadline=deal.deadline,
        by_timeout=deal.by_timeout,
    )
