"""Moving a whole team between databases, SQLite or PostgreSQL: every table the program knows, counted and checksummed.

The source is read in one snapshot. Rows travel in batches; each batch is one transaction of the target together with a note of
how far the copying got, so that a copy killed in the middle goes on where it was. Until the last table is verified the target
bears no revision of ours (`SchemaState.COPYING`), so no program mistakes half a team for a whole one.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
)

from trainer.errors import CopyRefused, StoreOutdated
from trainer.locale import _
from trainer.storage import revisions
from trainer.storage.engine import connected, writing
from trainer.storage.migrating import migrate, state_of
from trainer.storage.places import file_of, shown
from trainer.storage.schema import COPYING, SchemaState
from trainer.storage.tables import Row

BATCH = 1000

_PROGRESS = Table(
    "copy_progress",
    MetaData(),
    Column("source", String, nullable=False),
    Column("name", String, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("last_key", String, nullable=False),
)
"""In the target while it is being filled; the row named '' says where it comes from."""
_REVISION = Table(revisions.TABLE, MetaData(), Column("version_num", String(32), primary_key=True))


@dataclass(frozen=True, slots=True)
class Tally:
    """What a table holds, whatever the order of its rows and the kind of its database."""

    rows: int
    checksum: str


def copy_all(
    source: str, target: str, *, batch: int = BATCH, say: Callable[[str], None] = lambda _line: None
) -> dict[str, Tally]:
    """Copies every table of `source` into `target`, which is made if need be; what each table holds, by name.

    Called again after it was interrupted it goes on. Raises CopyRefused for a target with a team of its own, or filled from
    elsewhere, and where a checksum differs at the end; StoreOutdated for a source that must be migrated first; StoreError.
    """
    if _place(source) == _place(target):
        raise CopyRefused(_("A database can't be copied onto itself; name another place."))
    if state_of(source) is not SchemaState.CURRENT:
        raise StoreOutdated(
            _("{where} must be there and up to date first: trainer --database {where} data migrate").format(
                where=shown(source)
            )
        )
    if state_of(target) is not SchemaState.COPYING:
        migrate(target)
    with connected(source) as giver, connected(target) as taker, _snapshot(giver) as reading:
        _claim(taker, source, target)
        wanted = {table.name: tally(reading, table) for table in tables()}
        _forget_what_differs(reading, taker)
        for table in tables():
            _copy_table(reading, taker, table, batch)
            say(_("{table}: {n} rows").format(table=table.name, n=wanted[table.name].rows))
        _verify(taker, wanted)
        _finish(taker)
    return wanted


def tables() -> list[Table]:
    """Every table of the program, those that others refer to first."""
    return list(Row.metadata.sorted_tables)


def tally(connection: Connection, table: FromClause) -> Tally:
    """Counts a table and sums its rows' SHA-256: the same for the same rows in any order, on either database."""
    total = rows = 0
    for row in connection.execution_options(yield_per=BATCH).execute(select(table)):
        total += int.from_bytes(hashlib.sha256(_canonical(tuple(row)).encode()).digest(), "big")
        rows += 1
    return Tally(rows, f"{total % 2**256:064x}")


def _canonical(row: tuple[Any, ...]) -> str:
    return json.dumps([_plain(value) for value in row], ensure_ascii=True)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return repr(value) if isinstance(value, float) else value


