"""Mood before and after a session: two digits each, and only the team's means are ever told. Source: rules 8."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

LOWEST, HIGHEST = 1, 5
MOOD_FROM = 3
"""Pairs from which a mean is told; of fewer one could tell who felt what."""


@dataclass(frozen=True, slots=True)
class Mood:
    pleasure: int
    """1-5."""
    energy: int
    """1-5."""


@dataclass(frozen=True, slots=True)
class MoodMeans:
    pleasure: float
    energy: float


@dataclass(frozen=True, slots=True)
class MoodChange:
    """What the team's mood did; both None under three pairs."""

    pairs: int
    """People who gave two digits before and two after."""
    before: MoodMeans | None
    after: MoodMeans | None


def mood_change(pairs: Sequence[tuple[Mood, Mood]]) -> MoodChange:
    """The team's mean mood before and after, from 3 pairs on: mean of the digits before, mean of those after, of the same
    people."""
    if len(pairs) < MOOD_FROM:
        return MoodChange(len(pairs), None, None)
    before, after = _means([pair[0] for pair in pairs]), _means([pair[1] for pair in pairs])
    return MoodChange(len(pairs), before, after)


def _means(moods: Sequence[Mood]) -> MoodMeans:
    return MoodMeans(fmean(each.pleasure for each in moods), fmean(each.energy for each in moods))
