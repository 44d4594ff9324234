"""Databases for storage tests: every test that asks for `database` runs on SQLite and on a real PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.storage.places import Folder
from tests.support.homes import new_store
from tests.support.postgres import PostgresForTests, running_postgres
from tests.support.shelves import Shelf
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate
from trainer.storage.units import SqlUnitOfWork


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresForTests]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres: PostgresForTests) -> str:
    """A migrated, empty database to copy from."""
    database = postgres.new_database()
    migrate(database)
    return database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A migrated, empty SQLite file."""
    return Path(shutil.copyfile(new_store(), tmp_path / "trainer.db"))


@pytest.fixture
def sqlite(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty database, of either kind."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite"))
    server: PostgresForTests = request.getfixturevalue("postgres")
    return server.copy_database(request.getfixturevalue("migrated_postgres"))


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def uow(engine: Engine) -> SqlUnitOfWork:
    return SqlUnitOfWork(engine)


@pytest.fixture
def shelf(uow: SqlUnitOfWork) -> Shelf:
    """The database with a team of four in it, and short ways to put deals and answers there."""
    return Shelf(uow)


@pytest.fixture
def nobody_s_folder() -> Iterator[Folder]:
    """A folder that anybody may enter (pytest's own are for their owner alone)."""
    with tempfile.TemporaryDirectory(prefix="trainer-readable-") as folder:
        Path(folder).chmod(0o755)
        yield Folder(Path(folder))
