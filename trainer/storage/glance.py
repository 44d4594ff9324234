"""Home at first sight: read from the real tables by the standard library's sqlite3, read-only, in seven SELECTs.

SQLAlchemy would cost 0.7 of a bare start; this costs 0.05. `services.home.show_home` gives the same from the repositories, and
a test holds the two together.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.domain.clocks import Instant
from trainer.domain.home import Home, NextCard, NextKind
from trainer.domain.ids import DealId, PersonId, SessionId, TeamId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.levels import WINDOW_CARDS, service_level, window_start
from trainer.domain.people import Person, Role
from trainer.domain.reasons import Reason, Why
from trainer.errors import StoreDamaged, StoreUnavailable
from trainer.locale import _
from trainer.storage.naming import name_key
from trainer.storage.places import refuse_shared_folder
from trainer.storage.refusals import refusal
from trainer.storage.schema import UNUSABLE, SchemaState, compare, open_for_reading, read_revision, unusable

if TYPE_CHECKING:
    from trainer.domain.rooms import OpenRoom

WAIT_SECONDS = 1.0
"""Readers never wait for a writer in WAL; a file in another mode must not hold up the first frame for longer."""

_PERSON = """
    SELECT person.id, person.name, person.role, person.team_id, person.active, team.name, team.target,
        (SELECT count(*) FROM person AS other WHERE other.team_id = person.team_id AND other.active = 1),
        (SELECT count(*) FROM answer WHERE answer.person_id = person.id AND answer.status = 'waiting')
    FROM person JOIN team ON team.id = person.team_id
"""
_DECKS = """
    SELECT count(*), coalesce(sum(ready), 0)
    FROM (SELECT max(ready_cards) AS ready FROM deck WHERE withdrawn = 0 AND ready_cards > 0 GROUP BY deck_id)
"""
_TO_RATE = """
    SELECT count(*) FROM answer JOIN person ON person.id = answer.person_id
    WHERE answer.status IN ('waiting', 'disputed') AND answer.final_at <= :now
        AND answer.person_id <> :me AND person.team_id = :team
        AND NOT EXISTS (SELECT 1 FROM rating WHERE rating.answer_id = answer.id AND rating.rater_id = :me)
        AND (SELECT count(*) FROM rating WHERE rating.answer_id = answer.id AND rating.score IS NOT NULL)
            + (SELECT count(*) FROM lease
               WHERE lease.answer_id = answer.id AND lease.until > :now AND lease.rater_id <> :me) < answer.needed
"""
_DEAL = """id, complaint, deck_title, type, reason_why, reason_type, reason_times, seconds, deadline_at, deadline_boot,
        deadline_boot_seconds, by_timeout FROM deal WHERE person_id = :me"""
_NEXT = f"""
    SELECT 'go_on' AS next, 1 AS turn, {_DEAL} AND state = 'open' AND session_id IS NULL
    UNION ALL SELECT * FROM (SELECT 'look_back', 2, {_DEAL} AND looked_back = 0 AND state = 'sent'
        ORDER BY closed_at DESC, id DESC LIMIT 1)
    UNION ALL SELECT 'start', 3, {_DEAL} AND state = 'prepared'
    ORDER BY turn LIMIT 1
"""  # noqa: S608 - put together from constants
_OUTCOMES = """
    SELECT outcome FROM result WHERE person_id = ? AND closed_at >= ? AND outcome <> 'excluded'
    ORDER BY closed_at DESC, deal_id DESC LIMIT ?
"""

_ROOMS = """
    SELECT session.id, preset_id, preset, (SELECT count(*) FROM seat WHERE seat.session_id = session.id AND seat.away = 0),
        opened_at, touched_at, deadline_at, lead_id = :me, mine.person_id IS NOT NULL, mine.away
    FROM session LEFT JOIN seat AS mine ON mine.session_id = session.id AND mine.person_id = :me
    WHERE closed_at IS NULL AND +team_id = :team
