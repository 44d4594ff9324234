"""How people feel before and after a session: two digits. A team's value only, from three pairs. Source: rules 8."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean

LOWEST, HIGHEST = 1, 5
PAIRS_FROM = 3
"""Pairs of before and after from which a mean change is told; of fewer one could tell who felt what."""


@dataclass(frozen=True, slots=True)
class Mood:
    pleasure: int
    """1-5."""
    energy: int
    """1-5."""

    @property
    def is_possible(self) -> bool:
        return all(LOWEST <= digit <= HIGHEST for digit in (self.pleasure, self.energy))


@dataclass(frozen=True, slots=True)
class MoodMeans:
    pleasure: float
    energy: float


@dataclass(frozen=True, slots=True)
class MoodChange:
    before: int
    """How many gave it before."""
    after: int
    pairs: int
    pleasure: float | None
    """Mean change of those who gave both; None under three pairs."""
    energy: float | None
    start: MoodMeans | None = None
    """The means before, of those who gave both; None under three pairs."""
    end: MoodMeans | None = None


def mood_change(moods: Iterable[tuple[Mood | None, Mood | None]]) -> MoodChange:
    """The team's mean change from (before, after) of each, and the means it led from and to."""
    given = list(moods)
    pairs = [(before, after) for before, after in given if before is not None and after is not None]
    told = len(pairs) >= PAIRS_FROM
    return MoodChange(
        before=sum(before is not None for before, _after in given),
        after=sum(after is not None for _before, after in given),
        pairs=len(pairs),
        pleasure=fmean(after.pleasure - before.pleasure for before, after in pairs) if told else None,
        energy=fmean(after.energy - before.energy for before, after in pairs) if told else None,
        start=_means([before for before, _after in pairs]) if told else None,
        end=_means([after for _before, after in pairs]) if told else None,
    )


def quarter_of(at: datetime) -> str:
    """E.g. 2026-Q4, by UTC."""
    at = at.astimezone(UTC)
    return f"{at.year}-Q{(at.month + 2) // 3}"


def _means(moods: Sequence[Mood]) -> MoodMeans:
    return MoodMeans(fmean(each.pleasure for each in moods), fmean(each.energy for each in moods))
