"""Deals: a card dealt to a person, its clock, and what became of it. Every change of state is one conditional UPDATE."""

from datetime import datetime

from sqlalchemy import bindparam, delete, update
from sqlalchemy import select as core_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from trainer.domain.clocks import Instant
from trainer.domain.dealing import Deal, PastDeal, ShownCard
from trainer.domain.ids import CardId, DealId, DeckId, PersonId, SessionId
from trainer.domain.kinds import ComplaintType, DealState
from trainer.domain.reasons import Reason, Why
from trainer.errors import AnotherCardOpen
from trainer.locale import _
from trainer.storage.documents import from_json, member, to_json
from trainer.storage.naming import fresh_id
from trainer.storage.settling import anything_due, is_late, uncounted
from trainer.storage.tables import DealRow

_CLOCK = core_select(
    col(DealRow.state), col(DealRow.deadline_at), col(DealRow.deadline_boot), col(DealRow.deadline_boot_seconds)
).where(col(DealRow.id) == bindparam("deal_id"))


class SqlDeals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, deal: Deal) -> Deal:
        row = _row(deal, fresh_id())
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise _one_at_a_time() from None
        return as_deal(row)

    def get(self, deal_id: DealId) -> Deal | None:
        row = self._session.get(DealRow, deal_id, populate_existing=True)
        return None if row is None else as_deal(row)

    def is_running(self, deal_id: DealId, now: Instant) -> bool:
        found = self._session.connection().execute(_CLOCK, {"deal_id": deal_id}).first()
        if found is None:
            return False
        state, at, boot, boot_seconds = found
        return state == DealState.OPEN.value and (at is None or not is_late(Instant(at, boot, boot_seconds), now))

    def open_of(self, person_id: PersonId) -> Deal | None:
        return self._in_state(person_id, DealState.OPEN)

    def prepared_of(self, person_id: PersonId) -> Deal | None:
        return self._in_state(person_id, DealState.PREPARED)

    def not_looked_back(self, person_id: PersonId) -> Deal | None:
        wanted = (
            select(DealRow)
            .where(
                col(DealRow.person_id) == person_id,
                col(DealRow.looked_back).is_(False),
                col(DealRow.state) == DealState.SENT.value,
            )
            .order_by(col(DealRow.closed_at).desc(), col(DealRow.id).desc())
            .limit(1)
        )
        row = self._session.exec(wanted).first()
        return None if row is None else as_deal(row)

    def past(self, person_id: PersonId) -> list[PastDeal]:
        wanted = (
            select(DealRow.deck_id, DealRow.card_id, DealRow.type, DealRow.opened_at)
            .where(col(DealRow.person_id) == person_id, col(DealRow.opened_at).is_not(None))
            .order_by(col(DealRow.opened_at), col(DealRow.deck_id), col(DealRow.card_id))
        )
        return [
            PastDeal(DeckId(deck), CardId(card), member(ComplaintType, kind), opened_at)
            for deck, card, kind, opened_at in self._session.exec(wanted)
            if opened_at is not None
        ]

    def anything_due(self, now: Instant) -> bool:
        return anything_due(self._session, now)

    def overdue(self, now: Instant) -> list[Deal]:
        # Open deals are few (one a person), and only Instant can tell whose clock jumped: asked in Python.
        wanted = (
            select(DealRow)
            .where(col(DealRow.state) == DealState.OPEN.value)
            .order_by(col(DealRow.deadline_at), col(DealRow.id))
        )
        clocks = select(DealRow.id, DealRow.deadline_at, DealRow.deadline_boot, DealRow.deadline_boot_seconds).where(
            col(DealRow.state) == DealState.OPEN.value
        )
        late = [
            deal_id
            for deal_id, at, boot, seconds in self._session.exec(clocks)
            if at is not None and is_late(Instant(at, boot, seconds), now)
        ]
        if not late:
            return []
        return [as_deal(row) for row in self._session.exec(wanted.where(col(DealRow.id).in_(late)))]

    def start(self, deal_id: DealId, seconds: float, opened_at: Instant, deadline: Instant, *, again: bool) -> bool:
        change = (
            update(DealRow)
            .where(col(DealRow.id) == deal_id, col(DealRow.state) == DealState.PREPARED.value)
            .values(
                state=DealState.OPEN.value,
                seconds=seconds,
                again=again,
                opened_at=opened_at.at,
                opened_boot=opened_at.boot,
                opened_boot_seconds=opened_at.boot_seconds,
                deadline_at=deadline.at,
                deadline_boot=deadline.boot,
                deadline_boot_seconds=deadline.boot_seconds,
            )
        )
        try:
            with self._session.begin_nested():
                return self._session.exec(change).rowcount == 1
        except IntegrityError:
            raise _one_at_a_time() from None

    def close(self, deal_id: DealId, state: DealState, closed_at: datetime, *, by_timeout: bool = False) -> bool:
        change = (
            update(DealRow)
            .where(col(DealRow.id) == deal_id, col(DealRow.state) == DealState.OPEN.value)
            .values(state=state.value, closed_at=closed_at, by_timeout=by_timeout)
        )
        return self._session.exec(change).rowcount == 1

    def reopen(self, deal_id: DealId) -> bool:
        change = (
            update(DealRow)
            .where(
                col(DealRow.id) == deal_id,
                col(DealRow.state) == DealState.SENT.value,
                col(DealRow.counted).is_(False),
            )
            .values(state=DealState.OPEN.value, closed_at=None, by_timeout=False, looked_back=False)
        )
        try:
            with self._session.begin_nested():
                return self._session.exec(change).rowcount == 1
        except IntegrityError:
            raise _one_at_a_time() from None

    def drop_prepared(self, person_id: PersonId) -> None:
        self._session.exec(
            delete(DealRow).where(col(DealRow.person_id) == person_id, col(DealRow.state) == DealState.PREPARED.value)
        )

    def take_hint(self, deal_id: DealId, number: int) -> bool:
        change = (
            update(DealRow)
            .where(
                col(DealRow.id) == deal_id,
                col(DealRow.state) == DealState.OPEN.value,
                col(DealRow.hints) < number,
            )
            .values(hints=number)
        )
        return self._session.exec(change).rowcount == 1

    def look_back(self, deal_id: DealId) -> None:
        self._session.exec(update(DealRow).where(col(DealRow.id) == deal_id).values(looked_back=True))

    def uncounted(self) -> list[Deal]:
        wanted = select(DealRow).where(uncounted()).order_by(col(DealRow.closed_at), col(DealRow.id))
        return [as_deal(row) for row in self._session.exec(wanted)]

    def _in_state(self, person_id: PersonId, state: DealState) -> Deal | None:
        wanted = select(DealRow).where(
            col(DealRow.person_id) == person_id, col(DealRow.state) == state.value, col(DealRow.session_id).is_(None)
        )
        row = self._session.exec(wanted).first()
        return None if row is None else as_deal(row)


