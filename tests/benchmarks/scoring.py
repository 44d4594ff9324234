"""The fit in pure Python beside numpy on the same equations, in one run: `python -m tests.benchmarks.scoring`.

6,000 ratings of 2,000 answers by 40 raters, with a gold answer a rater and session: a lot for a team of 40 in 8 sessions. Both
start from the same rows and give every answer's score and interval and every rater's leniency; numpy has its rows coded
as integers first, inside the time, as anybody would have to, and one thread. Ends with 1 when the ratio is over its bar.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: threads would cost it more than they bring here

import numpy as np

from tests.benchmarks.measuring import Ratio, in_turns
from trainer.domain.fitting import (
    LAMBDA_ANSWER,
    LAMBDA_RATER,
    PRIOR_VARIANCE,
    PRIOR_WEIGHT,
    QUANTILE,
    WIDENING,
    GoldScore,
    RaterScore,
    fit_scores,
)

AT_MOST = 15.0
Rows = list[RaterScore[str, int]]
Gold = list[GoldScore[int]]
Found = tuple[dict[str, float], dict[str, float], dict[int, float]]
"""Scores and half widths of the answers, leniency of the raters."""


def made_up(ratings: int, raters: int = 40, seed: int = 1) -> tuple[Rows, Gold]:
    dice = random.Random(seed)
    lean = [dice.gauss(0, 8) for _each in range(raters)]
    rows: Rows = []
    for answer in range(ratings // 3):
        worth = dice.gauss(60, 14)
        for rater in dice.sample(range(raters), 3):
            rows.append(RaterScore(f"answer-{answer}", rater, worth + lean[rater] + dice.gauss(0, 11)))
    gold = [GoldScore(rater, 70 + lean[rater] + dice.gauss(0, 11), 70.0) for rater in range(raters) for _n in range(8)]
    return rows, gold


def ours(rows: Rows, gold: Gold) -> Found:
    fit = fit_scores(rows, gold)
    return (
        {answer: found.score for answer, found in fit.answers.items()},
        {answer: found.half_width or 0.0 for answer, found in fit.answers.items()},
        fit.leniency,
    )


def by_numpy(rows: Sequence[RaterScore[str, int]], gold: Gold) -> Found:
    """The same equations with the answers eliminated, as numpy would do them."""
    answers = {name: place for place, name in enumerate(dict.fromkeys(row.answer for row in rows))}
    everybody = dict.fromkeys([*(row.rater for row in rows), *(anchor.rater for anchor in gold)])
    raters = {name: place for place, name in enumerate(everybody, start=1)}
    at = np.array([answers[row.answer] for row in rows])
    by = np.array([raters[row.rater] for row in rows])
    y = np.array([row.score for row in rows])
    centre = y.mean()
    y = y - centre
    size = len(raters) + 1
    each = np.zeros((len(answers), size))  # how often each rater, and mu, stands in an answer's rows
    np.add.at(each, (at, by), 1.0)
    counts = each.sum(axis=1)
    each[:, 0] = counts
    keep = 1.0 / (counts + LAMBDA_ANSWER)
    total = np.bincount(at, y, len(answers))
    held = np.bincount(by, minlength=size).astype(float)
    gold_by = np.array([raters[anchor.rater] for anchor in gold])
    gold_y = np.array([anchor.score - anchor.expected for anchor in gold])
    matrix = np.diag(held + np.bincount(gold_by, minlength=size) + LAMBDA_RATER)
    matrix[0, :] = matrix[:, 0] = held
    matrix[0, 0] = len(rows)
    matrix -= each.T @ (each * keep[:, None])
    right = np.bincount(by, y, size) + np.bincount(gold_by, gold_y, size)
    right[0] = y.sum()
    right -= each.T @ (keep * total)
    inverse = np.linalg.inv(matrix)
    solution = inverse @ right
    quality = keep * (total - each @ solution)
    errors = y - solution[0] - solution[by] - quality[at]
    gold_errors = gold_y - solution[gold_by]
    k = len(rows) / len(answers)
    freedom = max(1.0, len(rows) + len(gold) - len(answers) * k / (k + 0.5) - 0.7 * len(raters))
    squares = errors @ errors + gold_errors @ gold_errors
    variance = (squares + PRIOR_WEIGHT * PRIOR_VARIANCE) / (freedom + PRIOR_WEIGHT)
    ends = -each * keep[:, None]
    ends[:, 0] += 1.0
    spread = keep + np.einsum("ij,jk,ik->i", ends, inverse, ends, optimize=True)
    half = WIDENING * QUANTILE * np.sqrt(variance * spread)
    scores = centre + solution[0] + quality
    return (
        dict(zip(answers, scores.tolist(), strict=True)),
        dict(zip(answers, half.tolist(), strict=True)),
        {name: float(solution[place]) for name, place in raters.items()},
    )


def measure(ratings: int = 6_000, rounds: int = 9) -> Ratio:
    rows, gold = made_up(ratings)
    slow, quick = in_turns(rounds, _taken(ours, rows, gold), _taken(by_numpy, rows, gold))
    return Ratio(f"{ratings:,} ratings fitted, beside numpy", slow, quick, "ms", AT_MOST)


def _taken(solve: Callable[[Rows, Gold], Found], rows: Rows, gold: Gold) -> Callable[[], float]:
    def taken() -> float:
        began = time.thread_time()
        solve(rows, gold)
        return 1000 * (time.thread_time() - began)

    return taken


def main() -> int:
    found = measure()
    sys.stdout.write(found.line() + "\n")
    return 0 if found.holds else 1


if __name__ == "__main__":
    sys.exit(main())
