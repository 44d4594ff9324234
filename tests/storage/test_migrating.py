"""Migrations cannot strand data: one wins and the others wait, a crash leaves the old schema, a newer one is never touched."""

import json
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.support.postgres import PostgresForTests
from tests.support.shelves import Shelf, later
from trainer.domain.answering import Draft
from trainer.errors import StoreDamaged, StoreOutdated, StoreTooNew
from trainer.storage import revisions
from trainer.storage.engine import connect
from trainer.storage.migrating import REVISIONS, migrate, state_of
from trainer.storage.schema import SchemaState

SECOND = '''
"""A revision for tests: rebuilds the table of deals, which drafts hang on."""

import os
import sqlalchemy as sa
from alembic import op

revision = "9999_later"
down_revision = "NEWEST"


def upgrade() -> None:
    with op.batch_alter_table("deal", recreate="always" if op.get_bind().dialect.name == "sqlite" else "auto") as batch:
        batch.add_column(sa.Column("mood", sa.String(), nullable=False, server_default="calm"))
    if os.environ.get("TEST_CRASH") == "kill":
        os.kill(os.getpid(), 9)
    if os.environ.get("TEST_CRASH") == "orphan":
        op.execute("DELETE FROM deal")
'''.replace("NEWEST", revisions.HEAD)
LATER = (*revisions.KNOWN, "9999_later")


@pytest.fixture(scope="session")
def later_scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The revisions of a trainer that is one revision ahead."""
    folder = tmp_path_factory.mktemp("later") / "100% later"
    shutil.copytree(REVISIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_later.py").write_text(SECOND, encoding="utf-8")
    return folder


def columns(file: Path, table: str) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def stocked(shelf: Shelf) -> Shelf:
    """With rows that cascade: drafts of a deal, variants of an answer."""
    deal = shelf.opened(shelf.ann)
    with shelf.uow as uow:
        for seq in range(1, 4):
            uow.drafts.save(deal.id, Draft((f"text {seq}",), 0, seq), later(seq))
        uow.commit()
    shelf.sent(shelf.bob)
    return shelf


def count(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class TestEitherDatabase:
    def test_the_revisions_make_the_tables_that_the_program_uses(self, database: str) -> None:
        code = """
import sys, json
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from trainer.storage.engine import connect
from trainer.storage.tables import Row
engine = connect(sys.argv[1])
with engine.connect() as connection:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    print(json.dumps([str(each) for each in compare_metadata(context, Row.metadata)]))
    from sqlalchemy import inspect
    found = inspect(connection)
    names = {}
    for table in Row.metadata.sorted_tables:
        wanted = {str(each.name) for each in table.constraints | table.indexes if each.name}
        there = {each["name"] for each in found.get_indexes(table.name)}
        there |= {each["name"] for each in found.get_foreign_keys(table.name)}
        there |= {each["name"] for each in found.get_unique_constraints(table.name)}
        there.add(found.get_pk_constraint(table.name)["name"])
        names[table.name] = sorted(wanted - there)
    print(json.dumps(names))
