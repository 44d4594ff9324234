"""A team session: who may do what when, whose clock it is, and that the room never locks. Source: sessions."""

from dataclasses import replace

import pytest

from tests.support.making import FakeClock
from tests.support.meetings import GROUPS, HOT_SEAT, LEAD, PAIR, Room, a_preset
from trainer.domain.groups import groups_for
from trainer.domain.ids import PersonId
from trainer.domain.orders import (
    Beat,
    DeadlineMoved,
    EventRefused,
    HandOver,
    Join,
    Leave,
    Order,
    PenTaken,
    PhaseBegan,
    Press,
    Ready,
    Refusal,
    RoundBegan,
    RoundClosed,
    SessionClosed,
    SetAway,
    TakeOver,
    TakePen,
    Tick,
    WritingBegan,
    WritingEnded,
)
from trainer.domain.phases import Act, Phase, Shown, acts_in, asks_mood_after, is_shown
from trainer.domain.sessions import AWAY_AFTER, COMMAND_HOLDS

ANN, BOB, CAT = PersonId(2), PersonId(3), PersonId(4)
LATE = PersonId(9)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def room(clock: FakeClock) -> Room:
    return Room(clock)


def refusal(room: Room, event: object) -> Refusal:
    before = room.session
    with pytest.raises(EventRefused) as refused:
        room.tell(event)  # type: ignore[arg-type]
    assert room.session == before
    return refused.value.refusal


class TestTheWalk:
    def test_a_session_goes_through_its_phases_in_order_and_ends(self, room: Room) -> None:
        phases = [room.session.phase]
        room.press(Order.START)
        while not room.session.is_closed:
            if room.session.phase is not phases[-1]:
                phases.append(room.session.phase)
            room.press(Order.NEXT)
        assert tuple(phases) == room.session.preset.phases
        kinds = [type(change) for change in room.changes if not isinstance(change, PhaseBegan)]
        assert kinds[-5:] == [WritingBegan, WritingEnded, RoundBegan, RoundClosed, SessionClosed]

    def test_the_zero_of_a_phase_is_soft(self, room: Room, clock: FakeClock) -> None:
        room.go_to(Phase.RULE)
        clock.advance(61)
        room.tell(Tick())
        assert room.session.phase is Phase.RULE
        assert room.left == -1

    def test_the_debrief_asks_one_question_at_a_time(self, room: Room) -> None:
        room.go_to(Phase.DEBRIEF)
        asked = [room.session.question]
        for _each in range(2):
            room.press(Order.NEXT)
            asked.append(room.session.question)
        assert (asked, room.session.phase) == ([0, 1, 2], Phase.DEBRIEF)
        room.press(Order.NEXT)
        assert room.session.phase is Phase.IF_THEN
        room.press(Order.BACK)
        assert (room.session.phase, room.session.question) == (Phase.DEBRIEF, 2)

    def test_skip_leaves_a_phase_at_once_and_is_remembered(self, room: Room) -> None:
        room.go_to(Phase.DEBRIEF)
        room.press(Order.SKIP)
        assert (room.session.phase, room.session.skipped) == (Phase.IF_THEN, (Phase.DEBRIEF,))

    def test_a_preset_without_a_close_ends_after_its_last_phase(self, clock: FakeClock) -> None:
        room = Room(clock, a_preset({"lobby": 1, "deal": 1, "write": 5, "rate": 3, "reveal": 1, "debrief": 1}))
        room.go_to(Phase.DEBRIEF)
        room.press(Order.SKIP)
        assert room.session.is_closed
        assert room.session.phase is Phase.CLOSE

    def test_close_ends_it_from_anywhere_and_lets_go_of_the_answers(self, room: Room) -> None:
        room.go_to(Phase.WRITE)
        changes = [type(change) for change in room.press(Order.CLOSE)]
        assert changes == [WritingEnded, RoundClosed, SessionClosed]
        assert refusal(room, Press(LEAD, Order.NEXT)) is Refusal.CLOSED

    def test_back_from_the_first_phase_and_start_after_it_are_refused(self, room: Room) -> None:
        assert refusal(room, Press(LEAD, Order.BACK)) is Refusal.FIRST_PHASE
        room.press(Order.START)
        assert refusal(room, Press(LEAD, Order.START)) is Refusal.STARTED


