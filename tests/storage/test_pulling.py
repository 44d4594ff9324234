"""Rules 4 as the store keeps them: two clients at once, leases that run out, a blind gold answer, three statements."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, event

from tests.storage.places import on_sqlite
from tests.support.making import FakeClock, a_card, a_deck, render_plainly
from tests.support.shelves import Shelf, later, new_deal
from trainer.domain.clocks import Instant
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.people import Person, Role
from trainer.domain.rating import Judgement, Round, gold_place
from trainer.domain.weeks import week_name
from trainer.errors import AlreadyRated, LeaseLost
from trainer.services import rating
from trainer.storage.engine import connect
from trainer.storage.tables import Row
from trainer.storage.units import SqlUnitOfWork

JUDGEMENT = Judgement({"heard": 3, "respected": 3, "solved": 2, "next_step": 2, "aftertaste": 1})


def crowd(shelf: Shelf, people: int) -> list[Person]:
    """The shelf's team of four and as many more as make `people`."""
    team = [shelf.lead, shelf.ann, shelf.bob, shelf.cat][:people]
    with shelf.uow as uow:
        team += [
            uow.people.add(f"Person {n}", Role.EMPLOYEE, shelf.team.id, later(0)) for n in range(len(team), people)
        ]
        uow.commit()
    return team


@contextmanager
def said(engine: Engine) -> Iterator[list[str]]:
    """The statements that reach the database, without what begins and sets up a transaction."""
    statements: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", hear)


WEEK = timedelta(weeks=1).total_seconds()


def sixteen_sessions(shelf: Shelf, team: list[Person]) -> FakeClock:
    """As many weeks behind the team, each with ratings; in the last one everybody has just sent an answer."""
    for session in range(16):
        for place, author in enumerate(team[:: 4 if session < 15 else 1]):
            answer = shelf.sent(author, at=session * WEEK + place, needed=3)
            if session < 15:
                for turn in (1, 2, 3):
                    shelf.rated(answer, team[(place * 4 + turn) % 40], at=session * WEEK + 600)
    with shelf.uow as uow:
        uow.decks.store(a_deck(*(a_card(f"gold-{n:04}") for n in range(30))))
        uow.commit()
    clock = FakeClock()
    clock.instant = Instant(later(15 * WEEK + 3600), "", 0.0)
    return clock


def test_every_request_costs_three_statements_at_forty_people_with_sixteen_sessions_behind_them(
    shelf: Shelf, engine: Engine
) -> None:
    """The first of a week, one that is held, the one that draws the gold answer, and the same in a live round."""
    team = crowd(shelf, 40)
    clock = sixteen_sessions(shelf, team)
    live = Round(later(15 * WEEK), frozenset(each.id for each in team))

    def ask(rater: Person, of: Round | None) -> rating.AnswerToRate:
        with said(engine) as statements:
            found = rating.next_answer(shelf.uow, clock, rater.id, render=render_plainly, language="en", live=of)
        assert found is not None
        assert len(statements) <= 3, statements
        return found

    for rater, of in ((team[7], None), (team[8], live)):
        gold = 0
        for _turn in range(4):
            found = ask(rater, of)
            assert ask(rater, of) == found  # the one that is held, prolonged
            with shelf.uow.reading() as uow:
                gold += uow.golds.get(found.answer_id, rater.id) is not None
            rating.give_rating(shelf.uow, clock, rater.id, found.answer_id, JUDGEMENT)
        assert gold == 1
    with said(engine) as statements:
        assert rating.next_answer(shelf.uow, clock, team[8].id, live=live) is None  # had their share; others have not
    assert len(statements) <= 3, statements


