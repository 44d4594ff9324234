"""Copies of the database: whole, checked, thinned, brought back; and a changed answer is noticed."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.storage.test_copying import content, stock
from tests.support.postgres import PostgresForTests
from trainer.errors import CopyRefused, StoreDamaged
from trainer.storage.backups import (
    STAMP,
    altered_answers,
    back_up,
    back_up_when_due,
    backups_of,
    made_at,
    restore,
    superfluous,
)
from trainer.storage.engine import connect

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def test_a_backup_holds_all_and_comes_back_whole(sqlite: str) -> None:
    stock(sqlite)
    before = content(sqlite)
    engine = connect(sqlite)  # the file is in use, its newest rows in the WAL
    try:
        copy = back_up(sqlite, NOW)
        assert copy.stat().st_mode & 0o077 == 0
        with engine.connect().execution_options(writing=True) as connection:
            connection.execute(text("DELETE FROM draft"))
            connection.commit()
        assert content(sqlite) != before
        kept = restore(sqlite, copy, NOW + timedelta(minutes=1))
    finally:
        engine.dispose()
    assert content(sqlite) == before
    assert kept is not None
    assert content(f"sqlite:///{kept}")["draft"].rows == 0


def test_a_server_is_kept_in_a_file_and_restored_into_an_empty_one(
    sqlite: str, postgres: PostgresForTests, tmp_path: Path
) -> None:
    from trainer.storage.copying import copy_all

    stock(sqlite)
    server, other = postgres.new_database(), postgres.new_database()
    copy_all(sqlite, server)
    copy = back_up(server, NOW, tmp_path / "kept.db")
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith("kept")) == ["kept.db"]
    assert restore(other, copy, NOW) is None
    assert content(other) == content(server) == content(sqlite)
    with pytest.raises(CopyRefused, match="a team of its own"):
        restore(server, copy, NOW)


def test_a_broken_copy_changes_nothing(sqlite: str, tmp_path: Path) -> None:
    stock(sqlite)
    copy = back_up(sqlite, NOW, tmp_path / "copy.db")
    before = content(sqlite)
    whole = copy.read_bytes()
    copy.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
    with pytest.raises(StoreDamaged, match=r"copy\.db"):
        restore(sqlite, copy, NOW)
    with closing(sqlite3.connect(tmp_path / "shopping.db")) as foreign:
        foreign.execute("CREATE TABLE list (what)")
    with pytest.raises(StoreDamaged, match=r"shopping\.db"):
        restore(sqlite, tmp_path / "shopping.db", NOW)
    with pytest.raises(CopyRefused, match=r"none\.db"):
        restore(sqlite, tmp_path / "none.db", NOW)
    assert content(sqlite) == before


def test_a_backup_never_replaces_a_file(sqlite: str, tmp_path: Path) -> None:
    (tmp_path / "mine.db").write_text("mine")
    with pytest.raises(CopyRefused, match="another file"):
        back_up(sqlite, NOW, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text() == "mine"


def test_programs_in_use_keep_one_every_half_hour_between_them(sqlite: str) -> None:
    assert back_up_when_due(sqlite, NOW) is not None
    assert back_up_when_due(sqlite, NOW + timedelta(minutes=29)) is None
    assert back_up_when_due(sqlite, NOW + timedelta(minutes=30)) is not None
    assert len(backups_of(sqlite)) == 2
    assert back_up_when_due(sqlite.replace("trainer.db", "not-made.db"), NOW) is None


def test_months_of_half_hours_are_thinned_to_twenty_files_that_reach_two_months_back(tmp_path: Path) -> None:
    kept: list[Path] = []
    for day in range(80):
        for half in range(6):  # three hours of use a day
            at = NOW + timedelta(days=day, minutes=30 * half)
            kept.append(tmp_path / f"trainer-{at.strftime(STAMP)}.db")
            gone = set(superfluous(kept, at))
            kept = [each for each in kept if each not in gone]
    ages = sorted(at - made_at(each) for each in kept)
    assert len(kept) <= 5 + 7 + 9
    assert ages[4] <= timedelta(hours=2)
    assert timedelta(weeks=6) < ages[-1] <= timedelta(weeks=8)
    assert {age.days for age in ages} >= {0, 1, 2, 3, 4, 5, 6}


def test_an_answer_that_was_changed_in_the_store_is_found(engine: "object", database: str) -> None:
    stock(database)
    assert altered_answers(database) == []
    other = connect(database)
    try:
        with other.connect().execution_options(writing=True) as connection:
            connection.execute(
                text("UPDATE answer SET text = text || '!' WHERE person_id = (SELECT min(person_id) FROM answer)")
            )
            connection.commit()
    finally:
        other.dispose()
    assert len(altered_answers(database)) == 1
