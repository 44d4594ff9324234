"""`trainer data copy`: a team moves whole, SQLite to PostgreSQL and back, also when it was interrupted in the middle."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.homes import new_store
from tests.support.postgres import PostgresForTests
from tests.support.shelves import Shelf, deck, later
from trainer.domain.answering import Draft
from trainer.domain.people import Role
from trainer.errors import CopyRefused, StoreOutdated
from trainer.storage import copying
from trainer.storage.copying import Tally, copy_all, tables, tally
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate, state_of
from trainer.storage.schema import SchemaState
from trainer.storage.units import SqlUnitOfWork


def stock(database: str) -> None:
    """A team with decks, deals, drafts, answers and ratings, Cyrillic and fractions of seconds among them."""
    engine = connect(database)
    try:
        shelf = Shelf(SqlUnitOfWork(engine))
        with shelf.uow as uow:
            uow.decks.store(deck(title="Біля моря 🌊"))
            uow.commit()
        deal = shelf.opened(shelf.cat)
        with shelf.uow as uow:
            for seq in range(1, 8):
                uow.drafts.save(deal.id, Draft((f"Чайник свистить № {seq}\n\tсправді",), 0, seq), later(seq / 7))
            uow.commit()
        shelf.sent(shelf.ann)
        shelf.sent(shelf.bob)
    finally:
        engine.dispose()


def content(database: str) -> dict[str, Tally]:
    engine = connect(database)
    try:
        with engine.connect() as connection:
            return {table.name: tally(connection, table) for table in tables()}
    finally:
        engine.dispose()


def test_there_and_back_every_table_is_the_same(sqlite: str, postgres: PostgresForTests, tmp_path: Path) -> None:
    stock(sqlite)
    server = postgres.new_database()
    back = f"sqlite:///{tmp_path / 'back.db'}"
    lines: list[str] = []
    told = copy_all(sqlite, server, batch=2, say=lines.append)
    copy_all(server, back, batch=3)
    assert told == content(sqlite) == content(server) == content(back)
    assert told["draft"].rows == 7
    assert "draft: 7 rows" in lines
    assert state_of(server) is state_of(back) is SchemaState.CURRENT


def test_the_copy_goes_on_counting_where_the_first_one_was(sqlite: str, postgres: PostgresForTests) -> None:
    stock(sqlite)
    server = postgres.new_database()
    copy_all(sqlite, server)
    engine = connect(server)
    try:
        with SqlUnitOfWork(engine) as uow:
            newcomer = uow.people.add("Дана", Role.EMPLOYEE, uow.people.teams()[0].id, later(0))
            uow.commit()
            assert newcomer.id == 1 + max(person.id for person in uow.people.all() if person.name != "Дана")
    finally:
        engine.dispose()


def test_a_checksum_knows_one_changed_letter_but_not_the_order(sqlite: str) -> None:
    stock(sqlite)
    before = content(sqlite)
    engine = connect(sqlite)
    try:
        with engine.connect().execution_options(writing=True) as connection:
            connection.execute(text("UPDATE draft SET variants = replace(variants, 'Чайник', 'Чайнік') WHERE seq = 3"))
            connection.commit()
    finally:
        engine.dispose()
    after = content(sqlite)
    assert [name for name in before if before[name] != after[name]] == ["draft"]
    assert before["draft"].rows == after["draft"].rows


@pytest.mark.parametrize("way", ["to the server", "to a file"])
def test_killed_in_the_middle_it_goes_on_when_called_again(
    way: str, sqlite: str, postgres: PostgresForTests, tmp_path: Path
) -> None:
    stock(sqlite)
    target = postgres.new_database() if way == "to the server" else f"sqlite:///{tmp_path / 'other.db'}"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_COPYING, sqlite, target], check=False, capture_output=True, env=os.environ
    )
    assert killed.returncode == -9, killed.stderr
    assert state_of(target) is SchemaState.COPYING
    with pytest.raises(StoreOutdated, match="half filled"):
        migrate(target)
    copied = content(target)
    assert 0 < copied["draft"].rows < 7
    assert copy_all(sqlite, target, batch=2) == content(sqlite) == content(target)
    assert state_of(target) is SchemaState.CURRENT


KILLED_WHILE_COPYING = """
import os, sys
from trainer.storage import copying

insert, batches = copying._copy_table, []
def killed_in_drafts(reading, taker, table, batch):
    if table.name == "draft":
        real = copying.writing
        def writing(engine):
            batches.append(1)
            if len(batches) == 3:
                os.kill(os.getpid(), 9)
            return real(engine)
        copying.writing = writing
    insert(reading, taker, table, batch)
copying._copy_table = killed_in_drafts
copying.copy_all(sys.argv[1], sys.argv[2], batch=2)
"""


def test_what_changed_while_it_was_interrupted_is_copied_too(
    sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(sqlite)
    target = f"sqlite:///{tmp_path / 'other.db'}"
    monkeypatch.setattr(copying, "_verify", _stopped)
    with pytest.raises(KeyboardInterrupt):
        copy_all(sqlite, target)
    monkeypatch.undo()
    engine = connect(sqlite)
    try:
        with engine.connect().execution_options(writing=True) as connection:
            connection.execute(text("UPDATE draft SET variants = '[\"інше\"]' WHERE seq = 1"))
            connection.execute(text("DELETE FROM draft WHERE seq = 2"))
            connection.commit()
    finally:
        engine.dispose()
    assert copy_all(sqlite, target) == content(sqlite) == content(target)


def _stopped(*_words: object) -> None:
    raise KeyboardInterrupt


def test_a_target_with_people_in_it_is_left_as_it_is(sqlite: str, database: str, tmp_path: Path) -> None:
    if database == sqlite:
        shutil.copyfile(new_store(), tmp_path / "second.db")
        database = f"sqlite:///{tmp_path / 'second.db'}"
    stock(sqlite)
    engine = connect(database)
    try:
        with SqlUnitOfWork(engine) as uow:
            uow.people.add_team("Somebody else's")
            uow.commit()
        with pytest.raises(CopyRefused, match="a team of its own"):
            copy_all(sqlite, database)
        with engine.connect() as connection:
            assert list(connection.scalars(text("SELECT name FROM team"))) == ["Somebody else's"]
        assert state_of(database) is SchemaState.CURRENT
    finally:
        engine.dispose()


def test_half_a_copy_takes_no_other_source(sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stock(sqlite)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    target = f"sqlite:///{tmp_path / 'target.db'}"
    shutil.copyfile(new_store(), tmp_path / "other.db")
    monkeypatch.setattr(copying, "_verify", _stopped)
    with pytest.raises(KeyboardInterrupt):
        copy_all(sqlite, target)
    with pytest.raises(CopyRefused, match="half filled"):
        copy_all(other, target)


def test_not_onto_itself_and_not_from_nowhere(sqlite: str, tmp_path: Path) -> None:
    with pytest.raises(CopyRefused, match="itself"):
        copy_all(sqlite, sqlite)
    with pytest.raises(StoreOutdated, match="data migrate"):
        copy_all(f"sqlite:///{tmp_path / 'none.db'}", f"sqlite:///{tmp_path / 'target.db'}")
    assert not (tmp_path / "target.db").exists()
