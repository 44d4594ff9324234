"""What the lead of a session can do at any time; and taking over from a lead who is gone. Source: sessions."""

from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.orders import HandOver, Hide, Order, Press, SetAway, TakeOver
from trainer.domain.ports import UnitOfWork
from trainer.domain.sessions import Session
from trainer.domain.views import items_of
from trainer.errors import NotFound
from trainer.locale import _
from trainer.services.sessions.moving import known_colleague, known_session, move


def lead(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, order: Order, *, turn: int | None = None
) -> Session:
    """Start, next, back, +1 minute, pause, resume, skip, close. With `turn`, as the lead saw it, two presses at once move on
    once. Raises NotFound, SessionRefused."""
    return move(uow, clock, session_id, Press(person_id, order), turn=turn)


def hide(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    item: str,
    *,
    hidden: bool = True,
) -> Session:
    """Takes an item (its letter, or its answer's id) out of the reveal and the raters' hands, unseen whose it is; or puts it
    back. Raises NotFound, SessionRefused."""
    with uow.reading():
        session = known_session(uow, session_id)
        items = items_of(session, uow.session_cards.answers(session_id, clock.now().at))
    found = next((each for each in items if item.casefold() in (each.answer_id, each.label.casefold())), None)
    if found is None:
        raise NotFound(
            _("There is no item “{item}”. The lead's view lists them by letter once the writing is over.").format(
                item=item
            )
        )
    return move(uow, clock, session_id, Hide(person_id, found.answer_id, hidden))


def set_away(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    who: PersonId,
    *,
    away: bool = True,
) -> Session:
    """Somebody who went out is waited for no longer; what they do themself brings them back. Raises SessionRefused."""
    return move(uow, clock, session_id, SetAway(person_id, who, away))


def hand_over(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, to: PersonId) -> Session:
    """Gives the lead to a colleague of the team. Raises NotFound, SessionRefused."""
    with uow.reading():
        colleague = known_colleague(uow, known_session(uow, session_id), to)
    return move(uow, clock, session_id, HandOver(person_id, colleague.id, colleague.name))


def take_over(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> Session:
    """Anybody of the team leads on, 60 s after the lead was last seen; phase and deadline go on. Raises SessionRefused."""
    with uow.reading():
        colleague = known_colleague(uow, known_session(uow, session_id), person_id)
    return move(uow, clock, session_id, TakeOver(colleague.id, colleague.name))
