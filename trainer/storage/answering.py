"""Drafts as they are typed, and answers as they were sent."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Row,
    ScalarSelect,
    String,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    update,
)
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.answering import Answer, Draft, SavedDraft, Undecided
from trainer.domain.dealing import Deal
from trainer.domain.ids import AnswerId, DealId, PersonId, RatingId, TeamId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.rating import Judgement, Rating
from trainer.domain.rubric import CriticalFlag
from trainer.storage.documents import from_json, levels_from_json, member, to_json
from trainer.storage.naming import fresh_id
from trainer.storage.settling import goes_unrated, judged_by
from trainer.storage.tables import (
    AnswerRow,
    DealRow,
    DisputeRow,
    DraftRow,
    LeaseRow,
    PersonRow,
    RatingRow,
    SessionRow,
    VariantRow,
)

FLAGS = frozenset[CriticalFlag]
COUNTED = {"preserve_rowcount": True}
"""An INSERT tells how many rows it added only when asked to."""


_ADD_DRAFT = insert(DraftRow).from_select(
    ["deal_id", "seq", "saved_at", "variants", "starred"],
    core_select(
        col(DealRow.id),
        bindparam("new_seq", type_=Integer()),
        bindparam("at", type_=UTCDateTime()),
        bindparam("texts", type_=String()),
        bindparam("star", type_=Integer()),
    )
    .where(
        col(DealRow.id) == bindparam("of_deal"),
        ~exists().where(col(DraftRow.deal_id) == bindparam("of_deal"), col(DraftRow.seq) >= bindparam("new_seq")),
    )
    .suffix_with("ON CONFLICT DO NOTHING"),  # the same seq, saved by another client in this very moment
)
"""Made once and run without the ORM: it is what runs while somebody types."""


class SqlDrafts:
    """Append-only revisions: an undo that empties a text takes nothing away from what was saved before it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, deal_id: DealId, draft: Draft, saved_at: datetime) -> bool:
        added = self._session.connection().execute(
            _ADD_DRAFT,
            {
                "of_deal": deal_id,
                "new_seq": draft.seq,
                "at": saved_at,
                "texts": to_json(tuple[str, ...], draft.variants),
                "star": draft.starred,
            },
            execution_options=COUNTED,
        )
        return added.rowcount == 1

    def latest(self, deal_id: DealId) -> SavedDraft | None:
        wanted = select(DraftRow).where(col(DraftRow.deal_id) == deal_id).order_by(col(DraftRow.seq).desc()).limit(1)
        row = self._session.exec(wanted).first()
        return None if row is None else _saved(row)

    def all(self, deal_id: DealId) -> list[SavedDraft]:
        wanted = select(DraftRow).where(col(DraftRow.deal_id) == deal_id).order_by(col(DraftRow.seq))
        return [_saved(row) for row in self._session.exec(wanted)]

    def keep_only(self, deal_id: DealId, seqs: Sequence[int]) -> None:
        self._session.exec(
            delete(DraftRow).where(col(DraftRow.deal_id) == deal_id, col(DraftRow.seq).not_in(list(seqs)))
        )


