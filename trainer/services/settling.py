"""What time and quorum decide by themselves: cards whose time was up, answers that have their ratings.

Anybody's program may settle anybody's deals: a closed laptop, a dead process or a slow colleague holds nothing up.
Everything here is idempotent and safe for many at once, since each change is one conditional statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from trainer.domain.answering import Draft, Undecided, worth_keeping
from trainer.domain.clocks import Clock, Instant
from trainer.domain.dealing import GRACE_SECONDS, Deal
from trainer.domain.kinds import AnswerStatus, DealState, Outcome
from trainer.domain.people import Team
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import CountedCard
from trainer.domain.rubric import UNSCORED_AFTER_DAYS, VERSION
from trainer.domain.scoring import Standing, confirmed_flags, counts_for_quality, outcome_of, quorum, stand
from trainer.domain.telling import AmendKind, Amendment
from trainer.services.scoring import fit_due


@dataclass(frozen=True, slots=True)
class Settled:
    closed: int = 0
    """Cards closed because their time was up."""
    published: int = 0
    """Outcomes that became known."""
    moved: int = 0
    """Answers whose standing changed: published, unscored, or one rating more is asked for."""

    @property
    def changed(self) -> bool:
        return bool(self.closed or self.published or self.moved)


def settle(uow: UnitOfWork, clock: Clock) -> Settled:
    """Closes overdue cards (sending what was written), publishes answers that reached quorum, ends the wait after 7 days.

    One statement while nothing is due. Where answers are due, scores are fitted before anything is locked.
    """
    now = clock.now()
    with uow.reading():
        if not uow.deals.anything_due(now):
            return Settled()
        overdue = uow.deals.overdue(now)
    closed = _close(uow, overdue, now)
    with uow.reading():
        decided = _decided(uow, now)
        uncounted = uow.deals.uncounted()
    published = 0
    if decided or uncounted:
        with uow:
            for deal in uncounted:
                outcome = outcome_of(deal, None, bar=0.0)
                if outcome is not None:
                    published += _publish(uow, deal, None, outcome, team_of(uow, deal)[0].bar, now)
            statuses = uow.answers.statuses([each.answer.id for each, _standing in decided])
            for undecided, standing in decided:
                if statuses.get(undecided.answer.id) is undecided.answer.status:  # else somebody was faster
                    published += settle_answer(uow, undecided, standing, now)
            uow.commit()
    return Settled(closed, published, len(decided))


def close_overdue(uow: UnitOfWork, clock: Clock) -> int:
    """The first half of `settle`, for a round that runs: how many cards were closed. Its own answers are held until it ends;
    when forty programs see that end at once, those that only looked for their next answer need not all work out its scores."""
    now = clock.now()
    with uow.reading():
        overdue = uow.deals.overdue(now)
    return _close(uow, overdue, now)


def _close(uow: UnitOfWork, overdue: Sequence[Deal], now: Instant) -> int:
    return sum(close_at_zero(uow, deal, None, now) for deal in overdue)


def close_at_zero(uow: UnitOfWork, deal: Deal, draft: Draft | None, now: Instant) -> bool:
    """Ends a card whose time is up: the starred text is sent as it stands, nothing written is a miss.

    `draft` is the newest text where the caller knows one; else the last saved. False: somebody else closed it already.
    """
    ended_at = now.at if deal.deadline is None else min(now.at, deal.deadline.plus(GRACE_SECONDS).at)
    with uow:
        saved = uow.drafts.latest(deal.id)
        if draft is not None and (saved is None or draft.seq > saved.draft.seq):
            uow.drafts.save(deal.id, draft, now.at)
        else:
            draft = saved.draft if saved else Draft(())
        text = draft.text_to_send()
        state = DealState.SENT if text else DealState.EXPIRED
        if not uow.deals.close(deal.id, state, ended_at, by_timeout=True):
            return False
        if text:
            needed = quorum(team_of(uow, deal)[1])
            uow.answers.add(deal, draft, text, sent_at=ended_at, final_at=ended_at, by_timeout=True, needed=needed)
        thin_out(uow, deal)
        uow.commit()
    return True


def team_of(uow: UnitOfWork, deal: Deal) -> tuple[Team, int]:
    """The author's team and how many people are in it."""
    person = uow.people.get(deal.person_id)
    assert person is not None, "a deal always has its person"
    return uow.people.team(person.team_id), uow.people.team_size(person.team_id)


def thin_out(uow: UnitOfWork, deal: Deal) -> None:
    """Keeps the revisions of a closed card that somebody may want back."""
    uow.drafts.keep_only(deal.id, worth_keeping(uow.drafts.all(deal.id)))


