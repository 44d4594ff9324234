"""The benchmark of the pull compares like with like: at forty people, too, nobody could plan fewer repeats."""

from tests.benchmarks.pulling import EACH, PEOPLE, a_round, repeats_by_scipy, repeats_of_plan
from tests.support.flows import best_plan


def test_the_plan_of_forty_people_is_the_best_there_is() -> None:
    answers, people, met = a_round(1)
    best = best_plan([each.author_id for each in answers], people, EACH, {(r, a): n for (r, a), n in met.items()})
    assert (best.filled, best.squares) == (PEOPLE * EACH, PEOPLE * EACH**2)
    assert repeats_by_scipy(answers, people, met) <= repeats_of_plan(answers, people, met) == best.repeats
