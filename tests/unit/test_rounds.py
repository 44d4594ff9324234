"""Rules 4 as a whole round: who rates what when people pull, dawdle, come late and leave; against an exact plan."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.sparse.csgraph import maximum_flow  # type: ignore[import-untyped]

from tests.support.flows import Plan, best_plan
from tests.support.rounds import Table
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.rating import OpenAnswer, everybody_served, gold_place, share_of
from trainer.domain.rounds import choose_in_round, places_filled


def history(people: int, dice: random.Random) -> dict[tuple[int, int], int]:
    return {(rater, author): dice.choice((0, 0, 1, 2)) for rater in range(people) for author in range(people)}


@given(st.integers(3, 9), st.integers(0, 10_000))
@settings(deadline=None, max_examples=60)
def test_a_round_fills_and_shares_the_work_as_the_best_plan_does(people: int, seed: int) -> None:
    dice = random.Random(seed)
    table = Table(people, seed=seed, before=history(people, dice))
    table.play(dice)
    found, best = table.outcome(range(people)), best_plan(range(people), range(people), table.share, table.before)
    assert (found.filled, found.squares) == (best.filled, best.squares)
    assert found.repeats >= best.repeats  # the oracle plans ahead; nobody who pulls can do better


def test_raters_meet_authors_anew_more_often_than_by_chance() -> None:
    ours = chance = 0.0
    for seed in range(30):
        dice = random.Random(seed)
        before = history(12, dice)
        table = Table(12, seed=seed, before=before)
        table.play(dice)
        ours += table.outcome(range(12)).repeats
        strangers = [times for (rater, author), times in before.items() if rater != author]
        chance += 36 * sum(strangers) / len(strangers)
    assert ours <= 0.6 * chance, f"{ours / chance:.2f}"


def test_when_15_percent_leave_in_mid_round_four_answers_of_five_get_their_three_ratings() -> None:
    reached = answers = 0
    for seed in range(100):
        dice = random.Random(seed)
        leavers = {each: dice.randrange(3) for each in range(8) if dice.random() < 0.15}
        table = Table(8, seed=seed)
        table.play(dice, leave_after=leavers)
        reached += sum(len(each.rated_by) >= 3 for each in table.answers.values())
        answers += 8
    assert reached / answers >= 0.80, f"{reached / answers:.3f}"


def test_at_forty_people_the_round_comes_out_even() -> None:
    table = Table(40, seed=1)
    table.play(random.Random(1))
    assert table.outcome(range(40)) == Plan(120, 40 * 9, 0)


@pytest.mark.parametrize(("present", "share"), [(1, 0), (2, 1), (3, 2), (4, 3), (40, 3)])
def test_the_share_is_three_or_all_colleagues(present: int, share: int) -> None:
    assert share_of(present) == share


def test_nobody_takes_more_than_their_share_before_the_others_had_theirs() -> None:
    table = Table(4)
    ann, bob, *_others = sorted(table.present)
    for _turn in range(3):
        answer = table.pull(ann)
        assert answer is not None
        table.rate(ann, answer)
    table.write(bob)
    assert table.pull(ann) is None
    for other in sorted(table.present - {ann}):
        for _turn in range(3):
            answer = table.pull(other)
            assert answer is not None
            table.rate(other, answer)
    assert everybody_served(list(table.answers.values()), table.present, table.share)
    assert table.pull(ann) is not None


def test_somebody_who_left_keeps_nobody_waiting() -> None:
    answers = [OpenAnswer(AnswerId("a"), PersonId(1), 2), OpenAnswer(AnswerId("b"), PersonId(2), 2)]
    assert not everybody_served(answers, [PersonId(3)], 2)
    assert everybody_served(answers, [], 2)


def test_a_rating_that_gives_no_score_fills_no_place() -> None:
    me = PersonId(9)
    answer = OpenAnswer(AnswerId("a"), PersonId(1), 1, frozenset({PersonId(2)}), frozenset({PersonId(2)}))
    assert answer.taken() == 0
    assert not answer.may_be_rated_by(PersonId(2))
    assert choose_in_round(me, [answer], [me], 3, seed="") is not None


def test_same_seed_and_same_state_give_the_same_choice() -> None:
    table = Table(8)
    answers = list(table.answers.values())
    drawn = {
        choose_in_round(PersonId(0), order, table.present, 3, seed="s")
        for order in (answers, answers[::-1])
        for _n in "ab"
    }
    assert len(drawn) == 1
    others = {choose_in_round(PersonId(0), answers, table.present, 3, seed=str(seed)) for seed in range(40)}
    assert len(others) == 7


def test_what_can_still_be_filled_is_counted_exactly() -> None:
    dice = random.Random(4)
    for _turn in range(40):
        people = dice.randrange(3, 8)
        table = Table(people)
        some = [
            replace(each, rated_by=frozenset(dice.sample(sorted(table.present - {each.author_id}), dice.randrange(3))))
            for each in table.answers.values()
        ]
        had = Counter(rater for each in some for rater in each.rated_by)
        room = sum(max(0, each.needed - len(each.rated_by)) for each in some)
        filled = places_filled(some, sorted(table.present), table.share)
        assert filled <= min(room, sum(max(0, table.share - had[each]) for each in table.present))
        assert filled == brute_force(some, sorted(table.present), table.share)


def brute_force(answers: list[OpenAnswer], present: list[PersonId], share: int) -> int:
    """The same as a max flow, by scipy."""
    source, sink = 0, 1
    first = 2 + len(present)
    room = np.zeros((first + len(answers), first + len(answers)), dtype=np.int32)
    for place, rater in enumerate(present):
        had = sum(rater in each.rated_by for each in answers)
        room[source, 2 + place] = max(0, share - had)
        for column, each in enumerate(answers):
            room[2 + place, first + column] = rater != each.author_id and rater not in each.rated_by
    for column, each in enumerate(answers):
        room[first + column, sink] = max(0, each.needed - len(each.rated_by))
    return int(maximum_flow(csr_matrix(room), source, sink).flow_value)


def test_the_blind_gold_answer_comes_after_one_or_two_of_the_peers() -> None:
    assert {gold_place(PersonId(each), "2026-W48") for each in range(20)} == {1, 2}


class RoundMachine(RuleBasedStateMachine):
    """Anything that can happen in a round, in any order: what must hold holds after each step."""

    @initialize(people=st.integers(2, 7), seed=st.integers(0, 5))
    def begin(self, people: int, seed: int) -> None:
        self.table = Table(people, seed=seed)
        self.next_person = people
        self.rated: dict[AnswerId, frozenset[PersonId]] = {}

    def somebody(self, number: int) -> PersonId | None:
        present = sorted(self.table.present)
        return present[number % len(present)] if present else None

    @rule(number=st.integers(0, 20))
    def pull(self, number: int) -> None:
        rater = self.somebody(number)
        if rater is None:
            return
        served = everybody_served(list(self.table.answers.values()), self.table.present, self.table.share)
        had = sum(rater in each.rated_by or rater in each.leased_to for each in self.table.answers.values())
        before = self.table.pull(rater)
        assert before == self.table.pull(rater)  # asking twice gives the same answer
        if before is not None and not served:
            assert had < self.table.share or rater in self.table.answers[before].leased_to

    @rule(number=st.integers(0, 20))
    def rate(self, number: int) -> None:
        rater = self.somebody(number)
        held = None if rater is None else self.table.pull(rater)
        if rater is not None and held is not None:
            self.table.rate(rater, held)
            self.rated[held] = self.rated.get(held, frozenset()) | {rater}

    @rule(number=st.integers(0, 20))
    def let_the_lease_run_out(self, number: int) -> None:
        rater = self.somebody(number)
        if rater is not None:
            self.table.release(rater)

    @rule(number=st.integers(0, 20))
    def leave(self, number: int) -> None:
        rater = self.somebody(number)
        if rater is not None:
            self.table.leave(rater)

    @rule(writes=st.booleans())
    def come_late(self, writes: bool) -> None:
        if self.next_person < 12:
            newcomer = PersonId(self.next_person)
            self.next_person += 1
            self.table.present.add(newcomer)
            if writes:
                self.table.write(newcomer)

    @invariant()
    def no_answer_has_more_than_it_needs_and_nobody_their_own(self) -> None:
        if not hasattr(self, "table"):
            return
        for each in self.table.answers.values():
            assert each.taken() <= each.needed
            assert each.author_id not in each.rated_by | each.leased_to
            assert not each.rated_by & each.leased_to

    @invariant()
    def nothing_that_was_rated_is_lost(self) -> None:
        if hasattr(self, "table"):
            for answer, raters in self.rated.items():
                assert self.table.answers[answer].rated_by == raters


TestAnyRound = RoundMachine.TestCase
TestAnyRound.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
