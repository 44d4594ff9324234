"""What people say in a session: lines, moods, claims; and whether they would recommend it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, update
from sqlalchemy import select as core_select
from sqlmodel import Session as Db
from sqlmodel import col, select

from trainer.domain.ids import AnswerId, PersonId, SessionId, TeamId
from trainer.domain.moods import Mood
from trainer.domain.notes import IN_DRAFTS, Note, NoteKind
from trainer.storage.rows import columns_of
from trainer.storage.tables import ClaimRow, PersonRow, RecommendationRow, SessionMoodRow, SessionNoteRow, SessionRow
from trainer.storage.upserting import upsert

NOTE = columns_of(SessionNoteRow)
MOOD = columns_of(SessionMoodRow)


class SqlSessionNotes:
    def __init__(self, session: Db) -> None:
        self._session = session

    def write(self, session_id: SessionId, note: Note, at: datetime) -> None:
        values = {
            "session_id": session_id,
            "kind": note.kind.value,
            "person_id": note.person_id,
            "place": note.place,
            "text": note.text,
            "about": note.about,
            "at": at,
        }
        keys = ["session_id", "kind", "person_id", "place"]
        self._session.exec(upsert(self._session, SessionNoteRow, keys, values))

    def of_session(self, session_id: SessionId) -> list[Note]:
        wanted = (
            core_select(*NOTE, col(PersonRow.name))
            .join(PersonRow, col(PersonRow.id) == col(SessionNoteRow.person_id))
            .where(col(SessionNoteRow.session_id) == session_id)
            .order_by(col(SessionNoteRow.kind), col(SessionNoteRow.place), col(SessionNoteRow.person_id))
        )
        return [_note(row) for row in self._session.connection().execute(wanted).all()]

    def set_mood(self, session_id: SessionId, person_id: PersonId, mood: Mood, *, after: bool) -> None:
        values = {
            "session_id": session_id,
            "person_id": person_id,
            "after": after,
            "pleasure": mood.pleasure,
            "energy": mood.energy,
        }
        self._session.exec(upsert(self._session, SessionMoodRow, ["session_id", "person_id", "after"], values))

    def moods(self, session_id: SessionId) -> dict[PersonId, tuple[Mood | None, Mood | None]]:
        found: dict[PersonId, tuple[Mood | None, Mood | None]] = {}
        wanted = core_select(*MOOD).where(col(SessionMoodRow.session_id) == session_id)
        for row in self._session.connection().execute(wanted).all():
            before, after = found.get(PersonId(row.person_id), (None, None))
            mood = Mood(row.pleasure, row.energy)
            found[PersonId(row.person_id)] = (before, mood) if row.after else (mood, after)
        return found

    def claim(
        self,
        session_id: SessionId,
        person_id: PersonId,
        answer_id: AnswerId,
        at: datetime,
        *,
        named: bool,
        wall: bool,
        win_back: bool,
    ) -> None:
        if not (named or wall or win_back):
            self._session.exec(delete(ClaimRow).where(col(ClaimRow.answer_id) == answer_id))
            return
        values = {
            "answer_id": answer_id,
            "session_id": session_id,
            "person_id": person_id,
            "named": named,
            "wall": wall,
            "win_back": win_back,
            "at": at,
        }
        self._session.exec(upsert(self._session, ClaimRow, ["answer_id"], values))

    def recommend(self, person_id: PersonId, quarter: str, score: int, at: datetime) -> None:
        values = {"person_id": person_id, "quarter": quarter, "score": score, "at": at}
        self._session.exec(upsert(self._session, RecommendationRow, ["person_id", "quarter"], values))

    def recommendations(self, team_id: TeamId, quarter: str) -> list[int]:
        """Scores of the team's people, in no telling order."""
        wanted = (
            core_select(col(RecommendationRow.score))
            .join(PersonRow, col(PersonRow.id) == col(RecommendationRow.person_id))
            .where(col(PersonRow.team_id) == team_id, col(RecommendationRow.quarter) == quarter)
        )
        return sorted(int(score) for (score,) in self._session.connection().execute(wanted))

    def consented(self, team_id: TeamId) -> list[SessionId]:
        wanted = (
            select(SessionRow.id)
            .join(ClaimRow, col(ClaimRow.session_id) == col(SessionRow.id))
            .where(col(SessionRow.team_id) == team_id, col(ClaimRow.wall).is_(True) | col(ClaimRow.win_back).is_(True))
            .group_by(col(SessionRow.id), col(SessionRow.opened_at))
            .order_by(col(SessionRow.opened_at), col(SessionRow.id))
        )
        return [SessionId(each) for each in self._session.exec(wanted)]

    def with_proposals(self, team_id: TeamId, since: datetime) -> list[SessionId]:
        waiting = (
            select(SessionNoteRow.session_id)
            .where(
                col(SessionNoteRow.session_id) == col(SessionRow.id),
                col(SessionNoteRow.kind) == NoteKind.PROPOSED.value,
                col(SessionNoteRow.about).is_(None),
            )
            .exists()
        )
        wanted = (
            select(SessionRow.id)
            .where(
                col(SessionRow.team_id) == team_id,
                col(SessionRow.opened_at) >= since,
                col(SessionRow.closed_at).is_not(None),
                waiting,
            )
            .order_by(col(SessionRow.opened_at), col(SessionRow.id))
        )
        return [SessionId(each) for each in self._session.exec(wanted)]

    def put_in_drafts(self, session_id: SessionId, text: str) -> None:
        note = update(SessionNoteRow).where(
            col(SessionNoteRow.session_id) == session_id,
            col(SessionNoteRow.kind) == NoteKind.PROPOSED.value,
            col(SessionNoteRow.text) == text,
        )
        self._session.exec(note.values(about=IN_DRAFTS))

    def count(self, session_id: SessionId, kind: NoteKind, place: int) -> int:
        wanted = (
            select(func.count())
            .select_from(SessionNoteRow)
            .where(
                col(SessionNoteRow.session_id) == session_id,
                col(SessionNoteRow.kind) == kind.value,
                col(SessionNoteRow.place) == place,
            )
        )
        return self._session.exec(wanted).one()


def _note(row: Row[*tuple[Any, ...]]) -> Note:
    return Note(
        kind=NoteKind(row.kind),
        person_id=PersonId(row.person_id),
        name=row.name,
        place=row.place,
        text=row.text,
        about=None if row.about is None else AnswerId(row.about),
    )