def _decided(uow: UnitOfWork, now: Instant) -> list[tuple[Undecided, Standing]]:
    """Answers in the queue whose standing changed, with their fitted scores."""
    decided = []
    for each in uow.answers.undecided(now.at):
        standing = _stand(each, now)
        if standing.status is not each.answer.status or standing.needed != each.answer.needed:
            decided.append((each, standing))
    return with_scores(uow, decided, now)


def with_scores(
    uow: UnitOfWork, decided: Sequence[tuple[Undecided, Standing]], now: Instant
) -> list[tuple[Undecided, Standing]]:
    """Inside a transaction: those that are published get their fitted score."""
    due = [each for each, standing in decided if standing.status is AnswerStatus.PUBLISHED]
    if not due:
        return list(decided)
    scored = fit_due(uow, due, now.at)
    return [
        (
            each,
            replace(standing, scored=scored.get(each.answer.id) if standing.status is AnswerStatus.PUBLISHED else None),
        )
        for each, standing in decided
    ]


def _stand(each: Undecided, now: Instant) -> Standing:
    answer = each.answer
    if each.disputed_at is not None and answer.status is AnswerStatus.DISPUTED:
        valid = sum(rating.score is not None for rating in each.ratings)
        given_up = now.at - each.disputed_at >= timedelta(days=UNSCORED_AFTER_DAYS)
        status = AnswerStatus.PUBLISHED if valid >= answer.needed or given_up else AnswerStatus.DISPUTED
        return Standing(status, None, valid, answer.needed)
    standing = stand(each.ratings, team_size=each.team_size, people=each.colleagues, sent_at=answer.sent_at, now=now.at)
    if each.unrated:  # counts for nothing and is put before no colleague (rules 5)
        return Standing(AnswerStatus.UNSCORED, standing.mean, standing.raters, 0)
    return standing


def settle_answer(uow: UnitOfWork, each: Undecided, standing: Standing, now: Instant) -> int:
    """Inside a write transaction that locked the answer: stores what became of it; 1 where an outcome became known."""
    answer, deal = each.answer, uow.deals.get(each.answer.deal_id)
    assert deal is not None, "an answer always has its deal"
    if answer.status is not AnswerStatus.DISPUTED:
        uow.answers.settle(answer.id, standing.status, standing.needed)
    if standing.status is AnswerStatus.PUBLISHED:  # read now: the lead may have spoken while the scores were fitted
        rulings = uow.rulings.of_answers([answer.id]).get(answer.id, ())
        standing = replace(standing, confirmed_flags=confirmed_flags(each.ratings, rulings))
    if answer.status is AnswerStatus.DISPUTED:
        return _close_dispute(uow, deal, each, standing, now)
    bar = uow.people.team(each.team_id).bar
    outcome = outcome_of(deal, standing, bar=bar)
    if standing.status is AnswerStatus.WAITING or outcome is None:
        return 0
    return _publish(uow, deal, standing, outcome, bar, now)


def _close_dispute(uow: UnitOfWork, deal: Deal, each: Undecided, standing: Standing, now: Instant) -> int:
    """The rating that the author asked for came: its score stands beside the original. Or it never came: all stays."""
    card = uow.results.of_deal(deal.id)
    why = uow.disputes.why(each.answer.id) or ""
    if not uow.disputes.close(each.answer.id, now.at) or card is None:
        return 0
    if standing.raters < each.answer.needed or standing.scored is None:
        return 0
    scored = standing.scored
    amendment = Amendment(
        AmendKind.DISPUTE,
        scored.score,
        why,
        now.at,
        half_width=scored.half_width,
        mean=scored.mean,
        raters=scored.raters,
    )
    outcome = outcome_of(deal, standing, bar=card.bar)
    uow.results.amend(deal.id, amendment, outcome or card.outcome)
    return 1


def _publish(uow: UnitOfWork, deal: Deal, standing: Standing | None, outcome: Outcome, bar: float, now: Instant) -> int:
    published = standing is not None and standing.status is AnswerStatus.PUBLISHED
    scored = standing.scored if standing is not None and published else None
    card = CountedCard(
        deal_id=deal.id,
        deck_id=deal.shown.deck_id,
        card_id=deal.shown.card_id,
        complaint=deal.shown.complaint,
        type=deal.shown.type,
        outcome=outcome,
        score=None if scored is None else scored.score,
        mean=None if scored is None else scored.mean,
        raters=standing.raters if standing else 0,
        bar=bar,
        closed_at=deal.closed_at or now.at,
        rubric_version=VERSION,
        counts_for_quality=counts_for_quality(deal, standing),
        half_width=None if scored is None else scored.half_width,
        strictness=0.0 if scored is None else scored.strictness,
        basis=None if scored is None else scored.basis,
        criteria={} if scored is None else scored.criteria,
    )
    return int(uow.results.publish(deal, card, outcome, now.at))
