"""Another program holds the SQLite file in mid-writing. What a server that stops does: tests/end_to_end/test_outage.py."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.pilot import Walk, walking
from trainer.services import answering
from trainer.storage.engine import connect
from trainer.tui import keeping


async def until(walk: Walk, true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await walk.pilot.pause(0.02)


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
