"""Open sessions as home sees them; `glance` asks the same without SQLAlchemy."""

from typing import Any

from sqlalchemy import func
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session as Db
from sqlmodel import col

from trainer.domain.ids import PersonId, SessionId
from trainer.domain.rooms import OpenRoom
from trainer.storage.documents import from_json
from trainer.storage.tables import PersonRow, SeatRow, SessionRow


class SqlRooms:
    def __init__(self, session: Db) -> None:
        self._session = session

    def open_to(self, person_id: PersonId) -> list[OpenRoom]:
        mine = aliased(SeatRow)
        people = (
            core_select(func.count())
            .where(col(SeatRow.session_id) == col(SessionRow.id), col(SeatRow.away).is_(False))
            .scalar_subquery()
        )
        columns: tuple[Any, ...] = (
            SessionRow.id,
            SessionRow.preset_id,
            SessionRow.preset,
            people,
            SessionRow.opened_at,
            SessionRow.touched_at,
            SessionRow.deadline_at,
            SessionRow.lead_id,
            mine.away,
        )
        wanted = (
            core_select(*columns)
            .select_from(SessionRow)
            # + 0: by the index of open codes, which holds open sessions alone, not through all that the team ever had
            .join(PersonRow, col(PersonRow.team_id) == col(SessionRow.team_id) + 0)
            .outerjoin(mine, (col(mine.session_id) == col(SessionRow.id)) & (col(mine.person_id) == person_id))
            .where(col(PersonRow.id) == person_id, col(SessionRow.closed_at).is_(None))
        )
        return [
            OpenRoom(
                session_id=SessionId(session_id),
                preset_id=preset_id,
                title=_title_of(preset),
                people=count,
                opened_at=opened,
                stirred_at=touched if deadline is None else max(touched, deadline),
                leads=lead_id == person_id,
                seated=away is not None,
                up=bool(away),
            )
            for session_id, preset_id, preset, count, opened, touched, deadline, lead_id, away in self._session.execute(
                wanted
            )
        ]


def _title_of(preset: str) -> str:
    """The title in a preset as it is stored."""
    return str(from_json(dict[str, object], preset).get("title", ""))
