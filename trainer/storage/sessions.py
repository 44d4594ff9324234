"""Team sessions: the state of one is read as a whole, and written as a whole by whoever moves it, inside one transaction.

SQLite: write transactions are IMMEDIATE, so movers queue at their beginning. PostgreSQL: `get(lock=True)` locks the row. A beat
is one UPDATE of a seat and raises no version; `pulse` is one SELECT.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, update
from sqlalchemy import select as core_select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session as Db
from sqlmodel import col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from trainer.domain.clocks import Instant
from trainer.domain.dealing import ShownCard
from trainer.domain.ids import CardId, DeckId, PersonId, SessionId, TeamId
from trainer.domain.phases import Phase
from trainer.domain.presets import Preset
from trainer.domain.sessions import AWAY_AFTER, TAKE_OVER_AFTER, Pulse, Seat, Session, SessionLine
from trainer.errors import StoreUnavailable
from trainer.locale import _
from trainer.storage.documents import from_json, to_json
from trainer.storage.naming import GONE, fresh_code, fresh_id
from trainer.storage.rows import columns_of
from trainer.storage.tables import DealRow, GoldRatingRow, PersonRow, SeatRow, SessionRow
from trainer.storage.upserting import upsert

TRIES = 50
SESSION = columns_of(SessionRow, without="shown")  # the card, two pages of JSON, is read where it is wanted
SEAT = columns_of(SeatRow)
_HERE = (
    (col(SeatRow.session_id) == col(SessionRow.id))
    & col(SeatRow.away).is_(False)
    & (col(SeatRow.seen_at) > bindparam("here_since", type_=UTCDateTime()))
)
# What every client asks, twice a second or whenever a phase begins, is built once: building costs more than asking.
_PULSE = core_select(
    col(SessionRow.version),
    core_select(func.count()).where(_HERE).scalar_subquery(),
    core_select(func.coalesce(func.sum(col(SeatRow.person_id)), 0)).where(_HERE).scalar_subquery(),
    col(SessionRow.closed_at).is_not(None),
    core_select(func.count()).where(_HERE, col(SeatRow.ready_in) == col(SessionRow.turn)).scalar_subquery(),
    col(SessionRow.lead_seen_at) <= bindparam("lead_since", type_=UTCDateTime()),
).where(col(SessionRow.id) == bindparam("session_id"))
_STATE = (
    core_select(*SESSION, col(PersonRow.name).label("lead_name"))
    .join(PersonRow, col(PersonRow.id) == col(SessionRow.lead_id))
    .where(col(SessionRow.id) == bindparam("session_id"))
)
_LOCKED = _STATE.with_for_update(of=SessionRow)
_SEATS = (
    core_select(*SEAT, col(PersonRow.name))
    .join(PersonRow, col(PersonRow.id) == col(SeatRow.person_id))
    .where(col(SeatRow.session_id) == bindparam("session_id"))
    .order_by(col(SeatRow.place))
)


class SqlSessions:
    def __init__(self, session: Db) -> None:
        self._session = session

    def add(self, session: Session, deck_id: DeckId | None, card_id: CardId | None, shown: ShownCard | None) -> Session:
        values = _columns(session) | {
            "team_id": session.team_id,
            "preset_id": session.preset.id,
            "language": session.language,
            **_spread("opened", session.opened, boot=False),
            "deck_id": deck_id,
            "card_id": card_id,
            "shown": None if shown is None else to_json(ShownCard, shown),
        }
        for _each in range(TRIES):
            row = SessionRow(**values, id=fresh_id(), code=fresh_code())
            try:
                with self._session.begin_nested():
                    self._session.add(row)
            except IntegrityError:  # a running session has that code
                continue
            added = self.get(SessionId(row.id))
            assert added is not None
            return added
        raise StoreUnavailable(_("Too many sessions are running to find a free code; close one, then try again."))

    def get(self, session_id: SessionId, *, lock: bool = False) -> Session | None:
        database, which = self._session.connection(), {"session_id": session_id}
        found = database.execute(_LOCKED if lock else _STATE, which).first()
        if found is None:
            return None
        return _session(found, tuple(_seat(row) for row in database.execute(_SEATS, which).all()))

    def find(self, code: str) -> SessionId | None:
        wanted = (
            select(SessionRow.id)
            .where(col(SessionRow.code) == code)
            .order_by(col(SessionRow.closed_at).is_not(None), col(SessionRow.opened_at).desc())
            .limit(1)
        )
        found = self._session.exec(wanted).first()
        return None if found is None else SessionId(found)

    def seated(self, person_id: PersonId) -> SessionId | None:
        wanted = (
            select(SessionRow.id)
            .join(SeatRow, col(SeatRow.session_id) == col(SessionRow.id))
            .where(col(SeatRow.person_id) == person_id)
            .order_by(col(SessionRow.closed_at).is_not(None), col(SessionRow.opened_at).desc())
            .limit(1)
        )
        found = self._session.exec(wanted).first()
        return None if found is None else SessionId(found)

    def save(self, before: Session, after: Session) -> None:
        self._session.exec(update(SessionRow).where(col(SessionRow.id) == after.id).values(_columns(after)))
        known = {seat.person_id: seat for seat in before.seats}
        for place, seat in enumerate(after.seats):
            old = known.get(seat.person_id)
            if old is not None and old != seat:  # only what moved: a beat or a "ready" may have come in between
                was, now = _seat_columns(old), _seat_columns(seat)
                mine = (col(SeatRow.session_id) == after.id, col(SeatRow.person_id) == seat.person_id)
                moved = {name: value for name, value in now.items() if value != was[name]}
                if moved:  # a name alone is the person's
                    self._session.exec(update(SeatRow).where(*mine).values(moved))
            elif old is None:
                values = {"session_id": after.id, "person_id": seat.person_id, "place": place, **_seat_columns(seat)}
                self._session.exec(upsert(self._session, SeatRow, ["session_id", "person_id"], values))

    def beat(self, session_id: SessionId, person_id: PersonId, now: Instant, *, leading: bool) -> None:
        if leading:
            change = update(SessionRow).where(
                col(SessionRow.id) == session_id,
                col(SessionRow.lead_id) == person_id,
                col(SessionRow.closed_at).is_(None),
            )
            self._session.exec(change.values(_spread("lead_seen", now)))
            return
        seat = update(SeatRow).where(col(SeatRow.session_id) == session_id, col(SeatRow.person_id) == person_id)
        self._session.exec(seat.values(_spread("seen", now)))

    def touch(self, session_id: SessionId, now: Instant) -> None:
        self._session.exec(update(SessionRow).where(col(SessionRow.id) == session_id).values(_spread("touched", now)))

    def set_ready(self, session_id: SessionId, person_id: PersonId, turn: int, now: Instant) -> None:
        seat = update(SeatRow).where(col(SeatRow.session_id) == session_id, col(SeatRow.person_id) == person_id)
        self._session.exec(seat.values(ready_in=turn, away=False, **_spread("seen", now)))
        self.touch(session_id, now)

    def stir(self, session_id: SessionId, now: Instant) -> None:
        change = update(SessionRow).where(col(SessionRow.id) == session_id)
        self._session.exec(change.values(version=SessionRow.version + 1, **_spread("touched", now)))

    def idle_since(self, session_id: SessionId) -> Instant | None:
        wanted = select(SessionRow).where(col(SessionRow.id) == session_id, col(SessionRow.closed_at).is_(None))
        row = self._session.exec(wanted.execution_options(populate_existing=True)).first()
        if row is None:
            return None
        touched = Instant(row.touched_at, row.touched_boot, row.touched_boot_seconds)
        if row.deadline_at is None:
            return touched
        deadline = Instant(row.deadline_at, row.deadline_boot, row.deadline_boot_seconds)
        return max(touched, deadline, key=touched.seconds_until)

    def pulse(self, session_id: SessionId, now: Instant) -> Pulse | None:
        values = {
            "session_id": session_id,
            "here_since": now.at - timedelta(seconds=AWAY_AFTER),
            "lead_since": now.at - timedelta(seconds=TAKE_OVER_AFTER),
        }
        found = self._session.connection().execute(_PULSE, values).first()
        if found is None:
            return None
        return Pulse(found[0], int(found[1]), int(found[2]), bool(found[3]), int(found[4]), bool(found[5]))

    def card_of(self, session_id: SessionId) -> ShownCard | None:
        stored = self._session.exec(select(SessionRow.shown).where(col(SessionRow.id) == session_id)).first()
        return None if stored is None else from_json(ShownCard, stored)

    def deck_of(self, session_id: SessionId) -> DeckId | None:
        stored = self._session.exec(select(SessionRow.deck_id).where(col(SessionRow.id) == session_id)).first()
        return None if stored is None else DeckId(stored)

    def lines(self, team_id: TeamId | None, *, running: bool | None) -> list[SessionLine]:
        people = core_select(func.count()).where(col(SeatRow.session_id) == col(SessionRow.id)).scalar_subquery()
        wanted = (
            core_select(SessionRow, col(PersonRow.name), people)
            .join(PersonRow, col(PersonRow.id) == col(SessionRow.lead_id))
            .order_by(col(SessionRow.opened_at).desc(), col(SessionRow.id))
            .execution_options(populate_existing=True)
        )
        if team_id is not None:
            wanted = wanted.where(col(SessionRow.team_id) == team_id)
        if running is not None:
            closed = col(SessionRow.closed_at)
            wanted = wanted.where(closed.is_(None) if running else closed.is_not(None))
        return [
            SessionLine(
                id=SessionId(row.id),
                code=row.code,
                preset=from_json(Preset, row.preset),
                lead_id=PersonId(row.lead_id),
                lead_name=_known_as(name),
                phase=Phase(row.phase),
                opened_at=row.opened_at,
                closed_at=row.closed_at,
                people=count,
            )
            for row, name, count in self._session.execute(wanted)
        ]

    def led(self, team_id: TeamId) -> dict[PersonId, datetime | None]:
        wanted = (
            core_select(col(PersonRow.id), func.max(col(SessionRow.opened_at)))
            .outerjoin(
                SessionRow,
                and_(col(SessionRow.lead_id) == col(PersonRow.id), col(SessionRow.team_id) == col(PersonRow.team_id)),
            )
            .where(col(PersonRow.team_id) == team_id, col(PersonRow.active).is_(True))
            .group_by(col(PersonRow.id))
        )
        found = self._session.connection().execute(wanted)
        return {PersonId(person): at for person, at in found if person is not None}

    def forgotten(self, before: datetime) -> list[SessionId]:
        """Running sessions without a key since then."""
        wanted = select(SessionRow.id).where(col(SessionRow.closed_at).is_(None), col(SessionRow.touched_at) <= before)
        return [SessionId(each) for each in self._session.exec(wanted)]

    def seen_by_team(self, team_id: TeamId) -> dict[tuple[DeckId, CardId], frozenset[PersonId]]:
        """Card -> who of the team's active people had it dealt, or was given a gold answer of it."""
        dealt: Select[str, str, int] = core_select(
            col(DealRow.deck_id).label("deck"), col(DealRow.card_id).label("card"), col(DealRow.person_id).label("who")
        )
        given = core_select(col(GoldRatingRow.deck_id), col(GoldRatingRow.card_id), col(GoldRatingRow.rater_id))
        both = dealt.union(given).subquery()
        wanted = (
            core_select(both.c.deck, both.c.card, both.c.who)
            .join(PersonRow, col(PersonRow.id) == both.c.who)
            .where(col(PersonRow.team_id) == team_id, col(PersonRow.active).is_(True))
        )
        seen: dict[tuple[DeckId, CardId], set[PersonId]] = {}
        for deck, card, who in self._session.connection().execute(wanted):
            seen.setdefault((DeckId(deck), CardId(card)), set()).add(PersonId(who))
        return {card: frozenset(who) for card, who in seen.items()}