class TestTheClock:
    def test_writing_gives_everybody_the_same_deadline(self, room: Room, clock: FakeClock) -> None:
        room.go_to(Phase.DEAL)
        (_phase, began) = room.press(Order.NEXT)
        assert began == WritingBegan(clock.now().plus(420), again=False)

    def test_a_minute_more_counts_from_zero_once_that_is_past(self, room: Room, clock: FakeClock) -> None:
        room.go_to(Phase.WRITE)
        assert room.press(Order.EXTEND) == (DeadlineMoved(clock.now().plus(480)),)
        clock.advance(500)
        assert room.press(Order.EXTEND) == (DeadlineMoved(clock.now().plus(60)),)

    def test_a_pause_stops_the_clock_of_the_cards(self, room: Room, clock: FakeClock) -> None:
        room.go_to(Phase.WRITE)
        clock.advance(20)
        assert room.press(Order.PAUSE) == (DeadlineMoved(None),)
        clock.advance(300)
        assert (room.left, room.session.is_paused) == (400, True)
        assert room.press(Order.RESUME) == (DeadlineMoved(clock.now().plus(400)),)
        assert refusal(room, Press(LEAD, Order.RESUME)) is Refusal.NOT_PAUSED

    def test_outside_the_writing_no_card_moves(self, room: Room) -> None:
        room.go_to(Phase.RATE)
        assert room.press(Order.EXTEND, Order.PAUSE, Order.RESUME) == ()

    def test_next_pressed_too_early_costs_nobody_a_second(self, room: Room, clock: FakeClock) -> None:
        room.go_to(Phase.WRITE)
        clock.advance(120)
        room.press(Order.NEXT)
        clock.advance(10)
        changes = room.press(Order.BACK)
        assert changes[-1] == WritingBegan(clock.now().plus(300), again=True)

    def test_going_back_gives_no_time_that_was_used(self, room: Room, clock: FakeClock) -> None:
        room.go_to(Phase.WRITE)
        clock.advance(430)
        (ended, *_rest) = room.press(Order.NEXT)
        assert ended == WritingEnded(room.session.began.plus(-10))  # the grace began at the zero
        room.press(Order.BACK)
        assert room.left == 0

    def test_half_an_hour_of_more_minutes_is_enough(self, room: Room) -> None:
        room.go_to(Phase.RULE)
        for _each in range(30):
            room.press(Order.EXTEND)
        assert refusal(room, Press(LEAD, Order.EXTEND)) is Refusal.LONG_ENOUGH

    def test_a_wall_clock_that_jumps_changes_nothing(self, room: Room, clock: FakeClock) -> None:
        from dataclasses import replace
        from datetime import timedelta

        room.go_to(Phase.WRITE)
        clock.instant = replace(clock.instant, at=clock.instant.at + timedelta(hours=5))
        assert room.left == 420
        assert len(room.session.present(clock.now())) == 5


