"""How a team stands, without anybody's rank. Source: rules 6 (team, raising the bar), 7 (who is to be talked to), 8."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt
from statistics import fmean, stdev

from trainer.domain.kinds import Outcome
from trainer.domain.levels import EARLY_FROM, WINDOW_CARDS, LevelStatus, level_status, wilson
from trainer.domain.rubric import TARGET
from trainer.domain.trends import t_quantile

CHANGE_FROM = 3
"""Answers a person needs in each month to be compared."""
BARS = (50.0, 60.0, 70.0)
PERIOD_DAYS = 28
CHANGE_DAYS = 30
"""Month to month: the last 30 days against the 30 before them."""
RECOMMEND_FROM = 10


@dataclass(frozen=True, slots=True)
class TeamLevel:
    hits: int
    eligible: int
    low: float | None
    high: float | None
    counted: int
    """People with at least 5 cards."""
    people: int
    target: float = TARGET

    @property
    def status(self) -> LevelStatus:
        """The words of an employee's level for the pooled cards."""
        if self.low is None or self.high is None:
            return LevelStatus.TOO_EARLY
        return level_status(self.hits, self.eligible, self.low, self.high, self.target)


class Change(StrEnum):
    TOO_FEW = "too_few"
    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class TeamChange:
    change: Change
    mean: float | None
    """None under two people."""
    low: float | None
    high: float | None
    """95 % t interval of the per-person differences of means, in points."""
    people: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    """ "Would you recommend these sessions to a colleague?", 0-10."""

    promoters: int
    passives: int
    detractors: int
    score: float | None
    """Share of 9-10 less share of 0-6, in points; None under 10 answers."""
    error: float | None
    """Its standard error, in points."""


def team_level(people: Sequence[Sequence[Outcome]], target: float = TARGET) -> TeamLevel:
    """Pooled hits over people with at least 5 eligible cards, each with their last 20 (newest first) at most."""
    windows = [[each for each in outcomes if each is not Outcome.EXCLUDED][:WINDOW_CARDS] for outcomes in people]
    counted = [window for window in windows if len(window) >= EARLY_FROM]
    eligible = sum(map(len, counted))
    hits = sum(each is Outcome.HIT for window in counted for each in window)
    low, high = wilson(hits, eligible) if eligible else (None, None)
    return TeamLevel(hits, eligible, low, high, len(counted), len(people), target)


def team_change(people: Sequence[tuple[Sequence[float], Sequence[float]]]) -> TeamChange:
    """Month to month: (scores of the month before, scores of this one) a person; those with at least 3 in each count. Up or
    down only if the 95 % t interval of their differences of means leaves out 0."""
    differences = [
        fmean(after) - fmean(before) for before, after in people if min(len(before), len(after)) >= CHANGE_FROM
    ]
    n = len(differences)
    if n < 2:
        return TeamChange(Change.TOO_FEW, None, None, None, n)  # of one person it would be theirs
    mean = fmean(differences)
    half = t_quantile(0.975, n - 1) * stdev(differences) / sqrt(n)
    change = Change.UP if mean - half > 0 else Change.DOWN if mean + half < 0 else Change.UNCLEAR
    return TeamChange(change, mean, mean - half, mean + half, n)


def next_bar(bar: float, periods: Sequence[TeamLevel]) -> float | None:
    """The bar to suggest: the next of 50, 60, 70 once the low end of two four-week periods (newest last) is at the target.

    None: leave it where it is. Only ever a suggestion; history keeps the bar it was judged by.
    """
    higher = [each for each in BARS if each > bar]
    last = periods[-2:]
    surely = len(last) == 2 and all(each.low is not None and each.low >= each.target for each in last)
    return higher[0] if higher and surely else None


def period_of(at: datetime, now: datetime) -> int:
    """How many whole four-week periods before `now` an instant lies: 0 the running one."""
    return (now - at) // timedelta(days=PERIOD_DAYS)


def recommendation(answers: Sequence[int]) -> Recommendation:
    """The recommend score with its standard error, from 10 answers on (0-10 each): 100 * (promoters - detractors) / n."""
    promoters = sum(each >= 9 for each in answers)
    detractors = sum(each <= 6 for each in answers)
    n = len(answers)
    if n < RECOMMEND_FROM:
        return Recommendation(promoters, n - promoters - detractors, detractors, None, None)
    up, down = promoters / n, detractors / n
    error = sqrt((up + down - (up - down) ** 2) / n)
    return Recommendation(promoters, n - promoters - detractors, detractors, 100 * (up - down), 100 * error)