def test_the_store_tells_a_round_who_rated_whom_how_often(shelf: Shelf) -> None:
    team = crowd(shelf, 4)
    ann, bob, cat = shelf.ann, shelf.bob, shelf.cat
    shelf.rated(shelf.sent(ann, at=-200 * 24 * 3600.0), bob, at=-199 * 24 * 3600.0)  # over 16 weeks ago
    shelf.rated(shelf.sent(ann, at=0), bob, at=300)
    old = shelf.sent(ann, at=1000)
    shelf.rated(old, bob, at=1300)
    shelf.rated(old, cat, at=1300)
    open_now = shelf.sent(cat, at=10_000, needed=3)
    shelf.rated(open_now, ann, at=10_200)
    live = Round(later(9_000), frozenset({ann.id, bob.id, cat.id}))
    with shelf.uow.reading() as uow:
        answers, met = uow.ratings.round(shelf.lead, later(10_300), live)
    assert met == {(bob.id, ann.id): 2, (cat.id, ann.id): 1, (ann.id, cat.id): 1}
    assert [(each.answer_id, each.rated_by) for each in answers] == [(open_now.id, frozenset({ann.id}))]
    assert len(team) == 4


def test_what_was_published_in_mid_round_still_counts_as_had(shelf: Shelf) -> None:
    live = Round(later(0), frozenset({shelf.ann.id, shelf.bob.id, shelf.cat.id}))
    answer = shelf.sent(shelf.ann)
    shelf.rated(answer, shelf.bob)
    with shelf.uow as uow:
        uow.answers.settle(answer.id, AnswerStatus.PUBLISHED, 2)
        uow.commit()
    with shelf.uow.reading() as uow:
        (found,), _met = uow.ratings.round(shelf.cat, later(300), live)
    assert (found.needed, found.rated_by) == (0, frozenset({shelf.bob.id}))


def test_who_looks_for_the_next_answer_of_a_round_works_out_no_scores(shelf: Shelf, engine: Engine) -> None:
    """When a round ends, forty programs see it in the same second: scores are worked out by the lead's, not by all."""
    crowd(shelf, 4)
    answer = shelf.sent(shelf.ann)
    for rater in (shelf.bob, shelf.cat, shelf.lead):
        shelf.rated(answer, rater)
    clock = FakeClock()
    clock.instant = Instant(later(3600), "", 0.0)
    live = Round(later(3000), frozenset({shelf.ann.id, shelf.bob.id, shelf.cat.id}))

    def status_after(of: Round | None) -> AnswerStatus:
        assert rating.next_answer(shelf.uow, clock, shelf.cat.id, live=of) is None
        with shelf.uow.reading() as uow:
            found = uow.answers.get(answer.id)
        assert found is not None
        return found.status

    assert status_after(live) is AnswerStatus.WAITING
    assert status_after(None) is AnswerStatus.PUBLISHED


@on_sqlite
def test_alone_in_the_week_the_share_is_no_limit(shelf: Shelf) -> None:
    for place, author in enumerate((shelf.ann, shelf.bob, shelf.lead) * 2):
        shelf.sent(author, at=place * 1000, needed=3)
    clock = FakeClock()
    clock.instant = Instant(later(20_000), "", 0.0)
    for _turn in range(6):  # her share is 3; nobody else comes, and no answer has to wait for them
        found = rating.next_answer(shelf.uow, clock, shelf.cat.id)
        assert found is not None
        rating.give_rating(shelf.uow, clock, shelf.cat.id, found.answer_id, JUDGEMENT)


