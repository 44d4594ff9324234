"""The answer score: what an answer is worth once some raters turn out strict and others mild. Source: rules 3.

Additive model, score(i, r) = mu + q_i + b_r + e, over the rater scores of the team's last 8 sessions; both effects are shrunk
with fixed ratios (a ridge, which is what a random-effects fit with known variance ratios gives). A gold answer with an
expected score G adds the row score - G = b_r + e. Solved exactly: the answers' equations are diagonal, so they are
eliminated, and only the small matrix of mu and the raters is inverted. Standard library alone; 6,000 ratings by 40
raters take a few hundredths of a second.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Generic, TypeVar

LAMBDA_ANSWER = 0.5
"""Error variance over the variance between answers."""
LAMBDA_RATER = 2.5
"""Error variance over the variance between raters."""
WINDOW_SESSIONS = 8
PRIOR_VARIANCE, PRIOR_WEIGHT = 120.0, 8.0
"""What e^2 is before much is known, in points squared, and how many rows that belief is worth."""
QUANTILE = 1.645
"""Two-sided 90 %, in as many digits as rules 3 have it, so that a score can be checked by hand."""
WIDENING = 1.25
"""The interval is this much wider than the formula's, so that it covers 90 % with the few ratings of a real team."""

A = TypeVar("A", bound=Hashable)
R = TypeVar("R", bound=Hashable)


class Basis(StrEnum):
    """What a published score rests on."""

    FITTED = "fitted"
    TOO_FEW = "too_few"
    """Fewer than 2 ratings of the answer, or fewer than 2 answers a rater: the plain mean."""
    NOT_LINKED = "not_linked"
    """Raters and answers fall into parts that nothing compares: the plain mean."""


@dataclass(frozen=True, slots=True)
class RaterScore(Generic[A, R]):
    answer: A
    rater: R
    score: float
    """0-100."""


@dataclass(frozen=True, slots=True)
class GoldScore(Generic[R]):
    rater: R
    score: float
    expected: float
    """What the card's author expects, 0-100."""


@dataclass(frozen=True, slots=True)
class AnswerScore:
    score: float
    """Fitted, or the plain mean where `basis` says so; unclipped (clip to 0-100 for display only)."""
    mean: float
    """Plain mean of the raters, always shown beside it."""
    half_width: float | None
    """Of the 90 % interval; None where nothing was fitted."""
    strictness: float
    """By how much this answer's raters give less than the team's typical one, in points; negative: they are mild."""
    raters: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Fit(Generic[A, R]):
    level: float
    """mu, the team's typical score."""
    answers: dict[A, AnswerScore]
    leniency: dict[R, float]
    """b_r: points that a rater gives above (or below) the others."""
    leniency_error: dict[R, float]
    """Standard error of b_r."""
    variance: float
    """v, of a single rater score, in points squared."""


def fit_scores(
    scores: Sequence[RaterScore[A, R]],
    gold: Sequence[GoldScore[R]] = (),
    *,
    lambda_answer: float = LAMBDA_ANSWER,
    lambda_rater: float = LAMBDA_RATER,
) -> Fit[A, R]:
    """Minimises sum e^2 + lambda_answer sum q^2 + lambda_rater sum b^2 and gives every answer its score and interval.

    The interval is score +- 1.25 * 1.645 * sqrt(v * c'A^-1 c), with A the penalised normal matrix and c selecting mu + q_i;
    v = (sum e^2 + 8 * 120) / (df + 8), df = max(1, N - n_a * k / (k + 0.5) - 0.7 * n_r), N counting gold rows as well. The
    plain mean replaces the fit as `Basis` tells. Raises ValueError without a rater score.
    """
    if not scores:
        raise ValueError("there is nothing to fit")
    answers = list(dict.fromkeys(row.answer for row in scores))
    raters = list(dict.fromkeys([*(row.rater for row in scores), *(row.rater for row in gold)]))
    column = {rater: place for place, rater in enumerate(raters, start=1)}
    rows_of: dict[A, list[tuple[int, float]]] = {answer: [] for answer in answers}
    for row in scores:
        rows_of[row.answer].append((column[row.rater], row.score))

    # The centre keeps the sums small: mu is fitted as a distance from the plain mean of all.
    centre = sum(row.score for row in scores) / len(scores)
    size = len(raters) + 1
    matrix = [[0.0] * size for _place in range(size)]
    right = [0.0] * size
    for rows in rows_of.values():
        _eliminate(rows, centre, lambda_answer, matrix, right)
    for anchor in gold:
        place = column[anchor.rater]
        matrix[place][place] += 1.0
        right[place] += anchor.score - anchor.expected
    for place in range(1, size):
        matrix[place][place] += lambda_rater
    inverse = invert(matrix)
    solution = [sum(a * b for a, b in zip(line, right, strict=True)) for line in inverse]
    level, biases = centre + solution[0], solution

    quality = {
        answer: sum(score - level - biases[place] for place, score in rows) / (len(rows) + lambda_answer)
        for answer, rows in rows_of.items()
    }
    squares = sum(
        (score - level - quality[answer] - biases[place]) ** 2
        for answer, rows in rows_of.items()
        for place, score in rows
    ) + sum((anchor.score - anchor.expected - biases[column[anchor.rater]]) ** 2 for anchor in gold)
    variance = _variance(squares, len(scores), len(gold), len(answers), len(raters))
    basis = _bases(rows_of, column, gold)
    return Fit(
        level=level,
        answers={
            answer: _scored(rows, level + quality[answer], biases, basis[answer], variance, inverse, lambda_answer)
            for answer, rows in rows_of.items()
        },
        leniency={rater: biases[place] for rater, place in column.items()},
        leniency_error={rater: sqrt(variance * inverse[place][place]) for rater, place in column.items()},
        variance=variance,
    )