class TestPresence:
    def test_who_does_not_beat_for_fifteen_seconds_is_away(self, room: Room, clock: FakeClock) -> None:
        clock.advance(10)
        room.tell(Beat(ANN))
        clock.advance(5)
        assert [seat.person_id for seat in room.session.present(clock.now())] == [ANN]

    def test_a_command_says_for_ten_minutes_that_somebody_is_here(self, room: Room, clock: FakeClock) -> None:
        """Who plays by commands has no client that beats, and none that would hand in the words at the end."""
        ann, bob = room.session.seats[:2]
        held = replace(ann, seen=clock.now().plus(COMMAND_HOLDS))
        room.session = replace(room.session, seats=(held, *room.session.seats[1:]))
        assert (room.session.has_client(held, clock.now()), room.session.has_client(bob, clock.now())) == (False, True)
        clock.advance(COMMAND_HOLDS - 1)
        room.tell(SetAway(LEAD, ann.person_id, True))
        assert room.session.present(clock.now()) == ()
        clock.advance(-60)
        room.tell(SetAway(LEAD, ann.person_id, False))
        clock.advance(60)
        assert [seat.person_id for seat in room.session.present(clock.now())] == [ann.person_id]
        clock.advance(AWAY_AFTER + 1)
        assert room.session.present(clock.now()) == ()

    def test_five_of_six_ready_begins_anew_with_each_phase(self, room: Room, clock: FakeClock) -> None:
        room.tell(Ready(ANN))
        room.tell(Ready(BOB))
        room.tell(Ready(BOB, ready=False))
        assert room.session.ready_count(clock.now()) == (1, 5)
        room.press(Order.START)
        assert room.session.ready_count(clock.now()) == (0, 5)

    def test_who_is_away_is_not_waited_for(self, room: Room, clock: FakeClock) -> None:
        room.tell(SetAway(LEAD, ANN))
        room.tell(Leave(BOB))
        room.tell(Beat(ANN))
        assert room.session.ready_count(clock.now()) == (0, 3)

    def test_who_acts_again_is_back(self, room: Room, clock: FakeClock) -> None:
        room.tell(SetAway(LEAD, ANN))
        room.tell(Ready(ANN))
        room.tell(Leave(BOB))
        room.tell(Join(BOB, "Bob"))
        assert room.session.ready_count(clock.now()) == (1, 5)

    def test_whoever_comes_back_has_the_same_seat(self, room: Room) -> None:
        seats = [seat.person_id for seat in room.session.seats]
        room.tell(Join(CAT, "Cat"))
        assert [seat.person_id for seat in room.session.seats] == seats

    def test_a_latecomer_is_let_in_while_it_runs(self, room: Room) -> None:
        room.go_to(Phase.RATE)
        room.tell(Join(LATE, "Late"))
        assert Act.RATE in room.session.acts_of(LATE)

    def test_at_one_terminal_nobody_needs_to_beat(self, clock: FakeClock) -> None:
        room = Room(clock, HOT_SEAT, people=3)
        clock.advance(600)
        assert len(room.session.present(clock.now())) == 3

    def test_a_beat_raises_no_version(self, room: Room) -> None:
        version = room.session.version
        room.beat()
        assert room.session.version == version


class TestTheLead:
    def test_only_the_lead_moves_it(self, room: Room) -> None:
        for event in (Press(ANN, Order.NEXT), SetAway(ANN, BOB), HandOver(ANN, BOB, "Bob")):
            assert refusal(room, event) is Refusal.NOT_LEAD

    def test_the_lead_can_be_handed_over(self, room: Room) -> None:
        room.tell(HandOver(LEAD, BOB, "Bob"))
        assert (room.session.lead_id, room.session.lead_name) == (BOB, "Bob")
        assert refusal(room, Press(LEAD, Order.NEXT)) is Refusal.NOT_LEAD

    def test_anybody_takes_over_after_a_minute_of_absence_and_the_phase_goes_on(
        self, room: Room, clock: FakeClock
    ) -> None:
        room.go_to(Phase.RATE)
        clock.advance(59)
        assert refusal(room, TakeOver(CAT, "Cat")) is Refusal.LEAD_IS_HERE
        clock.advance(1)
        room.tell(TakeOver(CAT, "Cat"))
        assert (room.session.lead_id, room.session.phase, room.left) == (CAT, Phase.RATE, 180)

    def test_a_beating_console_keeps_the_lead(self, room: Room, clock: FakeClock) -> None:
        clock.advance(55)
        room.tell(Beat(LEAD, leading=True))
        clock.advance(55)
        assert refusal(room, TakeOver(CAT, "Cat")) is Refusal.LEAD_IS_HERE


class TestTheEndByItself:
    def test_it_closes_after_half_an_hour_without_a_key_or_a_deadline(self, room: Room, clock: FakeClock) -> None:
        room.go_to(Phase.WRITE)  # its deadline runs for seven minutes
        clock.advance(420 + 30 * 60 - 1)
        assert room.tell(Tick()) == ()
        clock.advance(1)
        assert [type(change) for change in room.tell(Tick())] == [WritingEnded, RoundClosed, SessionClosed]

    def test_any_key_keeps_it_open_and_beats_alone_do_not(self, room: Room, clock: FakeClock) -> None:
        clock.advance(29 * 60)
        room.tell(Ready(ANN))
        clock.advance(29 * 60)
        room.beat()
        room.tell(Tick())
        assert not room.session.is_closed
        clock.advance(60)
        room.tell(Tick())
        assert room.session.is_closed

    def test_a_pause_is_no_deadline(self, room: Room, clock: FakeClock) -> None:
        room.press(Order.PAUSE)
        clock.advance(30 * 60)
        room.tell(Tick())
        assert room.session.is_closed


