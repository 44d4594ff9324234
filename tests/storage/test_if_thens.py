"""If-then sentences in a database: one lies beside the next card, its writer tells of it, and nobody else is told."""

from pathlib import Path

import pytest

from tests.support.making import render_plainly
from tests.support.played import Meeting
from trainer.domain.answering import Draft
from trainer.domain.dealing import Deal
from trainer.domain.ids import SessionId
from trainer.domain.if_thens import Event, Stand
from trainer.domain.people import Person
from trainer.domain.phases import Phase
from trainer.errors import NotFound
from trainer.services import answering, dealing, if_thens
from trainer.services.sessions import talking
from trainer.storage.journal import Journal
from trainer.storage.privacy import erase, export
from trainer.storage.units import SqlUnitOfWork

DAY = 86_400.0
WORDS = "If a customer sighs, I will ask."


def test_a_sentence_is_practised_until_it_is_a_habit(uow: SqlUnitOfWork, database: str, journal: Journal) -> None:
    meeting = Meeting(uow, people=3)
    clock, (ann, bob) = meeting.clock, meeting.team[:2]
    meeting.go_to(Phase.IF_THEN)
    talking.say_if_then(uow, clock, meeting.id, ann.id, WORDS)
    talking.say_if_then(uow, clock, meeting.id, bob.id, "If it rains, I will laugh.")

    def practised(person: Person) -> Deal:
        """A card dealt and answered, a day later."""
        clock.advance(DAY)
        ready = dealing.prepare_next(uow, clock, person.id, render=render_plainly, language="en")
        deal = dealing.start_deal(uow, clock, ready.id)
        assert dealing.start_deal(uow, clock, ready.id) == deal  # once, however often it is asked for
        answering.send_answer(uow, clock, deal.id, Draft(("We are sorry.",), 0, 1))
        return deal

    def beside(deal: Deal, person: Person = ann) -> Event | None:
        found = if_thens.sentence_beside(uow, clock, deal.id, person.id)
        assert found is None or found.sentence.text == WORDS
        return None if found is None else found.event

    first, second, third = practised(ann), practised(ann), practised(ann)
    assert [beside(each) for each in (first, second, third)] == [Event.CARRIED, None, Event.CARRIED]
    assert beside(first, bob) is None, "it is nobody else's"
    with pytest.raises(NotFound):
        if_thens.tell_beside(uow, clock, first.id, bob.id, said=True)
    if_thens.tell_beside(uow, clock, first.id, ann.id, said=False)
    told = if_thens.tell_beside(uow, clock, first.id, ann.id, said=True)  # the newer word stays
    assert (told.event, told.sentence.days_said, told.sentence.stand) == (Event.SAID, 1, Stand.OPEN)
    clock.advance(DAY)
    assert if_thens.tell_beside(uow, clock, third.id, ann.id, said=True).sentence.stand is Stand.KEPT
    assert [beside(practised(ann)) for _each in range(2)] == [None, None]

    (own,) = if_thens.own_sentences(uow, clock, ann.id)
    with pytest.raises(NotFound):
        if_thens.tell(uow, clock, ann.id, SessionId("another"), Event.REST)
    stands = [if_thens.turn(uow, clock, ann.id, own.id).stand for _each in range(3)]
    assert stands == [Stand.OPEN, Stand.RESTS, Stand.OPEN]
    assert beside(practised(ann)) is Event.CARRIED

    found = export(database, ann.id, journal)
    assert {row["event"] for row in found["if_then_try"]} == {"said", "carried", "back", "rest"}
    assert WORDS in str(found["session_note"])
    erase(database, ann.id, journal)
    assert if_thens.own_sentences(uow, clock, ann.id) == []
    assert len(if_thens.own_sentences(uow, clock, bob.id)) == 1


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "state")