"""  # +: by the index of open codes, which holds open sessions alone, not through all that the team ever had


def glance(file: Path, person_id: PersonId | None, now: Instant, *, name: str | None = None) -> Home | None:
    """Home of the person with that id, or, where `name` is given, of the active person of that name.

    None when there is nobody like that, or the store must be made or migrated first. Raises StoreTooNew, StoreOnNetwork,
    StoreDamaged, StoreUnavailable.
    """
    if not file.exists() or file.stat().st_size == 0:
        return None
    refuse_shared_folder(file)
    try:
        with closing(open_for_reading(file, WAIT_SECONDS)) as connection:
            connection.execute("BEGIN")  # all that follows is of one instant
            found = compare(read_revision(connection))
            if found in UNUSABLE:
                raise unusable(found, str(file))
            return _home(connection, person_id, name, now) if found is SchemaState.CURRENT else None
    except sqlite3.Error as problem:
        raise (refusal(problem, str(file)) or StoreUnavailable(str(file))) from None
    except (ValueError, TypeError):  # a word that no enumeration has, a date that is none
        raise StoreDamaged(
            _("The database {where} is damaged or is no database; restore the last backup.").format(where=file)
        ) from None


def _home(connection: sqlite3.Connection, person_id: PersonId | None, name: str | None, now: Instant) -> Home | None:
    if name is not None:
        named = _PERSON + "WHERE person.name_key = ? AND person.active = 1"
        row = connection.execute(named, (name_key(name),)).fetchone()
    else:
        row = connection.execute(_PERSON + "WHERE person.id = ?", (person_id,)).fetchone()
    if row is None:
        return None
    me, own_name, role, team_id, active, team_name, target, team_size, own_waiting = row
    person = Person(PersonId(me), own_name, Role(role), TeamId(team_id), bool(active))
    decks, cards = connection.execute(_DECKS).fetchone()
    terms = {"now": _stored(now.at), "me": me, "team": team_id}
    (to_rate,) = connection.execute(_TO_RATE, terms).fetchone()
    outcomes = connection.execute(_OUTCOMES, (me, _stored(window_start(now.at)), WINDOW_CARDS)).fetchall()
    return Home(
        person=person,
        team_name=team_name,
        next=_next(connection, person.id),
        to_rate=to_rate,
        own_waiting=own_waiting,
        level=service_level([Outcome(outcome) for (outcome,) in outcomes], target),
        decks=decks,
        cards=cards,
        as_of=now.at,
        colleagues=team_size - 1,
        room=_room(connection.execute(_ROOMS, terms).fetchall(), now.at),
    )


def _room(rows: list[tuple[Any, ...]], now: datetime) -> "OpenRoom | None":
    """What it takes to speak of a session is imported where one is open."""
    if not rows:
        return None
    import json

    from trainer.domain.rooms import OpenRoom, offered

    return offered(
        (
            OpenRoom(
                session_id=SessionId(session_id),
                preset_id=preset_id,
                title=str(json.loads(preset).get("title", "")),
                people=people,
                opened_at=_instant(opened),
                stirred_at=_instant(touched if deadline is None else max(touched, deadline)),
                leads=bool(leads),
                seated=bool(seated),
                up=bool(up),
            )
            for session_id, preset_id, preset, people, opened, touched, deadline, leads, seated, up in rows
        ),
        now,
    )


def _next(connection: sqlite3.Connection, person_id: PersonId) -> NextCard | None:
    """An open card before one to look back at, before the next deal."""
    row = connection.execute(_NEXT, {"me": person_id}).fetchone()
    if row is None:
        return None
    kind, _turn, deal_id, complaint, title, card_type, why, why_type, times, seconds, *deadline, by_timeout = row
    at, boot, boot_seconds = deadline
    return NextCard(
        kind=NextKind(kind),
        deal_id=DealId(deal_id),
        complaint=complaint,
        deck_title=title,
        type=ComplaintType(card_type),
        reason=Reason(Why(why), ComplaintType(why_type), times),
        seconds=seconds,
        deadline=None if at is None else Instant(_instant(at), boot, boot_seconds),
        by_timeout=bool(by_timeout),
    )


def _stored(at: datetime) -> str:
    """As SQLAlchemy stores an instant in SQLite: UTC, always with microseconds, so that text sorts as time."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
