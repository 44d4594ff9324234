"""The trend's false alarms and the intervals' coverage hold their bars; the benchmark of the pages can be taken."""

from pathlib import Path

from tests.benchmarks import progress, trends
from tests.support.histories import History


def test_an_unchanging_person_is_hardly_ever_called_improving_or_slipping() -> None:
    assert 0.02 < trends.ever_alarmed(500) <= trends.FALSE_ALARMS_AT_MOST


def test_a_clear_rise_is_mostly_seen() -> None:
    assert trends.ever_alarmed(100, gain=16.0) > 0.6


def test_the_intervals_cover_what_they_promise() -> None:
    assert 0.88 < trends.wilson_covers() < 0.93
    assert 0.87 < trends.student_covers(1500) < 0.93


def test_the_pages_are_measured_with_their_three_statements(tmp_path: Path) -> None:
    found = progress.measure(
        tmp_path / "trainer.db", "a few", History(people=4, cards_each=30, days=200, teams=2), rounds=1
    )
    assert len(found) == 8
    assert all(each.holds for each in found if each.absolute)
    assert all(each.value > 0 for each in found)
