"""Migrations: whether a database is up to date (cheap, at every start), and bringing it up (in a child process).

`state_of` is standard library only on SQLite. Alembic costs 244 ms and 20 MB, so it is imported in the child alone, which is
started as `python -m trainer.storage.migrating` and reads the URL from its standard input (it may hold a password; `ps` shows
arguments).

In the child: a connection of its own with `foreign_keys=OFF` before the one `BEGIN IMMEDIATE` (under the pragma a batch rebuild
deletes what cascades), the revision looked at again inside the lock, a backup, the revisions, an empty `foreign_key_check`, and
only then the commit. Killed in the middle it leaves the old schema. On PostgreSQL an advisory lock makes others wait.
"""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer import errors
from trainer.errors import StoreError, StoreOutdated
from trainer.locale import _
from trainer.storage import revisions
from trainer.storage.places import file_of, refuse_shared_folder, shown
from trainer.storage.schema import UNUSABLE, SchemaState, compare, revision_in_file, unusable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

REVISIONS = Path(revisions.__file__).parent
LOCK = 0x7261_6E67
"""Key of PostgreSQL's advisory lock: any number that others do not use."""


def state_of(database: str) -> SchemaState:
    """How the schema of `database` compares with what this program knows; writes nothing.

    Raises StoreDamaged for a file that is no database of ours, StoreUnavailable when it cannot be read.
    """
    file = file_of(database)
    return compare(revision_in_file(file) if file is not None else _revision_on_server(database))


def migrate(database: str, *, scripts: Path = REVISIONS, known: tuple[str, ...] = revisions.KNOWN) -> bool:
    """Brings `database` to the newest schema, making it if need be; True if there was something to do.

    Costs one read-only look when it is current. Safe when many start at once: one migrates, the others wait and find it done.
    Raises StoreTooNew (nothing is written), StoreOnNetwork, StoreDamaged, StoreUnavailable, StoreOutdated when it went wrong.
    """
    file = file_of(database)
    if file is not None:
        refuse_shared_folder(file)
    found = compare(revision_in_file(file) if file is not None else _revision_on_server(database), known)
    if found in UNUSABLE:
        raise unusable(found, database)
    if found is SchemaState.CURRENT:
        return False
    _run_child(database, scripts, known)
    return True


def _revision_on_server(database: str) -> str | None:
    from trainer.storage.engine import connect

    engine = connect(database)
    try:
        with engine.connect() as connection:
            return _revision_by(connection)
    finally:
        engine.dispose()


def _revision_by(connection: "Connection") -> str | None:
    from sqlalchemy import inspect, text

    if not inspect(connection).has_table(revisions.TABLE):
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {revisions.TABLE}"))  # noqa: S608 - a constant
    return None if found is None else str(found)


def _run_child(database: str, scripts: Path, known: tuple[str, ...]) -> None:
    order = json.dumps({"database": database, "scripts": str(scripts), "known": known})
    source = str(Path(__file__).parents[2])
    ended = subprocess.run(
        [sys.executable, "-m", "trainer.storage.migrating"],
        input=order,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH"))))},
    )
    try:
        report = json.loads(ended.stdout)
    except ValueError:
        report = {}
    if report.get("done"):
        return
    kind = getattr(errors, str(report.get("kind")), StoreOutdated)
    line = report.get("line") or _(
        "The tables of {where} could not be brought up to date; it was left as it was. Try again."
    ).format(where=shown(database))
    raise kind(line)


def _child() -> None:
    """The child's whole life: an order on standard input, a report on standard output."""
    from trainer import locale

    locale.use(None)
    order = json.loads(sys.stdin.read())
    report: dict[str, object]
    try:
        _upgrade(str(order["database"]), Path(order["scripts"]), tuple(order["known"]))
        report = {"done": True}
    except errors.TrainerError as refused:
        report = {"done": False, "kind": type(refused).__name__, "line": str(refused)}
    sys.stdout.write(json.dumps(report))


def _upgrade(database: str, scripts: Path, known: tuple[str, ...]) -> None:
    from sqlalchemy import text

    from trainer.storage.engine import connect

    file = file_of(database)
    engine = connect(database) if file is None else _engine_for_migration(database)
    try:
        # Entering begins: BEGIN IMMEDIATE on SQLite, so from here on nobody else writes.
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            if file is None:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            found = compare(_revision_by(connection), known)
            if found in UNUSABLE:
                raise unusable(found, database)
            if found is SchemaState.CURRENT:
                return
            if file is not None and found is SchemaState.BEHIND:
                from trainer.storage.backups import back_up

                back_up(database, datetime.now(UTC))
            _run_revisions(connection, scripts)
            if file is not None and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise StoreOutdated(
                    _("Rows of {where} would lose what they refer to; nothing was changed. Restore a backup.").format(
                        where=shown(database)
                    )
                )
    finally:
        engine.dispose()


def _engine_for_migration(database: str) -> "Engine":
    from sqlalchemy import event

    from trainer.storage.engine import connect

    engine = connect(database)

    @event.listens_for(engine, "connect")
    def _let_go_of_foreign_keys(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")

    return engine


def _run_revisions(connection: "Connection", scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    settings = Config()
    # An ini value: a percent sign in the path would start an interpolation.
    settings.set_main_option("script_location", str(scripts).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, "head")
    except CommandError as problem:
        raise StoreOutdated(
            _("The revisions of this program do not fit together ({reason}); install it again.").format(reason=problem)
        ) from None


if __name__ == "__main__":
    try:
        _child()
    except StoreError:
        sys.exit(1)
