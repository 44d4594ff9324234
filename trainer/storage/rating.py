"""Leases and ratings. An answer is claimed by one conditional statement, so that it never gets more raters than it needs."""

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, Insert, ScalarSelect, delete, exists, func, literal, literal_column
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.dealing import ShownCard
from trainer.domain.ids import AnswerId, PersonId, RatingId
from trainer.domain.people import Person, Role
from trainer.domain.planning import Met
from trainer.domain.rating import Candidate, GoldWish, Judgement, OpenAnswer, RaterState, Rating, Round
from trainer.domain.rubric import VERSION
from trainer.errors import AlreadyRated, NotFound, OwnAnswerRated
from trainer.locale import _
from trainer.storage.answering import COUNTED, as_rating
from trainer.storage.documents import from_json, to_json
from trainer.storage.rounds import IN_QUEUE, IN_ROUND, read_queue, read_round, read_state, repeats_of
from trainer.storage.tables import AnswerRow, LeaseRow, PersonRow, RatingRow
from trainer.storage.upserting import insert_new, upsert_from


class SqlRatings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def candidates(self, rater: Person, now: datetime) -> list[Candidate]:
        times = {row.author_id: int(row.times) for row in self._session.connection().execute(repeats_of(rater, now))}
        wanted = (
            core_select(col(AnswerRow.id), col(AnswerRow.person_id), _taken(rater.id, now), col(AnswerRow.needed))
            .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
            .where(
                col(AnswerRow.status).in_(IN_QUEUE),
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

    def state_of(
        self, rater_id: PersonId, since: datetime, session: str, *, lock: bool = False, wish: GoldWish | None = None
    ) -> RaterState | None:
        return read_state(self._session, rater_id, since, session, lock=lock, wish=wish)

    def queue(self, rater: Person, now: datetime) -> list[OpenAnswer]:
        return read_queue(self._session, rater, now)

    def round(self, rater: Person, now: datetime, live: Round) -> tuple[list[OpenAnswer], Met]:
        return read_round(self._session, rater, now, live)

    def claim(
        self, answer_id: AnswerId, rater_id: PersonId, until: datetime, now: datetime
    ) -> tuple[str, ShownCard] | None:
        # Written out: SQLAlchemy drops the names of tables from what is RETURNING, in subqueries as well.
        text: ColumnElement[str] = literal_column("(SELECT answer.text FROM answer WHERE answer.id = lease.answer_id)")
        card: ColumnElement[str] = literal_column(
            "(SELECT deal.shown FROM deal JOIN answer ON answer.deal_id = deal.id WHERE answer.id = lease.answer_id)"
        )
        claim = self._claim(answer_id, rater_id, until, now).returning(text, card)
        found = self._session.connection().execute(claim).first()
        return None if found is None else (found[0], from_json(ShownCard, found[1]))

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
        claim = self._claim(answer_id, rater_id, until, now)
        return self._session.exec(claim, execution_options=COUNTED).rowcount == 1

    def _claim(self, answer_id: AnswerId, rater_id: PersonId, until: datetime, now: datetime) -> Insert:
        free = core_select(
            col(AnswerRow.id),
            literal(rater_id),
            literal(until, UTCDateTime()),
        ).where(
            col(AnswerRow.id) == answer_id,
            col(AnswerRow.status).in_(IN_ROUND),
            col(AnswerRow.final_at) <= now,
            col(AnswerRow.person_id) != rater_id,
            ~_rated_by(rater_id),
            _taken(rater_id, now) < col(AnswerRow.needed),
        )
        # The same rater again (a lease that ran out, or is prolonged) renews the row that is there.
        return upsert_from(self._session, LeaseRow, ["answer_id", "rater_id"], ["answer_id", "rater_id", "until"], free)

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
        new = {
            "answer_id": answer_id,
            "rater_id": rater.id,
            "by_lead": rater.role is Role.LEAD,
            "levels": to_json(dict[str, int], dict(judgement.levels)),
            "flags": to_json(list[str], sorted(flag.value for flag in judgement.flags)),
            "laughed": judgement.laughed,
            "steal": judgement.steal,
            "comment": judgement.comment,
            "score": score,
            "rubric_version": VERSION,
            "rated_at": rated_at,
            "final_at": final_at,
        }
        insert = insert_new(self._session, RatingRow, ["answer_id", "rater_id"], new).returning(col(RatingRow.id))
        rating_id = self._session.connection().scalar(insert)
        if rating_id is None:
            raise AlreadyRated(_("You have rated this answer already; each is rated once."))
        self.release(answer_id, rater.id)
        return Rating(
            RatingId(rating_id),
            answer_id,
            rater.id,
            rater.role is Role.LEAD,
            judgement,
            score,
            VERSION,
            rated_at,
            final_at,
        )

    def remove(self, answer_id: AnswerId, rater_id: PersonId, now: datetime) -> bool:
        statement = delete(RatingRow).where(
            col(RatingRow.answer_id) == answer_id, col(RatingRow.rater_id) == rater_id, col(RatingRow.final_at) > now
        )
        return self._session.exec(statement).rowcount == 1

    def of_answer(self, answer_id: AnswerId, final_by: datetime) -> list[Rating]:
        wanted = select(RatingRow).where(col(RatingRow.answer_id) == answer_id, col(RatingRow.final_at) <= final_by)
        ratings = [as_rating(row) for row in self._session.exec(wanted)]
        return sorted(ratings, key=lambda each: hashlib.sha256(f"{answer_id} {each.rater_id}".encode()).digest())

    def given_by(self, rater_id: PersonId) -> int:
        wanted = select(func.count()).select_from(RatingRow).where(col(RatingRow.rater_id) == rater_id)
        return self._session.exec(wanted).one()


def _rated_by(rater_id: PersonId) -> ColumnElement[bool]:
    return exists().where(col(RatingRow.answer_id) == col(AnswerRow.id), col(RatingRow.rater_id) == rater_id)


def _taken(rater_id: PersonId, now: datetime) -> ColumnElement[int]:
    """Ratings that give an answer a score, plus leases of others that run."""
    ratings: ScalarSelect[int] = (
        core_select(func.count())
        .where(col(RatingRow.answer_id) == col(AnswerRow.id), col(RatingRow.score).is_not(None))
        .scalar_subquery()
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
