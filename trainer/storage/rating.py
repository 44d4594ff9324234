"""Leases and ratings. An answer is claimed by one conditional statement, so that it never gets more raters than it needs."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, Select, delete, exists, func, literal
from sqlalchemy import select as core_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.ids import AnswerId, PersonId, RatingId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.people import Person, Role
from trainer.domain.rating import Candidate, Judgement, Rating
from trainer.domain.rubric import VERSION, CriticalFlag
from trainer.errors import AlreadyRated, NotFound, OwnAnswerRated
from trainer.locale import _
from trainer.storage.answering import COUNTED
from trainer.storage.documents import from_json, levels_from_json, to_json
from trainer.storage.tables import AnswerRow, LeaseRow, PersonRow, RatingRow
from trainer.storage.upserting import upsert_from

LATELY = timedelta(weeks=16)
"""Rules 4 spread a rater over authors of the last 16 sessions; one a week."""


class SqlRatings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def candidates(self, rater: Person, now: datetime) -> list[Candidate]:
        before: Select[int, int] = (
            core_select(col(AnswerRow.person_id).label("author_id"), func.count().label("times"))
            .join(RatingRow, col(RatingRow.answer_id) == col(AnswerRow.id))
            .where(col(RatingRow.rater_id) == rater.id, col(RatingRow.rated_at) > now - LATELY)
            .group_by(col(AnswerRow.person_id))
        )
        times = {row.author_id: int(row.times) for row in self._session.connection().execute(before)}
        wanted = (
            core_select(col(AnswerRow.id), col(AnswerRow.person_id), _taken(rater.id, now), col(AnswerRow.needed))
            .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
            .where(
                col(AnswerRow.status) == AnswerStatus.WAITING.value,
                col(AnswerRow.final_at) <= now,
                col(AnswerRow.person_id) != rater.id,
                col(PersonRow.team_id) == rater.team_id,
                ~_rated_by(rater.id),
            )
            .order_by(col(AnswerRow.id))
        )
        return [
            Candidate(AnswerId(answer), PersonId(author), taken, needed, times.get(author, 0))
            for answer, author, taken, needed in self._session.connection().execute(wanted)
        ]

    def leased_to(self, rater_id: PersonId, now: datetime) -> AnswerId | None:
        wanted = (
            select(LeaseRow.answer_id)
            .where(col(LeaseRow.rater_id) == rater_id, col(LeaseRow.until) > now)
            .order_by(col(LeaseRow.until).desc())
            .limit(1)
        )
        found = self._session.exec(wanted).first()
        return None if found is None else AnswerId(found)

    def lease(self, answer_id: AnswerId, rater_id: PersonId, until: datetime, now: datetime) -> bool:
        # PostgreSQL counts what others have committed; the lock on the answer makes claims on it queue. (SQLite: IMMEDIATE.)
        self._session.exec(select(AnswerRow.id).where(col(AnswerRow.id) == answer_id).with_for_update()).first()
        free = core_select(
            col(AnswerRow.id),
            literal(rater_id),
            literal(until, UTCDateTime()),
        ).where(
            col(AnswerRow.id) == answer_id,
            col(AnswerRow.status) == AnswerStatus.WAITING.value,
            col(AnswerRow.final_at) <= now,
            col(AnswerRow.person_id) != rater_id,
            ~_rated_by(rater_id),
            _taken(rater_id, now) < col(AnswerRow.needed),
        )
        # The same rater again (a lease that ran out, or is prolonged) renews the row that is there.
        claim = upsert_from(
            self._session, LeaseRow, ["answer_id", "rater_id"], ["answer_id", "rater_id", "until"], free
        )
        return self._session.exec(claim, execution_options=COUNTED).rowcount == 1

    def release(self, answer_id: AnswerId, rater_id: PersonId) -> None:
        self._session.exec(
            delete(LeaseRow).where(col(LeaseRow.answer_id) == answer_id, col(LeaseRow.rater_id) == rater_id)
        )

    def add(
        self,
        answer_id: AnswerId,
        rater: Person,
        judgement: Judgement,
        score: float | None,
        *,
        rated_at: datetime,
        final_at: datetime,
    ) -> Rating:
        author = self._session.exec(select(AnswerRow.person_id).where(col(AnswerRow.id) == answer_id)).first()
        if author is None:
            raise NotFound(_("There is no such answer any more."))
        if author == rater.id:
            raise OwnAnswerRated(_("This answer is your own; colleagues rate it."))
        row = RatingRow(
            answer_id=answer_id,
            rater_id=rater.id,
            by_lead=rater.role is Role.LEAD,
            levels=to_json(dict[str, int], dict(judgement.levels)),
            flags=to_json(list[str], sorted(flag.value for flag in judgement.flags)),
            laughed=judgement.laughed,
            steal=judgement.steal,
            comment=judgement.comment,
            score=score,
            rubric_version=VERSION,
            rated_at=rated_at,
            final_at=final_at,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise AlreadyRated(_("You have rated this answer already; each is rated once.")) from None
        self.release(answer_id, rater.id)
        return _rating(row)

    def remove(self, answer_id: AnswerId, rater_id: PersonId, now: datetime) -> bool:
        statement = delete(RatingRow).where(
            col(RatingRow.answer_id) == answer_id, col(RatingRow.rater_id) == rater_id, col(RatingRow.final_at) > now
        )
        return self._session.exec(statement).rowcount == 1

    def of_answer(self, answer_id: AnswerId, final_by: datetime) -> list[Rating]:
        wanted = select(RatingRow).where(col(RatingRow.answer_id) == answer_id, col(RatingRow.final_at) <= final_by)
        ratings = [_rating(row) for row in self._session.exec(wanted)]
        return sorted(ratings, key=lambda each: hashlib.sha256(f"{answer_id} {each.rater_id}".encode()).digest())

    def given_by(self, rater_id: PersonId) -> int:
        wanted = select(func.count()).select_from(RatingRow).where(col(RatingRow.rater_id) == rater_id)
        return self._session.exec(wanted).one()


def _rated_by(rater_id: PersonId) -> ColumnElement[bool]:
    return exists().where(col(RatingRow.answer_id) == col(AnswerRow.id), col(RatingRow.rater_id) == rater_id)


def _taken(rater_id: PersonId, now: datetime) -> ColumnElement[int]:
    """Ratings that an answer has, plus leases of others that run."""
    ratings: ScalarSelect[int] = (
        core_select(func.count()).where(col(RatingRow.answer_id) == col(AnswerRow.id)).scalar_subquery()
    )
    leases: ScalarSelect[int] = (
        core_select(func.count())
        .where(
            col(LeaseRow.answer_id) == col(AnswerRow.id),
            col(LeaseRow.until) > now,
            col(LeaseRow.rater_id) != rater_id,
        )
        .scalar_subquery()
    )
    return ratings + leases


def _rating(row: RatingRow) -> Rating:
    assert row.id is not None
    flags = from_json(frozenset[CriticalFlag], row.flags)
    judgement = Judgement(levels_from_json(row.levels), flags, row.laughed, row.steal, row.comment)
    return Rating(
        id=RatingId(row.id),
        answer_id=AnswerId(row.answer_id),
        rater_id=PersonId(row.rater_id),
        by_lead=row.by_lead,
        judgement=judgement,
        score=row.score,
        rubric_version=row.rubric_version,
        rated_at=row.rated_at,
        final_at=row.final_at,
    )
