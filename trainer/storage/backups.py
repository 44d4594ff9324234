"""Copies of a database in files: made at start and every 30 minutes of use, thinned, checked, and brought back.

A SQLite file is copied by `VACUUM INTO` (a plain `cp` of a live WAL file can hold nothing at all); a PostgreSQL database is
copied table by table into a SQLite file. Either copy can be restored into either kind. Source: faults requirement 11.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from trainer import paths
from trainer.errors import CopyRefused, StoreDamaged, StoreUnavailable
from trainer.locale import _
from trainer.storage.places import file_of, shown
from trainer.storage.refusals import refusal

EVERY = timedelta(minutes=30)
NEWEST = 5
"""So many stay whatever their age; older ones are thinned to one a day for a week and one a week for two months."""
DAYS, WEEKS = 7, 8
STAMP = "%Y%m%dT%H%M%S%fZ"


def folder_of(database: str) -> Path:
    """`backups` beside a SQLite file; in the data folder for a server."""
    file = file_of(database)
    return (file.parent if file is not None else paths.data_folder()) / "backups"


def backups_of(database: str) -> list[Path]:
    """Oldest first."""
    return sorted(folder_of(database).glob(f"{_stem(database)}-*Z.db"))


def back_up(database: str, now: datetime, target: Path | None = None) -> Path:
    """A checked copy of all that is committed, at `target` or in the backups folder (which is then thinned); its path.

    Raises StoreError; a copy that can't be read back is not kept.
    """
    copy = target or folder_of(database) / f"{_stem(database)}-{now.astimezone(UTC).strftime(STAMP)}.db"
    if copy.exists():
        raise CopyRefused(_("{file} is there already; name another file for the copy.").format(file=copy))
    try:
        paths.private_folder(copy.parent)
        _write_copy(database, copy)
        _refuse_if_damaged(copy)
    except sqlite3.Error as problem:
        copy.unlink(missing_ok=True)
        raise (refusal(problem, str(copy)) or StoreUnavailable(str(copy))) from None
    except OSError as problem:
        raise StoreUnavailable(
            _("The copy {file} cannot be written: {reason}.").format(file=copy, reason=problem.strerror or problem)
        ) from None
    if target is None:
        for old in superfluous(backups_of(database), now):
            old.unlink(missing_ok=True)
    return copy


def back_up_when_due(database: str, now: datetime) -> Path | None:
    """`back_up`, unless another program did so less than 30 minutes ago; None then, and for a database on a server, whose
    keeper backs it up."""
    file = file_of(database)
    if file is None or not file.exists():
        return None
    newest = max((made_at(each) for each in backups_of(database)), default=None)
    if newest is not None and now - newest < EVERY:
        return None
    try:
        return back_up(database, now)
    except CopyRefused:  # another program in the same microsecond
        return None


def made_at(copy: Path) -> datetime:
    """When a copy was made, by its name; one that a person named: when it was written last."""
    with contextlib.suppress(ValueError):
        return datetime.strptime(copy.stem.rpartition("-")[2], STAMP).replace(tzinfo=UTC)
    with contextlib.suppress(OSError):
        return datetime.fromtimestamp(copy.stat().st_mtime, UTC)
    return datetime.min.replace(tzinfo=UTC)  # gone meanwhile


def superfluous(copies: Iterable[Path], now: datetime) -> list[Path]:
    """Which copies to let go: of each day of the last week, and of each week of the last two months, the newest stays."""
    newest_first = sorted(copies, key=made_at, reverse=True)
    kept, covered = newest_first[:NEWEST], set()
    for each in newest_first:
        at = made_at(each)
        day, week = at.strftime("%Y-%m-%d"), at.strftime("%G-%V")
        of_a_day = now - at <= timedelta(days=DAYS) and day not in covered
        of_a_week = now - at <= timedelta(weeks=WEEKS) and week not in covered
        if each in kept or of_a_day or of_a_week:
            kept.append(each)
            covered |= {day, week}
    return [each for each in newest_first if each not in kept]


def restore(database: str, copy: Path, now: datetime) -> Path | None:
    """Puts the content of `copy` in the place of what is in `database`; the copy of what was there before, if anything was.

    On PostgreSQL the database must be empty. Raises StoreDamaged for a broken copy (nothing is changed), CopyRefused and
    other StoreErrors.
    """
    from trainer.storage.migrating import migrate

    check_copy(copy)
    file = file_of(database)
    if file is None:
        from trainer.storage.copying import copy_all

        copy_all(f"sqlite:///{copy.absolute()}", database)
        return None
    before = back_up(database, now) if file.exists() and file.stat().st_size else None
    from trainer.storage.engine import prepare_file

    prepare_file(file)
    try:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(file, timeout=30)) as target:
            source.backup(target)  # under SQLite's own locks: other programs see the old content or the new
    except sqlite3.Error as problem:
        raise (refusal(problem, str(file)) or StoreUnavailable(str(file))) from None
    migrate(database)
    return before


def check_copy(copy: Path) -> None:
    """Raises CopyRefused where there is none, StoreDamaged where it is broken or no database."""
    if not copy.is_file():
        raise CopyRefused(_("There is no file {file}; see the copies with: trainer data where").format(file=copy))
    try:
        _refuse_if_damaged(copy)
    except sqlite3.Error as problem:
        raise (refusal(problem, str(copy)) or StoreUnavailable(str(copy))) from None


def altered_answers(database: str) -> list[str]:
    """Ids of answers whose text is no longer the one whose SHA-256 was kept when it was sent. Raises StoreError."""
    from sqlalchemy import select

    from trainer.storage.engine import connect
    from trainer.storage.tables import AnswerRow

    answer = AnswerRow.__table__  # type: ignore[attr-defined]
    engine = connect(database)
    try:
        with engine.connect().execution_options(yield_per=1000) as connection:
            rows = connection.execute(select(answer.c.id, answer.c.text, answer.c.sha256))
            return [each.id for each in rows if sha256(each.text.encode()).hexdigest() != each.sha256]
    finally:
        engine.dispose()


def _stem(database: str) -> str:
    file = file_of(database)
    if file is not None:
        return file.stem
    return "server-" + sha256(shown(database).encode()).hexdigest()[:8]


def _write_copy(database: str, copy: Path) -> None:
    file = file_of(database)
    if file is None:
        from trainer.storage.copying import copy_all

        copy_all(database, f"sqlite:///{copy.absolute()}")
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # one file, without a WAL beside it
        return
    if not file.exists():
        raise StoreUnavailable(_("There is no database {where} yet; create it and try again.").format(where=file))
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    with closing(sqlite3.connect(file.absolute().as_uri() + "?mode=ro", uri=True, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))


def _refuse_if_damaged(copy: Path) -> None:
    with closing(sqlite3.connect(copy.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
        sound = [row[0] for row in connection.execute("PRAGMA quick_check(1)")] == ["ok"]
        ours = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if not sound or ours is None:
        raise StoreDamaged(_("The copy {file} is damaged or is none of ours; take another one.").format(file=copy))
