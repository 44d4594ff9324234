"""What the lead decides about scores: flags, early publishing, overrides. Names of raters and authors are in none of it.

Sources: rules 3 (critical, resolve, override) and 7 (who sees what).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from trainer.domain.answering import Answer
from trainer.domain.clocks import Clock
from trainer.domain.dealing import Deal
from trainer.domain.fitting import WINDOW_SESSIONS
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.kinds import AnswerStatus, Outcome
from trainer.domain.levels import window_start as counted_since
from trainer.domain.people import Person, Role
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import CountedCard
from trainer.domain.rating import Rating
from trainer.domain.rubric import CriticalFlag
from trainer.domain.scoring import Ruling, Standing, confirmed_flags, outcome_of, unconfirmed_flags
from trainer.domain.telling import Amended, AmendKind, Amendment
from trainer.domain.texts import clean_line
from trainer.domain.weeks import week_start, weeks_between, window_start
from trainer.errors import LeadOnly, NotFound, OverrideRefused, OwnAnswerRated
from trainer.locale import _
from trainer.services.rating import LONGEST_LINE
from trainer.services.scoring import is_published
from trainer.services.settling import settle, settle_answer, with_scores

SHOWN_SESSIONS = 4
"""Published answers of so many weeks stand on the lead's list."""


@dataclass(frozen=True, slots=True)
class FlaggedAnswer:
    """An answer with critical flags on which the lead has a word to say."""

    answer_id: AnswerId
    complaint: str
    text: str
    flags: tuple[CriticalFlag, ...]
    published: bool


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    answer_id: AnswerId
    complaint: str
    text: str
    raters: int
    needed: int
    weeks: int
    """Sessions ago: 0 this week's, 1 last week's. Nothing finer, for the day would tell who wrote it (rules 7)."""
    disputed: bool


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    answer_id: AnswerId
    complaint: str
    text: str
    score: float
    """The one that counts."""
    mean: float
    raters: int
    amended: Amended | None
    flags: tuple[CriticalFlag, ...] = ()
    """Confirmed ones, by two raters or by the lead, whose dismissal still outranks them."""


@dataclass(frozen=True, slots=True)
class RatingQueue:
    """The team's rating as the lead sees it: answers and counts, nobody's name, no single rating, no answer of their own."""

    answers: tuple[WaitingAnswer, ...]
    scored: tuple[ScoredAnswer, ...]
    given: int
    """Ratings given this week."""
    raters: int
    """People who gave them."""
    flags: int
    """Answers with an unconfirmed flag."""


def rating_queue(uow: UnitOfWork, clock: Clock, lead_id: PersonId) -> RatingQueue:
    """What waits for ratings, what was published lately, and counts. Raises LeadOnly, NotFound."""
    settle(uow, clock)
    now = clock.now().at
    flagged = flagged_answers(uow, clock, lead_id)
    with uow.reading():
        lead = _lead(uow, lead_id)
        waiting = [
            each
            for each in uow.answers.undecided(now)
            if each.team_id == lead.team_id and each.answer.person_id != lead_id
        ]
        rows = uow.results.score_rows(lead.team_id, window_start(now, WINDOW_SESSIONS), now)
        scored = uow.results.scored_of_team(lead.team_id, window_start(now, SHOWN_SESSIONS), without=lead_id)
        seen = uow.rulings.flagged(lead.team_id, counted_since(now), now)
        rulings = uow.rulings.of_answers(list(seen))
        recent = [row for row in rows if row.rated_at >= week_start(now)]
        return RatingQueue(
            answers=tuple(
                WaitingAnswer(
                    each.answer.id,
                    _complaint(uow, each.answer),
                    each.answer.text,
                    sum(rating.score is not None for rating in each.ratings),
                    each.answer.needed,
                    weeks_between(each.answer.sent_at, now),
                    each.answer.status is AnswerStatus.DISPUTED,
                )
                for each in waiting
            ),
            scored=tuple(
                _scored(
                    uow, answer_id, text, card, confirmed_flags(seen.get(answer_id, ()), rulings.get(answer_id, ()))
                )
                for answer_id, text, card in scored
            ),
            given=len(recent),
            raters=len({row.rater_id for row in recent}),
            flags=len(flagged),
        )


