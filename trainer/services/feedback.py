"""A rater's own habits, for nobody but them. Sources: rules 7 and 8."""

from statistics import median

from trainer.domain.agreement import agreement, pairs
from trainer.domain.clocks import Clock
from trainer.domain.feedback import CriterionAgreement, RaterFeedback, alignment, is_flat, spread
from trainer.domain.fitting import WINDOW_SESSIONS, GoldScore, RaterScore, fit_scores
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.ports import UnitOfWork
from trainer.domain.publishing import ScoreRow
from trainer.domain.rubric import OPTIONAL, RATINGS_FOR_FEEDBACK, STANDARD, criteria_for
from trainer.domain.weeks import window_start
from trainer.services.progress import known_person

SPREADS_NEEDED = 3
"""Colleagues' spreads from which their middle is told; fewer, and one could be worked out."""


def rater_feedback(uow: UnitOfWork, clock: Clock, rater_id: PersonId) -> RaterFeedback:
    """How this rater rates, over the team's last 8 sessions: leniency with its standard error, spread, alignment with gold.

    Numbers from 10 ratings on; agreement in words from 30 pairs. Changes no score. Raises NotFound.
    """
    now = clock.now().at
    since = window_start(now, WINDOW_SESSIONS)
    with uow.reading():
        person = known_person(uow, rater_id)
        rows = uow.results.score_rows(person.team_id, since, now)
        gold = uow.results.gold_rows(person.team_id, since, now)
        blind = uow.golds.blind_of(rater_id, since, now)
    scores: dict[PersonId, list[float]] = {}
    for row in rows:
        scores.setdefault(row.rater_id, []).append(row.score)
    own = scores.pop(rater_id, [])
    told = RaterFeedback(given=len(own), gold_rated=len(blind), agreement=_agreements(rows))
    if len(own) < RATINGS_FOR_FEEDBACK:
        return told
    fit = fit_scores(
        [RaterScore(row.answer_id, row.rater_id, row.score) for row in rows],
        [GoldScore(row.rater_id, row.score, row.expected) for row in gold],
    )
    others = [each for each in map(spread, scores.values()) if each is not None]
    aligned = [
        each
        for each in (
            alignment(one.judgement.levels, one.expected, criteria_for(one.shown.rubric))
            for one in blind
            if one.judgement is not None
        )
        if each is not None
    ]
    return RaterFeedback(
        given=len(own),
        leniency=fit.leniency[rater_id],
        leniency_error=fit.leniency_error[rater_id],
        spread=spread(own),
        team_spread=median(others) if len(others) >= SPREADS_NEEDED else None,
        gold_rated=len(blind),
        alignment=sum(aligned) / len(aligned) if aligned else None,
        flat=is_flat(own),
        agreement=told.agreement,
    )


def _agreements(rows: list[ScoreRow]) -> tuple[CriterionAgreement, ...]:
    """How far the team agrees on each criterion of the standard rubric, and on an optional one that was rated."""
    found = []
    for criterion in (*STANDARD, *OPTIONAL):
        units: dict[AnswerId, list[float]] = {}
        for row in rows:
            if criterion.name in row.levels:
                units.setdefault(row.answer_id, []).append(row.levels[criterion.name])
        values = list(units.values())
        if values or criterion in STANDARD:
            found.append(CriterionAgreement(criterion.name, criterion.title, agreement(values), pairs(values)))
    return tuple(found)
