"""Rules 6: the service level."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.kinds import Outcome
from trainer.domain.levels import LevelStatus, service_level, wilson, window_start


def outcomes(hits: int, n: int) -> list[Outcome]:
    return [Outcome.HIT] * hits + [Outcome.MISS] * (n - hits)


def test_seven_of_ten_is_0_442_to_0_873() -> None:
    low, high = wilson(7, 10)
    assert (round(low, 3), round(high, 3)) == (0.442, 0.873)


@pytest.mark.parametrize(
    ("hits", "n", "status"),
    [
        (4, 4, LevelStatus.TOO_EARLY),
        (0, 0, LevelStatus.TOO_EARLY),
        (5, 5, LevelStatus.EARLY),
        (0, 9, LevelStatus.EARLY),
        (7, 10, LevelStatus.NEAR),
        (8, 10, LevelStatus.MET),
        (16, 20, LevelStatus.MET),
        (19, 20, LevelStatus.SURELY_MET),
        (10, 20, LevelStatus.BELOW),
    ],
)
def test_statuses(hits: int, n: int, status: LevelStatus) -> None:
    level = service_level(outcomes(hits, n))
    assert (level.hits, level.eligible, level.status) == (hits, n, status)
    assert (level.low is None) == (status is LevelStatus.TOO_EARLY)


def test_only_the_last_twenty_eligible_cards_count() -> None:
    newest_first = [Outcome.EXCLUDED, *outcomes(20, 20), *outcomes(0, 15)]
    assert (service_level(newest_first).hits, service_level(newest_first).eligible) == (20, 20)


def test_the_window_is_180_days() -> None:
    assert window_start(datetime(2026, 6, 30, tzinfo=UTC)) == datetime(2026, 1, 1, tzinfo=UTC)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_an_independent_solution(case: tuple[int, int]) -> None:
    """Its ends solve |p - hits/n| = z sqrt(p (1 - p) / n)."""
    hits, n = case
    z = 1.6448536269514722
    for end in wilson(hits, n):
        assert (end - hits / n) ** 2 == pytest.approx(z * z * end * (1 - end) / n, abs=1e-12)
