"""A session in a store, played by two clients in any order: no text is lost, nothing is told that rules 7 forbid."""

import contextlib
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.storage.test_sessions import everything
from tests.support.making import render_plainly
from tests.support.meetings import a_preset
from tests.support.played import JUDGEMENT, Meeting
from trainer.domain.answering import Draft
from trainer.domain.dealing import GRACE_SECONDS
from trainer.domain.ids import PersonId
from trainer.domain.orders import Order
from trainer.domain.people import Person
from trainer.domain.phases import Phase, Shown, is_shown
from trainer.errors import AlreadyRated, DealClosed, LeaseLost, SessionRefused
from trainer.services import answering, rating
from trainer.services.sessions import leading, opening, seats, viewing, writing
from trainer.services.sessions import rating as rounds
from trainer.services.settling import settle
from trainer.storage.engine import connect
from trainer.storage.tables import Row
from trainer.storage.units import SqlUnitOfWork

WORDS = "what Person {number} wrote, {turn}"


class MeetingMachine(RuleBasedStateMachine):
    """Four people and a lead on one SQLite file; every rule picks one of two clients."""

    @initialize()
    def begin(self) -> None:
        self.place = tempfile.TemporaryDirectory(prefix="trainer-session-")
        database = f"sqlite:///{Path(self.place.name) / 'session.db'}"
        self.engines = [connect(database), connect(database)]
        with self.engines[0].execution_options(writing=True).begin() as connection:
            Row.metadata.create_all(connection)
        self.clients = [SqlUnitOfWork(each) for each in self.engines]
        self.meeting = Meeting(self.clients[0], a_preset(), people=4)
        self.clock = self.meeting.clock
        self.kept: dict[PersonId, str] = {}
        """The newest words that the store said it kept, of a card that was open then."""
        self.turn = 0

    @property
    def phase(self) -> Phase:
        return opening.show_session(self.clients[0], self.clock, self.meeting.id).phase

    def who(self, number: int) -> Person:
        return self.meeting.team[number % 4]

    def card(self, client: int, person: Person) -> writing.MyCard | None:
        try:
            return writing.my_card(self.clients[client], self.clock, self.meeting.id, person.id, render=render_plainly)
        except SessionRefused:
            assert not is_shown(Shown.CARD, self.phase)
            return None

    @rule(number=st.integers(0, 3), client=st.integers(0, 1), send=st.booleans())
    def write(self, number: int, client: int, send: bool) -> None:
        person = self.who(number)
        mine = self.card(client, person)
        if mine is None or mine.deal is None:
            return
        self.turn += 1
        words = WORDS.format(number=person.id, turn=self.turn)
        draft = Draft((words,), 0, mine.draft.seq + 1)
        try:
            if send:
                sent = answering.send_answer(self.clients[1 - client], self.clock, mine.deal.id, draft)
                self.kept[person.id] = sent.text  # sending twice gives the first
            else:
                answering.save_draft(self.clients[1 - client], self.clock, mine.deal.id, draft)
                self.kept[person.id] = words
        except DealClosed:
            pass

    @rule(number=st.integers(0, 3), client=st.integers(0, 1))
    def hand_in(self, number: int, client: int) -> None:
        mine = self.card(client, self.who(number))
        if mine is not None and mine.deal is not None:
            answering.close_at_zero(self.clients[client], self.clock, mine.deal.id, mine.draft)

    @rule(number=st.integers(0, 3), client=st.integers(0, 1))
    def rate(self, number: int, client: int) -> None:
        person = self.who(number)
        try:
            found = rounds.next_to_rate(self.clients[client], self.clock, self.meeting.id, person.id)
            if found is not None:
                assert f"what Person {person.id} wrote" not in found.text
                rating.give_rating(self.clients[1 - client], self.clock, person.id, found.answer_id, JUDGEMENT)
        except (SessionRefused, AlreadyRated, LeaseLost):
            pass

    @rule(
        order=st.sampled_from([Order.NEXT, Order.NEXT, Order.NEXT, Order.BACK, Order.EXTEND, Order.PAUSE, Order.RESUME])
    )
    def press(self, order: Order) -> None:
        session = opening.show_session(self.clients[1], self.clock, self.meeting.id)
        with contextlib.suppress(SessionRefused):
            leading.lead(self.clients[1], self.clock, self.meeting.id, session.lead_id, order)

    @rule()
    def run_to_the_writing(self) -> None:
        while not self.kept and not is_shown(Shown.CARD, self.phase):
            self.press(Order.NEXT)

    @rule(number=st.integers(0, 3), client=st.integers(0, 1))
    def take_over(self, number: int, client: int) -> None:
        with contextlib.suppress(SessionRefused):
            leading.take_over(self.clients[client], self.clock, self.meeting.id, self.who(number).id)

    @rule(number=st.integers(0, 3), client=st.integers(0, 1))
    def drop_and_come_back(self, number: int, client: int) -> None:
        person = self.who(number)
        try:
            seats.leave(self.clients[client], self.clock, self.meeting.id, person.id)
            seats.join(self.clients[1 - client], self.clock, self.meeting.session.code, person.id)
        except SessionRefused:
            assert self.phase is Phase.CLOSE

    @rule(seconds=st.sampled_from([3.0, 16.0, 70.0, 430.0]), beating=st.booleans())
    def pass_time(self, seconds: float, beating: bool) -> None:
        self.clock.advance(seconds)
        if beating:
            for person in self.meeting.team:
                seats.beat(self.clients[0], self.clock, self.meeting.id, person.id)
        settle(self.clients[1], self.clock)

    @rule(hours=st.integers(-30, 30))
    def jump(self, hours: int) -> None:
        now = self.clock.instant
        self.clock.instant = replace(now, at=now.at + timedelta(hours=hours))

    @invariant()
    def no_text_is_lost(self) -> None:
        if not hasattr(self, "meeting"):
            return
        with self.clients[0].reading() as uow:
            for person_id, words in self.kept.items():
                deal = uow.session_cards.deal_of(self.meeting.id, person_id)
                assert deal is not None
                drafts = [text for saved in uow.drafts.all(deal.id) for text in saved.draft.variants]
                assert words in drafts
                answer = uow.answers.of_deal(deal.id)
                assert answer is None or f"what Person {person_id} wrote" in answer.text

    @invariant()
    def nothing_is_told_before_its_time(self) -> None:
        if not hasattr(self, "meeting"):
            return
        session = opening.show_session(self.clients[0], self.clock, self.meeting.id)
        wall = viewing.public_view(self.clients[0], self.clock, self.meeting.id)
        me = self.meeting.team[0]
        mine = viewing.seat_view(self.clients[1], self.clock, self.meeting.id, me.id)
        assert (wall.reveal is None) == (not is_shown(Shown.POINTS, session.phase))
        assert bool(wall.hidden_interest) == is_shown(Shown.BACKGROUND, session.phase)
        assert (wall.card is None) == (not is_shown(Shown.CARD, session.phase))
        said = everything(replace(mine.public, names=(), lead_name="", summary=None))
        assert "wrote" not in said
        assert not [person.name for person in self.meeting.team if person.name in said]
        if not session.round_closed:
            assert self.meeting.outcomes() == []

    def teardown(self) -> None:
        if hasattr(self, "meeting"):
            self.everything_ends_well()
        for each in getattr(self, "engines", []):
            each.dispose()
        if hasattr(self, "place"):
            self.place.cleanup()

    def everything_ends_well(self) -> None:
        """Whatever happened: the session can be closed, and every kept word was sent as it stood."""
        session = opening.show_session(self.clients[0], self.clock, self.meeting.id)
        if not session.is_closed:
            leading.lead(self.clients[0], self.clock, self.meeting.id, session.lead_id, Order.CLOSE)
        self.clock.advance(GRACE_SECONDS + 1)
        settle(self.clients[1], self.clock)
        with self.clients[0].reading() as uow:
            sent = {each.author_id for each in uow.session_cards.answers(self.meeting.id, self.clock.now().at)}
            assert uow.session_cards.open_deals(self.meeting.id) == []
        assert set(self.kept) <= sent


TestAnyOrder = MeetingMachine.TestCase
TestAnyOrder.settings = settings(
    max_examples=7, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
