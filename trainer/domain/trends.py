"""Quality over time: the mean with its interval, the trend of a half-year season, the drawn line. Source: rules 6.

Student's t needs no table: its quantile is found from the regularised incomplete beta function, to 1e-10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from math import exp, lgamma, log, sqrt
from statistics import fmean, stdev

QUALITY_CARDS = 20
QUALITY_FROM = 5
TREND_FROM = 20
TREND_WINDOW = 20
TREND_Z = 2.6
"""Chosen so that an unchanging person is called improving or slipping at most 8 times in 100 over 40 answers."""
PRIOR_SPREAD, PRIOR_PEOPLE = 15.0, 20.0
SMOOTHING = 0.2
START_OF = 5


@dataclass(frozen=True, slots=True)
class Quality:
    """Mean of the last 20 scores; the interval is 90 %, Student's t, from 5 scores on."""

    mean: float | None
    low: float | None
    high: float | None
    scores: int


class Direction(StrEnum):
    TOO_EARLY = "too_early"
    IMPROVING = "improving"
    STEADY = "steady"
    SLIPPING = "slipping"


@dataclass(frozen=True, slots=True)
class Trend:
    direction: Direction
    change: float
    """Mean of the last W scores less that of the first W, in points."""
    needed: float
    """The change from which it is called improving."""
    z: float


def quality(scores: Sequence[float]) -> Quality:
    """Rules 6 for scores with the newest first: 40 55 60 65 80 give 60 with 46.10-73.90."""
    last = list(scores[:QUALITY_CARDS])
    if not last:
        return Quality(None, None, None, 0)
    mean = fmean(last)
    if len(last) < QUALITY_FROM:
        return Quality(mean, None, None, len(last))
    half = t_quantile(0.95, len(last) - 1) * stdev(last) / sqrt(len(last))
    return Quality(mean, mean - half, mean + half, len(last))


def pooled_spread(people: Sequence[Sequence[float]]) -> float:
    """s of rules 6, in points: s^2 = (20 * 15^2 + half the sum of squared successive differences over all people) / (20 +
    their number). Each inner sequence holds one person's scores in the order of time."""
    squares = [(after - before) ** 2 for scores in people for before, after in pairwise(scores)]
    return pooled_spread_of(sum(squares), len(squares))


def pooled_spread_of(squares: float, pairs: int) -> float:
    """s of rules 6 from the sum of squared successive differences of all people and the number of those differences."""
    return sqrt((PRIOR_PEOPLE * PRIOR_SPREAD**2 + squares / 2) / (PRIOR_PEOPLE + pairs))


def trend(scores: Sequence[float], spread: float) -> Trend:
    """Rules 6 for one person's scores of the season, oldest first: from 20 scores on, W = min(20, n // 2), z = (mean of the
    last W - mean of the first W) / (s * sqrt(2 / W)); improving from 2.6, slipping from -2.6."""
    window = trend_window(len(scores))
    if not window:
        return Trend(Direction.TOO_EARLY, 0.0, 0.0, 0.0)
    change = fmean(scores[-window:]) - fmean(scores[:window])
    unit = spread * sqrt(2 / window)
    z = change / unit
    if z >= TREND_Z:
        direction = Direction.IMPROVING
    elif z <= -TREND_Z:
        direction = Direction.SLIPPING
    else:
        direction = Direction.STEADY
    return Trend(direction, change, TREND_Z * unit, z)


def trend_window(n: int) -> int:
    """W of rules 6: how many scores at either end are compared, min(20, n // 2); 0 under 20 scores, where it is too early."""
    return min(TREND_WINDOW, n // 2) if n >= TREND_FROM else 0


def smoothed(scores: Sequence[float]) -> list[float]:
    """The drawn line: an EWMA with lambda 0.2, started at the mean of the first 5; oldest first, one point a score."""
    if not scores:
        return []
    level = fmean(scores[:START_OF])
    line = []
    for score in scores:
        level += SMOOTHING * (score - level)
        line.append(level)
    return line


def season_of(at: datetime) -> tuple[int, int]:
    """The half-year season of an instant: (year, 1) January to June, (year, 2) July to December."""
    return at.year, 1 if at.month <= 6 else 2


def season_start(at: datetime) -> datetime:
    """The first instant of the half-year season of `at`: 1 January or 1 July, in the zone of `at` (UTC in the store)."""
    return at.replace(month=1 if at.month <= 6 else 7, day=1, hour=0, minute=0, second=0, microsecond=0)


@lru_cache(maxsize=256)
def t_quantile(probability: float, freedom: float) -> float:
    """Student's t: the value below which `probability` (0.5-1) of the distribution lies. Raises ValueError outside that."""
    if not 0.5 <= probability < 1 or freedom <= 0:
        raise ValueError("probability 0.5-1 and a positive number of degrees of freedom")
    low, high = 0.0, 1.0
    while _t_below(high, freedom) < probability:
        high *= 2
    for _step in range(200):
        middle = (low + high) / 2
        if _t_below(middle, freedom) < probability:
            low = middle
        else:
            high = middle
        if high - low <= 1e-12 * high:
            break
    return (low + high) / 2


def _t_below(t: float, freedom: float) -> float:
    return 1 - _incomplete_beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Regularised, by Lentz's continued fraction (Press et al., Numerical Recipes 6.4)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    result = d
    for m in range(1, 1000):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + numerator / c
            c = c if abs(c) > tiny else tiny
            step = d * c
            result *= step
        if abs(step - 1) < 1e-15:
            break
    return result
