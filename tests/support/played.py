"""A team session that is played by the services alone, on a clock of its own."""

from tests.support.making import LEVELS, FakeClock, a_card, a_deck, render_plainly
from tests.support.meetings import a_preset
from trainer.domain.answering import Draft
from trainer.domain.ids import DealId, PersonId, SessionId
from trainer.domain.kinds import Outcome
from trainer.domain.orders import Order
from trainer.domain.people import Person, Role
from trainer.domain.phases import Phase
from trainer.domain.ports import UnitOfWork
from trainer.domain.presets import Preset
from trainer.domain.rating import Judgement
from trainer.domain.sessions import Session
from trainer.services import answering, rating
from trainer.services.decks import store_decks
from trainer.services.sessions import leading, opening, seats, writing
from trainer.services.sessions import rating as rounds

JUDGEMENT = Judgement(LEVELS, laughed=True, steal="shall we look together")


class Meeting:
    """A team, and a session of it that is played by the services alone."""

    def __init__(self, uow: UnitOfWork, preset: Preset | None = None, people: int = 5) -> None:
        self.uow, self.clock = uow, FakeClock()
        cards = (a_card("card-1"), a_card("card-2", "The sea is wet.", debrief=("Who was right?",)))
        store_decks(uow, self.clock, [a_deck(*cards)])
        with uow:
            team = uow.people.add_team("Harbour")
            self.lead = uow.people.add("Lea", Role.LEAD, team.id, self.clock.now().at)
            self.team = [
                uow.people.add(f"Person {n:02}", Role.EMPLOYEE, team.id, self.clock.now().at) for n in range(people)
            ]
            uow.commit()
        self.session = opening.open_session(
            uow, self.clock, self.lead.id, preset or a_preset(), render=render_plainly, language="en"
        )
        for person in self.team:
            seats.join(uow, self.clock, self.session.code, person.id)

    @property
    def id(self) -> SessionId:
        return self.session.id

    @property
    def card_key(self) -> tuple[str, str]:
        with self.uow.reading():
            shown = self.uow.sessions.card_of(self.id)
        assert shown is not None
        return shown.deck_id, shown.card_id

    def invite(self, name: str) -> Person:
        """One more in the team, without a seat."""
        with self.uow as uow:
            person = uow.people.add(name, Role.EMPLOYEE, self.session.team_id, self.clock.now().at)
            uow.commit()
        return person

    def press(self, *orders: Order) -> Session:
        for order in orders:
            self.session = leading.lead(self.uow, self.clock, self.id, self.lead.id, order)
        return self.session

    def go_to(self, phase: Phase) -> None:
        while opening.show_session(self.uow, self.clock, self.id).phase is not phase:
            self.press(Order.SKIP if self.session.phase is Phase.DEBRIEF else Order.NEXT)

    def pass_time(self, seconds: float) -> None:
        """Time in which everybody's client beats."""
        self.clock.advance(seconds)
        for person in self.team:
            seats.beat(self.uow, self.clock, self.id, person.id)
        seats.beat(self.uow, self.clock, self.id, self.lead.id, leading=True)

    def card(self, person: Person) -> writing.MyCard:
        return writing.my_card(self.uow, self.clock, self.id, person.id, render=render_plainly)

    def deal(self, person: Person) -> DealId:
        deal = self.card(person).deal
        assert deal is not None
        return deal.id

    def write(self, person: Person, text: str) -> None:
        draft = self.card(person).draft
        answering.save_draft(self.uow, self.clock, self.deal(person), Draft((text,), 0, draft.seq + 1))

    def send(self, person: Person, text: str) -> None:
        draft = self.card(person).draft
        answering.send_answer(self.uow, self.clock, self.deal(person), Draft((text,), 0, draft.seq + 1))

    def rate_all(self, *people: Person, judgement: Judgement = JUDGEMENT) -> dict[str, list[PersonId]]:
        """Everybody pulls and rates until nothing is left: answer -> its raters."""
        rated: dict[str, list[PersonId]] = {}
        idle = 0
        while idle < 2:
            idle += 1
            for person in people or self.team:
                found = rounds.next_to_rate(self.uow, self.clock, self.id, person.id)
                if found is not None:
                    rating.give_rating(self.uow, self.clock, person.id, found.answer_id, judgement)
                    rated.setdefault(found.text, []).append(person.id)
                    idle = 0
        return rated

    def texts(self) -> list[str]:
        with self.uow.reading():
            return sorted(each.text for each in self.uow.session_cards.answers(self.id, self.clock.now().at))

    def outcomes(self) -> list[Outcome]:
        with self.uow.reading():
            found = self.uow.results.of_team(self.session.team_id, self.session.opened.at)
        return sorted(card.outcome for cards in found.values() for card in cards)
