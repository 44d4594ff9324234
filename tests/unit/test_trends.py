"""Rules 6: quality, trend and line, beside scipy's own Student's t."""

import random
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit  # type: ignore[import-untyped]

from trainer.domain.trends import Direction, pooled_spread, quality, season_of, smoothed, t_quantile, trend


def test_the_worked_example_of_quality() -> None:
    found = quality([40, 55, 60, 65, 80])
    assert found.mean == 60
    assert (round(found.low or 0, 2), round(found.high or 0, 2)) == (46.10, 73.90)


def test_under_five_scores_there_is_no_interval_and_without_scores_no_mean() -> None:
    assert quality([50, 60, 70, 80]).low is None
    assert quality([]).mean is None
    assert quality([10.0] * 20 + [90.0] * 5).mean == 10


@given(st.lists(st.floats(0, 100), min_size=5, max_size=20))
def test_the_interval_is_scipys(scores: list[float]) -> None:
    found = quality(scores)
    half = stdtrit(len(scores) - 1, 0.95) * np.std(scores, ddof=1) / np.sqrt(len(scores))
    assert found.low == pytest.approx(np.mean(scores) - half, abs=1e-8)
    assert found.high == pytest.approx(np.mean(scores) + half, abs=1e-8)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 19, 39, 200])
@pytest.mark.parametrize("probability", [0.5, 0.9, 0.95, 0.975, 0.995])
def test_students_t_is_scipys(probability: float, freedom: int) -> None:
    assert t_quantile(probability, freedom) == pytest.approx(stdtrit(freedom, probability), rel=1e-9, abs=1e-9)


def test_the_worked_example_of_the_trend() -> None:
    improving = trend([55.0] * 10 + [73.0] * 10, 15.0)
    assert (improving.direction, round(improving.z, 2)) == (Direction.IMPROVING, 2.68)
    steady = trend([55.0] * 10 + [71.0] * 10, 15.0)
    assert (steady.direction, steady.change, round(steady.needed, 1)) == (Direction.STEADY, 16.0, 17.4)
    assert trend([73.0] * 10 + [55.0] * 10, 15.0).direction is Direction.SLIPPING
    assert trend([55.0] * 19, 15.0).direction is Direction.TOO_EARLY


def test_the_windows_are_at_most_twenty_and_never_overlap() -> None:
    assert trend([0.0] * 20 + [50.0] * 10 + [100.0] * 20, 15.0).change == 100
    assert trend([0.0] * 10 + [100.0] * 11, 15.0).change == 100


def test_spread_starts_at_15_and_learns_from_neighbouring_scores() -> None:
    assert pooled_spread([]) == 15
    assert pooled_spread([[60.0], [70.0]]) == 15
    people = [[50.0, 60.0, 40.0], [70.0, 70.0]]
    assert pooled_spread(people) == pytest.approx(((20 * 225 + (100 + 400 + 0) / 2) / 23) ** 0.5)


def test_an_unchanging_person_is_seldom_called_anything_but_steady() -> None:
    dice = random.Random(7)
    runs = [[dice.gauss(65, 15) for _n in range(40)] for _run in range(1500)]
    alarms = sum(
        any(trend(run[:n], 15.0).direction not in (Direction.STEADY, Direction.TOO_EARLY) for n in range(20, 41))
        for run in runs
    )
    assert alarms / len(runs) <= 0.08


def test_the_line_starts_at_the_mean_of_the_first_five_and_follows_slowly() -> None:
    assert smoothed([]) == []
    assert smoothed([50.0] * 5) == [50.0] * 5
    assert smoothed([40.0, 60.0, 50.0, 50.0, 50.0])[0] == pytest.approx(48.0)


def test_a_season_is_half_a_year() -> None:
    assert season_of(datetime(2026, 6, 30, tzinfo=UTC)) == (2026, 1)
    assert season_of(datetime(2026, 7, 1, tzinfo=UTC)) == (2026, 2)
