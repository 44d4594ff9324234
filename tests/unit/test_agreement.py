"""Rules 8: agreement between raters, against Krippendorff's own worked example (2011, section E)."""

import pytest

from trainer.domain.agreement import Agreement, agreement, alpha_interval, alpha_ordinal, pairs

_: float | None = None
OBSERVERS: list[list[float | None]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
UNITS = [[each for each in unit if each is not None] for unit in zip(*OBSERVERS, strict=True)]


def test_krippendorffs_example_gives_his_figures() -> None:
    assert alpha_ordinal(UNITS) == pytest.approx(0.815, abs=5e-4)
    assert alpha_interval(UNITS) == pytest.approx(0.849, abs=5e-4)


def test_whole_agreement_is_one_and_chance_is_about_nought() -> None:
    assert alpha_ordinal([[1, 1], [2, 2], [3, 3]]) == 1.0
    chance = alpha_ordinal([[a, b] for a in range(5) for b in range(5)])
    assert chance is not None
    assert abs(chance) < 0.05


def test_where_nothing_differs_or_nothing_is_paired_there_is_no_alpha() -> None:
    assert alpha_ordinal([[3, 3], [3, 3]]) is None
    assert alpha_interval([[1], [2]]) is None
    assert alpha_ordinal([]) is None


def test_words_come_from_thirty_pairs_on() -> None:
    units = [[1.0, 1.0], [4.0, 4.0]] * 14 + [[1.0, 1.0]]
    assert (pairs(units), agreement(units)) == (29, Agreement.TOO_FEW)
    assert agreement([*units, [4.0, 4.0]]) is Agreement.STRONG
    assert agreement([[0.0, 4.0], [4.0, 0.0]] * 20) is Agreement.LOOSE
