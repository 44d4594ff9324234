"""The benchmarks run and give figures. Whether they are good enough, `python -m tests.benchmarks` says on a quiet machine."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import measure
from tests.benchmarks.measuring import Ratio, in_turns


def test_a_ratio_holds_up_to_its_bar_and_says_so() -> None:
    assert Ratio("start", 125.0, 100.0, "ms", 1.25).holds
    assert not Ratio("start", 126.0, 100.0, "ms", 1.25).holds
    assert Ratio("silence", 400.0, 0.0, "B/s", 400, absolute=True).holds
    assert "TOO MUCH" in Ratio("start", 126.0, 100.0, "ms", 1.25).line()


def test_measures_are_taken_in_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []
    values = iter([100.0, 1.0, 2.0, 3.0])

    def first() -> float:
        order.append("first")
        return next(values)

    def second() -> float:
        order.append("second")
        return 7.0

    assert in_turns(3, first, second) == [2.0, 7.0]
    assert order == ["first", "second"] * 4


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="CPU time and memory are read from /proc")
def test_every_figure_can_be_taken(tmp_path: Path) -> None:
    figures = measure(tmp_path, rounds=1, keys=5, idle_seconds=1.0)
    assert {figure.unit for figure in figures} >= {"ms", "MB", "B/s"}
    assert all(figure.value > 0 for figure in figures)
