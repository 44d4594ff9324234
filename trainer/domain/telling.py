"""A score as its author is told it: with its mean, its interval and its words; never who gave what. Sources: rules 3, 7."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from trainer.domain.fitting import Basis
from trainer.domain.ids import PersonId

CRITERIA_FROM = 3
"""Ratings from which the means of single criteria are shown; below, the total alone."""


class AmendKind(StrEnum):
    OVERRIDE = "override"
    """The lead gave another score, with a reason."""
    DISPUTE = "dispute"
    """The author asked for one more rating."""
    FLAG = "flag"
    """The lead confirmed or dismissed a critical flag after publication: the outcome changed, the score did not."""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion of one answer, levels times 25 so that 0-100; fitted like the whole."""

    score: float
    mean: float
    raters: int


@dataclass(frozen=True, slots=True)
class Scored:
    """What publishing stores of an answer."""

    score: float
    """Unclipped."""
    mean: float
    raters: int
    basis: Basis
    half_width: float | None = None
    """Of the 90 % interval; None where the plain mean stands in."""
    strictness: float = 0.0
    """By how much these raters give less than the team's typical one."""
    criteria: Mapping[str, CriterionScore] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change after publication, kept beside the original."""

    kind: AmendKind
    score: float | None
    """The amended score; None where only the outcome changed."""
    why: str
    at: datetime
    by: PersonId | None = None
    half_width: float | None = None
    mean: float | None = None
    raters: int = 0


@dataclass(frozen=True, slots=True)
class Amended:
    score: float
    """What counts now."""
    original: float
    """What was published, kept and shown."""
    kind: AmendKind
    why: str


@dataclass(frozen=True, slots=True)
class ToldCriterion:
    name: str
    title: str
    """English; a card's own is its author's word."""
    score: float
    team_middle: float | None
    """The median of the members' means in the window; None where fewer than four people have one."""


@dataclass(frozen=True, slots=True)
class ToldScore:
    """One's own score. Holds no rater, no single rating, no instant."""

    score: float
    """The one that counts: amended, where there is an amendment."""
    low: float | None
    high: float | None
    """90 % interval, unclipped; None where the plain mean stands in."""
    mean: float
    """Plain mean of the raters, always beside it."""
    raters: int
    strictness: float
    """Positive: these raters are stricter than the team's typical one by so many points."""
    basis: Basis | None
    """None: published before scores were fitted; a plain mean."""
    rubric_version: int
    amended: Amended | None = None
    criteria: tuple[ToldCriterion, ...] = ()
    """Empty below 3 ratings."""
    comments: tuple[str, ...] = ()
    """Detached from ratings and shuffled."""
    stolen: tuple[str, ...] = ()
    """Phrases that colleagues would steal, shuffled."""
    laughed: int = 0
    team_size: int = 0
    """Under 4 people: scores can be guessed, and the screen says so."""