def test_clients_that_ask_at_once_never_give_an_answer_more_raters_than_it_needs(
    shelf: Shelf, engine: Engine, database: str
) -> None:
    team = crowd(shelf, 9)
    for author in team[:3]:
        shelf.sent(author, needed=3)
    clock = FakeClock()
    clock.instant = Instant(later(3600), "", 0.0)

    def work(rater: PersonId) -> list[AnswerId]:
        own = connect(database)
        try:
            uow = SqlUnitOfWork(own)
            taken = []
            while (found := rating.next_answer(uow, clock, rater)) is not None:
                try:
                    rating.give_rating(uow, clock, rater, found.answer_id, JUDGEMENT)
                    taken.append(found.answer_id)
                except (AlreadyRated, LeaseLost):  # the rater's other client was first
                    continue
            return taken
        finally:
            own.dispose()

    with ThreadPoolExecutor(6) as threads:
        raters = [each.id for each in team]
        taken = list(threads.map(work, [*raters, *raters[:3]]))  # three of them sit at two screens
    counts = Counter(answer for some in taken for answer in some)
    assert set(counts.values()) == {3}
    with shelf.uow.reading() as uow:
        for answer_id in counts:
            answer = uow.answers.get(answer_id)
            raters_of = [each.rater_id for each in uow.ratings.of_answer(answer_id, later(7200))]
            assert answer is not None
            assert len(raters_of) == len(set(raters_of)) == 3
            assert answer.person_id not in raters_of


@on_sqlite
def test_a_live_round_takes_no_more_than_its_share_until_everybody_is_served(shelf: Shelf) -> None:
    team = crowd(shelf, 4)
    for place, author in enumerate(team * 2):
        shelf.sent(author, at=place * 1000, needed=3)
    clock = FakeClock()
    clock.instant = Instant(later(20_000), "", 0.0)
    live = Round(later(0), frozenset(each.id for each in team))

    def serve(rater: Person, turns: int) -> int:
        for turn in range(turns):
            found = rating.next_answer(shelf.uow, clock, rater.id, live=live)
            if found is None:
                return turn
            rating.give_rating(shelf.uow, clock, rater.id, found.answer_id, JUDGEMENT)
        return turns

    assert serve(team[0], 9) == 3
    assert [serve(each, 3) for each in team[1:]] == [3, 3, 3]
    assert serve(team[0], 1) == 1  # everybody is served: what is short is topped up


@on_sqlite
def test_an_answer_from_before_the_round_is_not_of_it(shelf: Shelf) -> None:
    shelf.sent(shelf.ann)
    clock = FakeClock()
    clock.instant = Instant(later(3600), "", 0.0)
    live = Round(later(600), frozenset({shelf.bob.id, shelf.cat.id, shelf.ann.id}))
    assert rating.next_answer(shelf.uow, clock, shelf.bob.id, live=live) is None
    assert rating.next_answer(shelf.uow, clock, shelf.bob.id) is not None


