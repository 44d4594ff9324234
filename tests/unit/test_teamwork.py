"""Rules 6 and 8: the team's level, its change, the bar, the recommend score."""

from datetime import timedelta

import numpy as np
import pytest

from tests.support.making import MONDAY
from trainer.domain.kinds import Outcome
from trainer.domain.teamwork import Change, next_bar, period_of, recommendation, team_change, team_level

HIT, MISS, OUT = Outcome.HIT, Outcome.MISS, Outcome.EXCLUDED


def test_people_with_five_cards_count_each_with_twenty_at_most() -> None:
    level = team_level([[HIT] * 30, [HIT] * 4, [OUT, *[MISS] * 5], []])
    assert (level.hits, level.eligible, level.counted, level.people) == (20, 25, 2, 4)


def test_an_empty_team_has_no_interval() -> None:
    assert team_level([]).low is None


def test_the_change_is_scipys_t_test_on_the_differences() -> None:
    from scipy import stats  # type: ignore[import-untyped]

    people = [
        ([50.0, 52, 54], [60.0, 66, 63]),
        ([40.0, 40, 46], [50.0, 48, 52]),
        ([70.0, 71, 72], [75.0, 77, 79]),
        ([1.0], [99.0]),
    ]
    differences = [np.mean(after) - np.mean(before) for before, after in people[:3]]
    low, high = stats.t.interval(0.95, 2, np.mean(differences), stats.sem(differences))
    found = team_change(people)
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)
    assert found.people == 3
    assert found.change is Change.UP
    assert team_change([(after, before) for before, after in people]).change is Change.DOWN


def test_a_change_that_may_be_chance_is_called_unclear_and_one_person_is_too_few() -> None:
    assert team_change([([50.0] * 3, [60.0] * 3), ([50.0] * 3, [45.0] * 3)]).change is Change.UNCLEAR
    assert team_change([([50.0] * 3, [60.0] * 3)]).change is Change.TOO_FEW


def test_the_bar_is_suggested_one_step_up_after_two_sure_periods() -> None:
    sure, unsure = team_level([[HIT] * 20] * 3), team_level([[HIT] * 16 + [MISS] * 4])
    assert next_bar(50, [sure, sure]) == 60
    assert next_bar(60, [unsure, sure, sure]) == 70
    assert next_bar(70, [sure, sure]) is None
    assert next_bar(50, [sure, unsure]) is None
    assert next_bar(50, [sure]) is None


def test_periods_are_four_weeks_counted_back() -> None:
    assert [period_of(MONDAY - timedelta(days=days), MONDAY) for days in (0, 27.9, 28, 56)] == [0, 0, 1, 2]


def test_the_recommend_score_from_ten_answers_with_its_error() -> None:
    assert recommendation([10] * 9).score is None
    answers = [10, 9, 9, 8, 7, 10, 6, 3, 9, 10]
    found = recommendation(answers)
    values = np.array([1 if each >= 9 else -1 if each <= 6 else 0 for each in answers])
    assert (found.promoters, found.passives, found.detractors) == (6, 2, 2)
    assert found.score == pytest.approx(100 * values.mean())
    assert found.error == pytest.approx(100 * values.std() / np.sqrt(10))
