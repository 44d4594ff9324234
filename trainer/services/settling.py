"""What time and quorum decide by themselves: cards whose time was up, answers that have their ratings.

Anybody's program may settle anybody's deals: a closed laptop, a dead process or a slow colleague holds nothing up.
Everything here is idempotent and safe for many at once, since each change is one conditional statement.
"""

from dataclasses import dataclass

from trainer.domain.answering import Draft, worth_keeping
from trainer.domain.clocks import Clock, Instant
from trainer.domain.dealing import GRACE_SECONDS, Deal
from trainer.domain.kinds import AnswerStatus, DealState, Outcome
from trainer.domain.people import Team
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import CountedCard
from trainer.domain.rubric import VERSION
from trainer.domain.scoring import Standing, counts_for_quality, outcome_of, quorum, stand


@dataclass(frozen=True, slots=True)
class Settled:
    closed: int = 0
    """Cards closed because their time was up."""
    published: int = 0
    """Outcomes that became known."""


def settle(uow: UnitOfWork, clock: Clock) -> Settled:
    """Closes overdue cards (sending what was written), publishes answers that reached quorum, ends the wait after 7 days."""
    now = clock.now()
    with uow.reading():
        overdue = uow.deals.overdue(now)
    closed = sum(close_at_zero(uow, deal, None, now) for deal in overdue)
    with uow.reading():
        decided = _decided(uow, now)
        uncounted = uow.deals.uncounted()
    published = 0
    if decided or uncounted:
        with uow:
            for deal in uncounted:
                outcome = outcome_of(deal, None, bar=0.0)
                if outcome is not None:
                    published += _publish(uow, deal, None, outcome, now)
            for deal, standing in decided:
                published += _settle_answer(uow, deal, standing, now)
            uow.commit()
    return Settled(closed, published)


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


def _decided(uow: UnitOfWork, now: Instant) -> list[tuple[Deal, Standing]]:
    """Waiting answers whose standing changed."""
    decided = []
    for answer in uow.answers.waiting():
        if answer.final_at > now.at:
            continue
        deal = uow.deals.get(answer.deal_id)
        assert deal is not None, "an answer always has its deal"
        ratings = uow.ratings.of_answer(answer.id, now.at)
        standing = stand(ratings, team_size=team_of(uow, deal)[1], sent_at=answer.sent_at, now=now.at)
        if deal.again:  # counts for nothing and is put before no colleague (rules 5)
            standing = Standing(AnswerStatus.UNSCORED, standing.mean, standing.raters, 0)
        if standing.status is not AnswerStatus.WAITING or standing.needed != answer.needed:
            decided.append((deal, standing))
    return decided


def _settle_answer(uow: UnitOfWork, deal: Deal, standing: Standing, now: Instant) -> int:
    answer = uow.answers.of_deal(deal.id)
    if answer is None or answer.status is not AnswerStatus.WAITING:
        return 0
    uow.answers.settle(answer.id, standing.status, standing.needed)
    team, _size = team_of(uow, deal)
    outcome = outcome_of(deal, standing, bar=team.bar)
    if standing.status is AnswerStatus.WAITING or outcome is None:
        return 0
    return _publish(uow, deal, standing, outcome, now)


def _publish(uow: UnitOfWork, deal: Deal, standing: Standing | None, outcome: Outcome, now: Instant) -> int:
    team, _size = team_of(uow, deal)
    scored = standing is not None and standing.status is AnswerStatus.PUBLISHED
    score = standing.mean if standing is not None and scored else None
    card = CountedCard(
        deal_id=deal.id,
        deck_id=deal.shown.deck_id,
        card_id=deal.shown.card_id,
        complaint=deal.shown.complaint,
        type=deal.shown.type,
        outcome=outcome,
        score=score,
        mean=score,
        raters=standing.raters if standing else 0,
        bar=team.bar,
        closed_at=deal.closed_at or now.at,
        rubric_version=VERSION,
        counts_for_quality=counts_for_quality(deal, standing),
    )
    return int(uow.results.publish(deal, card, outcome, now.at))