class SqlAnswers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        deal: Deal,
        draft: Draft,
        text: str,
        *,
        sent_at: datetime,
        final_at: datetime,
        by_timeout: bool,
        needed: int,
    ) -> Answer:
        row = AnswerRow(
            id=fresh_id(),
            deal_id=deal.id,
            person_id=deal.person_id,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            sent_at=sent_at,
            final_at=final_at,
            by_timeout=by_timeout,
            status=self._first_status(deal).value,
            needed=needed,
        )
        self._session.add(row)
        self._session.flush()
        variants = [
            {"answer_id": row.id, "position": position, "text": variant}
            for position, variant in enumerate(draft.variants)
        ]
        if variants:
            self._session.exec(insert(VariantRow), params=variants)
        return as_answer(row)

    def _first_status(self, deal: Deal) -> AnswerStatus:
        """Held while the round of its session may still come or runs."""
        if deal.session_id is None:
            return AnswerStatus.WAITING
        closed = self._session.exec(
            select(SessionRow.round_closed).where(col(SessionRow.id) == deal.session_id)
        ).first()
        return AnswerStatus.WAITING if closed else AnswerStatus.HELD

    def get(self, answer_id: AnswerId, *, lock: bool = False) -> Answer | None:
        row = self._session.get(AnswerRow, answer_id, populate_existing=True, with_for_update=lock or None)
        return None if row is None else as_answer(row)

    def statuses(self, answer_ids: Sequence[AnswerId]) -> dict[AnswerId, AnswerStatus]:
        if not answer_ids:
            return {}
        wanted = (
            core_select(col(AnswerRow.id), col(AnswerRow.status))
            .where(col(AnswerRow.id).in_(answer_ids))
            .order_by(col(AnswerRow.id))  # so that no two wait for each other
            .with_for_update()
        )
        found = self._session.connection().execute(wanted)
        return {AnswerId(answer): member(AnswerStatus, status) for answer, status in found}

    def of_deal(self, deal_id: DealId) -> Answer | None:
        row = self._session.exec(select(AnswerRow).where(col(AnswerRow.deal_id) == deal_id)).first()
        return None if row is None else as_answer(row)

    def variants(self, answer_id: AnswerId) -> tuple[str, ...]:
        wanted = (
            select(VariantRow.text).where(col(VariantRow.answer_id) == answer_id).order_by(col(VariantRow.position))
        )
        return tuple(self._session.exec(wanted))

    def remove(self, answer_id: AnswerId) -> bool:
        untouched = (
            ~exists().where(col(RatingRow.answer_id) == answer_id),
            ~exists().where(col(LeaseRow.answer_id) == answer_id),
        )
        statement = delete(AnswerRow).where(
            col(AnswerRow.id) == answer_id,
            col(AnswerRow.status).in_((AnswerStatus.WAITING.value, AnswerStatus.HELD.value)),
            *untouched,
        )
        return self._session.exec(statement, execution_options={"synchronize_session": False}).rowcount == 1

    def waiting(self) -> list[Answer]:
        # By id, which is random: the order tells nothing about who answered first.
        wanted = (
            select(AnswerRow).where(col(AnswerRow.status) == AnswerStatus.WAITING.value).order_by(col(AnswerRow.id))
        )
        return [as_answer(row) for row in self._session.exec(wanted)]

    def undecided(self, now: datetime) -> list[Undecided]:
        team = aliased(PersonRow)
        colleagues: ScalarSelect[int] = (
            core_select(func.count())
            .where(col(team.team_id) == col(PersonRow.team_id), col(team.active).is_(True))
            .scalar_subquery()
        )
        wanted = (
            core_select(
                AnswerRow,
                goes_unrated(),
                col(PersonRow.team_id),
                judged_by(),
                colleagues,
                col(DisputeRow.asked_at),
                RatingRow,
            )
            .join(DealRow, col(DealRow.id) == col(AnswerRow.deal_id))
            .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
            .outerjoin(DisputeRow, col(DisputeRow.answer_id) == col(AnswerRow.id))
            .outerjoin(RatingRow, and_(col(RatingRow.answer_id) == col(AnswerRow.id), col(RatingRow.final_at) <= now))
            .where(
                col(AnswerRow.status).in_((AnswerStatus.WAITING.value, AnswerStatus.DISPUTED.value)),
                col(AnswerRow.final_at) <= now,
            )
            .order_by(col(AnswerRow.id))
            .execution_options(populate_existing=True)
        )
        found: dict[str, Undecided] = {}
        ratings: dict[str, list[Rating]] = {}
        for answer, unrated, team_id, size, people, asked_at, rating in self._session.execute(wanted):
            if answer.id not in found:
                found[answer.id] = Undecided(
                    as_answer(answer), bool(unrated), TeamId(team_id), size, people, (), asked_at
                )
            if rating is not None:
                ratings.setdefault(answer.id, []).append(as_rating(rating))
        return [replace(each, ratings=tuple(ratings.get(answer, ()))) for answer, each in found.items()]

    def sent_since(self, person_id: PersonId, since: datetime) -> int:
        wanted = select(func.count()).select_from(AnswerRow)
        wanted = wanted.where(col(AnswerRow.person_id) == person_id, col(AnswerRow.sent_at) >= since)
        return self._session.exec(wanted).one()

    def waiting_of(self, person_id: PersonId) -> int:
        wanted = select(func.count()).select_from(AnswerRow)
        wanted = wanted.where(
            col(AnswerRow.person_id) == person_id, col(AnswerRow.status) == AnswerStatus.WAITING.value
        )
        return self._session.exec(wanted).one()

    def settle(self, answer_id: AnswerId, status: AnswerStatus, needed: int) -> None:
        # Only what waits is settled: a score is published once (rules 3).
        self._session.exec(
            update(AnswerRow)
            .where(col(AnswerRow.id) == answer_id, col(AnswerRow.status) == AnswerStatus.WAITING.value)
            .values(status=status.value, needed=needed)
        )


def _saved(row: DraftRow) -> SavedDraft:
    return SavedDraft(Draft(from_json(tuple[str, ...], row.variants), row.starred, row.seq), row.saved_at)


def as_answer(row: AnswerRow) -> Answer:
    return Answer(
        id=AnswerId(row.id),
        deal_id=DealId(row.deal_id),
        person_id=PersonId(row.person_id),
        text=row.text,
        sent_at=row.sent_at,
        final_at=row.final_at,
        by_timeout=row.by_timeout,
        status=member(AnswerStatus, row.status),
        needed=row.needed,
    )


def as_rating(row: RatingRow | Row[*tuple[Any, ...]]) -> Rating:
    assert row.id is not None
    flags = from_json(FLAGS, row.flags)
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
