"""If-then sentences: the words stand among a session's notes, what became of them in a table of tries."""

from datetime import datetime

from sqlalchemy import select as core_select
from sqlalchemy import update
from sqlmodel import Session as Db
from sqlmodel import col, select

from trainer.domain.ids import DealId, PersonId, SessionId
from trainer.domain.if_thens import Carried, Event, Sentence, Try
from trainer.domain.kinds import ComplaintType
from trainer.domain.notes import NoteKind
from trainer.storage.documents import member
from trainer.storage.tables import DealRow, IfThenTryRow, SessionNoteRow
from trainer.storage.upserting import insert_new


class SqlIfThens:
    def __init__(self, session: Db) -> None:
        self._session = session

    def of(self, person_id: PersonId) -> list[Sentence]:
        wanted = (
            core_select(
                col(SessionNoteRow.session_id), col(SessionNoteRow.text), col(SessionNoteRow.at), col(DealRow.type)
            )
            .outerjoin(
                DealRow,
                (col(DealRow.session_id) == col(SessionNoteRow.session_id)) & (col(DealRow.person_id) == person_id),
            )
            .where(
                col(SessionNoteRow.person_id) == person_id,
                col(SessionNoteRow.kind) == NoteKind.IF_THEN.value,
                col(SessionNoteRow.text) != "",
            )
            .order_by(col(SessionNoteRow.at), col(SessionNoteRow.session_id))
        )
        rows = self._session.execute(wanted).all()
        if not rows:
            return []
        tries: dict[str, list[Try]] = {}
        told = select(IfThenTryRow).where(col(IfThenTryRow.person_id) == person_id).order_by(col(IfThenTryRow.id))
        for row in self._session.exec(told.execution_options(populate_existing=True)):
            tries.setdefault(row.session_id, []).append(Try(member(Event, row.event), row.at, row.told_at))
        return [
            Sentence(
                id=SessionId(session_id),
                text=text,
                written_at=at,
                type=None if type_ is None else member(ComplaintType, type_),
                tries=tuple(tries.get(session_id, ())),
            )
            for session_id, text, at, type_ in rows
        ]

    def carry(self, person_id: PersonId, sentence: SessionId, deal_id: DealId, at: datetime) -> None:
        values = {"person_id": person_id, "session_id": sentence, "deal_id": deal_id, "event": Event.CARRIED, "at": at}
        self._session.exec(insert_new(self._session, IfThenTryRow, ["deal_id"], values))

    def beside(self, person_id: PersonId, deal_id: DealId) -> Carried | None:
        wanted = select(IfThenTryRow).where(
            col(IfThenTryRow.deal_id) == deal_id, col(IfThenTryRow.person_id) == person_id
        )
        row = self._session.exec(wanted.execution_options(populate_existing=True)).first()
        if row is None:
            return None
        sentence = next((each for each in self.of(person_id) if each.id == row.session_id), None)
        return None if sentence is None else Carried(sentence, member(Event, row.event))

    def tell(
        self, person_id: PersonId, sentence: SessionId, event: Event, at: datetime, deal_id: DealId | None
    ) -> None:
        if deal_id is None:
            row = IfThenTryRow(person_id=person_id, session_id=sentence, event=event.value, at=at, told_at=at)
            self._session.add(row)
            self._session.flush()
            return
        mine = (col(IfThenTryRow.person_id) == person_id, col(IfThenTryRow.deal_id) == deal_id)
        self._session.exec(update(IfThenTryRow).where(*mine).values(event=event.value, told_at=at))
