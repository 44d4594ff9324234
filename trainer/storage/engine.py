"""Engines: how SQLite and PostgreSQL are spoken to, and what their refusals mean to a person.

SQLite: every write transaction is `BEGIN IMMEDIATE` (a deferred one that reads first failed 49 of 50 times under load), every
read a plain `BEGIN`; the execution option `writing` tells them apart. No message ever shows what was being stored.
"""

import os
import random
import selectors
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from trainer import paths
from trainer.errors import StoreUnavailable, WrongUsage
from trainer.locale import _
from trainer.storage.places import file_of, refuse_shared_folder, shown
from trainer.storage.refusals import refusal

BUSY_SECONDS = 30.0
CONNECT_SECONDS = 5
ASKING: ContextVar[bool] = ContextVar("asking", default=False)
"""Whether the connection is wanted for one SELECT that is asked again in half a second anyway."""
STALE_SECONDS = 10.0
"""For that, only a connection that lay idle so long is asked first whether it lives (it would double the queries of who waits);
until then a look at its socket must do."""
JUST_USED_SECONDS = 1.0
"""For all else, one that was used until just now: who follows a session asks twice a second, and each beat cost one more."""
BACK_AT = "back_at"
DEAD_LINE = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000}
"""A line that died without a word (a laptop that slept, a router that forgot) is given up after ten seconds, not after
fifteen minutes; libpq's settings, the last in milliseconds."""
LONG_WAIT_SECONDS = 1.0
"""From here on a writer asks more often than those who came after it."""
WRITING = "writing"
"""Execution option of a connection: True opens its transactions for writing, else they can only read."""


def connect(database: str, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for a SQLite file or a PostgreSQL database. Dispose it after use.

    Raises WrongUsage for another URL, StoreOnNetwork for a shared folder, StoreUnavailable where the folder cannot be made.
    """
    file = file_of(database)
    engine = _postgres(database) if file is None else _sqlite(file, busy_seconds)

    @event.listens_for(engine, "handle_error")
    def _say_it_plainly(context: ExceptionContext) -> None:
        if context.is_pre_ping:
            return  # the pool asks whether a connection still lives, and makes another one if not
        refused = refusal(context.original_exception, shown(database))
        if refused is not None:
            raise refused from None

    return engine


def prepare_file(file: Path) -> None:
    """Makes `file` and its folder for their owner alone (SQLite gives its side files the mode of the main one)."""
    try:
        paths.private_folder(file.parent)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        elif file.stat().st_mode & 0o007 and file.stat().st_uid == os.geteuid():
            file.chmod(file.stat().st_mode & 0o770)
    except OSError as problem:
        raise StoreUnavailable(
            _("The database {file} cannot be made: {reason}.").format(file=file, reason=problem.strerror or problem)
        ) from None


def _sqlite(file: Path, busy_seconds: float) -> Engine:
    refuse_shared_folder(file)
    read_only = _only_readable(file)
    if not read_only:
        prepare_file(file)

    def open_file() -> sqlite3.Connection:
        connection = sqlite3.connect(
            file.as_uri() + _access(file),
            uri=True,
            timeout=busy_seconds,
            isolation_level=None,  # transactions are begun below, never by the driver
            check_same_thread=False,  # the pool hands a connection to one thread at a time
        )
        try:
            _set_up(connection, busy_seconds, read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=open_file,
        poolclass=QueuePool,
        pool_size=2,  # never connect per save: a new connection costs 1.4 ms, and closing the last one checkpoints
        max_overflow=8,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = bool(connection.get_execution_options().get(WRITING))
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
        if writing:
            _begin_writing(connection, busy_seconds)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_writing(connection: Connection, busy_seconds: float) -> None:
    """BEGIN IMMEDIATE, waiting for other writers so that the longest waiting has the best chance.

    SQLite's own wait asks a newcomer back after 1 ms and a long waiter after 100: among 40 clients that wrote at once some
    waited over 30 s and were refused.
    """
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    began = time.monotonic()
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as problem:
                waited = time.monotonic() - began
                if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited >= busy_seconds:
                    break
                time.sleep(random.uniform(0.002, 0.006) if waited > LONG_WAIT_SECONDS else random.uniform(0.005, 0.02))
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # says what is wrong as any other statement does
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")


def _set_up(connection: sqlite3.Connection, busy_seconds: float, *, read_only: bool) -> None:
    # The waiting time comes first: with WAL before it half of 72 starters found the file locked.
    connection.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")
    if not read_only:
        _turn_on_wal(connection, busy_seconds)
        connection.execute("PRAGMA synchronous=FULL")  # NORMAL can lose the last saves in a power cut
        connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA foreign_keys=ON")


def _turn_on_wal(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """SQLite does not wait for others while it changes the journal mode, so we do."""
    give_up = time.monotonic() + busy_seconds
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() >= give_up:
                raise
            time.sleep(0.02)


def _only_readable(file: Path) -> bool:
    return file.exists() and not (_writable(file) and _writable(file.parent))


def _access(file: Path) -> str:
    """How to open the file: a closed WAL database in a folder that is read-only can be read as `immutable` alone."""
    if not _only_readable(file):
        return "?mode=rw"
    in_use = file.with_name(file.name + "-wal").exists()
    return "?mode=ro" if in_use or _writable(file.parent) else "?immutable=1"


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _postgres(database: str) -> Engine:
    try:
        url = make_url(database).set(drivername="postgresql+psycopg")
        engine = create_engine(
            url,
            pool_size=1,  # one database thread per process: 100 people are 100 seats of PostgreSQL's 100
            max_overflow=0,
            hide_parameters=True,
            connect_args={
                "connect_timeout": CONNECT_SECONDS,
                **DEAD_LINE,
                "options": f"-c timezone=UTC -c lock_timeout={int(BUSY_SECONDS * 1000)}",
                "application_name": "trainer",
            },
        )
    except ImportError:
        raise WrongUsage(_("PostgreSQL needs the package psycopg: install complaint-trainer[postgres].")) from None
    except (ArgumentError, ValueError):
        raise WrongUsage(_("{database} is no address of a database.").format(database=shown(database))) from None

    @event.listens_for(engine, "connect")
    def _plain_text(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # psycopg prepares a statement after its fifth use; a pooler between us and PostgreSQL would not know it.
        connection.prepare_threshold = None

    @event.listens_for(engine, "checkin")
    def _note_when(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.info[BACK_AT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _ask_whether_it_lives(
        connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
    ) -> None:
        idle = time.monotonic() - entry.info.get(BACK_AT, time.monotonic())
        if idle < (STALE_SECONDS if ASKING.get() else JUST_USED_SECONDS) and not _has_news(connection):
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as gone:  # whatever the driver says: the pool makes another connection
            raise DisconnectionError from gone

    return engine


def _has_news(connection: DBAPIConnection) -> bool:
    """Whether the server said something that nobody asked for, such as goodbye; costs it no query."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        return bool(selector.select(0))


@contextmanager
def connected(database: str) -> Iterator[Engine]:
    """An engine for one piece of work, closed after it."""
    engine = connect(database)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in one write transaction, kept where nothing is raised."""
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        yield connection