def _known_as(name: str) -> str:
    """A seat of somebody who was taken out, in words."""
    return _("somebody who was taken out") if name.startswith(f"{GONE}-") else name


def _columns(session: Session) -> dict[str, Any]:
    """What moves; what is fixed when it is opened is left out."""
    return {
        "preset": to_json(Preset, session.preset),
        "lead_id": session.lead_id,
        "version": session.version,
        "position": session.position,
        "turn": session.turn,
        "phase": session.phase.value,
        **_spread("began", session.began),
        **_spread("touched", session.touched),
        **_spread("lead_seen", session.lead_seen),
        **_spread("deadline", session.deadline),
        "left_seconds": session.left,
        "writing_left": session.writing_left,
        **_spread("round_began", session.round_began, boot=False),
        "round_closed": session.round_closed,
        "question": session.question,
        "questions": session.questions,
        "left_out": to_json(tuple[Phase, ...], session.left_out),
        "skipped": to_json(tuple[Phase, ...], session.skipped),
        "closed_at": session.closed_at,
    }


def _seat_columns(seat: Seat) -> dict[str, Any]:
    return {
        **_spread("seen", seat.seen),
        "away": seat.away,
        "ready_in": seat.ready_in,
        "group_number": seat.group,
        "pen": seat.pen,
    }


