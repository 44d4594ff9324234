"""The cards, answers and ratings of a team session: its clock, its round, its reveal. Every change is one statement."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, update
from sqlalchemy import select as core_select
from sqlmodel import Session as Db
from sqlmodel import col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.clocks import Instant
from trainer.domain.dealing import Deal
from trainer.domain.ids import AnswerId, CardId, DealId, DeckId, PersonId, SessionId
from trainer.domain.kinds import AnswerStatus, DealState
from trainer.domain.rating import Rating
from trainer.domain.reveals import SessionAnswer
from trainer.domain.views import Own
from trainer.storage.answering import as_rating
from trainer.storage.dealing import as_deal
from trainer.storage.rows import columns_of
from trainer.storage.tables import (
    AnswerRow,
    ClaimRow,
    DealRow,
    HiddenAnswerRow,
    PersonRow,
    RatingRow,
    ResultRow,
    SessionMoodRow,
)
from trainer.storage.upserting import insert_new

UNSYNCED = {"synchronize_session": False}

# Everybody in the room asks these whenever a phase begins: built once, for building costs as much as asking.
_MINE = (col(DealRow.session_id) == bindparam("session_id"), col(DealRow.person_id) == bindparam("person_id"))
_OWN = core_select(
    core_select(col(DealRow.id)).where(*_MINE).limit(1).scalar_subquery(),
    core_select(col(DealRow.state)).where(*_MINE).limit(1).scalar_subquery(),
    exists().where(
        col(SessionMoodRow.session_id) == bindparam("session_id"),
        col(SessionMoodRow.person_id) == bindparam("person_id"),
        col(SessionMoodRow.after) == bindparam("after"),
    ),
)
_ANSWERS = (
    core_select(
        col(AnswerRow.id),
        col(AnswerRow.deal_id),
        col(AnswerRow.person_id),
        col(AnswerRow.text),
        col(AnswerRow.status),
        col(HiddenAnswerRow.answer_id).is_not(None).label("hidden"),
        col(ClaimRow.named),
        col(ClaimRow.wall),
        col(ClaimRow.win_back),
        col(PersonRow.name),
        func.coalesce(col(ResultRow.amended_score), col(ResultRow.score)).label("score"),
    )
    .join(DealRow, col(DealRow.id) == col(AnswerRow.deal_id))
    .join(PersonRow, col(PersonRow.id) == col(AnswerRow.person_id))
    .outerjoin(HiddenAnswerRow, col(HiddenAnswerRow.answer_id) == col(AnswerRow.id))
    .outerjoin(ClaimRow, col(ClaimRow.answer_id) == col(AnswerRow.id))
    .outerjoin(ResultRow, col(ResultRow.deal_id) == col(DealRow.id))
    .where(col(DealRow.session_id) == bindparam("session_id"))
    .order_by(col(AnswerRow.id))  # random letters: the order tells nothing about who answered first
)
_RATINGS = (
    core_select(*columns_of(RatingRow))
    .join(AnswerRow, col(AnswerRow.id) == col(RatingRow.answer_id))
    .join(DealRow, col(DealRow.id) == col(AnswerRow.deal_id))
    .where(
        col(DealRow.session_id) == bindparam("session_id"),
        col(RatingRow.final_at) <= bindparam("final_by", type_=UTCDateTime()),
    )
)


class SqlSessionCards:
    def __init__(self, session: Db) -> None:
        self._session = session

    def deal_of(self, session_id: SessionId, person_id: PersonId) -> Deal | None:
        wanted = select(DealRow).where(col(DealRow.session_id) == session_id, col(DealRow.person_id) == person_id)
        row = self._session.exec(wanted.execution_options(populate_existing=True)).first()
        return None if row is None else as_deal(row)

    def own(self, session_id: SessionId, person_id: PersonId, *, after: bool) -> Own:
        values = {"session_id": session_id, "person_id": person_id, "after": after}
        deal_id, state, given = self._session.connection().execute(_OWN, values).one()
        return Own(
            deal_id=None if deal_id is None else DealId(deal_id),
            mood_given=bool(given),
            sent=state == DealState.SENT.value,
            passed=state == DealState.PASSED.value,
        )

    def dealt(self, session_id: SessionId) -> list[tuple[DeckId, CardId]]:
        wanted = select(DealRow.deck_id, DealRow.card_id).where(col(DealRow.session_id) == session_id)
        return [(DeckId(deck), CardId(card)) for deck, card in self._session.exec(wanted)]

    def move_deadlines(self, session_id: SessionId, deadline: Instant | None) -> None:
        self._session.exec(
            update(DealRow)
            .where(col(DealRow.session_id) == session_id, col(DealRow.state) == DealState.OPEN.value)
            .values(_deadline(deadline)),
            execution_options=UNSYNCED,
        )

    def hand_over(self, session_id: SessionId, before: PersonId, now: PersonId) -> None:
        self._session.exec(
            update(DealRow)
            .where(
                col(DealRow.session_id) == session_id,
                col(DealRow.person_id) == before,
                col(DealRow.state) == DealState.OPEN.value,
            )
            .values(person_id=now),
            execution_options=UNSYNCED,
        )

    def reopen_taken(self, session_id: SessionId, deadline: Instant | None) -> int:
        taken = (
            col(DealRow.session_id) == session_id,
            col(DealRow.by_timeout).is_(True),
            col(DealRow.counted).is_(False),
            col(DealRow.state).in_((DealState.SENT.value, DealState.EXPIRED.value)),
        )
        # Raters pull within a second of the phase: what merely lies before one of them opens again, its lease going with it.
        rated = exists().where(col(RatingRow.answer_id) == col(AnswerRow.id))
        unrated = core_select(col(AnswerRow.id)).where(
            col(AnswerRow.deal_id).in_(core_select(col(DealRow.id)).where(*taken)),
            col(AnswerRow.status) == AnswerStatus.HELD.value,
            ~rated,
        )
        self._session.exec(delete(AnswerRow).where(col(AnswerRow.id).in_(unrated)), execution_options=UNSYNCED)
        kept = exists().where(col(AnswerRow.deal_id) == col(DealRow.id))
        reopened = self._session.exec(
            update(DealRow)
            .where(*taken, ~kept)
            .values(state=DealState.OPEN.value, closed_at=None, by_timeout=False, **_deadline(deadline)),
            execution_options=UNSYNCED,
        )
        return int(reopened.rowcount)

    def open_deals(self, session_id: SessionId) -> list[Deal]:
        wanted = select(DealRow).where(
            col(DealRow.session_id) == session_id, col(DealRow.state) == DealState.OPEN.value
        )
        return [as_deal(row) for row in self._session.exec(wanted.execution_options(populate_existing=True))]

    def end_taking_back(self, session_id: SessionId, at: datetime) -> None:
        own = core_select(col(DealRow.id)).where(col(DealRow.session_id) == session_id)
        mine = core_select(col(AnswerRow.id)).where(col(AnswerRow.deal_id).in_(own))
        self._session.exec(
            update(AnswerRow).where(col(AnswerRow.deal_id).in_(own), col(AnswerRow.final_at) > at).values(final_at=at),
            execution_options=UNSYNCED,
        )
        self._session.exec(
            update(RatingRow)
            .where(col(RatingRow.answer_id).in_(mine), col(RatingRow.final_at) > at)
            .values(final_at=at),
            execution_options=UNSYNCED,
        )

    def release_answers(self, session_id: SessionId) -> int:
        released = self._session.exec(
            update(AnswerRow)
            .where(
                col(AnswerRow.status) == AnswerStatus.HELD.value,
                col(AnswerRow.deal_id).in_(core_select(col(DealRow.id)).where(col(DealRow.session_id) == session_id)),
            )
            .values(status=AnswerStatus.WAITING.value),
            execution_options=UNSYNCED,
        )
        return int(released.rowcount)

    def answers(self, session_id: SessionId, final_by: datetime) -> list[SessionAnswer]:
        database, values = self._session.connection(), {"session_id": session_id, "final_by": final_by}
        ratings: dict[str, list[Rating]] = {}
        for row in database.execute(_RATINGS, values).all():
            ratings.setdefault(row.answer_id, []).append(as_rating(row))
        return [
            SessionAnswer(
                id=AnswerId(row.id),
                deal_id=DealId(row.deal_id),
                author_id=PersonId(row.person_id),
                author_name=row.name,
                text=row.text,
                published=row.status in (AnswerStatus.PUBLISHED.value, AnswerStatus.DISPUTED.value),
                score=row.score,
                hidden=bool(row.hidden),
                claimed=bool(row.named),
                wall=bool(row.wall),
                win_back=bool(row.win_back),
                ratings=tuple(ratings.get(row.id, ())),
            )
            for row in database.execute(_ANSWERS, values).all()
        ]

    def counts(self, session_id: SessionId) -> tuple[int, int]:
        """(answers, ratings given of them)."""
        mine = col(AnswerRow.deal_id).in_(core_select(col(DealRow.id)).where(col(DealRow.session_id) == session_id))
        answers = core_select(func.count()).select_from(AnswerRow).where(mine).scalar_subquery()
        rated: ColumnElement[int] = (
            core_select(func.count())
            .select_from(RatingRow)
            .join(AnswerRow, col(AnswerRow.id) == col(RatingRow.answer_id))
            .where(mine)
            .scalar_subquery()
        )
        found = self._session.connection().execute(core_select(answers, rated)).one()
        return int(found[0]), int(found[1])

    def hide(self, session_id: SessionId, answer_id: AnswerId, by: PersonId, *, hidden: bool) -> None:
        if hidden:
            values = {"answer_id": answer_id, "session_id": session_id, "by_id": by}
            self._session.exec(insert_new(self._session, HiddenAnswerRow, ["answer_id"], values))
        else:
            self._session.exec(delete(HiddenAnswerRow).where(col(HiddenAnswerRow.answer_id) == answer_id))

    def hidden(self, session_id: SessionId) -> frozenset[AnswerId]:
        wanted = select(HiddenAnswerRow.answer_id).where(col(HiddenAnswerRow.session_id) == session_id)
        return frozenset(AnswerId(each) for each in self._session.exec(wanted))


def _deadline(deadline: Instant | None) -> dict[str, object]:
    return {
        "deadline_at": deadline.at if deadline else None,
        "deadline_boot": deadline.boot if deadline else "",
        "deadline_boot_seconds": deadline.boot_seconds if deadline else 0.0,
    }
