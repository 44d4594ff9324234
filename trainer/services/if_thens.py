"""If-then sentences as practice: which one lies beside a card, whether it was said, which rest. For their writer alone."""

from collections.abc import Sequence
from datetime import datetime

from trainer.domain.clocks import Clock
from trainer.domain.dealing import Deal
from trainer.domain.ids import DealId, PersonId, SessionId
from trainer.domain.if_thens import Carried, Event, Sentence, Stand, next_sentence
from trainer.domain.ports import UnitOfWork
from trainer.errors import NotFound
from trainer.locale import _


def carry(uow: UnitOfWork, deal: Deal, dealt_before: Sequence[datetime], at: datetime) -> None:
    """Inside the transaction that starts the clock of a card: at most one sentence comes along with it."""
    chosen = next_sentence(uow.if_thens.of(deal.person_id), deal.shown.type, dealt_before)
    if chosen is not None:
        uow.if_thens.carry(deal.person_id, chosen.id, deal.id, at)


def sentence_beside(uow: UnitOfWork, clock: Clock, deal_id: DealId, person_id: PersonId) -> Carried | None:
    """The sentence that lies beside a card of that person; None: none does, or it is a colleague's card."""
    with uow.reading():
        return uow.if_thens.beside(person_id, deal_id)


def own_sentences(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> list[Sentence]:
    """The person's own sentences of all sessions, the oldest first, with what became of them."""
    with uow.reading():
        return uow.if_thens.of(person_id)


def tell_beside(uow: UnitOfWork, clock: Clock, deal_id: DealId, person_id: PersonId, *, said: bool) -> Carried:
    """Whether the sentence beside that card was said; a later word replaces the earlier one. Raises NotFound."""
    with uow:
        carried = uow.if_thens.beside(person_id, deal_id)
        if carried is None:
            raise NotFound(_("No sentence of yours lay beside this card."))
        event = Event.SAID if said else Event.NOT_YET
        uow.if_thens.tell(person_id, carried.sentence.id, event, clock.now().at, deal_id)
        uow.commit()
        told = uow.if_thens.beside(person_id, deal_id)
    assert told is not None
    return told


def tell(uow: UnitOfWork, clock: Clock, person_id: PersonId, sentence: SessionId, event: Event) -> Sentence:
    """Said or not yet, apart from a card; let rest, or wanted again. Raises NotFound for a sentence that is not one's own."""
    with uow:
        if all(each.id != sentence for each in uow.if_thens.of(person_id)):
            raise NotFound(_("You have no such sentence. See yours with: trainer if-then list"))
        uow.if_thens.tell(person_id, sentence, event, clock.now().at, None)
        uow.commit()
        return next(each for each in uow.if_thens.of(person_id) if each.id == sentence)


def turn(uow: UnitOfWork, clock: Clock, person_id: PersonId, sentence: SessionId) -> Sentence:
    """An open one is let rest; one that rests, or is kept, comes again: told twice it is undone. Raises NotFound."""
    own = {each.id: each for each in own_sentences(uow, clock, person_id)}
    stand = own[sentence].stand if sentence in own else Stand.OPEN
    return tell(uow, clock, person_id, sentence, Event.REST if stand is Stand.OPEN else Event.BACK)
