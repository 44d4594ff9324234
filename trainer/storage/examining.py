"""A look at the health of a store, for `trainer doctor`: nothing is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

from trainer.errors import StoreError
from trainer.locale import _
from trainer.storage.backups import backups_of
from trainer.storage.migrating import state_of
from trainer.storage.places import file_of
from trainer.storage.schema import UNUSABLE, open_for_reading, unusable


def examine(database: str) -> list[tuple[str, bool, str]]:
    """(stable name, well or not, what was found) for each thing looked at. Raises StoreError where it can't be opened."""
    file = file_of(database)
    if file is None:
        return [*_server(database), *_schema(database)]
    if not file.exists():
        return [("made", True, _("It is not there yet; the first practice makes it."))]
    return [*_file(file), *_content(database, file), *_schema(database)]


def _schema(database: str) -> list[tuple[str, bool, str]]:
    """What keeps the program from opening it although it is sound: a later version's tables, a copy that was interrupted."""
    try:
        found = state_of(database)
    except StoreError as refused:
        return [("schema", False, str(refused))]
    return [("schema", False, str(unusable(found, database)))] if found in UNUSABLE else []


def _file(file: Path) -> list[tuple[str, bool, str]]:
    others = file.stat().st_mode & 0o077
    return [
        (
            "mode",
            not others,
            _("Only its owner can read it.")
            if not others
            else _("Others on this machine can read it; mend with: chmod 600 {file}").format(file=file),
        ),
        ("sqlite", True, f"SQLite {sqlite3.sqlite_version}, {file.stat().st_size // 1024} KiB"),
    ]


def _content(database: str, file: Path) -> list[tuple[str, bool, str]]:
    try:
        with closing(open_for_reading(file, wait_seconds=5)) as connection:
            verdict = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        unread = _("It can't be read ({reason}); a copy is in the backups folder beside it.").format(reason=error)
        return [("content", False, unread if backups_of(database) else _("It is damaged: {what}").format(what=error))]
    sound = verdict == ["ok"]
    return [
        (
            "content",
            sound,
            _("Its content is sound.") if sound else _("It is damaged: {what}").format(what="; ".join(verdict)),
        ),
        (
            "references",
            not orphans,
            _("All references hold.") if not orphans else _("{n} references lead nowhere.").format(n=len(orphans)),
        ),
    ]


def _server(database: str) -> list[tuple[str, bool, str]]:
    from sqlalchemy import text

    from trainer.storage.engine import connect

    engine = connect(database)
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SHOW server_version")).scalar_one()
        return [("server", True, f"PostgreSQL {found}")]
    finally:
        engine.dispose()