def _place(database: str) -> str:
    file = file_of(database)
    return str(file.resolve()) if file is not None else shown(database)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the source as it is at this moment, whoever writes meanwhile."""
    options = (
        {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    )
    with engine.connect().execution_options(**options) as connection:
        yield connection


def _claim(taker: Engine, source: str, target: str) -> None:
    """Marks the target as being filled from this source; a look and a mark in one transaction."""
    with writing(taker) as connection:
        _PROGRESS.create(connection, checkfirst=True)
        came_from = connection.scalar(select(_PROGRESS.c.source).where(_PROGRESS.c.name == ""))
        if came_from is None:
            if any(connection.scalar(select(func.count()).select_from(table)) for table in tables()):
                raise CopyRefused(
                    _("{where} has a team of its own; copy into an empty database. Nothing was changed.").format(
                        where=shown(target)
                    )
                )
            connection.execute(insert(_PROGRESS).values(source=_place(source), name="", rows=0, last_key=""))
            connection.execute(_REVISION.update().values(version_num=COPYING))
        elif came_from != _place(source):
            raise CopyRefused(
                _("{where} is half filled from {source}; finish that copy, or name an empty database.").format(
                    where=shown(target), source=came_from
                )
            )


def _forget_what_differs(reading: Connection, taker: Engine) -> None:
    """The source may have gone on since the copy was interrupted: then what was copied is dropped and copied anew."""
    with writing(taker) as connection:
        done = {row.name: row for row in connection.execute(select(_PROGRESS)) if row.name}
        same = True
        for table in tables():
            if table.name not in done or not same:
                continue
            wanted = select(table).where(_keys(table) <= _key(done[table.name].last_key, table))
            same = tally(reading, wanted.subquery()) == tally(connection, table)
        if not same:
            for table in reversed(tables()):
                connection.execute(delete(table))
            connection.execute(delete(_PROGRESS).where(_PROGRESS.c.name != ""))


def _copy_table(reading: Connection, taker: Engine, table: Table, batch: int) -> None:
    while True:
        with writing(taker) as connection:
            note = connection.execute(select(_PROGRESS).where(_PROGRESS.c.name == table.name)).first()
            wanted = select(table).order_by(*table.primary_key.columns).limit(batch)
            if note is not None:
                wanted = wanted.where(_keys(table) > _key(note.last_key, table))
            rows = [dict(row) for row in reading.execute(wanted).mappings()]
            if not rows:
                return
            connection.execute(insert(table), rows)
            last = json.dumps([_plain(rows[-1][column.name]) for column in table.primary_key.columns])
            if note is None:
                values = {"source": "", "name": table.name, "rows": len(rows), "last_key": last}
                connection.execute(insert(_PROGRESS).values(values))
            else:
                grown = _PROGRESS.update().where(_PROGRESS.c.name == table.name)
                connection.execute(grown.values(rows=note.rows + len(rows), last_key=last))


def _keys(table: Table) -> Any:
    return tuple_(*table.primary_key.columns)


def _key(last: str, table: Table) -> Any:
    columns = list(table.primary_key.columns)
    parts = [
        datetime.fromisoformat(part) if column.type.python_type is datetime else part
        for part, column in zip(json.loads(last), columns, strict=True)
    ]
    return tuple_(*parts, types=[column.type for column in columns])


def _verify(taker: Engine, wanted: dict[str, Tally]) -> None:
    with taker.connect() as connection:
        differ = [table.name for table in tables() if tally(connection, table) != wanted[table.name]]
    if differ:
        raise CopyRefused(
            _("What arrived is not what was sent ({tables}); do not use the copy. Call it again to begin anew.").format(
                tables=", ".join(differ)
            )
        )


def _finish(taker: Engine) -> None:
    """Numbers go on after the highest that came along; from here on the target is a database like any other."""
    with writing(taker) as connection:
        if taker.dialect.name == "postgresql":
            for table in tables():
                column = table.autoincrement_column
                if column is not None:
                    _go_on_counting(connection, table.name, column.name)
        _PROGRESS.drop(connection)
        connection.execute(_REVISION.update().values(version_num=revisions.HEAD))


def _go_on_counting(connection: Connection, table: str, column: str) -> None:
    counter = connection.scalar(
        text("SELECT pg_get_serial_sequence(:name, :column)"), {"name": table, "column": column}
    )
    if counter is not None:
        highest = f'SELECT setval(:counter, max("{column}")) FROM "{table}" HAVING max("{column}") IS NOT NULL'  # noqa: S608
        connection.execute(text(highest), {"counter": counter})