class TestSeatings:
    def test_two_people_are_two(self, clock: FakeClock) -> None:
        room = Room(clock, PAIR, people=2)
        assert refusal(room, Join(LATE, "Late")) is Refusal.FULL

    def test_groups_of_three_have_one_pen_each(self, clock: FakeClock) -> None:
        room = Room(clock, GROUPS, people=9)
        room.go_to(Phase.DEAL)
        groups = {number: [seat for seat in room.session.seats if seat.group == number] for number in (1, 2, 3)}
        assert [len(group) for group in groups.values()] == [3, 3, 3]
        assert all(sum(seat.pen for seat in group) == 1 for group in groups.values())

    @pytest.mark.parametrize(
        ("people", "sizes"), [(0, []), (1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (10, [4, 3, 3])]
    )
    def test_from_four_people_on_whoever_rates_finds_an_answer_of_another_group(
        self, people: int, sizes: list[int]
    ) -> None:
        drawn = groups_for([PersonId(number) for number in range(people)], seed="seed")
        assert [len(each) for each in drawn] == sizes
        assert len({person for each in drawn for person in each}) == people

    def test_a_latecomer_sits_with_the_smallest_group(self, clock: FakeClock) -> None:
        room = Room(clock, GROUPS, people=8)
        room.go_to(Phase.WRITE)
        room.tell(Join(PersonId(10), "Ida"))
        late = room.session.seat_of(PersonId(10))
        assert late is not None
        assert [sum(seat.group == number for seat in room.session.seats) for number in (1, 2, 3)] == [3, 3, 3]
        assert not late.pen

    def test_who_was_away_while_groups_were_drawn_finds_one(self, clock: FakeClock) -> None:
        room = Room(clock, GROUPS, people=6)
        room.tell(Leave(ANN))
        room.go_to(Phase.DEAL)
        assert room.session.lacks_group(ANN)
        assert not room.session.lacks_group(BOB)
        assert not room.session.lacks_group(LATE)  # no seat: nothing to come back to
        room.tell(Join(ANN, "Ann"))
        assert not room.session.lacks_group(ANN)

    def test_a_pen_goes_on_once_its_holder_is_away(self, clock: FakeClock) -> None:
        room = Room(clock, GROUPS, people=6)
        room.go_to(Phase.WRITE)
        holder = next(seat for seat in room.session.seats if seat.pen)
        other = next(seat for seat in room.session.seats if not seat.pen and seat.group == holder.group)
        assert refusal(room, TakePen(other.person_id)) is Refusal.PEN_IS_HELD
        room.tell(SetAway(LEAD, holder.person_id))
        assert room.tell(TakePen(other.person_id)) == (PenTaken(holder.person_id, other.person_id),)
        pens = {seat.person_id for seat in room.session.seats if seat.group == holder.group and seat.pen}
        assert pens == {other.person_id}


def test_nothing_is_revealed_before_its_phase() -> None:
    shown = {what: next(phase for phase in Phase if is_shown(what, phase)) for what in Shown}
    assert shown == {
        Shown.CARD: Phase.DEAL,
        Shown.POINTS: Phase.REVEAL,
        Shown.BACKGROUND: Phase.DEBRIEF,
        Shown.SUMMARY: Phase.CLOSE,
    }


def test_who_may_write_and_rate_when() -> None:
    assert [phase for phase in Phase if Act.WRITE in acts_in(phase)] == [Phase.WRITE]
    assert [phase for phase in Phase if Act.RATE in acts_in(phase)] == [Phase.RATE]
    assert [phase for phase in Phase if Act.MOOD in acts_in(phase)] == [
        Phase.LOBBY, Phase.RULE, Phase.NEXT_CARD, Phase.CLOSE,
    ]  # fmt: skip
    assert [phase for phase in Phase if Act.MOOD in acts_in(phase) and asks_mood_after(phase)] == [
        Phase.NEXT_CARD, Phase.CLOSE,
    ]  # fmt: skip