def flagged_answers(uow: UnitOfWork, clock: Clock, lead_id: PersonId) -> tuple[FlaggedAnswer, ...]:
    """Answers of 180 days with a flag that one rater set and nobody has confirmed or dismissed; none of the lead's own, on
    which another lead speaks. Raises LeadOnly, NotFound."""
    now = clock.now().at
    with uow.reading():
        lead = _lead(uow, lead_id)
        flagged = uow.rulings.flagged(lead.team_id, counted_since(now), now)
        rulings = uow.rulings.of_answers(list(flagged))
        found = []
        for answer_id, ratings in flagged.items():
            flags = unconfirmed_flags(ratings, rulings.get(answer_id, ()))
            answer = uow.answers.get(answer_id)
            if flags and answer is not None and answer.person_id != lead_id:
                found.append(_flagged(uow, answer, flags))
        return tuple(found)


def rule_flags(
    uow: UnitOfWork,
    clock: Clock,
    lead_id: PersonId,
    answer_id: AnswerId,
    *,
    confirm: bool,
    why: str = "",
    flags: Collection[CriticalFlag] = (),
) -> FlaggedAnswer:
    """Confirms or dismisses critical flags that raters set on the answer; also after publication.

    `flags`: these; left out, those that one rater set and nobody spoke on, and where there is none, all: so a word on a new
    flag leaves an earlier word on another one alone. Confirmed: a miss, its quality score stays. A dismissal outranks any
    number of raters. A later word replaces an earlier one. Raises LeadOnly, NotFound (also where nobody set such a flag),
    OwnAnswerRated.
    """
    now = clock.now()
    why = clean_line(why, LONGEST_LINE)
    with uow:
        lead, answer, deal = _decides_on(uow, lead_id, answer_id)
        ratings = uow.ratings.of_answer(answer_id, now.at)
        ruled = _flags_meant(ratings, uow.rulings.of_answers([answer_id]).get(answer_id, ()), flags)
        if not ruled:
            raise NotFound(_("Nobody set a critical flag on this answer."))
        for flag in sorted(ruled):
            uow.rulings.rule(answer_id, Ruling(flag, confirm), lead.id, why, now.at)
        card = uow.results.of_deal(deal.id)
        if card is not None and is_published(answer.status):
            outcome = _outcome_now(uow, deal, answer, card, now.at)
            if outcome is not card.outcome:
                uow.results.amend(deal.id, Amendment(AmendKind.FLAG, None, why, now.at, lead.id), outcome)
        uow.commit()
    with uow.reading():
        return _flagged(uow, answer, ruled)


def resolve(uow: UnitOfWork, clock: Clock, lead_id: PersonId, answer_id: AnswerId) -> AnswerStatus:
    """Publishes a waiting answer with the ratings it has; without a valid one it is unscored. Ends an open dispute likewise.

    Raises LeadOnly, NotFound, OwnAnswerRated, OverrideRefused when it is decided already.
    """
    now = clock.now()
    with uow:
        _lead_person, answer, _deal = _decides_on(uow, lead_id, answer_id)
        undecided = next((each for each in uow.answers.undecided(now.at) if each.answer.id == answer_id), None)
        if undecided is None:
            raise OverrideRefused(_("This answer waits for nothing any more."))
        if answer.status is AnswerStatus.DISPUTED:
            uow.disputes.close(answer_id, now.at)
            uow.commit()
            return AnswerStatus.PUBLISHED
        valid = [each.score for each in undecided.ratings if each.score is not None]
        status = AnswerStatus.PUBLISHED if valid else AnswerStatus.UNSCORED
        mean = sum(valid) / len(valid) if valid else None
        standing = Standing(status, mean, len(valid), answer.needed)
        for each, scored in with_scores(uow, [(undecided, standing)], now):
            settle_answer(uow, each, scored, now)
        uow.commit()
        return status


