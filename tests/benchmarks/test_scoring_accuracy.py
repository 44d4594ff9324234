"""The accuracy statement, held on fewer teams than its table is made of (rules 3, the issue's bars)."""

import pytest

from tests.benchmarks.scoring_accuracy import simulate, spearman


@pytest.mark.parametrize(("sessions", "gold", "gain"), [(1, False, 0.03), (8, True, 0.12)])
def test_eight_people_and_three_ratings_come_nearer_than_the_plain_mean(sessions: int, gold: bool, gain: float) -> None:
    found = simulate(8, 3, sessions, gold=gold, rounds=200)
    assert found.gain >= gain, f"{found.gain:.3f}"
    assert 0.85 <= found.coverage <= 0.94, f"{found.coverage:.3f}"
    assert found.rank("ours") >= found.rank("mean")


def test_without_any_bias_it_is_no_worse_than_the_plain_mean() -> None:
    found = simulate(8, 3, 1, gold=False, biased=False, rounds=200)
    assert found.gain >= 0


def test_rank_agreement_shares_ranks_among_ties() -> None:
    assert spearman([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert spearman([1, 2, 3], [30, 20, 10]) == pytest.approx(-1)
    assert spearman([1, 1, 2], [5, 5, 9]) == pytest.approx(1)
    assert spearman([1, 1, 1], [5, 6, 9]) == 0
