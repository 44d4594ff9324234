"""Publishing: the fitted score of the answers that are due, the whole and each criterion. Source: rules 3."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.domain.fitting import WINDOW_SESSIONS, Basis, GoldScore, RaterScore, fit_scores
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.rubric import HIGHEST_LEVEL, VERSION
from trainer.domain.telling import CriterionScore, Scored
from trainer.domain.weeks import week_start, window_start

POINTS = 100.0 / HIGHEST_LEVEL
"""A level 0-4 as points 0-100."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One valid rating of a peer's answer, as the fit sees it."""

    answer_id: AnswerId
    rater_id: PersonId
    score: float
    levels: Mapping[str, int]
    sent_at: datetime
    rated_at: datetime
    rubric_version: int = VERSION


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One valid rating of a gold answer that came blind."""

    rater_id: PersonId
    score: float
    expected: float
    levels: Mapping[str, int]
    expected_levels: Mapping[str, int]
    rated_at: datetime


def score_answers(
    due: Mapping[AnswerId, datetime], rows: Sequence[ScoreRow], gold: Sequence[GoldRow] = ()
) -> dict[AnswerId, Scored]:
    """Scores of the answers `due` (answer -> when its last rating came), each fitted over the 8 sessions up to that one.

    Answers without a valid rating are left out. Answers due in one session share a fit.
    """
    weeks: dict[datetime, list[AnswerId]] = {}
    for answer, at in due.items():
        weeks.setdefault(week_start(at), []).append(answer)
    scored: dict[AnswerId, Scored] = {}
    for week, answers in weeks.items():
        since = window_start(week, WINDOW_SESSIONS)
        mine = [row for row in rows if row.sent_at >= since and week_start(row.rated_at) <= week]
        anchors = [row for row in gold if since <= row.rated_at and week_start(row.rated_at) <= week]
        wanted = set(answers) & {row.answer_id for row in mine}
        if wanted:
            scored |= _fitted(wanted, mine, anchors)
    return scored


def _fitted(wanted: set[AnswerId], rows: Sequence[ScoreRow], gold: Sequence[GoldRow]) -> dict[AnswerId, Scored]:
    fit = fit_scores(
        [RaterScore(row.answer_id, row.rater_id, row.score) for row in rows],
        [GoldScore(row.rater_id, row.score, row.expected) for row in gold],
    )
    newest = max(row.rubric_version for row in rows if row.answer_id in wanted)
    alike = [row for row in rows if row.rubric_version == newest]
    began = min(row.rated_at for row in alike)
    names = {name for row in alike if row.answer_id in wanted for name in row.levels}
    anchors = [row for row in gold if len(alike) == len(rows) or row.rated_at >= began]
    by_criterion = {name: _criterion(name, alike, anchors) for name in sorted(names)}
    found = {}
    for answer in wanted:
        whole = fit.answers[answer]
        found[answer] = Scored(
            score=whole.score,
            mean=whole.mean,
            raters=whole.raters,
            basis=whole.basis,
            half_width=whole.half_width,
            strictness=whole.strictness,
            criteria={name: scores[answer] for name, scores in by_criterion.items() if answer in scores},
        )
    return found


def _criterion(name: str, rows: Sequence[ScoreRow], gold: Sequence[GoldRow]) -> dict[AnswerId, CriterionScore]:
    """The same fit over one criterion, a level counting 25 points; all rows are of one version of the rubric."""
    peers = [RaterScore(row.answer_id, row.rater_id, row.levels[name] * POINTS) for row in rows if name in row.levels]
    anchors = [
        GoldScore(row.rater_id, row.levels[name] * POINTS, row.expected_levels[name] * POINTS)
        for row in gold
        if name in row.levels and name in row.expected_levels
    ]
    fit = fit_scores(peers, anchors)
    return {answer: CriterionScore(each.score, each.mean, each.raters) for answer, each in fit.answers.items()}


def plain(scores: Iterable[float]) -> Scored:
    """The plain mean as a score; for what no fit can speak of. Raises ValueError without a score."""
    values = list(scores)
    if not values:
        raise ValueError("there is nothing to score")
    mean = sum(values) / len(values)
    return Scored(mean, mean, len(values), Basis.TOO_FEW)