def override(uow: UnitOfWork, clock: Clock, lead_id: PersonId, answer_id: AnswerId, score: float, why: str) -> Amended:
    """Gives a published answer another score, which counts from now on; the published one is kept and shown beside it.

    Raises LeadOnly, NotFound, OwnAnswerRated, OverrideRefused (not 0-100, no reason, not published).
    """
    now = clock.now().at
    why = clean_line(why, LONGEST_LINE)
    if not 0 <= score <= 100:
        raise OverrideRefused(_("A score is a number from 0 to 100."))
    if not why:
        raise OverrideRefused(_("Say why: the author reads the reason beside both scores."))
    with uow:
        lead, answer, deal = _decides_on(uow, lead_id, answer_id)
        card = uow.results.of_deal(deal.id)
        if card is None or card.score is None or not is_published(answer.status):
            raise OverrideRefused(_("This answer has no score yet: `trainer rate resolve` publishes it early."))
        uow.disputes.close(answer_id, now)
        original = card.score if card.original is None else card.original
        outcome = _outcome_now(uow, deal, answer, replace(card, score=score), now)
        amendment = Amendment(AmendKind.OVERRIDE, score, why, now, lead.id, raters=card.raters)
        uow.results.amend(deal.id, amendment, outcome)
        uow.commit()
    return Amended(score, original, AmendKind.OVERRIDE, why)


def _outcome_now(uow: UnitOfWork, deal: Deal, answer: Answer, card: CountedCard, now: datetime) -> Outcome:
    """Rules 5 again, with the score that counts and the flags as the lead sees them; by the bar of its time."""
    ratings = uow.ratings.of_answer(answer.id, now)
    flags = confirmed_flags(ratings, uow.rulings.of_answers([answer.id]).get(answer.id, ()))
    standing = Standing(AnswerStatus.PUBLISHED, card.score, card.raters, answer.needed, flags)
    return outcome_of(deal, standing, bar=card.bar) or card.outcome


def _lead(uow: UnitOfWork, lead_id: PersonId) -> Person:
    person = uow.people.get(lead_id)
    if person is None or not person.active:
        raise NotFound(_("You are not on the team list any more; ask your lead."))
    if person.role is not Role.LEAD:
        raise LeadOnly(_("This is for the lead of the team."))
    return person


def _decides_on(uow: UnitOfWork, lead_id: PersonId, answer_id: AnswerId) -> tuple[Person, Answer, Deal]:
    lead = _lead(uow, lead_id)
    answer = uow.answers.get(answer_id, lock=True)
    author = uow.people.get(answer.person_id) if answer else None
    deal = uow.deals.get(answer.deal_id) if answer else None
    if answer is None or author is None or deal is None or author.team_id != lead.team_id:
        raise NotFound(_("Your team has no answer “{answer}”.").format(answer=clean_line(answer_id)))
    if author.id == lead_id:
        raise OwnAnswerRated(_("This answer is your own; another lead decides about it."))
    return lead, answer, deal


def _flags_meant(
    ratings: Sequence[Rating], rulings: Sequence[Ruling], named: Collection[CriticalFlag]
) -> frozenset[CriticalFlag]:
    seen = frozenset(flag for each in ratings for flag in each.judgement.flags)
    return seen & frozenset(named) if named else unconfirmed_flags(ratings, rulings) or seen


def _complaint(uow: UnitOfWork, answer: Answer) -> str:
    deal = uow.deals.get(answer.deal_id)
    assert deal is not None, "an answer always has its deal"
    return deal.shown.complaint


def _flagged(uow: UnitOfWork, answer: Answer, flags: frozenset[CriticalFlag]) -> FlaggedAnswer:
    return FlaggedAnswer(
        answer.id, _complaint(uow, answer), answer.text, tuple(sorted(flags)), is_published(answer.status)
    )


def _scored(
    uow: UnitOfWork, answer_id: AnswerId, text: str, card: CountedCard, flags: frozenset[CriticalFlag]
) -> ScoredAnswer:
    amended = None
    if card.original is not None:
        amendments: Sequence[Amendment] = uow.results.amendments(card.deal_id)
        newest = [each for each in amendments if each.score is not None][-1]
        amended = Amended(card.score or 0.0, card.original, newest.kind, newest.why)
    return ScoredAnswer(
        answer_id, card.complaint, text, card.score or 0.0, card.mean or 0.0, card.raters, amended, tuple(sorted(flags))
    )
