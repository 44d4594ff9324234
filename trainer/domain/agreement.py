"""How far raters agree: Krippendorff's alpha, ordinal and interval. Source: rules 8.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011). alpha = 1 - observed / expected disagreement, over
all pairs of ratings of one unit. 1: they agree wholly; 0: as chance would have it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum

PAIRS_NEEDED = 30


class Agreement(StrEnum):
    """Alpha in words; the edges are Krippendorff's own (.800 to rely on, .667 for tentative conclusions)."""

    TOO_FEW = "too_few"
    STRONG = "strong"
    FAIR = "fair"
    LOOSE = "loose"


def alpha_ordinal(units: Sequence[Sequence[float]]) -> float | None:
    """Alpha with the ordinal distance: the values between two levels, each weighed by how often it occurs, squared.

    `units` holds the ratings of each thing rated; units with fewer than two are passed over. None: nothing can be paired, or
    all ratings are the same.
    """
    coincidences, totals = _coincidences(units)
    levels = sorted(totals)
    below: dict[float, float] = {}
    seen = 0.0
    for level in levels:
        below[level] = seen + totals[level] / 2
        seen += totals[level]

    def distance(one: float, other: float) -> float:
        return (below[one] - below[other]) ** 2

    return _alpha(coincidences, totals, distance)


def alpha_interval(units: Sequence[Sequence[float]]) -> float | None:
    """Alpha with the squared difference of the values as distance; `units` and None as in `alpha_ordinal`."""
    coincidences, totals = _coincidences(units)
    return _alpha(coincidences, totals, lambda one, other: (one - other) ** 2)


def pairs(units: Sequence[Sequence[float]]) -> int:
    """How many pairs of ratings of the same thing there are."""
    return sum(len(ratings) * (len(ratings) - 1) // 2 for ratings in units)


def agreement(units: Sequence[Sequence[float]]) -> Agreement:
    """Ordinal alpha in words, from 30 pairs on."""
    alpha = alpha_ordinal(units) if pairs(units) >= PAIRS_NEEDED else None
    if alpha is None:
        return Agreement.TOO_FEW
    return Agreement.STRONG if alpha >= 0.800 else Agreement.FAIR if alpha >= 0.667 else Agreement.LOOSE


def _coincidences(units: Sequence[Sequence[float]]) -> tuple[dict[tuple[float, float], float], Counter[float]]:
    coincidences: dict[tuple[float, float], float] = {}
    totals: Counter[float] = Counter()
    for ratings in units:
        count = len(ratings)
        if count < 2:
            continue
        values = Counter(ratings)
        for one, of_one in values.items():
            totals[one] += of_one
            for other, of_other in values.items():
                paired = of_one * (of_other - (one == other))
                coincidences[one, other] = coincidences.get((one, other), 0.0) + paired / (count - 1)
    return coincidences, totals


def _alpha(
    coincidences: dict[tuple[float, float], float], totals: Counter[float], distance: Callable[[float, float], float]
) -> float | None:
    n = sum(totals.values())
    expected = sum(totals[one] * totals[other] * distance(one, other) for one in totals for other in totals)
    if n < 2 or expected == 0:
        return None
    observed = sum(share * distance(one, other) for (one, other), share in coincidences.items())
    return 1.0 - (n - 1) * observed / expected
