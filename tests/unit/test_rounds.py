"""Rules 4 as a whole round: who rates what when people pull, dawdle, come late and leave; against an exact plan."""

import random
from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.support.flows import Plan, best_plan
from tests.support.rounds import Table
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.planning import Met, RoundPlan
from trainer.domain.rating import OpenAnswer, Round, everybody_served, gold_place, share_of, within
from trainer.domain.rounds import choose_in_round

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def history(people: int, dice: random.Random) -> dict[tuple[int, int], int]:
    return {(rater, author): dice.choice((0, 0, 1, 2)) for rater in range(people) for author in range(people)}


@given(st.integers(3, 9), st.integers(0, 10_000))
@settings(deadline=None, max_examples=80)
def test_a_round_comes_out_as_full_as_even_and_with_as_few_repeats_as_the_best_plan(people: int, seed: int) -> None:
    dice = random.Random(seed)
    table = Table(people, seed=seed, before=history(people, dice))
    table.play(dice)
    assert table.outcome(range(people)) == best_plan(range(people), range(people), table.share, table.before)


@given(st.integers(3, 9), st.integers(0, 10_000))
@settings(deadline=None, max_examples=60)
def test_also_where_some_passed_their_card_and_have_written_nothing(people: int, seed: int) -> None:
    dice = random.Random(seed)
    writers = dice.sample(range(people), dice.randint(1, people))
    table = Table(people, seed=seed, before=history(people, dice), writers=writers)
    table.play(dice)
    assert table.outcome(range(people)) == best_plan(writers, range(people), table.share, table.before)


@given(st.integers(2, 8), st.integers(0, 10_000))
@settings(deadline=None, max_examples=80)
def test_from_any_state_the_plan_is_the_best_and_knows_every_answer_that_some_best_plan_gives(
    people: int, seed: int
) -> None:
    dice = random.Random(seed)
    table = Table(people, before=history(people, dice))
    table.write(PersonId(0))  # one author with two answers
    table.disturb(dice, steps=dice.randrange(20))
    answers, met = list(table.answers.values()), table.met()
    plan = RoundPlan(answers, table.present, met)
    found = outcome_with(plan.pairs(), answers, met)
    assert found == oracle(answers, table.present, met)
    for rater in table.present:
        mine = {
            each.answer_id
            for each in answers
            if each.may_be_rated_by(rater)
            and rater not in each.leased_to
            and each.taken() < each.needed
            and oracle(answers, table.present, met, forced=(rater, each.answer_id)) == found
        }
        assert plan.allowed(rater) == mine


def oracle(
    answers: list[OpenAnswer],
    present: Collection[PersonId],
    met: Met,
    forced: tuple[PersonId, AnswerId] | None = None,
) -> Plan:
    done = [each.rated_by | each.leased_to | ({forced[0]} if forced and forced[1] == each.answer_id else set())
            for each in answers]  # fmt: skip
    return best_plan(
        [each.author_id for each in answers],
        sorted(present),
        answers[0].needed,
        {(rater, author): times for (rater, author), times in met.items()},
        done=done,
    )


def outcome_with(pairs: Collection[tuple[PersonId, AnswerId]], answers: list[OpenAnswer], met: Met) -> Plan:
    authors = {each.answer_id: each.author_id for each in answers}
    rated = [*pairs, *((rater, each.answer_id) for each in answers for rater in each.rated_by | each.leased_to)]
    assert len(set(rated)) == len(rated)
    loads = Counter(rater for rater, _answer in rated)
    repeats = sum(met.get((rater, authors[answer]), 0) for rater, answer in rated)
    return Plan(len(rated), sum(load * load for load in loads.values()), repeats)


def test_whoever_every_best_plan_passes_over_waits_for_the_others() -> None:
    ann, bob, cat, dan = map(PersonId, range(4))
    answer = [OpenAnswer(AnswerId("a"), ann, 2)]
    met = {(bob, ann): 1}
    people = [ann, bob, cat, dan]
    assert choose_in_round(bob, answer, people, 3, seed="", met=met) is None
    assert choose_in_round(cat, answer, people, 3, seed="", met=met) is not None
    left = [ann, bob, cat]  # dan leaves: two places, and two who may take them
    assert choose_in_round(bob, answer, left, 2, seed="", met=met) is not None


def test_with_groups_that_do_not_rate_their_own_every_place_is_filled() -> None:
    """Nobody is made to wait for somebody who is barred from what is open."""
    for seed in range(20):
        dice = random.Random(seed)
        table = Table(6, seed=seed, before=history(6, dice))
        groups = {rater: frozenset(PersonId(each) for each in range(6) if each % 2 == rater % 2) for rater in range(6)}
        live = Round(NOW, frozenset(table.present), barred={PersonId(rater): who for rater, who in groups.items()})
        table.answers = {each.answer_id: each for each in within(live, table.answers.values())}
        table.play(dice)
        assert all(len(each.rated_by) == 3 for each in table.answers.values())
        assert not any(each.author_id in groups[rater] for each in table.answers.values() for rater in each.rated_by)


def test_what_the_lead_hid_needs_nothing_and_still_counts_as_had() -> None:
    hidden = OpenAnswer(AnswerId("a"), PersonId(1), 3, frozenset({PersonId(2)}))
    live = Round(NOW, frozenset(map(PersonId, range(1, 4))), without=frozenset({hidden.answer_id}))
    (seen,) = within(live, [hidden])
    assert (seen.needed, seen.rated_by) == (0, hidden.rated_by)


def test_among_equally_good_plans_the_least_taken_answer_comes_first() -> None:
    people = [PersonId(each) for each in range(5)]
    answers = [
        OpenAnswer(AnswerId("a"), people[1], 3, leased_to=frozenset({people[2]})),
        OpenAnswer(AnswerId("b"), people[2], 3),
        OpenAnswer(AnswerId("c"), people[3], 3, rated_by=frozenset({people[4]})),
    ]
    for seed in range(20):
        chosen = choose_in_round(people[0], answers, people, 3, seed=str(seed))
        assert chosen is not None
        assert chosen.answer_id == "b"


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

    @rule()
    def plan_the_rest(self) -> None:
        """Whatever happened before, the next one who asks finds the best plan for what is left."""
        answers, met = list(self.table.answers.values()), self.table.met()
        if self.table.present:
            plan = RoundPlan(answers, self.table.present, met)
            assert outcome_with(plan.pairs(), answers, met) == oracle(answers, self.table.present, met)

    @rule(seed=st.integers(0, 99))
    def play_to_the_end(self, seed: int) -> None:
        """Nobody leaves any more: every place is filled for which there is somebody."""
        if self.table.present:
            expected = oracle(list(self.table.answers.values()), self.table.present, {}).filled
            self.table.play(random.Random(seed))
            assert sum(len(each.rated_by) for each in self.table.answers.values()) == expected
            self.rated = {each.answer_id: each.rated_by for each in self.table.answers.values()}

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
