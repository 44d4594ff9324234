"""Service level: how many of the last cards were answered to standard, and how sure that is. Source: rules 6."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt

from trainer.domain.kinds import Outcome
from trainer.domain.rubric import TARGET

WINDOW_CARDS = 20
WINDOW_DAYS = 180
EARLY_FROM = 5
JUDGED_FROM = 10
Z_90 = 1.6448536269514722
"""1.645: two-sided 90 %."""


class LevelStatus(StrEnum):
    TOO_EARLY = "too_early"
    EARLY = "early"
    SURELY_MET = "surely_met"
    MET = "met"
    NEAR = "near"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    hits: int
    eligible: int
    status: LevelStatus
    low: float | None
    high: float | None
    """Wilson 90 % interval of the share; None under 5 cards."""
    target: float = TARGET


def wilson(hits: int, n: int, z: float = Z_90) -> tuple[float, float]:
    """Wilson score interval of hits / n: (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). 7 of 10: 0.442-0.873."""
    share = hits / n
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    middle = share + z * z / (2 * n)
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def service_level(outcomes: Sequence[Outcome], target: float = TARGET) -> ServiceLevel:
    """Rules 6 for outcomes within the window (hits and misses; anything excluded is passed over, newest 20 first)."""
    eligible = [each for each in outcomes if each is not Outcome.EXCLUDED][:WINDOW_CARDS]
    n, hits = len(eligible), sum(each is Outcome.HIT for each in eligible)
    if n < EARLY_FROM:
        return ServiceLevel(hits, n, LevelStatus.TOO_EARLY, None, None, target)
    low, high = wilson(hits, n)
    status = level_status(hits, n, low, high, target)
    return ServiceLevel(hits, n, status, low, high, target)


def level_status(hits: int, n: int, low: float, high: float, target: float) -> LevelStatus:
    """Rules 6 for `hits` of `n` cards (5 or more) and the ends of their interval; from 10 cards on set beside the target."""
    if n < JUDGED_FROM:
        return LevelStatus.EARLY
    if low >= target:
        return LevelStatus.SURELY_MET
    if hits / n >= target:
        return LevelStatus.MET
    return LevelStatus.NEAR if high >= target else LevelStatus.BELOW


def window_start(now: datetime) -> datetime:
    """Cards closed before this instant are outside the window of 180 days."""
    return now - timedelta(days=WINDOW_DAYS)
