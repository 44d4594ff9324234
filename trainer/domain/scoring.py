"""From ratings to a score, and from a score to what counts. Sources: rules 3 and 5.

The plain mean of the valid rater scores is here; the fitted score (domain/fitting.py) takes its place when it is published.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.domain.dealing import Deal
from trainer.domain.kinds import AnswerStatus, DealState, Outcome
from trainer.domain.rating import Rating
from trainer.domain.rubric import FAR_APART, HIGHEST_LEVEL, UNSCORED_AFTER_DAYS, VALID_SHARE, Criterion, CriticalFlag
from trainer.domain.telling import Scored

NOBODY_BLIND = 2
"""In a team of so many, or of one, whoever rates is known: no blind score, the lead's rating makes it final (rules 3)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an answer stands between being sent and being published."""

    status: AnswerStatus
    mean: float | None
    """Plain mean of the valid rater scores, 0-100."""
    raters: int
    needed: int
    confirmed_flags: frozenset[CriticalFlag] = frozenset()
    scored: Scored | None = None
    """The fitted score, once there is one."""

    @property
    def score(self) -> float | None:
        """What counts: fitted, else the plain mean; unrounded and unclipped."""
        return self.mean if self.scored is None else self.scored.score


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lead's word on one critical flag of one answer."""

    flag: CriticalFlag
    confirmed: bool
    """False: dismissed, which outranks whatever raters saw."""


def rater_score(levels: Mapping[str, int], criteria: Sequence[Criterion]) -> float | None:
    """100 * sum(weight * level) / (4 * sum(weight)) over the criteria rated; levels 0-4, result 0-100.

    None when the rated weight is under 60 % of the card's whole. Levels 3, 4, 2, 2, 1 on the standard rubric give 61.25.
    """
    whole = sum(each.weight for each in criteria)
    rated = [(each.weight, levels[each.name]) for each in criteria if each.name in levels]
    weight = sum(each for each, _ in rated)
    if weight <= 0 or weight < VALID_SHARE * whole:
        return None
    return 100.0 * sum(each * level for each, level in rated) / (HIGHEST_LEVEL * weight)


def answer_score(scores: Sequence[float]) -> float:
    """The score of one answer from its valid rater scores: their mean."""
    return sum(scores) / len(scores)


def quorum(team_size: int) -> int:
    """How many ratings publish an answer: min(3, team - 1), at least 2 (a team of two needs its lead's one instead)."""
    return max(2, min(3, team_size - 1))


def rates_self(team_size: int, status: AnswerStatus) -> bool:
    """Whether the author may look at the own answer beside gold: there is no blind score in a team of one or two (rules 3).

    It counts nowhere, and ends with the lead's rating.
    """
    return team_size <= NOBODY_BLIND and status in (AnswerStatus.WAITING, AnswerStatus.UNSCORED)


def stand(
    ratings: Sequence[Rating],
    *,
    team_size: int,
    sent_at: datetime,
    now: datetime,
    rulings: Sequence[Ruling] = (),
    people: int = 0,
) -> Standing:
    """The status of an answer from its final ratings.

    Published at quorum; in a team of two by the lead's rating alone. Exactly two raters 30 or more apart: a third is asked for
    where the team still has one; of a session of three that is a colleague who was not there (`people`: the whole team, where
    `team_size` are those of the session). Short of that it waits (provisional); after 7 days it is unscored, or, where only the
    third is missing, published with the two.
    """
    valid = [each.score for each in ratings if each.score is not None]
    enough = needed = quorum(team_size)
    if len(valid) == 2 and abs(valid[0] - valid[1]) >= FAR_APART and max(team_size, people) - 1 > 2:
        needed = max(needed, 3)
    late = now - sent_at >= timedelta(days=UNSCORED_AFTER_DAYS)
    by_lead_alone = team_size <= NOBODY_BLIND and any(each.by_lead and each.score is not None for each in ratings)
    mean = answer_score(valid) if valid else None
    if by_lead_alone or len(valid) >= (enough if late else needed):
        status = AnswerStatus.PUBLISHED
    elif late:
        status = AnswerStatus.UNSCORED
    else:
        status = AnswerStatus.WAITING
    return Standing(status, mean, len(valid), needed, confirmed_flags(ratings, rulings))


def confirmed_flags(ratings: Sequence[Rating], rulings: Sequence[Ruling] = ()) -> frozenset[CriticalFlag]:
    """Critical flags that count (rules 3), of an answer's ratings."""
    return flags_that_count([each.judgement.flags for each in ratings], rulings)


def unconfirmed_flags(ratings: Sequence[Rating], rulings: Sequence[Ruling] = ()) -> frozenset[CriticalFlag]:
    """Critical flags that one rater alone set and the lead has not spoken on: they go to the lead."""
    return flags_in_question([each.judgement.flags for each in ratings], rulings)


def flags_that_count(
    seen: Sequence[frozenset[CriticalFlag]], rulings: Sequence[Ruling] = ()
) -> frozenset[CriticalFlag]:
    """Of what each rater saw: flags of two different raters, or of one whom the lead confirms; what the lead dismissed never
    counts."""
    raters_by_flag = Counter(flag for flags in seen for flag in flags)
    word = {each.flag: each.confirmed for each in rulings}
    return frozenset(flag for flag, raters in raters_by_flag.items() if word.get(flag, raters >= 2))


def flags_in_question(
    seen: Sequence[frozenset[CriticalFlag]], rulings: Sequence[Ruling] = ()
) -> frozenset[CriticalFlag]:
    """Of what each rater saw: flags of one rater alone, on which the lead has not spoken."""
    raters_by_flag = Counter(flag for flags in seen for flag in flags)
    ruled = {each.flag for each in rulings}
    return frozenset(flag for flag, raters in raters_by_flag.items() if raters == 1 and flag not in ruled)


def outcome_of(deal: Deal, standing: Standing | None, *, bar: float) -> Outcome | None:
    """Rules 5, one dealt card: hit, miss or excluded; None while that can't be said yet.

    Alone, every pass is a miss (the free first pass belongs to a session). A picked card, a repeat within 60 days and "try
    again" are excluded. A card that was sent waits for its score.
    """
    if deal.state in (DealState.PREPARED, DealState.OPEN):
        return None
    if deal.goes_unrated:
        return Outcome.EXCLUDED
    if deal.state in (DealState.PASSED, DealState.EXPIRED):
        free = deal.state is DealState.PASSED and deal.session_id is not None  # a session deals each one card
        return Outcome.EXCLUDED if deal.again or deal.picked or free else Outcome.MISS
    if standing is None or standing.status in (AnswerStatus.WAITING, AnswerStatus.HELD):
        return None
    if deal.again or deal.picked or standing.status is AnswerStatus.UNSCORED or standing.score is None:
        return Outcome.EXCLUDED
    return Outcome.HIT if standing.score >= bar and not standing.confirmed_flags else Outcome.MISS


def counts_for_quality(deal: Deal, standing: Standing | None) -> bool:
    """Rules 5, right column: a scored answer counts, also of a picked card, but no repeat."""
    return (
        deal.state is DealState.SENT
        and not deal.again
        and standing is not None
        and standing.status in (AnswerStatus.PUBLISHED, AnswerStatus.DISPUTED)
        and standing.score is not None
    )
