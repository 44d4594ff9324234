"""What a person masters, complaint type by complaint type; it fades by itself. Source: rules 6."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from heapq import nlargest
from math import log2, sqrt
from statistics import fmean

from trainer.domain.kinds import ComplaintType
from trainer.domain.trends import QUALITY_CARDS

PRIOR_WEIGHT = 4.0
HALF_LIFE_DAYS = 180.0
FORGOTTEN_DAYS = 1800
"""Ten half-lives: what is older weighs less than a thousandth and is not read any more, so that a page stays quick."""
SOLID_MEAN, SOLID_EVIDENCE = 0.60, 2.0
MASTERED_MEAN, MASTERED_EVIDENCE = 0.70, 4.0
ROUNDING = 1e-9
"""A mean of exactly .60 or .70 must not miss its stage because binary fractions don't hold it."""
RESTING = 2
"""A type that was one of the last two dealt is not dealt next."""


class Stage(StrEnum):
    NEW = "new"
    LEARNING = "learning"
    SOLID = "solid"
    MASTERED = "mastered"


@dataclass(frozen=True, slots=True)
class PastScore:
    """A scored answer to a card of some type."""

    score: float
    """0-100."""
    age_days: float


@dataclass(frozen=True, slots=True)
class Mastery:
    mean: float
    """Of the Beta distribution, 0-1."""
    cautious: float
    """mean - sd: what one would bet on."""
    evidence: float
    """Sum of the answers' weights; an answer of today weighs 1, one of 180 days ago a half."""
    stage: Stage
    fades_in_days: float | None = None
    """Without another answer it keeps its stage so long; None: nothing to lose, or nothing that time takes."""


def mastery(scores: Iterable[PastScore], prior_mean: float) -> Mastery:
    """Beta with prior weight 4 at `prior_mean` (the person's own mean quality, 0-1); each answer adds weight 0.5^(age / 180
    days), split score : 100 - score. Scores 40, 60, 80 aged 0, 180, 360 days with prior .6 give .574, cautious .384,
    evidence 1.75."""
    good = PRIOR_WEIGHT * prior_mean
    bad = PRIOR_WEIGHT * (1 - prior_mean)
    evidence = 0.0
    for each in scores:
        weight = 0.5 ** (max(0.0, each.age_days) / HALF_LIFE_DAYS)
        share = min(1.0, max(0.0, each.score / 100))
        good += weight * share
        bad += weight * (1 - share)
        evidence += weight
    total = good + bad
    mean = good / total
    sd = sqrt(good * bad / (total * total * (total + 1)))
    return Mastery(mean, mean - sd, evidence, _stage(mean, evidence), _fades_in(mean, evidence, prior_mean))


def masteries(
    scored: Sequence[tuple[ComplaintType, float, datetime]], types: Iterable[ComplaintType], now: datetime
) -> Mapping[ComplaintType, Mastery]:
    """Every one of `types`, from (type, score, when) of a person's scored answers, in any order.

    The prior is the person's own mean quality (rules 6: of the last 20 scores); one half while there is none.
    """
    last = nlargest(QUALITY_CARDS, scored, key=lambda each: each[2])
    prior = fmean(score for _type, score, _at in last) / 100 if last else 0.5
    by_type: dict[ComplaintType, list[PastScore]] = {each: [] for each in types}
    for kind, score, at in scored:
        by_type.setdefault(kind, []).append(PastScore(score, (now - at).total_seconds() / 86_400))
    return {kind: mastery(scores, min(1.0, max(0.0, prior))) for kind, scores in by_type.items()}


def cautious_masteries(
    scored: Sequence[tuple[ComplaintType, float, datetime]], types: Iterable[ComplaintType], now: datetime
) -> dict[ComplaintType, float]:
    """What "practise next" goes by: the cautious mastery (mean - sd) of each type; empty while nothing is scored."""
    if not scored:
        return {}
    return {kind: found.cautious for kind, found in masteries(scored, types, now).items()}


def _stage(mean: float, evidence: float) -> Stage:
    if evidence < 1:
        return Stage.NEW
    if mean >= MASTERED_MEAN - ROUNDING and evidence >= MASTERED_EVIDENCE:
        return Stage.MASTERED
    if mean >= SOLID_MEAN - ROUNDING and evidence >= SOLID_EVIDENCE:
        return Stage.SOLID
    return Stage.LEARNING


def _fades_in(mean: float, evidence: float, prior: float) -> float | None:
    """Days until a solid or mastered type falls back if nothing is added: after t days every weight is k = 0.5^(t / 180) of
    today's, the evidence k * E and the mean (4p + k(m(4 + E) - 4p)) / (4 + kE), on its way to the prior p."""
    needs = {Stage.SOLID: (SOLID_MEAN, SOLID_EVIDENCE), Stage.MASTERED: (MASTERED_MEAN, MASTERED_EVIDENCE)}
    stage = _stage(mean, evidence)
    if stage not in needs:
        return None
    least_mean, least_evidence = needs[stage]
    keeps = least_evidence / evidence
    if prior < least_mean:
        good = mean * (PRIOR_WEIGHT + evidence) - PRIOR_WEIGHT * prior
        keeps = max(keeps, PRIOR_WEIGHT * (least_mean - prior) / (good - least_mean * evidence))
    return max(0.0, -HALF_LIFE_DAYS * log2(keeps))
