"""The benchmark of the fit compares like with like, and says the right order of magnitude."""

import pytest

from tests.benchmarks.scoring import by_numpy, made_up, measure, ours


def test_both_solve_the_same_equations() -> None:
    rows, gold = made_up(600)
    for mine, theirs in zip(ours(rows, gold), by_numpy(rows, gold), strict=True):
        assert mine == pytest.approx(theirs, abs=1e-9)


def test_pure_python_is_in_the_order_of_numpy() -> None:
    # a smoke test with room for a busy machine; the bar itself (15) is for `python -m tests.benchmarks.scoring`
    assert measure(6_000, 3).ratio < 30
