"""The lead's word on critical flags, and authors' wishes for one more rating."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, literal, update
from sqlalchemy import select as core_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.ids import AnswerId, PersonId, TeamId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.rating import Rating
from trainer.domain.rubric import CriticalFlag
from trainer.domain.scoring import Ruling
from trainer.storage.answering import COUNTED, as_rating
from trainer.storage.documents import member
from trainer.storage.tables import AnswerRow, DisputeRow, PersonRow, RatingRow, RulingRow
from trainer.storage.upserting import upsert


class SqlRulings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def rule(self, answer_id: AnswerId, ruling: Ruling, by: PersonId, why: str, at: datetime) -> None:
        values = {
            "answer_id": answer_id,
            "flag": ruling.flag.value,
            "confirmed": ruling.confirmed,
            "by_id": by,
            "why": why,
            "at": at,
        }
        self._session.exec(upsert(self._session, RulingRow, ["answer_id", "flag"], values))

    def of_answers(self, answer_ids: Sequence[AnswerId]) -> dict[AnswerId, list[Ruling]]:
        wanted = select(RulingRow).where(col(RulingRow.answer_id).in_(list(answer_ids)))
        found: dict[AnswerId, list[Ruling]] = {}
        for row in self._session.exec(wanted.execution_options(populate_existing=True)):
            ruling = Ruling(member(CriticalFlag, row.flag), row.confirmed)
            found.setdefault(AnswerId(row.answer_id), []).append(ruling)
        return found

    def flagged(self, team_id: TeamId, since: datetime, final_by: datetime) -> dict[AnswerId, list[Rating]]:
        wanted = (
            select(RatingRow)
            .join(AnswerRow, col(AnswerRow.id) == col(RatingRow.answer_id))
            .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
            .where(
                col(PersonRow.team_id) == team_id,
                col(AnswerRow.sent_at) >= since,
                col(RatingRow.final_at) <= final_by,
                col(RatingRow.flags) != "[]",
            )
            .order_by(col(RatingRow.answer_id))
        )
        found: dict[AnswerId, list[Rating]] = {}
        for row in self._session.exec(wanted):
            found.setdefault(AnswerId(row.answer_id), []).append(as_rating(row))
        return found


class SqlDisputes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, answer_id: AnswerId, why: str, asked_at: datetime) -> bool:
        published = core_select(col(AnswerRow.id), literal(why), literal(asked_at, UTCDateTime())).where(
            col(AnswerRow.id) == answer_id, col(AnswerRow.status) == AnswerStatus.PUBLISHED.value
        )
        new = insert(DisputeRow).from_select(["answer_id", "why", "asked_at"], published)
        try:
            with self._session.begin_nested():
                if self._session.exec(new, execution_options=COUNTED).rowcount != 1:
                    return False
        except IntegrityError:  # asked already
            return False
        valid: int = self._session.exec(
            select(func.count())
            .select_from(RatingRow)
            .where(col(RatingRow.answer_id) == answer_id, col(RatingRow.score).is_not(None))
        ).one()
        self._session.exec(
            update(AnswerRow)
            .where(col(AnswerRow.id) == answer_id)
            .values(status=AnswerStatus.DISPUTED.value, needed=valid + 1)
        )
        return True

    def why(self, answer_id: AnswerId) -> str | None:
        return self._session.exec(select(DisputeRow.why).where(col(DisputeRow.answer_id) == answer_id)).first()

    def close(self, answer_id: AnswerId, closed_at: datetime) -> bool:
        back = (
            update(AnswerRow)
            .where(col(AnswerRow.id) == answer_id, col(AnswerRow.status) == AnswerStatus.DISPUTED.value)
            .values(status=AnswerStatus.PUBLISHED.value)
        )
        if self._session.exec(back, execution_options=COUNTED).rowcount != 1:
            return False
        self._session.exec(update(DisputeRow).where(col(DisputeRow.answer_id) == answer_id).values(closed_at=closed_at))
        return True