def _spread(name: str, instant: Instant | None, *, boot: bool = True) -> Mapping[str, Any]:
    """An instant as its three columns, or as the first of them alone."""
    values: dict[str, Any] = {f"{name}_at": instant.at if instant else None}
    if boot:
        values[f"{name}_boot"] = instant.boot if instant else ""
        values[f"{name}_boot_seconds"] = instant.boot_seconds if instant else 0.0
    return values


def _seat(row: Row[*tuple[Any, ...]]) -> Seat:
    return Seat(
        person_id=PersonId(row.person_id),
        name=_known_as(row.name),
        seen=Instant(row.seen_at, row.seen_boot, row.seen_boot_seconds),
        away=row.away,
        ready_in=row.ready_in,
        group=row.group_number,
        pen=row.pen,
    )


def _session(row: Row[*tuple[Any, ...]], seats: tuple[Seat, ...]) -> Session:
    deadline = None
    if row.deadline_at is not None:
        deadline = Instant(row.deadline_at, row.deadline_boot, row.deadline_boot_seconds)
    return Session(
        id=SessionId(row.id),
        code=row.code,
        team_id=TeamId(row.team_id),
        preset=from_json(Preset, row.preset),
        lead_id=PersonId(row.lead_id),
        lead_name=_known_as(row.lead_name),
        language=row.language,
        opened=Instant(row.opened_at),
        began=Instant(row.began_at, row.began_boot, row.began_boot_seconds),
        touched=Instant(row.touched_at, row.touched_boot, row.touched_boot_seconds),
        lead_seen=Instant(row.lead_seen_at, row.lead_seen_boot, row.lead_seen_boot_seconds),
        position=row.position,
        turn=row.turn,
        deadline=deadline,
        left=row.left_seconds,
        writing_left=row.writing_left,
        round_began=None if row.round_began_at is None else Instant(row.round_began_at),
        round_closed=row.round_closed,
        question=row.question,
        questions=row.questions,
        closed_at=row.closed_at,
        left_out=from_json(tuple[Phase, ...], row.left_out),
        skipped=from_json(tuple[Phase, ...], row.skipped),
        seats=seats,
        version=row.version,
    )
