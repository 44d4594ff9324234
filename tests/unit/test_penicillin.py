"""Rules 3: with known variance ratios the fit is the one that mixed-model programs publish.

The Penicillin data of Davies and Goldsmith (1972): zones of inhibition in mm, 24 plates crossed with 6 samples. Fitted by R's
lme4, lmer(diameter ~ 1 + (1|plate) + (1|sample)), as its documentation and D. Bates, "lme4: Mixed-effects modeling with R",
chapter 2, print it: standard deviations 0.8467 of plates, 1.9316 of samples, 0.5499 of what is left; intercept 22.9722.
"""

import pytest

from trainer.domain.fitting import Fit, RaterScore, fit_scores

SAMPLES = "ABCDEF"
PLATES = [
    "272326232321",
    "272326232321",
    "252125242420",
    "262325232320",
    "252226222320",
    "242225232219",
    "242023212219",
    "262226242421",
    "242124222220",
    "242124232219",
    "262326242421",
    "252226242420",
    "262426242522",
    "262326232320",
    "262325242422",
    "252225232320",
    "252124232320",
    "252224232319",
    "242123212119",
    "262326242421",
    "252124222218",
    "252225222220",
    "242124222419",
    "242124222118",
]
"""One word a plate: its six diameters, samples A to F, two digits each."""
PLATE_SD, SAMPLE_SD, RESIDUAL_SD = 0.8467, 1.9316, 0.5499
PUBLISHED = {"A": 2.1871, "B": -1.0105, "C": 1.9379, "D": -0.0969, "E": -0.0138, "F": -3.0037}
"""Conditional modes of the samples."""


def penicillin() -> Fit[int, str]:
    rows = [
        RaterScore(number, sample, float(plate[2 * place : 2 * place + 2]))
        for number, plate in enumerate(PLATES)
        for place, sample in enumerate(SAMPLES)
    ]
    assert len(rows) == 144
    return fit_scores(rows, lambda_answer=(RESIDUAL_SD / PLATE_SD) ** 2, lambda_rater=(RESIDUAL_SD / SAMPLE_SD) ** 2)


def test_the_samples_effects_are_the_published_ones() -> None:
    assert penicillin().leniency == pytest.approx(PUBLISHED, abs=2e-4)


def test_the_level_is_the_published_intercept_and_plates_are_shrunk_towards_it() -> None:
    fit = penicillin()
    assert fit.level == pytest.approx(22.9722, abs=5e-5)
    plates = [found.score - fit.level for found in fit.answers.values()]
    assert sum(plates) == pytest.approx(0, abs=1e-9)
    for found in fit.answers.values():  # six samples, equal for each plate: shrunk by 6 / (6 + lambda)
        shrunk = (found.mean - fit.level) * 6 / (6 + (RESIDUAL_SD / PLATE_SD) ** 2)
        assert found.score - fit.level == pytest.approx(shrunk, abs=1e-9)