engine.dispose()
"""
        done = subprocess.run([sys.executable, "-c", code, database], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        differences, unnamed = (json.loads(line) for line in done.stdout.splitlines())
        assert differences == []
        assert {table: names for table, names in unnamed.items() if names} == {}

    def test_a_current_database_is_left_alone(self, database: str) -> None:
        assert state_of(database) is SchemaState.CURRENT
        assert migrate(database) is False

    def test_a_later_revision_keeps_every_row_and_makes_a_database_that_is_refused(
        self, shelf: Shelf, engine: Engine, database: str, later_scripts: Path
    ) -> None:
        deal = stocked(shelf).opened(shelf.cat)
        engine.dispose()
        assert migrate(database, scripts=later_scripts, known=LATER) is True
        with shelf.uow.reading() as uow:
            assert len(uow.drafts.all(shelf_open(uow, shelf))) == 3
            assert uow.deals.get(deal.id) == deal
            (answer,) = uow.answers.waiting()
            assert len(uow.answers.variants(answer.id)) == 2
        assert state_of(database) is SchemaState.AHEAD
        with pytest.raises(StoreTooNew, match="later trainer") as refused:
            migrate(database)
        assert "\n" not in str(refused.value)

    def test_a_crash_in_the_middle_leaves_the_old_schema_and_the_next_try_works(
        self, shelf: Shelf, database: str, later_scripts: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stocked(shelf)
        monkeypatch.setenv("TEST_CRASH", "kill")
        with pytest.raises(StoreOutdated, match="left as it was") as refused:
            migrate(database, scripts=later_scripts, known=LATER)
        assert "\n" not in str(refused.value)
        assert state_of(database) is SchemaState.CURRENT
        shelf.opened(shelf.cat)  # the old program still works with it
        monkeypatch.delenv("TEST_CRASH")
        assert migrate(database, scripts=later_scripts, known=LATER) is True

    def test_several_start_at_once_on_nothing_and_all_succeed(
        self, request: pytest.FixtureRequest, tmp_path: Path
    ) -> None:
        server: PostgresForTests = request.getfixturevalue("postgres")
        for starting, database in ((4, f"sqlite:///{tmp_path / 'new' / 'trainer.db'}"), (2, server.new_database())):
            assert state_of(database) is SchemaState.MISSING
            with ThreadPoolExecutor(starting) as starters:
                done = list(starters.map(migrate, [database] * starting))  # each in a child process of its own
            assert any(done)
            assert state_of(database) is SchemaState.CURRENT


def shelf_open(uow: Any, shelf: Shelf) -> Any:
    return uow.deals.open_of(shelf.ann.id).id


class TestSqlite:
    @pytest.fixture
    def database(self, sqlite: str) -> str:
        return sqlite

    def test_a_rebuild_keeps_what_cascades_and_a_copy_is_made_first_and_the_old_program_changes_not_one_byte(
        self, shelf: Shelf, engine: Engine, database: str, file: Path, later_scripts: Path
    ) -> None:
        stocked(shelf)
        engine.dispose()
        migrate(database, scripts=later_scripts, known=LATER)
        assert "mood" in columns(file, "deal")
        assert (count(file, "draft"), count(file, "variant")) == (3, 2)
        (copy,) = (file.parent / "backups").iterdir()
        assert copy.stat().st_mode & 0o777 == 0o600
        assert (file.parent / "backups").stat().st_mode & 0o777 == 0o700
        assert (count(copy, "draft"), "mood" in columns(copy, "deal")) == (3, False)
        before = (file.read_bytes(), file.stat().st_mtime_ns)
        with pytest.raises(StoreTooNew):
            migrate(database)
        assert (file.read_bytes(), file.stat().st_mtime_ns) == before
        log = file.with_name("trainer.db-wal")
        assert not log.exists() or log.stat().st_size == 0

    def test_four_start_at_once_on_an_older_file_one_copy_is_made_and_the_newest_five_stay(
        self, shelf: Shelf, database: str, file: Path, later_scripts: Path
    ) -> None:
        folder = file.parent / "backups"
        folder.mkdir()
        for year in range(2001, 2009):
            (folder / f"{file.stem}-{year}0101T000000000000Z.db").touch()
        stocked(shelf)
        with ThreadPoolExecutor(4) as starters:
            list(starters.map(lambda _: migrate(database, scripts=later_scripts, known=LATER), range(4)))
        assert "mood" in columns(file, "deal")
        assert count(file, "draft") == 3
        kept = sorted(each.name for each in folder.iterdir())
        assert [each.split("-")[1][:4] for each in kept[:4]] == ["2005", "2006", "2007", "2008"]
        assert len(kept) == 5, "one copy is made, not four"

    def test_a_revision_that_loses_rows_others_refer_to_is_undone(
        self, shelf: Shelf, database: str, file: Path, later_scripts: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stocked(shelf)
        monkeypatch.setenv("TEST_CRASH", "orphan")
        with pytest.raises(StoreOutdated, match="nothing was changed"):
            migrate(database, scripts=later_scripts, known=LATER)
        assert "mood" not in columns(file, "deal")
        assert (count(file, "deal"), count(file, "draft")) == (2, 3)

    def test_another_program_s_database_is_left_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "cookbook.db"
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE recipe (name TEXT)")
            connection.commit()
        before = file.read_bytes()
        with pytest.raises(StoreDamaged, match=r"cookbook\.db: .*another program"):
            migrate(f"sqlite:///{file}")
        assert file.read_bytes() == before

    def test_the_main_process_never_imports_alembic_and_what_it_makes_is_for_its_owner_alone(
        self, tmp_path: Path
    ) -> None:
        code = f"""
import os, sys
from pathlib import Path
from trainer.storage.migrating import migrate, state_of
os.umask(0)
file = Path("{tmp_path}/made/here/trainer.db")
url = f"sqlite:///{{file}}"
migrate(url)
assert state_of(url) == "current"
print("sqlalchemy" in sys.modules, "alembic" in sys.modules)
from trainer.storage.engine import connect
from trainer.storage.units import SqlUnitOfWork
engine = connect(url)
with SqlUnitOfWork(engine) as uow:
    uow.people.add_team("x")
    uow.commit()
print("alembic" in sys.modules)
for each in [file.parent, *sorted(file.parent.iterdir())]:
    print(each.name, oct(each.stat().st_mode & 0o777))
engine.dispose()
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.stderr == ""
        assert done.stdout.splitlines() == [
            "False False",
            "False",
            "here 0o700",
            "trainer.db 0o600",
            "trainer.db-shm 0o600",
            "trainer.db-wal 0o600",
        ]


def test_the_list_of_revisions_is_what_lies_in_the_folder() -> None:
    there = sorted(each.stem for each in (REVISIONS / "versions").glob("*.py") if each.stem != "__init__")
    assert tuple(there) == revisions.KNOWN
    assert there[-1] == revisions.HEAD


def test_postgres_waits_for_the_one_that_migrates(postgres: PostgresForTests) -> None:
    """Held by hand: the advisory lock is really taken."""
    database = postgres.new_database()
    engine = connect(database)
    with engine.connect() as holder, holder.begin():
        holder.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": 0x7261_6E67})
        with ThreadPoolExecutor(1) as starter:
            started = starter.submit(migrate, database)
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while holder.scalar(text(waiting)) == 0:
                assert not started.done()
            holder.rollback()
            assert started.result(90) is True
    engine.dispose()
