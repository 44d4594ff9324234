"""Rules 6: mastery by complaint type, beside scipy's Beta distribution."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.making import MONDAY
from trainer.domain.kinds import ComplaintType
from trainer.domain.mastery import PastScore, Stage, masteries, mastery


def test_the_worked_example() -> None:
    found = mastery([PastScore(40, 0), PastScore(60, 180), PastScore(80, 360)], 0.6)
    assert (round(found.mean, 3), round(found.cautious, 3), found.evidence, found.stage) == (
        0.574,
        0.384,
        1.75,
        Stage.LEARNING,
    )


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 720)), max_size=8), st.floats(0.05, 0.95))
def test_it_is_the_beta_distribution_of_the_rules(past: list[tuple[float, float]], prior: float) -> None:
    from scipy.stats import beta  # type: ignore[import-untyped]  # a second to load, so not before

    weights = [0.5 ** (age / 180) for _score, age in past]
    good = 4 * prior + sum(w * score / 100 for w, (score, _age) in zip(weights, past, strict=True))
    bad = 4 * (1 - prior) + sum(w * (1 - score / 100) for w, (score, _age) in zip(weights, past, strict=True))
    found = mastery([PastScore(score, age) for score, age in past], prior)
    mean, variance = beta.stats(good, bad)
    assert found.mean == pytest.approx(mean)
    assert found.cautious == pytest.approx(mean - variance**0.5)


def test_stages_follow_mean_and_evidence() -> None:
    assert mastery([], 0.9).stage is Stage.NEW
    assert mastery([PastScore(90, 0)] * 2, 0.6).stage is Stage.SOLID
    assert mastery([PastScore(90, 0)] * 4, 0.7).stage is Stage.MASTERED
    assert mastery([PastScore(30, 0)] * 6, 0.7).stage is Stage.LEARNING


def test_mastery_fades_by_itself() -> None:
    fresh, old = ([PastScore(90, age)] * 4 for age in (0, 360))
    assert (mastery(fresh, 0.7).stage, mastery(old, 0.7).stage) == (Stage.MASTERED, Stage.LEARNING)


def test_every_type_is_there_and_the_prior_is_the_persons_own_mean() -> None:
    found = masteries(
        [(ComplaintType.FEAR, 80.0, MONDAY - timedelta(days=180))], [ComplaintType.FEAR, ComplaintType.TASTE], MONDAY
    )
    assert found[ComplaintType.TASTE].mean == pytest.approx(0.8)
    assert found[ComplaintType.FEAR].evidence == pytest.approx(0.5)
