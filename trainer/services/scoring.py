"""Publishing scores: the fit over the team's last sessions, and what an author is told of it. Sources: rules 3, 7.

Reading and fitting happen before the write transaction is opened, on whichever thread calls (the database's, never the
screen's), and only when something is due: 6,000 ratings take about half a second.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from statistics import fmean, median

from trainer.domain.answering import Answer, Undecided
from trainer.domain.clocks import Clock
from trainer.domain.dealing import Deal
from trainer.domain.fitting import WINDOW_SESSIONS
from trainer.domain.ids import AnswerId, PersonId, TeamId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import MIDDLE_FROM_PEOPLE, CountedCard
from trainer.domain.publishing import plain, score_answers
from trainer.domain.rating import Rating, share_of
from trainer.domain.rubric import criteria_for
from trainer.domain.telling import (
    CRITERIA_FROM,
    Amended,
    AmendKind,
    CriterionScore,
    Scored,
    ToldCriterion,
    ToldScore,
)
from trainer.domain.weeks import week_start, window_start


def fit_due(uow: UnitOfWork, due: Sequence[Undecided], now: datetime) -> dict[AnswerId, Scored]:
    """Inside a transaction: the fitted scores of answers that are due, by team; those without a valid rating are left out."""
    scored: dict[AnswerId, Scored] = {}
    by_team: dict[TeamId, list[Undecided]] = {}
    for each in due:
        by_team.setdefault(each.team_id, []).append(each)
    for team_id, answers in by_team.items():
        last = {
            each.answer.id: max(rating.rated_at for rating in each.ratings if rating.score is not None)
            for each in answers
            if any(rating.score is not None for rating in each.ratings)
        }
        if not last:
            continue
        since = window_start(min(last.values()), WINDOW_SESSIONS)
        rows = uow.results.score_rows(team_id, since, now)
        gold = uow.results.gold_rows(team_id, since, now)
        scored |= score_answers(last, rows, gold)
        for each in answers:  # sent before the window began, published early or late: its own ratings alone
            if each.answer.id in last and each.answer.id not in scored:
                scored[each.answer.id] = plain(r.score for r in each.ratings if r.score is not None)
    return scored


def owed(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> int:
    """Inside a transaction: ratings this person still owes before their own scores open (rules 7).

    The share of a session is min(3, team - 1); what nobody waits for is not owed, nor anything by somebody who sent nothing.
    """
    now = clock.now().at
    since = week_start(now)
    if uow.answers.sent_since(person_id, since) == 0:
        return 0
    state = uow.ratings.state_of(person_id, since, "")
    if state is None:
        return 0
    waiting = sum(each.taken < each.needed for each in uow.ratings.candidates(state.rater, now))
    return max(0, min(share_of(state.team_size) - state.given, waiting))


def tell(
    uow: UnitOfWork, clock: Clock, deal: Deal, answer: Answer, card: CountedCard, ratings: Sequence[Rating]
) -> ToldScore | None:
    """Inside a transaction: one's own score. None where nothing was published.

    Comments and phrases are detached from the ratings they came with and put into an order that depends on their words alone.
    """
    if card.score is None or card.mean is None:
        return None
    author = uow.people.get(deal.person_id)
    assert author is not None, "a deal always has its person"
    amended = _amended(uow, card)
    center, half = (card.score, None) if amended else (card.score, card.half_width)
    if amended is not None and amended.kind is AmendKind.DISPUTE:
        half = next((each.half_width for each in uow.results.amendments(deal.id)[::-1] if each.score is not None), None)
    since = window_start(clock.now().at, WINDOW_SESSIONS)
    shared = card.raters >= CRITERIA_FROM
    middles = _middles(uow.results.criteria_of_team(author.team_id, since)) if shared else {}
    return ToldScore(
        score=card.score,
        low=None if half is None else center - half,
        high=None if half is None else center + half,
        mean=card.mean,
        raters=card.raters,
        strictness=card.strictness,
        basis=card.basis,
        rubric_version=card.rubric_version,
        amended=amended,
        criteria=_told_criteria(deal, card.criteria, middles) if shared else (),
        comments=_shuffled((each.judgement.comment for each in ratings), answer.id),
        stolen=_shuffled((each.judgement.steal for each in ratings), answer.id),
        laughed=sum(each.judgement.laughed for each in ratings),
        team_size=uow.people.team_size(author.team_id),
    )


def is_published(status: AnswerStatus) -> bool:
    """Whether the answer has a score that counts; asking for one more rating does not take it away."""
    return status in (AnswerStatus.PUBLISHED, AnswerStatus.DISPUTED)


def _amended(uow: UnitOfWork, card: CountedCard) -> Amended | None:
    if card.original is None or card.score is None:
        return None
    newest = [each for each in uow.results.amendments(card.deal_id) if each.score is not None][-1]
    return Amended(card.score, card.original, newest.kind, newest.why)


def _told_criteria(
    deal: Deal, scores: Mapping[str, CriterionScore], middles: Mapping[str, float]
) -> tuple[ToldCriterion, ...]:
    return tuple(
        ToldCriterion(each.name, each.title, scores[each.name].score, middles.get(each.name))
        for each in criteria_for(deal.shown.rubric)
        if each.name in scores and scores[each.name].raters >= CRITERIA_FROM
    )


def _middles(published: Iterable[tuple[PersonId, Mapping[str, CriterionScore]]]) -> dict[str, float]:
    """The median of the members' means, as on the own page: of fewer than four people it would tell a colleague's number."""
    columns: dict[str, dict[PersonId, list[float]]] = {}
    for author, scores in published:
        for name, each in scores.items():
            if each.raters >= CRITERIA_FROM:
                columns.setdefault(name, {}).setdefault(author, []).append(each.score)
    return {
        name: median(map(fmean, members.values()))
        for name, members in columns.items()
        if len(members) >= MIDDLE_FROM_PEOPLE
    }


def _shuffled(lines: Iterable[str], seed: str) -> tuple[str, ...]:
    """Lines that say something, in an order that tells nothing about who wrote which."""
    written = sorted(line for line in lines if line)
    random.Random(f"{seed}|{len(written)}").shuffle(written)
    return tuple(written)
