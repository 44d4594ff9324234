"""Rules 3: the answer score, against independent solutions of the same problem."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.fitting import Basis, Fit, GoldScore, RaterScore, fit_scores
from trainer.domain.rubric import STANDARD

Rows = list[RaterScore[int, int]]


def dense(
    scores: Rows, gold: list[GoldScore[int]], la: float = 0.5, lr: float = 2.5
) -> tuple[float, dict[int, float], dict[int, float], dict[int, float]]:
    """mu, mu + q, b and half widths by one dense penalised least-squares solution."""
    answers = sorted({row.answer for row in scores})
    raters = sorted({row.rater for row in scores} | {row.rater for row in gold})
    size = 1 + len(answers) + len(raters)
    design = np.zeros((len(scores) + len(gold), size))
    y = np.zeros(len(design))
    for n, row in enumerate(scores):
        design[n, [0, 1 + answers.index(row.answer), 1 + len(answers) + raters.index(row.rater)]] = 1
        y[n] = row.score
    for n, anchor in enumerate(gold, start=len(scores)):
        design[n, 1 + len(answers) + raters.index(anchor.rater)] = 1
        y[n] = anchor.score - anchor.expected
    penalty = np.diag([0.0, *[la] * len(answers), *[lr] * len(raters)])
    normal = design.T @ design + penalty
    solution = np.linalg.solve(normal, design.T @ y)
    errors = y - design @ solution
    k = len(scores) / len(answers)
    df = max(1.0, len(y) - len(answers) * k / (k + 0.5) - 0.7 * len(raters))
    v = (errors @ errors + 8 * 120) / (df + 8)
    inverse = np.linalg.inv(normal)
    half = {}
    for place, answer in enumerate(answers, start=1):
        c = np.zeros(size)
        c[[0, place]] = 1
        half[answer] = float(1.25 * 1.645 * np.sqrt(v * c @ inverse @ c))
    return (
        float(solution[0]),
        {answer: float(solution[0] + solution[1 + n]) for n, answer in enumerate(answers)},
        {rater: float(solution[1 + len(answers) + n]) for n, rater in enumerate(raters)},
        half,
    )


@st.composite
def designs(draw: st.DrawFn) -> tuple[Rows, list[GoldScore[int]]]:
    score = st.floats(0, 100, allow_nan=False)
    pairs = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), min_size=1, max_size=40, unique=True))
    rows = [RaterScore(answer, rater, draw(score)) for answer, rater in pairs]
    gold = [GoldScore(draw(st.integers(0, 6)), draw(score), draw(score)) for _n in range(draw(st.integers(0, 5)))]
    return rows, gold


@given(designs())
@settings(deadline=None)
def test_the_fit_is_the_dense_penalised_least_squares_solution(design: tuple[Rows, list[GoldScore[int]]]) -> None:
    rows, gold = design
    level, scores, leniency, half = dense(rows, gold)
    fit = fit_scores(rows, gold)
    assert fit.level == pytest.approx(level, abs=1e-9, rel=1e-9)
    assert fit.leniency == pytest.approx(leniency, abs=1e-9)
    for answer, found in fit.answers.items():
        assert found.mean == pytest.approx(np.mean([row.score for row in rows if row.answer == answer]))
        if found.basis is Basis.FITTED:
            assert found.score == pytest.approx(scores[answer], abs=1e-9, rel=1e-9)
            assert found.half_width == pytest.approx(half[answer], abs=1e-9)
        else:
            assert (found.score, found.half_width) == (found.mean, None)


def test_a_strict_rater_pulls_nobody_down() -> None:
    truth = {answer: 40.0 + 5 * answer for answer in range(8)}
    rows = [
        RaterScore(answer, rater, truth[answer] + (-20 if rater == 0 else 10))
        for answer in truth
        for rater in ((answer + n) % 4 for n in range(3))
    ]
    fit = fit_scores(rows)
    strict_ones = [answer for answer in truth if any(row.answer == answer and row.rater == 0 for row in rows)]
    rises = [fit.answers[answer].score - fit.answers[answer].mean for answer in strict_ones]
    others = [found.score - found.mean for answer, found in fit.answers.items() if answer not in strict_ones]
    assert sum(rises) / len(rises) > 0 > sum(others) / len(others)
    assert all(fit.answers[answer].strictness > 0 for answer in strict_ones)


def test_one_rating_or_raters_with_one_answer_give_the_plain_mean() -> None:
    alone = fit_scores([RaterScore(1, 1, 50.0), RaterScore(2, 1, 70.0), RaterScore(2, 2, 90.0)])
    assert alone.answers[1].basis is Basis.TOO_FEW
    once_each = fit_scores([RaterScore(1, 1, 50.0), RaterScore(1, 2, 70.0)])
    assert (once_each.answers[1].basis, once_each.answers[1].score) == (Basis.TOO_FEW, 60.0)


def two_rooms() -> Rows:
    return [
        RaterScore(answer, rater, 50.0 + answer)
        for room in (0, 10)
        for answer in (room, room + 1)
        for rater in (room, room + 1)
    ]


def test_two_rooms_that_share_nobody_are_not_compared() -> None:
    assert {found.basis for found in fit_scores(two_rooms()).answers.values()} == {Basis.NOT_LINKED}


def test_gold_answers_link_the_rooms() -> None:
    fit: Fit[int, int] = fit_scores(two_rooms(), [GoldScore(0, 60, 62), GoldScore(10, 70, 62)])
    assert {found.basis for found in fit.answers.values()} == {Basis.FITTED}


def test_nothing_to_fit_is_said() -> None:
    with pytest.raises(ValueError, match="nothing to fit"):
        fit_scores([])


WEIGHTS = [each.weight for each in STANDARD]


class Room:
    """A made-up team of 8, k = 3, whose raters break the model as people do: they differ in severity and in how far they spread
    their scores, have good and bad days, one in twenty hardly looks, and all they can say is five whole levels."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.raters = [
            (self.dice.gauss(0, 10), 0.25 if self.dice.random() < 0.05 else self.dice.uniform(0.7, 1.2))
            for _n in range(8)
        ]

    def rate(self, truth: float, rater: int, day: float) -> float:
        severity, slope = self.raters[rater]
        seen = 60 + slope * (truth - 60) + severity + day + self.dice.gauss(0, 11)
        levels = [min(4, max(0, round((seen + self.dice.gauss(0, 12)) / 25))) for _weight in WEIGHTS]
        return sum(weight * level for weight, level in zip(WEIGHTS, levels, strict=True)) / 4

    def last_of(self, sessions: int, *, gold: bool) -> tuple[float, float, int, int]:
        """Squared errors of fit and mean in the last session; how many of how many intervals cover the truth."""
        rows: Rows = []
        anchors: list[GoldScore[int]] = []
        truth = {}
        for session in range(sessions):
            order = self.dice.sample(range(8), 8)
            days = [self.dice.gauss(0, 6) for _rater in order]
            for place, author in enumerate(order):
                answer = session * 8 + author
                truth[answer] = min(100.0, max(0.0, self.dice.gauss(60, 17)))
                raters = [order[(place + n) % 8] for n in (1, 2, 3)]
                rows += [RaterScore(answer, rater, self.rate(truth[answer], rater, days[rater])) for rater in raters]
            if gold:
                anchors += [GoldScore(rater, self.rate(65, rater, days[rater]), 65) for rater in range(8)]
        fit = fit_scores(rows, anchors)
        found = {answer: fit.answers[answer] for answer in list(truth)[-8:]}
        return (
            sum((each.score - truth[answer]) ** 2 for answer, each in found.items()),
            sum((each.mean - truth[answer]) ** 2 for answer, each in found.items()),
            sum(abs(each.score - truth[answer]) <= (each.half_width or 0) for answer, each in found.items()),
            len(found),
        )


@pytest.mark.parametrize(("sessions", "gold", "gain"), [(1, False, 0.03), (8, True, 0.12)])
def test_in_a_simulated_team_it_beats_the_plain_mean_and_its_interval_holds(
    sessions: int, gold: bool, gain: float
) -> None:
    runs = [Room(seed).last_of(sessions, gold=gold) for seed in range(400)]
    fitted, plain, covered, n = (sum(column) for column in zip(*runs, strict=True))
    assert 1 - (fitted / plain) ** 0.5 >= gain, f"{1 - (fitted / plain) ** 0.5:.3f}"
    assert 0.85 <= covered / n <= 0.94, f"{covered / n:.3f}"