class TestBlindGold:
    @pytest.fixture
    def clock(self, shelf: Shelf) -> FakeClock:
        with shelf.uow as uow:
            uow.decks.store(a_deck(a_card("gold-aaaa", "The moon is too bright."), a_card("gold-bbbb")))
            uow.commit()
        for place, author in enumerate((shelf.ann, shelf.cat, shelf.lead, shelf.ann, shelf.cat)):
            shelf.sent(author, at=place * 1000, needed=3)
        clock = FakeClock()
        clock.instant = Instant(later(20_000), "", 0.0)
        return clock

    def rounds(self, shelf: Shelf, clock: FakeClock, rater: Person, turns: int = 9) -> list[rating.AnswerToRate]:
        found = []
        for _turn in range(turns):
            each = rating.next_answer(shelf.uow, clock, rater.id, render=render_plainly, language="en")
            if each is None:
                break
            found.append(each)
            rating.give_rating(shelf.uow, clock, rater.id, each.answer_id, JUDGEMENT)
        return found

    def is_gold(self, shelf: Shelf, rater: Person, each: rating.AnswerToRate) -> bool:
        with shelf.uow.reading() as uow:
            return uow.golds.get(each.answer_id, rater.id) is not None

    @on_sqlite
    def test_one_a_session_among_the_peers_outside_their_number(self, shelf: Shelf, clock: FakeClock) -> None:
        found = self.rounds(shelf, clock, shelf.bob)
        gold = [place for place, each in enumerate(found) if self.is_gold(shelf, shelf.bob, each)]
        assert gold == [gold_place(shelf.bob.id, week_name(clock.now().at))]
        assert len(found) == 6  # five of the peers' and the gold one
        # at first what home says; then one more, whether the gold one comes second or third
        assert [each.waiting for each in found] == [5, 5, 4, 3, 2, 1]
        assert [each.given for each in found] == [0, 1, 2, 3, 4, 5]
        clock.advance(timedelta(weeks=1).total_seconds())
        for place, author in enumerate((shelf.ann, shelf.cat, shelf.lead)):
            shelf.sent(author, at=700_000 + place * 1000, needed=3)
        clock.advance(100_000)
        assert len(self.rounds(shelf, clock, shelf.bob)) == 4

    @on_sqlite
    def test_it_looks_like_any_other(self, shelf: Shelf, clock: FakeClock) -> None:
        found = self.rounds(shelf, clock, shelf.bob)
        (gold,) = [each for each in found if self.is_gold(shelf, shelf.bob, each)]
        assert len({len(each.answer_id) for each in found}) == 1
        assert {(each.shown.gold, each.shown.hints, each.team_size) for each in found} == {((), (), 4)}
        assert "gold" not in repr(gold.answer_id)

    def test_a_card_that_the_rater_was_dealt_gives_none(self, shelf: Shelf, clock: FakeClock) -> None:
        for card_id in ("gold-aaaa", "gold-bbbb"):
            with shelf.uow as uow:
                deck = a_deck(a_card(card_id))
                deal = uow.deals.add(new_deal(shelf.bob.id, render_plainly(deck, deck.cards[0], "")))
                uow.deals.drop_prepared(shelf.cat.id)
                assert uow.deals.start(deal.id, 60, clock.now(), clock.now(), again=False)
                assert uow.deals.close(deal.id, deal.state.PASSED, clock.now().at)
                uow.commit()
        found = self.rounds(shelf, clock, shelf.bob)
        assert not any(self.is_gold(shelf, shelf.bob, each) for each in found)

    def test_it_can_be_put_back_and_taken_back_like_any_other(self, shelf: Shelf, clock: FakeClock) -> None:
        place = gold_place(shelf.bob.id, week_name(clock.now().at))
        self.rounds(shelf, clock, shelf.bob, place)
        gold = rating.next_answer(shelf.uow, clock, shelf.bob.id, render=render_plainly)
        assert gold is not None
        assert self.is_gold(shelf, shelf.bob, gold)
        rating.put_back(shelf.uow, clock, shelf.bob.id, gold.answer_id)
        again = rating.next_answer(shelf.uow, clock, shelf.bob.id, render=render_plainly)
        assert again == gold
        rating.give_rating(shelf.uow, clock, shelf.bob.id, gold.answer_id, JUDGEMENT, take_back_seconds=10)
        with pytest.raises(AlreadyRated):
            rating.give_rating(shelf.uow, clock, shelf.bob.id, gold.answer_id, JUDGEMENT)
        back = rating.take_back_rating(shelf.uow, clock, shelf.bob.id, gold.answer_id)
        assert (back.answer_id, back.text) == (gold.answer_id, gold.text)
        rating.give_rating(shelf.uow, clock, shelf.bob.id, gold.answer_id, JUDGEMENT)
        with shelf.uow.reading() as uow:
            (row,) = uow.results.gold_rows(shelf.team.id, later(0), later(1_000_000))
        assert (row.rater_id, row.expected) in [(shelf.bob.id, 100.0), (shelf.bob.id, 0.0)]

    def test_without_a_deck_that_has_gold_there_is_none(self, shelf: Shelf, clock: FakeClock) -> None:
        with shelf.uow as uow:
            uow.decks.withdraw(a_deck().id, "en")
            uow.commit()
        assert len(self.rounds(shelf, clock, shelf.bob)) == 5


