"""What raters learn about their own rating, in private. It changes no score. Sources: rules 7 and 8; calibration: rules 3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev

from trainer.domain.agreement import Agreement
from trainer.domain.rubric import FLAT_SPREAD, HIGHEST_LEVEL, RATINGS_FOR_FEEDBACK, Criterion


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    name: str
    title: str
    agreement: Agreement
    pairs: int


@dataclass(frozen=True, slots=True)
class RaterFeedback:
    """One's own habits as a rater, over the team's last 8 sessions."""

    given: int
    """Valid ratings in the window."""
    needed: int = RATINGS_FOR_FEEDBACK
    leniency: float | None = None
    """Points given above (negative: below) the others; None under 10 ratings."""
    leniency_error: float | None = None
    """Its standard error, in points."""
    spread: float | None = None
    """Standard deviation of the own scores; None under 10 ratings."""
    team_spread: float | None = None
    """The middle of the colleagues' spreads; None where fewer than 3 colleagues have one."""
    gold_rated: int = 0
    alignment: float | None = None
    """0-1 with the gold answers that came blind; None under 10 ratings or without one."""
    flat: bool = False
    """All scores nearly alike: a gentle notice, seen by nobody else."""
    agreement: tuple[CriterionAgreement, ...] = ()


def alignment(given: Mapping[str, int], expected: Mapping[str, int], criteria: Sequence[Criterion]) -> float | None:
    """Weighted mean of 1 - |difference| / 4 over the criteria that both have levels for (0-4); None where there is none."""
    both = [each for each in criteria if each.name in given and each.name in expected]
    weight = sum(each.weight for each in both)
    if weight <= 0:
        return None
    return (
        sum(each.weight * (1 - abs(given[each.name] - expected[each.name]) / HIGHEST_LEVEL) for each in both) / weight
    )


@dataclass(frozen=True, slots=True)
class OwnRating:
    """How an author of a team of one or two sees their own answer, beside the strongest gold answer; counts nowhere."""

    criteria: tuple[Criterion, ...]
    given: Mapping[str, int]
    """Criterion -> level 0-4."""
    gold: Mapping[str, int]
    """Criterion -> level 0-4 that the card's author gave the gold answer."""
    gold_text: str
    why: str
    """The card's author's reasons."""

    def _both(self) -> list[Criterion]:
        return [each for each in self.criteria if each.name in self.given and each.name in self.gold]

    @property
    def alike(self) -> tuple[Criterion, ...]:
        """Where the own answer is seen as far as the gold one, or further."""
        return tuple(each for each in self._both() if self.given[each.name] >= self.gold[each.name])

    @property
    def further(self) -> tuple[Criterion, ...]:
        """Where the gold answer goes further, the widest gap first (then the heavier criterion)."""
        ahead = [each for each in self._both() if self.given[each.name] < self.gold[each.name]]
        return tuple(sorted(ahead, key=lambda each: (self.given[each.name] - self.gold[each.name], -each.weight)))


def spread(scores: Sequence[float]) -> float | None:
    """Standard deviation of one rater's scores, in points; None under 10 ratings."""
    return stdev(scores) if len(scores) >= RATINGS_FOR_FEEDBACK else None


def is_flat(scores: Sequence[float]) -> bool:
    """Whether 10 ratings or more lie within a standard deviation of 6 points: as if no answer had been read."""
    own = spread(scores)
    return own is not None and own < FLAT_SPREAD
