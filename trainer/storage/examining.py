"""A look at the health of a store, for `trainer doctor`: nothing is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from trainer.errors import StoreError
from trainer.locale import _
from trainer.storage.migrating import state_of
from trainer.storage.places import file_of
from trainer.storage.schema import UNUSABLE, unusable


def examine(database: str) -> list[tuple[str, bool, str]]:
    """(stable name, well or not, what was found) for each thing looked at. Raises StoreError where it can't be opened."""
    file = file_of(database)
    if file is None:
        return [*_server(database), *_schema(database)]
    if not file.exists():
        return [("made", True, _("It is not there yet; the first practice makes it."))]
    return [*_file(file), *_content(file), *_schema(database)]


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


def _content(file: Path) -> list[tuple[str, bool, str]]:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, timeout=5)) as connection:
            verdict = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        return [
            (
                "content",
                False,
                _("It can't be read ({reason}); a copy is in the backups folder beside it.").format(reason=error),
            )
        ]
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
