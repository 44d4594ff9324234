"""Leases and ratings. An answer is claimed by one conditional statement, so that it never gets more raters than it needs."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Insert, ScalarSelect, Select, and_, delete, exists, func, literal, literal_column
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.dealing import ShownCard
from trainer.domain.ids import AnswerId, PersonId, RatingId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.people import Person, Role
from trainer.domain.rating import Candidate, Judgement, OpenAnswer, RaterState, Rating
from trainer.domain.rubric import REPEATS_SESSIONS, VERSION
from trainer.domain.weeks import window_start
from trainer.errors import AlreadyRated, NotFound, OwnAnswerRated
from trainer.locale import _
from trainer.storage.answering import COUNTED, as_rating
from trainer.storage.documents import from_json, to_json
from trainer.storage.golds import as_gold
from trainer.storage.people import as_person
from trainer.storage.tables import (
    AnswerRow,
    GoldRatingRow,
    LeaseRow,
    PersonRow,
    RatingRow,
    TeamRow,
)
from trainer.storage.upserting import insert_new, upsert_from

IN_QUEUE = (AnswerStatus.WAITING.value, AnswerStatus.DISPUTED.value)


@dataclass(slots=True)
class _Marks:
    """What is gathered about one answer from the rows of the queue."""

    author: int
    needed: int
    times: int
    rated: set[int] = field(default_factory=set)
    invalid: set[int] = field(default_factory=set)
    leased: set[int] = field(default_factory=set)


class SqlRatings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def candidates(self, rater: Person, now: datetime) -> list[Candidate]:
        times = {row.author_id: int(row.times) for row in self._session.connection().execute(self._repeats(rater, now))}
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

    def state_of(self, rater_id: PersonId, since: datetime, session: str, *, lock: bool = False) -> RaterState | None:
        team = aliased(PersonRow)
        size: ScalarSelect[int] = (
            core_select(func.count())
            .where(col(team.team_id) == col(PersonRow.team_id), col(team.active).is_(True))
            .scalar_subquery()
        )
        mine = core_select(func.count()).select_from(RatingRow).where(col(RatingRow.rater_id) == col(PersonRow.id))
        wanted = (
            core_select(
                PersonRow,
                size,
                mine.where(col(RatingRow.rated_at) >= since).scalar_subquery(),
                mine.scalar_subquery(),
                GoldRatingRow,
            )
            .join(TeamRow, col(TeamRow.id) == col(PersonRow.team_id))
            .outerjoin(
                GoldRatingRow,
                and_(
                    col(GoldRatingRow.rater_id) == col(PersonRow.id),
                    col(GoldRatingRow.blind).is_(True),
                    col(GoldRatingRow.session) == session,
                ),
            )
            .where(col(PersonRow.id) == rater_id, col(PersonRow.active).is_(True))
            .execution_options(populate_existing=True)
        )
        if lock:
            # PostgreSQL: claims of one team queue here, so that what is read next cannot change before the claim. (SQLite:
            # the transaction is IMMEDIATE, so it queued at its beginning.)
            wanted = wanted.with_for_update(of=TeamRow)
        found = self._session.execute(wanted).first()
        if found is None:
            return None
        person, team_size, given, given_ever, gold = found
        return RaterState(as_person(person), team_size, given, given_ever, None if gold is None else as_gold(gold))

    def queue(self, rater: Person, now: datetime, since: datetime | None = None) -> list[OpenAnswer]:
        repeats = self._repeats(rater, now).subquery()
        wanted = (
            core_select(
                col(AnswerRow.id),
                col(AnswerRow.person_id),
                col(AnswerRow.needed),
                col(RatingRow.rater_id),
                col(RatingRow.score),
                col(LeaseRow.rater_id),
                func.coalesce(repeats.c.times, 0),
            )
            .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
            .outerjoin(RatingRow, col(RatingRow.answer_id) == col(AnswerRow.id))
            .outerjoin(LeaseRow, and_(col(LeaseRow.answer_id) == col(AnswerRow.id), col(LeaseRow.until) > now))
            .outerjoin(repeats, repeats.c.author_id == col(AnswerRow.person_id))
            .where(
                col(AnswerRow.status).in_(IN_QUEUE),
                col(AnswerRow.final_at) <= now,
                col(PersonRow.team_id) == rater.team_id,
            )
            .order_by(col(AnswerRow.id))  # random letters: the order tells nothing about who answered first
        )
        if since is not None:
            wanted = wanted.where(col(AnswerRow.sent_at) >= since)
        found: dict[str, _Marks] = {}
        for answer, author, needed, rated_by, score, leased_to, times in self._session.connection().execute(wanted):
            marks = found.setdefault(answer, _Marks(author, needed, times))
            if rated_by is not None:
                marks.rated.add(rated_by)
                if score is None:
                    marks.invalid.add(rated_by)
            if leased_to is not None:
                marks.leased.add(leased_to)
        return [
            OpenAnswer(
                AnswerId(answer),
                PersonId(marks.author),
                marks.needed,
                frozenset(map(PersonId, marks.rated)),
                frozenset(map(PersonId, marks.invalid)),
                frozenset(map(PersonId, marks.leased)),
                marks.times,
            )
            for answer, marks in found.items()
        ]

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
            col(AnswerRow.status).in_(IN_QUEUE),
            col(AnswerRow.final_at) <= now,
            col(AnswerRow.person_id) != rater_id,
            ~_rated_by(rater_id),
            _taken(rater_id, now) < col(AnswerRow.needed),
        )
        # The same rater again (a lease that ran out, or is prolonged) renews the row that is there.
        return upsert_from(self._session, LeaseRow, ["answer_id", "rater_id"], ["answer_id", "rater_id", "until"], free)

    @staticmethod
    def _repeats(rater: Person, now: datetime) -> Select[int, int]:
        """How often the rater rated each author in the last 16 sessions."""
        return (
            core_select(col(AnswerRow.person_id).label("author_id"), func.count().label("times"))
            .join(RatingRow, col(RatingRow.answer_id) == col(AnswerRow.id))
            .where(
                col(RatingRow.rater_id) == rater.id,
                col(RatingRow.rated_at) >= window_start(now, REPEATS_SESSIONS),
            )
            .group_by(col(AnswerRow.person_id))
        )

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
