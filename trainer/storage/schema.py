"""What a SQLite file is at, by the standard library alone and read-only: its revision against the ones this program knows."""

import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from trainer.errors import StoreDamaged, StoreError, StoreOutdated, StoreTooNew, StoreUnavailable
from trainer.locale import _
from trainer.storage import revisions
from trainer.storage.places import shown
from trainer.storage.refusals import DAMAGED, refusal


class SchemaState(StrEnum):
    MISSING = "missing"
    """No file, an empty one, or a database without our tables."""
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"
    """Written by a later trainer."""
    COPYING = "copying"
    """Being filled by `data copy`, and not whole yet."""


COPYING = "copying"
"""Stands where the revision is written while a copy is under way."""
UNUSABLE = (SchemaState.AHEAD, SchemaState.COPYING)


def compare(revision: str | None, known: tuple[str, ...] = revisions.KNOWN) -> SchemaState:
    """Where `revision` stands among those `known`, oldest first."""
    if revision is None:
        return SchemaState.MISSING
    if revision == COPYING:
        return SchemaState.COPYING
    if revision == known[-1]:
        return SchemaState.CURRENT
    return SchemaState.BEHIND if revision in known else SchemaState.AHEAD


def unusable(found: SchemaState, database: str) -> StoreError:
    """The refusal for a database in one of the UNUSABLE states."""
    if found is SchemaState.COPYING:
        return StoreOutdated(
            _(
                "{where} is half filled: a copy into it was interrupted. Call “trainer data copy” again to finish it."
            ).format(where=shown(database))
        )
    return StoreTooNew(
        _(
            "The database {where} was written by a later trainer; update this program to open it. It was not changed."
        ).format(where=shown(database))
    )


def read_revision(connection: sqlite3.Connection) -> str | None:
    """The revision a SQLite database is at; None for an empty one. Raises StoreDamaged for tables that are not ours."""
    try:
        row = connection.execute(f"SELECT version_num FROM {revisions.TABLE}").fetchone()  # noqa: S608 - a constant
    except sqlite3.OperationalError as problem:
        if "no such table" not in str(problem):
            raise
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            return None
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        raise StoreDamaged(
            f"{file}: " + _("This file is a database of another program; name another one, or move it away.")
        ) from None
    return None if row is None else str(row[0])


def revision_in_file(file: Path) -> str | None:
    if not file.exists():
        return None
    if not file.is_file():  # a folder, a pipe
        raise StoreDamaged(_(DAMAGED).format(where=file))
    if file.stat().st_size == 0:
        return None
    try:
        with closing(open_for_reading(file)) as connection:
            return read_revision(connection)
    except sqlite3.Error as problem:
        raise (refusal(problem, str(file)) or StoreUnavailable(str(file))) from None


def open_for_reading(file: Path, wait_seconds: float = 30.0) -> sqlite3.Connection:
    """A read-only connection; in a folder that is itself read-only, by `immutable=1` (a closed WAL file can't be read else)."""
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=wait_seconds
    )
    try:
        connection.execute("PRAGMA schema_version").fetchone()  # reads the first page, so it fails where reading would
    except sqlite3.OperationalError as problem:
        connection.close()
        said = str(problem)
        if not ("readonly" in said or "unable to open" in said) or file.with_name(file.name + "-wal").exists():
            raise
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
    except BaseException:
        connection.close()
        raise
    return connection
