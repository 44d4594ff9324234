"""Whether there is anything to settle: one statement, since every request that finds nothing else to do asks it.

It may say yes where the rules then find nothing due, never no where they would: what decides stands in `domain`.
"""

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, case, exists, func, literal, or_
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.clocks import Instant
from trainer.domain.dealing import GRACE_SECONDS
from trainer.domain.kinds import AnswerStatus, DealState
from trainer.domain.reasons import Why
from trainer.domain.rubric import UNSCORED_AFTER_DAYS
from trainer.domain.scoring import NOBODY_BLIND, quorum
from trainer.storage.tables import AnswerRow, DealRow, DisputeRow, PersonRow, RatingRow, SeatRow, SessionRow

IN_QUEUE = (AnswerStatus.WAITING.value, AnswerStatus.DISPUTED.value)
FULL_TEAM = 4
"""From so many people on the quorum is the full one; it is the same for all smaller teams."""
CLOSED = (DealState.SENT.value, DealState.PASSED.value, DealState.EXPIRED.value)


def anything_due(session: Session, now: Instant) -> bool:
    """Whether a card's time is up, an outcome is to be stored, or an answer may have its ratings (or waited too long)."""
    values = {"now": now.at, "given_up": now.at - timedelta(days=UNSCORED_AFTER_DAYS)}
    return any(
        found or (at is not None and is_late(Instant(at, boot, seconds), now))
        for found, at, boot, seconds in session.connection().execute(_due(), values)
    )


@cache
def _due() -> Select[*tuple[Any, ...]]:
    """Built once: building it costs more than asking it."""
    one = core_select(literal(1).label("n")).subquery()
    needs_no_score = or_(col(DealRow.state) != DealState.SENT.value, goes_unrated())
    closed = core_select(col(DealRow.id)).where(uncounted(), needs_no_score)
    running = aliased(DealRow)
    return (
        core_select(
            or_(closed.exists(), _answer_due()),
            col(running.deadline_at),
            col(running.deadline_boot),
            col(running.deadline_boot_seconds),
        )
        .select_from(one)
        .outerjoin(running, col(running.state) == DealState.OPEN.value)
    )


def uncounted() -> ColumnElement[bool]:
    """Closed deals without a stored outcome; of a team session none that may still be given back: +1 minute opens again what
    was taken as it stood."""
    may_come_back = exists().where(
        col(SessionRow.id) == col(DealRow.session_id), col(SessionRow.round_closed).is_(False)
    )
    return and_(
        col(DealRow.counted).is_(False),
        col(DealRow.state).in_(CLOSED),
        ~may_come_back,
    )


def goes_unrated() -> ColumnElement[bool]:
    """As `Deal.goes_unrated`."""
    return and_(col(DealRow.again).is_(True), col(DealRow.reason_why) != Why.WIN_BACK.value)


def is_late(deadline: Instant, now: Instant) -> bool:
    """Whether deadline and grace are both over."""
    return now.seconds_until(deadline) <= -GRACE_SECONDS


def judged_by() -> ColumnElement[int]:
    """How many people's ratings an answer's quorum is made of: its author's team, or those who were in its session."""
    team = aliased(PersonRow)
    size: ScalarSelect[int] = (
        core_select(func.count())
        .where(col(team.team_id) == col(PersonRow.team_id), col(team.active).is_(True))
        .scalar_subquery()
    )
    seats: ScalarSelect[int] = (
        core_select(func.count()).where(col(SeatRow.session_id) == col(DealRow.session_id)).scalar_subquery()
    )
    return case((col(DealRow.session_id).is_(None), size), else_=seats)


def _answer_due() -> ColumnElement[bool]:
    now = bindparam("now", type_=UTCDateTime())
    valid: ScalarSelect[int] = (
        core_select(func.count())
        .where(
            col(RatingRow.answer_id) == col(AnswerRow.id),
            col(RatingRow.score).is_not(None),
            col(RatingRow.final_at) <= now,
        )
        .scalar_subquery()
    )
    queue = (
        core_select(
            col(AnswerRow.status),
            col(AnswerRow.needed),
            func.coalesce(col(DisputeRow.asked_at), col(AnswerRow.sent_at)).label("since"),
            goes_unrated().label("unrated"),
            judged_by().label("people"),
            valid.label("valid"),
        )
        .join(DealRow, col(DealRow.id) == col(AnswerRow.deal_id))
        .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
        .outerjoin(DisputeRow, col(DisputeRow.answer_id) == col(AnswerRow.id))
        .where(col(AnswerRow.status).in_(IN_QUEUE), col(AnswerRow.final_at) <= now)
        .subquery()
    ).c
    enough = case((queue.people < FULL_TEAM, quorum(FULL_TEAM - 1)), else_=quorum(FULL_TEAM))
    waiting = queue.status == AnswerStatus.WAITING.value
    return (
        core_select(queue.status)
        .where(
            or_(
                queue.since <= bindparam("given_up", type_=UTCDateTime()),
                queue.valid >= queue.needed,
                and_(waiting, or_(queue.unrated, queue.needed != enough, queue.valid >= enough)),
                and_(waiting, queue.people <= NOBODY_BLIND, queue.valid > 0),
            )
        )
        .exists()
    )