class QueueMachine(RuleBasedStateMachine):
    """Two clients each of five people on one SQLite file, in any order of asking, rating, dawdling, leaving and coming; alone
    in the week, or in a live round."""

    folder = ""

    @initialize(live=st.booleans())
    def begin(self, live: bool) -> None:
        self.is_live = live
        self.place = tempfile.TemporaryDirectory(prefix="trainer-queue-")
        database = f"sqlite:///{Path(self.place.name) / 'queue.db'}"
        self.engines = [connect(database), connect(database)]
        with self.engines[0].execution_options(writing=True).begin() as connection:
            Row.metadata.create_all(connection)
        self.clients = [SqlUnitOfWork(each) for each in self.engines]
        self.shelf = Shelf(self.clients[0])
        self.team = crowd(self.shelf, 5)
        self.clock = FakeClock()
        self.clock.instant = Instant(later(0), "", 0.0)
        self.rated: dict[AnswerId, set[PersonId]] = {}
        self.gone: set[PersonId] = set()
        self.seconds = 0.0

    def next(self, client: int, rater: Person) -> rating.AnswerToRate | None:
        present = frozenset(each.id for each in self.team) - self.gone
        live = Round(later(0), present) if self.is_live else None
        return rating.next_answer(self.clients[client], self.clock, rater.id, live=live)

    @rule(number=st.integers(0, 9))
    def write(self, number: int) -> None:
        self.pass_time(200.0)
        author = self.team[number % len(self.team)]
        if author.id not in self.gone:
            self.shelf.sent(author, at=self.seconds - 150, needed=3)

    @rule(number=st.integers(0, 9), client=st.integers(0, 1))
    def ask(self, number: int, client: int) -> None:
        rater = self.team[number % len(self.team)]
        if rater.id not in self.gone:
            first = self.next(client, rater)
            assert self.next(1 - client, rater) == first

    @rule(number=st.integers(0, 9), client=st.integers(0, 1))
    def rate(self, number: int, client: int) -> None:
        rater = self.team[number % len(self.team)]
        if rater.id in self.gone:
            return
        found = self.next(client, rater)
        if found is not None:
            rating.give_rating(self.clients[1 - client], self.clock, rater.id, found.answer_id, JUDGEMENT)
            self.rated.setdefault(found.answer_id, set()).add(rater.id)

    @rule(seconds=st.sampled_from([10.0, 181.0]))
    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds
        self.clock.advance(seconds)

    @rule(number=st.integers(0, 9))
    def leave(self, number: int) -> None:
        person = self.team[number % len(self.team)]
        if len(self.gone) < 2:
            self.gone.add(person.id)
            with self.clients[0] as uow:
                uow.people.change(replace(person, active=False))
                uow.commit()

    @rule()
    def come_late(self) -> None:
        if len(self.team) < 8:
            with self.clients[1] as uow:
                self.team.append(
                    uow.people.add(f"Late {len(self.team)}", Role.EMPLOYEE, self.shelf.team.id, later(self.seconds))
                )
                uow.commit()

    @invariant()
    def the_rules_hold(self) -> None:
        if not hasattr(self, "clients"):
            return
        with self.clients[0].reading() as uow:
            for each in uow.ratings.queue(self.shelf.lead, self.clock.now().at):
                assert each.taken() <= max(each.needed, len(each.rated_by))
                assert each.author_id not in each.rated_by | each.leased_to
                assert each.rated_by == self.rated.get(each.answer_id, set())
            for answer_id, raters in self.rated.items():
                assert {each.rater_id for each in uow.ratings.of_answer(answer_id, self.clock.now().at)} == raters
                assert len(raters) <= 3

    def teardown(self) -> None:
        for each in getattr(self, "engines", []):
            each.dispose()
        if hasattr(self, "place"):
            self.place.cleanup()


TestAnyOrder = QueueMachine.TestCase
TestAnyOrder.settings = settings(
    max_examples=8, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
