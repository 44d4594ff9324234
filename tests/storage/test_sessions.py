"""Team sessions in a database: one truth for many clients, no text lost, nothing told before its time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace

import pytest
from sqlalchemy import Engine

from tests.storage.places import on_sqlite
from tests.storage.test_pulling import said
from tests.support.crowds import Client, a_room, lead_through
from tests.support.making import LEVELS, FakeClock, a_card, a_deck, render_plainly
from tests.support.meetings import GROUPS, HOT_SEAT, PAIR, a_preset
from tests.support.played import JUDGEMENT, Meeting
from trainer.domain.answering import Draft
from trainer.domain.clocks import Instant
from trainer.domain.kinds import DealState, Outcome, Sensitivity
from trainer.domain.orders import Order
from trainer.domain.people import Person, Role
from trainer.domain.phases import Phase
from trainer.domain.rating import Judgement
from trainer.errors import DealClosed, NotFound, NothingToDeal, SessionRefused
from trainer.services import answering, calibrating, if_thens, rating
from trainer.services.dealing import open_deal_of
from trainer.services.decks import store_decks
from trainer.services.sessions import leading, opening, seats, talking, viewing, writing
from trainer.services.sessions import rating as rounds
from trainer.services.settling import settle
from trainer.storage.engine import connect
from trainer.storage.units import SqlUnitOfWork


@pytest.fixture
def meeting(uow: SqlUnitOfWork) -> Meeting:
    return Meeting(uow)


def test_a_whole_monday_is_played_and_its_summary_stays(meeting: Meeting) -> None:
    uow, clock, me = meeting.uow, meeting.clock, meeting.team[0]
    for person in meeting.team[:3]:
        assert seats.give_mood(uow, clock, meeting.id, person.id, 3, 2) is False
    meeting.go_to(Phase.WARM_UP)
    for to_rate in (warm := seats.my_warm_up(uow, clock, meeting.id, me.id, render=render_plainly)):
        assert (to_rate.shown.deck_id, to_rate.shown.card_id) != meeting.card_key
        calibrating.rate_warm_up(uow, clock, me.id, to_rate.answer_id, JUDGEMENT)
    assert len(warm) == 2
    meeting.go_to(Phase.WRITE)
    for person in meeting.team:
        meeting.send(person, f"by {person.name}")
    meeting.go_to(Phase.RATE)
    rated = meeting.rate_all()
    assert sorted(len(raters) for raters in rated.values()) == [3] * 5
    assert meeting.outcomes() == []  # published at the close of the round, not before
    meeting.press(Order.NEXT)
    assert meeting.outcomes() == [Outcome.HIT] * 5
    talking.claim(uow, clock, meeting.id, me.id, wall=True)
    meeting.press(Order.NEXT)
    talking.write_note(uow, clock, meeting.id, me.id, "Ask before you explain.")
    meeting.go_to(Phase.IF_THEN)
    talking.say_if_then(uow, clock, meeting.id, me.id, "If a customer sighs, I will ask.")
    meeting.go_to(Phase.NEXT_CARD)
    talking.propose_card(uow, clock, meeting.id, me.id, "My soup looked at me.")
    for person in meeting.team[:3]:
        assert seats.give_mood(uow, clock, meeting.id, person.id, 4, 4) is True
    meeting.press(Order.CLOSE)
    summary = viewing.summary(uow, clock, meeting.id)
    assert (summary.people, summary.answers, summary.ratings) == (5, 5, 15)
    assert [point.claimed_by for point in summary.reveal.points if point.claimed_by] == [me.name]
    assert summary.reveal.phrases[0].times == 15
    assert (summary.mood.pleasure, summary.mood.energy) == (1.0, 2.0)
    assert summary.proposed == ("My soup looked at me.",)
    assert summary.questions[0][1] == ("Ask before you explain.",)
    (sentence,) = if_thens.own_sentences(uow, clock, me.id)
    assert sentence.text == "If a customer sighs, I will ask."
    assert viewing.public_view(uow, clock, meeting.id).summary == summary


def test_a_team_warms_up_on_the_same_two_answers_of_a_card_that_is_not_sensitive(uow: SqlUnitOfWork) -> None:
    """They compare how they rated; who has seen that card gets another one."""
    meeting = Meeting(uow, people=4)
    more = [a_card(f"more-{n}", f"Fish number {n}.") for n in range(6)]
    hurting = [a_card(f"hurt-{n}", f"Sorrow number {n}.", sensitivity=(Sensitivity.GRIEF,)) for n in range(6)]
    store_decks(uow, meeting.clock, [a_deck(*more, *hurting, deck_id="more")])
    meeting.go_to(Phase.WARM_UP)

    def drawn(person: Person) -> set[tuple[str, str]]:
        found = seats.my_warm_up(uow, meeting.clock, meeting.id, person.id, render=render_plainly)
        return {(each.shown.card_id, each.text) for each in found}

    first, *others = map(drawn, meeting.team)
    assert len(first) == 2
    assert all(each == first for each in others)
    assert not any(card.startswith("hurt") for card, _text in first)


def test_on_a_friday_levels_are_optional_and_laughter_is_a_rating(uow: SqlUnitOfWork) -> None:
    meeting = Meeting(uow, a_preset(scores=False, laughed_first=True), people=4)
    meeting.go_to(Phase.WRITE)
    for person in meeting.team:
        meeting.send(person, f"by {person.name}")
    meeting.go_to(Phase.RATE)
    me = meeting.team[0].id
    found = rounds.next_to_rate(uow, meeting.clock, meeting.id, me)
    assert found is not None
    rating.give_rating(uow, meeting.clock, me, found.answer_id, Judgement({}, laughed=True))
    meeting.rate_all(judgement=Judgement({}, steal="by the sea"))
    meeting.press(Order.NEXT)
    reveal = viewing.public_view(uow, meeting.clock, meeting.id).reveal
    assert reveal is not None
    assert [point.works for point in reveal.points] == [None] * 4
    assert sorted(round(point.laughed, 2) for point in reveal.points) == [0, 0, 0, 0.33]
    assert (reveal.unrated, reveal.phrases[0].times) == (0, 11)


class TestWriting:
    def test_text_is_taken_as_it_stands_at_zero_and_a_minute_more_gives_it_back(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        ann, bob, *_rest = meeting.team
        meeting.write(ann, "half a sen")
        meeting.card(bob)
        meeting.pass_time(420 + 15)
        settle(meeting.uow, meeting.clock)
        assert meeting.texts() == ["half a sen"]
        meeting.press(Order.EXTEND)
        assert meeting.texts() == []
        mine = meeting.card(ann)
        assert mine.deal is not None
        assert (mine.deal.state, mine.draft.variants, mine.seconds_left) == (DealState.OPEN, ("half a sen",), 60)
        meeting.send(ann, "half a sentence, and the rest")
        meeting.send(bob, "written in the last minute")
        meeting.go_to(Phase.RATE)
        assert meeting.texts() == ["half a sentence, and the rest", "written in the last minute"]

    @on_sqlite
    def test_the_pause_stops_everybody_s_clock(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        meeting.write(meeting.team[0], "words")
        meeting.pass_time(400)
        meeting.press(Order.PAUSE)
        meeting.pass_time(900)
        settle(meeting.uow, meeting.clock)
        meeting.press(Order.RESUME)
        assert meeting.texts() == []
        assert meeting.card(meeting.team[0]).seconds_left == 20

    @on_sqlite
    def test_going_on_early_leaves_fifteen_seconds_to_hand_in_and_takes_what_the_absent_wrote_at_once(
        self, meeting: Meeting
    ) -> None:
        meeting.go_to(Phase.WRITE)
        here, gone, *_rest = meeting.team
        meeting.write(here, "nearly")
        meeting.write(gone, "my laptop is cl")
        meeting.clock.advance(20)
        seats.beat(meeting.uow, meeting.clock, meeting.id, here.id)
        writing.hand_in(meeting.uow, meeting.clock, meeting.id, here.id)
        assert meeting.texts() == []
        meeting.press(Order.NEXT)
        assert meeting.texts() == ["my laptop is cl"]
        writing.hand_in(meeting.uow, meeting.clock, meeting.id, here.id, Draft(("nearly done",), 0, 99))
        assert meeting.texts() == ["my laptop is cl", "nearly done"]

    @on_sqlite
    def test_a_latecomer_gets_the_time_that_is_left_and_may_rate_when_it_is_over(self, meeting: Meeting) -> None:
        late, later = meeting.invite("Late"), meeting.invite("Later")
        meeting.go_to(Phase.WRITE)
        meeting.send(meeting.team[0], "first")
        meeting.pass_time(300)
        seats.join(meeting.uow, meeting.clock, meeting.session.code, late.id)
        mine = meeting.card(late)
        assert mine.deal is not None
        assert mine.deal.deadline is not None
        assert mine.deal.seconds_left(meeting.clock.now()) == mine.seconds_left == 120
        meeting.go_to(Phase.RATE)
        seats.join(meeting.uow, meeting.clock, meeting.session.code, later.id)
        assert meeting.card(later).deal is None
        found = rounds.next_to_rate(meeting.uow, meeting.clock, meeting.id, later.id)
        assert found is not None
        assert found.text == "first"

    def test_who_was_dropped_comes_back_by_another_process_to_the_same_seat_draft_and_time(
        self, meeting: Meeting, database: str
    ) -> None:
        meeting.go_to(Phase.WRITE)
        ann = meeting.team[0]
        meeting.write(ann, "Thank you for tel")
        meeting.pass_time(60)
        own = connect(database)
        try:
            uow = SqlUnitOfWork(own)
            again = seats.join(uow, meeting.clock, meeting.session.code, ann.id)
            mine = writing.my_card(uow, meeting.clock, again.id, ann.id, render=render_plainly)
        finally:
            own.dispose()
        assert len(again.seats) == 5
        assert mine.deal is not None
        assert (mine.deal.id, mine.draft.variants, mine.seconds_left) == (
            meeting.deal(ann), ("Thank you for tel",), 360,
        )  # fmt: skip

    def test_one_card_each_differs_and_is_the_same_at_every_look(self, uow: SqlUnitOfWork) -> None:
        meeting = Meeting(uow, a_preset(same_card=False), people=2)
        meeting.go_to(Phase.DEAL)
        ann, bob = meeting.team
        first, second = meeting.card(ann), meeting.card(bob)
        assert first.shown.card_id != second.shown.card_id
        assert first.deal is not None
        assert first.deal.deadline is None  # the lead reads first
        meeting.press(Order.NEXT)
        assert meeting.card(ann).shown == first.shown
        assert meeting.card(ann).seconds_left == 420
        assert viewing.public_view(uow, meeting.clock, meeting.id).card is None
        meeting.go_to(Phase.DEBRIEF)  # what was behind it is told each of the own card, and the wall of none
        told = viewing.seat_view(uow, meeting.clock, meeting.id, ann.id)
        assert (told.hidden_interest, told.public.hidden_interest) == ("They were frightened.", "")

    def test_a_card_alone_goes_on_beside_that_of_the_session(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        meeting.card(meeting.team[0])
        assert open_deal_of(meeting.uow, meeting.clock, meeting.team[0].id) is None

    def test_the_background_waits_for_the_debrief_also_for_who_sent_early(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        meeting.send(meeting.team[0], "early")
        deal = meeting.deal(meeting.team[0])
        after = answering.look_back(meeting.uow, meeting.clock, deal)
        assert (after.deal.shown.hidden_interest, after.deal.shown.gold) == ("", ())
        meeting.go_to(Phase.DEBRIEF)
        assert answering.look_back(meeting.uow, meeting.clock, deal).deal.shown.hidden_interest
        assert viewing.public_view(meeting.uow, meeting.clock, meeting.id).hidden_interest


class TestRating:
    def test_nobody_outside_the_room_is_given_an_answer_that_is_held(self, meeting: Meeting) -> None:
        outsider = meeting.invite("Outsider")
        meeting.go_to(Phase.WRITE)
        for person in meeting.team:
            meeting.send(person, f"by {person.name}")
        assert rating.next_answer(meeting.uow, meeting.clock, outsider.id) is None
        meeting.go_to(Phase.RATE)
        assert rating.next_answer(meeting.uow, meeting.clock, outsider.id) is None
        meeting.go_to(Phase.REVEAL)
        assert rating.next_answer(meeting.uow, meeting.clock, outsider.id) is not None

    @on_sqlite
    def test_nobody_rates_their_own_and_nobody_twice(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        for person in meeting.team:
            meeting.send(person, person.name)
        meeting.go_to(Phase.RATE)
        names = {person.id: person.name for person in meeting.team}
        for author, raters in meeting.rate_all().items():
            assert author not in {names[rater] for rater in raters}
            assert len(set(raters)) == len(raters) == 3

    def test_a_hidden_item_is_in_no_hand_and_in_no_reveal(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        for person in meeting.team:
            meeting.send(person, f"by {person.name}")
        meeting.go_to(Phase.RATE)
        items = viewing.lead_view(meeting.uow, meeting.clock, meeting.id, meeting.lead.id).items
        leading.hide(meeting.uow, meeting.clock, meeting.id, meeting.lead.id, items[1].label.lower())
        assert items[1].text not in meeting.rate_all()
        meeting.press(Order.NEXT)
        reveal = viewing.public_view(meeting.uow, meeting.clock, meeting.id).reveal
        assert reveal is not None
        assert (len(reveal.points), reveal.hidden) == (4, 1)
        assert items[1].label not in [point.label for point in reveal.points]

    @on_sqlite
    def test_going_back_to_the_writing_leaves_what_was_rated_with_its_raters(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        for person in meeting.team:
            meeting.write(person, f"by {person.name}")
        meeting.pass_time(300)
        meeting.press(Order.NEXT)
        meeting.pass_time(16)
        settle(meeting.uow, meeting.clock)
        uow, clock, (rater, other, *_rest) = meeting.uow, meeting.clock, meeting.team
        rated = rounds.next_to_rate(uow, clock, meeting.id, rater.id)
        assert rated is not None
        rating.give_rating(uow, clock, rater.id, rated.answer_id, JUDGEMENT)
        held = rounds.next_to_rate(uow, clock, meeting.id, other.id)
        assert held is not None
        meeting.press(Order.BACK)
        assert meeting.texts() == [rated.text]  # what merely lay before a rater is its writer's again
        if held.answer_id != rated.answer_id:
            with pytest.raises(NotFound):
                rating.give_rating(uow, clock, other.id, held.answer_id, JUDGEMENT)
        drafts = [meeting.card(person).draft.variants[0] for person in meeting.team]
        assert drafts == [f"by {person.name}" for person in meeting.team]

    @on_sqlite
    def test_a_session_of_three_in_a_larger_team_publishes_by_its_own_size(self, uow: SqlUnitOfWork) -> None:
        meeting = Meeting(uow, people=3)
        for number in range(6):
            meeting.invite(f"Elsewhere {number}")
        meeting.go_to(Phase.WRITE)
        for person in meeting.team:
            meeting.send(person, f"by {person.name}")
        meeting.go_to(Phase.RATE)
        assert sorted(len(raters) for raters in meeting.rate_all().values()) == [2, 2, 2]
        meeting.press(Order.NEXT)
        assert meeting.outcomes() == [Outcome.HIT] * 3

    @on_sqlite
    def test_what_is_handed_in_after_the_close_waits_like_any_answer(self, meeting: Meeting) -> None:
        outsider = meeting.invite("Outsider")
        meeting.go_to(Phase.WRITE)
        meeting.write(meeting.team[0], "slow")
        seats.beat(meeting.uow, meeting.clock, meeting.id, meeting.team[0].id)
        meeting.press(Order.CLOSE)
        meeting.clock.advance(16)
        settle(meeting.uow, meeting.clock)
        assert rating.next_answer(meeting.uow, meeting.clock, outsider.id) is not None


class TestOtherSeatings:
    def test_a_group_s_pen_goes_on_with_draft_and_time_and_no_member_rates_the_own_answer(
        self, uow: SqlUnitOfWork
    ) -> None:
        meeting = Meeting(uow, GROUPS, people=6)
        meeting.go_to(Phase.WRITE)
        session = opening.show_session(uow, meeting.clock, meeting.id)
        grouped = {seat.person_id: seat for seat in session.seats if seat.group == 1}
        mates = [person for person in meeting.team if person.id in grouped]
        pen = next(person for person in mates if grouped[person.id].pen)
        other = next(person for person in mates if person != pen)
        assert meeting.card(other).deal is None
        writing.offer_variant(uow, meeting.clock, meeting.id, other.id, "Mine, for the pen.")
        assert meeting.card(pen).offered == (writing.Offered(other.name, "Mine, for the pen."),)
        meeting.write(pen, "Ours, so far")
        meeting.clock.advance(20)
        for person in meeting.team:
            if person != pen:
                seats.beat(uow, meeting.clock, meeting.id, person.id)
        writing.take_pen(uow, meeting.clock, meeting.id, other.id)
        mine = meeting.card(other)
        assert mine.deal is not None
        assert (mine.draft.variants, meeting.card(pen).deal) == (("Ours, so far",), None)
        meeting.send(other, "Ours")
        before = opening.show_session(uow, meeting.clock, meeting.id).version
        seats.set_ready(uow, meeting.clock, meeting.id, other.id)
        assert opening.show_session(uow, meeting.clock, meeting.id).version == before + 1  # the group reads it
        told = [viewing.seat_view(uow, meeting.clock, meeting.id, person.id).sent for person in mates]
        assert told == [True] * len(mates)
        meeting.go_to(Phase.RATE)
        assert all(rounds.next_to_rate(uow, meeting.clock, meeting.id, person.id) is None for person in mates)
        meeting.go_to(Phase.REVEAL)
        seen = [viewing.seat_view(uow, meeting.clock, meeting.id, person.id) for person in mates]
        assert {(each.answer_label, each.can_claim) for each in seen} == {("A", True), ("A", False)}

    @on_sqlite
    def test_at_one_terminal_typing_has_no_clock_of_its_own(self, uow: SqlUnitOfWork) -> None:
        meeting = Meeting(uow, HOT_SEAT, people=3)
        meeting.go_to(Phase.WRITE)
        meeting.clock.advance(700)
        for person in meeting.team:
            meeting.send(person, f"typed for {person.name}")
        meeting.go_to(Phase.RATE)
        assert sorted(len(raters) for raters in meeting.rate_all().values()) == [2, 2, 2]

    @on_sqlite
    def test_two_people_improve_each_other_s_answer_and_see_the_gold_after_their_own_eyes(
        self, uow: SqlUnitOfWork
    ) -> None:
        meeting = Meeting(uow, PAIR, people=2)
        ann, bob = meeting.team
        meeting.go_to(Phase.WRITE)
        meeting.send(ann, "Sorry.")
        meeting.send(bob, "No.")
        meeting.go_to(Phase.RATE)
        given = rounds.partner_answer(uow, meeting.clock, meeting.id, ann.id)
        assert given is not None
        assert (given.text, given.shown.gold) == ("No.", ())
        rounds.improve(uow, meeting.clock, meeting.id, ann.id, "Not yet; tomorrow at nine.")
        before = rounds.own_beside_gold(uow, meeting.clock, meeting.id, bob.id)
        assert (before.improved, before.gold) == ("Not yet; tomorrow at nine.", ())
        assert rounds.rate_self(uow, meeting.clock, meeting.id, bob.id, Judgement(LEVELS)).gold
        with pytest.raises(SessionRefused):
            rounds.next_to_rate(uow, meeting.clock, meeting.id, ann.id)


class TestWhatIsTold:
    @on_sqlite
    def test_a_seat_is_sent_no_colleague_s_name_beside_an_answer_and_the_wall_nothing_private(
        self, meeting: Meeting
    ) -> None:
        meeting.go_to(Phase.WRITE)
        for person in meeting.team:
            meeting.send(person, f"answer {person.id}")
        me, *others = meeting.team
        for phase in list(Phase)[list(Phase).index(Phase.WRITE) :]:
            meeting.go_to(phase)
            seat = viewing.seat_view(meeting.uow, meeting.clock, meeting.id, me.id)
            wall = viewing.public_view(meeting.uow, meeting.clock, meeting.id)
            if wall.summary is not None:  # who leads next is told, beside no answer
                wall = replace(wall, summary=replace(wall.summary, next_lead=""))
            texts = [f"answer {person.id}" for person in meeting.team]
            assert not [
                name
                for name in (person.name for person in others)
                if name in everything(replace(seat.public, summary=None))
            ]
            assert not [text for text in texts if text in everything(wall)]
            assert not [person.name for person in meeting.team if person.name in everything(wall)]
            if phase is Phase.RATE:
                meeting.rate_all()

    @on_sqlite
    def test_the_lead_sees_answers_by_letters_once_the_writing_is_over(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        for person in meeting.team:
            meeting.send(person, f"answer {person.id}")
        view = viewing.lead_view(meeting.uow, meeting.clock, meeting.id, meeting.lead.id)
        assert (view.items, view.written, view.public.written) == ((), 5, 0)
        meeting.press(Order.NEXT)
        view = viewing.lead_view(meeting.uow, meeting.clock, meeting.id, meeting.lead.id)
        assert [item.label for item in view.items] == ["A", "B", "C", "D", "E"]
        assert not [person.name for person in meeting.team if person.name in everything(view.items)]
        colleague = viewing.lead_view(meeting.uow, meeting.clock, meeting.id, meeting.team[0].id)
        assert (colleague.is_lead, colleague.items) == (False, ())


class TestManyAtOnce:
    def test_no_event_is_lost_when_everybody_presses_in_the_same_moment(
        self, uow: SqlUnitOfWork, database: str
    ) -> None:
        meeting = Meeting(uow, people=12)
        before = opening.show_session(uow, meeting.clock, meeting.id).version

        def press(number: int) -> None:
            own = connect(database)
            try:
                person = meeting.team[number % 12].id
                mine = SqlUnitOfWork(own)
                seats.join(mine, meeting.clock, meeting.session.code, person)
                seats.set_ready(mine, meeting.clock, meeting.id, person)
                seats.beat(mine, meeting.clock, meeting.id, person)
            finally:
                own.dispose()

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(press, range(24)))
        session = opening.show_session(uow, meeting.clock, meeting.id)
        assert session.ready_count(meeting.clock.now()) == (12, 12)
        assert session.version == before + 24

    def test_two_presses_of_what_both_saw_move_on_once(self, meeting: Meeting) -> None:
        turn = meeting.session.turn
        for _each in range(2):
            leading.lead(meeting.uow, meeting.clock, meeting.id, meeting.lead.id, Order.NEXT, turn=turn)
        assert opening.show_session(meeting.uow, meeting.clock, meeting.id).phase is Phase.RULE

    def test_a_person_at_two_terminals_has_one_card(self, meeting: Meeting, database: str) -> None:
        meeting.go_to(Phase.WRITE)
        ann = meeting.team[0].id

        def ask(_number: int) -> str:
            own = connect(database)
            try:
                mine = writing.my_card(SqlUnitOfWork(own), meeting.clock, meeting.id, ann, render=render_plainly)
                assert mine.deal is not None
                return mine.deal.id
            finally:
                own.dispose()

        with ThreadPoolExecutor(4) as threads:
            assert len(set(threads.map(ask, range(4)))) == 1

    def test_following_costs_one_statement_and_a_beat_two(self, meeting: Meeting, engine: Engine) -> None:
        with said(engine) as statements:
            pulse = seats.follow(meeting.uow, meeting.clock, meeting.id)
        assert (len(statements), pulse.present) == (1, 5)
        with said(engine) as statements:
            seats.beat(meeting.uow, meeting.clock, meeting.id, meeting.team[0].id)
        assert len(statements) == 2
        with said(engine) as statements:
            seats.set_ready(meeting.uow, meeting.clock, meeting.id, meeting.team[0].id)
        assert len(statements) == 4
        assert seats.follow(meeting.uow, meeting.clock, meeting.id) == replace(pulse, ready=1)
        meeting.clock.advance(15)
        away = seats.follow(meeting.uow, meeting.clock, meeting.id)
        assert (away.present, away.lead_gone) == (0, False)
        assert (away.asks_for_view(pulse), away.asks_for_view(pulse, Phase.LOBBY)) == (False, True)
        meeting.clock.advance(46)
        assert seats.follow(meeting.uow, meeting.clock, meeting.id).lead_gone


class TestTheRoom:
    def test_a_forgotten_room_is_closed_by_the_next_beat_of_anybody(self, meeting: Meeting) -> None:
        meeting.clock.advance(120 + 30 * 60)
        seats.beat(meeting.uow, meeting.clock, meeting.id, meeting.team[3].id)
        (line,) = opening.list_sessions(meeting.uow, meeting.clock)
        assert line.closed_at == meeting.clock.now().at

    @on_sqlite
    def test_the_lead_s_terminal_dies_in_the_round_and_a_colleague_goes_on(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.RATE)
        meeting.clock.advance(61)
        session = leading.take_over(meeting.uow, meeting.clock, meeting.id, meeting.team[2].id)
        assert (session.phase, session.lead_name) == (Phase.RATE, meeting.team[2].name)
        with pytest.raises(SessionRefused):
            meeting.press(Order.NEXT)

    @on_sqlite
    def test_a_code_is_typed_with_spaces_and_of_another_team_refused(self, meeting: Meeting) -> None:
        code = meeting.session.code
        assert seats.join(meeting.uow, meeting.clock, f" {code[:2]} {code[2:]}", meeting.team[0].id).id == meeting.id
        with meeting.uow as uow:
            stranger = uow.people.add(
                "Stranger", Role.EMPLOYEE, uow.people.add_team("Other").id, meeting.clock.now().at
            )
            uow.commit()
        with pytest.raises(SessionRefused):
            seats.join(meeting.uow, meeting.clock, code, stranger.id)
        with pytest.raises(NotFound):
            seats.join(meeting.uow, meeting.clock, "55555", meeting.team[0].id)

    def test_without_gold_answers_the_warm_up_is_left_out_and_it_says_so(self, uow: SqlUnitOfWork) -> None:
        clock = FakeClock()
        store_decks(uow, clock, [a_deck(replace(a_card(), gold=()))])
        with uow:
            lead = uow.people.add("Lea", Role.LEAD, uow.people.add_team("T").id, clock.now().at)
            uow.commit()
        found = opening.preflight(uow, clock, lead.id, a_preset(), language="en")
        assert opening.Trouble.NO_WARM_UP in found.troubles
        assert found.ok
        session = opening.open_session(uow, clock, lead.id, a_preset(), render=render_plainly, language="en")
        assert (session.left_out, Phase.WARM_UP in session.preset.phases) == ((Phase.WARM_UP,), False)

    @on_sqlite
    def test_only_cards_that_fit_are_dealt(self, uow: SqlUnitOfWork) -> None:
        meeting = Meeting(uow, people=1)
        strict = a_preset(difficulty=(5, 5))
        with pytest.raises(NothingToDeal):
            opening.open_session(uow, meeting.clock, meeting.lead.id, strict, render=render_plainly, language="en")

    @on_sqlite
    def test_a_machine_whose_wall_clock_is_wrong_changes_no_deadline(self, meeting: Meeting) -> None:
        meeting.go_to(Phase.WRITE)
        now = meeting.clock.instant
        meeting.clock.instant = Instant(now.at.replace(year=2031), now.boot, now.boot_seconds + 60)
        assert meeting.card(meeting.team[0]).seconds_left == 360
        settle(meeting.uow, meeting.clock)
        meeting.write(meeting.team[0], "still open")
        meeting.clock.advance(400)
        with pytest.raises(DealClosed):
            meeting.write(meeting.team[0], "too late")


def everything(value: object) -> str:
    """All texts in a view, as one."""
    if is_dataclass(value):
        return "\n".join(everything(getattr(value, each.name)) for each in fields(value))
    if isinstance(value, tuple | list | frozenset):
        return "\n".join(map(everything, value))
    return str(value)


def test_a_small_crowd_plays_a_session_at_once_and_nothing_is_lost(engine: Engine, database: str) -> None:
    """The large one, 40 people in processes of their own, is `python -m tests.benchmarks.sessions`."""
    session, lead, team = a_room(engine, 5)
    engines = [connect(database) for _person in team]
    try:
        clients = [Client(own, person, session.code, pace=0.1) for own, person in zip(engines, team, strict=True)]
        for client in clients:
            client.start()
        lead_through(engine, session, lead, len(team), seconds_a_phase=180.0, pace=0.1)
        for client in clients:
            client.join(90)
    finally:
        for own in engines:
            own.dispose()
    assert [client.seen.errors for client in clients] == [[]] * 5
    summary = viewing.summary(SqlUnitOfWork(engine), FakeClock(), session.id)
    assert (summary.people, summary.answers, summary.ratings) == (5, 5, 15)
    assert not [client.me for client in clients if client.seen.words in client.seen.rated]
    assert (summary.if_thens, len(set(summary.proposed)), summary.mood.pairs) == (5, 5, 5)
