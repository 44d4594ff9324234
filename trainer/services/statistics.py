"""What the answers say of each card of a deck. Source: rules 7: for leads and trainers, of nobody in particular."""

from dataclasses import dataclass

from trainer.domain.clocks import Clock
from trainer.domain.ids import DeckId, PersonId
from trainer.domain.people import Role
from trainer.domain.ports import UnitOfWork
from trainer.domain.statistics import CardStatistics, card_statistics
from trainer.errors import LeadOnly, NotFound
from trainer.locale import _
from trainer.services.progress import known_person


@dataclass(frozen=True, slots=True)
class DeckStatistics:
    deck_id: DeckId
    title: str
    cards: tuple[CardStatistics, ...]


def deck_statistics(
    uow: UnitOfWork, clock: Clock, person_id: PersonId, deck_id: DeckId, language: str | None = None
) -> DeckStatistics:
    """Each card's numbers and verdicts, read in three statements; `settle` first, that what is due is in them.

    Raises LeadOnly for an employee, NotFound where no such deck was ever stored.
    """
    with uow.reading():
        if known_person(uow, person_id).role is Role.EMPLOYEE:
            raise LeadOnly(_("Statistics of cards are for leads and trainers."))
        record = uow.statistics.deck(deck_id, language)
    if record is None:
        raise NotFound(_("There is no deck “{deck}”. See the decks with: trainer deck list").format(deck=deck_id))
    return DeckStatistics(deck_id, record.title, tuple(card_statistics(record)))