def invert(matrix: list[list[float]]) -> list[list[float]]:
    """Inverse of a symmetric positive definite matrix, by Gauss-Jordan (no pivoting is needed). Raises ValueError else."""
    size = len(matrix)
    work = [[*line, *(1.0 if place == own else 0.0 for place in range(size))] for own, line in enumerate(matrix)]
    for pivot in range(size):
        top = work[pivot]
        if top[pivot] <= 0.0:
            raise ValueError("the matrix is not positive definite")
        scale = 1.0 / top[pivot]
        top = work[pivot] = [value * scale for value in top]
        for other in range(size):
            factor = work[other][pivot]
            if other != pivot and factor:
                work[other] = [value - factor * above for value, above in zip(work[other], top, strict=True)]
    return [line[size:] for line in work]


def _eliminate(
    rows: list[tuple[int, float]], centre: float, shrinkage: float, matrix: list[list[float]], right: list[float]
) -> None:
    """Adds one answer's rows to the normal equations of mu and the raters, its own effect eliminated."""
    count = len(rows)
    keep = 1.0 / (count + shrinkage)
    total = sum(score for _place, score in rows) - count * centre
    columns = [(0, float(count)), *((place, 1.0) for place, _score in rows)]
    right[0] += total
    matrix[0][0] += count
    for place, score in rows:
        right[place] += score - centre
        matrix[place][place] += 1.0
        matrix[0][place] += 1.0
        matrix[place][0] += 1.0
    for one, weight in columns:
        right[one] -= keep * weight * total
        line = matrix[one]
        for other, other_weight in columns:
            line[other] -= keep * weight * other_weight


def _scored(
    rows: list[tuple[int, float]],
    fitted: float,
    biases: list[float],
    basis: Basis,
    variance: float,
    inverse: list[list[float]],
    shrinkage: float,
) -> AnswerScore:
    count = len(rows)
    mean = sum(score for _place, score in rows) / count
    if basis is not Basis.FITTED:
        return AnswerScore(mean, mean, None, 0.0, count, basis)
    # c'A^-1 c = 1/d + (e - u)' S^-1 (e - u): d the answer's own diagonal, u what eliminating it left, e selecting mu.
    keep = 1.0 / (count + shrinkage)
    ends = [(0, 1.0 - count * keep), *((place, -keep) for place, _score in rows)]
    spread = keep + sum(
        weight * other_weight * inverse[one][other] for one, weight in ends for other, other_weight in ends
    )
    strictness = -sum(biases[place] for place, _score in rows) / count
    return AnswerScore(fitted, mean, WIDENING * QUANTILE * sqrt(variance * spread), strictness, count, basis)


def _variance(squares: float, peer_rows: int, gold_rows: int, answers: int, raters: int) -> float:
    each = peer_rows / answers
    freedom = max(1.0, peer_rows + gold_rows - answers * each / (each + 0.5) - 0.7 * raters)
    return (squares + PRIOR_WEIGHT * PRIOR_VARIANCE) / (freedom + PRIOR_WEIGHT)


def _bases(
    rows_of: dict[A, list[tuple[int, float]]], column: dict[R, int], gold: Sequence[GoldScore[R]]
) -> dict[A, Basis]:
    """Which answers the fit may speak for.

    A rater's answers count gold ones too. Parts of the rater-answer graph that hold a gold row are linked through it.
    """
    rated = [0] * (len(column) + 1)
    parent = list(range(len(column) + 1))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for rows in rows_of.values():
        for place, _score in rows:
            rated[place] += 1
            parent[root(place)] = root(rows[0][0])
    anchored = set()
    for anchor in gold:
        rated[column[anchor.rater]] += 1
        anchored.add(root(column[anchor.rater]))
    parts = {root(rows[0][0]) for rows in rows_of.values()}
    bases = {}
    for answer, rows in rows_of.items():
        few = len(rows) < 2 or sum(rated[place] for place, _score in rows) < 2 * len(rows)
        linked = len(parts) == 1 or root(rows[0][0]) in anchored
        bases[answer] = Basis.TOO_FEW if few else Basis.FITTED if linked else Basis.NOT_LINKED
    return bases