def _one_at_a_time() -> AnotherCardOpen:
    return AnotherCardOpen(_("Another card is on the table already; finish or pass it first."))


def _row(deal: Deal, deal_id: str) -> DealRow:
    shown = deal.shown
    opened, deadline = deal.opened_at, deal.deadline
    return DealRow(
        id=deal_id,
        person_id=deal.person_id,
        state=deal.state.value,
        deck_id=shown.deck_id,
        card_id=shown.card_id,
        deck_title=shown.deck_title,
        type=shown.type.value,
        complaint=shown.complaint,
        reason_why=deal.reason.why.value,
        reason_type=deal.reason.type.value,
        reason_times=deal.reason.times,
        seconds=deal.seconds,
        picked=deal.picked,
        again=deal.again,
        prepared_at=deal.prepared_at,
        opened_at=opened.at if opened else None,
        opened_boot=opened.boot if opened else "",
        opened_boot_seconds=opened.boot_seconds if opened else 0.0,
        deadline_at=deadline.at if deadline else None,
        deadline_boot=deadline.boot if deadline else "",
        deadline_boot_seconds=deadline.boot_seconds if deadline else 0.0,
        closed_at=deal.closed_at,
        by_timeout=deal.by_timeout,
        looked_back=deal.looked_back,
        counted=False,
        session_id=deal.session_id,
        hints=deal.hints,
        shown=to_json(ShownCard, shown),
    )


def as_deal(row: DealRow) -> Deal:
    return Deal(
        id=DealId(row.id),
        person_id=PersonId(row.person_id),
        shown=from_json(ShownCard, row.shown),
        state=member(DealState, row.state),
        reason=Reason(member(Why, row.reason_why), member(ComplaintType, row.reason_type), row.reason_times),
        seconds=row.seconds,
        picked=row.picked,
        again=row.again,
        prepared_at=row.prepared_at,
        opened_at=_instant(row.opened_at, row.opened_boot, row.opened_boot_seconds),
        deadline=_instant(row.deadline_at, row.deadline_boot, row.deadline_boot_seconds),
        closed_at=row.closed_at,
        by_timeout=row.by_timeout,
        looked_back=row.looked_back,
        session_id=None if row.session_id is None else SessionId(row.session_id),
        hints=row.hints,
    )


def _instant(at: datetime | None, boot: str, boot_seconds: float) -> Instant | None:
    return None if at is None else Instant(at, boot, boot_seconds)
