"""Who rates what, and what a rating says. Sources: rules 2, 4, 7."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.domain.ids import AnswerId, PersonId, RatingId
from trainer.domain.rubric import HIGHEST_LEVEL, Criterion, CriticalFlag


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rater says of one answer."""

    levels: Mapping[str, int]
    """Criterion -> level 0-4; criteria that do not apply are left out."""
    flags: frozenset[CriticalFlag] = frozenset()
    laughed: bool = False
    steal: str = ""
    """A phrase worth stealing, one line."""
    comment: str = ""
    """One kind line to the author."""


@dataclass(frozen=True, slots=True)
class Rating:
    id: RatingId
    answer_id: AnswerId
    rater_id: PersonId
    by_lead: bool
    judgement: Judgement
    score: float | None
    """Rater score 0-100; None where under 60 % of the weight was rated."""
    rubric_version: int
    rated_at: datetime
    final_at: datetime
    """Until then the rater can take it back."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that a rater might be given."""

    answer_id: AnswerId
    author_id: PersonId
    taken: int
    """Ratings given plus leases that run."""
    needed: int
    author_rated_before: int = 0
    """How often this rater has rated this author lately."""


def choose_answer(candidates: Sequence[Candidate], *, seed: str) -> Candidate | None:
    """The next answer for a rater: the least taken, then the author rated least often, then a seeded draw.

    Answers that have all the ratings they need are left alone. Same seed and same state give the same choice. Candidates must
    hold neither the rater's own answers nor ones rated already; the store sees to both.
    """
    open_ones = [each for each in candidates if each.taken < each.needed]
    if not open_ones:
        return None
    return min(
        open_ones,
        key=lambda each: (each.taken, each.author_rated_before, random.Random(f"{seed}|{each.answer_id}").random()),
    )


def unknown_levels(levels: Mapping[str, int], criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """Names in `levels` that the rubric of the card lacks, or whose level is outside 0-4."""
    names = {each.name for each in criteria}
    return tuple(name for name, level in levels.items() if name not in names or not 0 <= level <= HIGHEST_LEVEL)
