"""The database stops in mid-writing and starts again: nobody loses a word or sees a traceback, on PostgreSQL and on SQLite."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.pilot import Walk, walking
from tests.support.postgres import PostgresForTests, running_postgres
from trainer.services import answering
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate
from trainer.tui import keeping


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresForTests]:
    with running_postgres() as server:
        server.sql("ALTER SYSTEM SET fsync = on")  # it is stopped as by a crash: what it said it has, it must have
        server.sql("ALTER SYSTEM SET synchronous_commit = on")
        server.sql("SELECT pg_reload_conf()")
        yield server


async def until(walk: Walk, true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await walk.pilot.pause(0.02)


async def test_a_server_that_stops_for_a_while_costs_no_word(
    tmp_path: Path, server: PostgresForTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RETRY_SECONDS", 0.1)
    monkeypatch.setattr(keeping, "LONGEST_RETRY_SECONDS", 0.2)
    database = server.new_database()
    migrate(database)
    async with walking(tmp_path, name="Iryna", database=database) as walk:
        await walk.press("enter")
        screen = walk.practice
        await walk.type("Before. ")
        await walk.saved()
        server.stop()
        await walk.type("Поки її немає. ")
        await until(walk, lambda: "kept in a local journal" in walk.picture)
        for key in ("f5", "f4", "f2", "escape"):  # asked for and refused, one after another
            await walk.pilot.press(key)
            await walk.pilot.pause()
        assert walk.app.return_code is None
        assert walk.app.screen is screen
        await walk.type("Afterwards.")
        server.start()
        await until(walk, lambda: not screen._keeper.unsaved)
        assert walk.app.is_running
        await walk.press("f5")
        await until(walk, lambda: walk.app.screen is not screen)
        with walk.trainer.unit_of_work().reading() as uow:
            answer = uow.answers.of_deal(screen.deal.id)
        assert answer is not None
        assert answer.text == "Before. Поки її немає. Afterwards."


async def test_a_file_that_another_program_holds_costs_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.storage.engine.BUSY_SECONDS", 0.05)
    monkeypatch.setattr(connect, "__kwdefaults__", {"busy_seconds": 0.05})
    monkeypatch.setattr(keeping, "RETRY_SECONDS", 0.1)
    async with walking(tmp_path, name="Iryna") as walk:
        await walk.press("enter")
        screen = walk.practice
        await walk.type("Before. ")
        await walk.saved()
        with closing(sqlite3.connect(tmp_path / "trainer.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await walk.type("Поки зайнято.")
            await until(walk, lambda: "kept in a local journal" in walk.picture)
            await walk.pilot.press("f5")
            await walk.pilot.pause()
            assert walk.app.return_code is None
            other.execute("ROLLBACK")
        await until(walk, lambda: not screen._keeper.unsaved)
        kept = walk.trainer.run(answering.revisions, screen.deal.id)
        assert "Before. Поки зайнято." in kept[0].draft.variants
