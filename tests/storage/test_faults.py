"""What goes wrong with disks, locks and processes: no acknowledged word is lost, and a person reads one clear line."""

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.storage.places import Folder
from tests.support.postgres import PostgresForTests, name_in
from tests.support.shelves import NOW, Shelf, deck, instant, later, ready_cards
from trainer.domain.answering import Draft
from trainer.domain.ids import DealId, PersonId
from trainer.domain.people import Role
from trainer.errors import StoreDamaged, StoreError, StoreOnNetwork, StoreOutdated, StoreUnavailable, WrongUsage
from trainer.storage import places
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate, state_of
from trainer.storage.places import file_of, refuse_shared_folder, shown
from trainer.storage.units import SqlUnitOfWork


@contextlib.contextmanager
def opened(database: str, **more: float) -> Iterator[SqlUnitOfWork]:
    engine = connect(database, **more)
    try:
        yield SqlUnitOfWork(engine)
    finally:
        engine.dispose()


def one_line(refused: BaseException) -> str:
    said = str(refused)
    assert said
    assert "\n" not in said
    assert "Traceback" not in said
    return said


class TestMany:
    """Several people at once, each on a connection of their own, as processes are."""

    def test_no_answer_is_claimed_more_often_than_it_needs(self, shelf: Shelf, database: str) -> None:
        answers = [shelf.sent(shelf.ann, at=at * 1000, needed=2).id for at in range(12)]
        with shelf.uow as uow:
            raters = [uow.people.add(f"Rater {n}", Role.EMPLOYEE, shelf.team.id, NOW) for n in range(6)]
            uow.commit()
        at = later(20_000)
        start = threading.Barrier(len(raters))

        def claim_all(number: int) -> list[str]:
            order = random.Random(number).sample(answers, len(answers))
            with opened(database) as uow:
                start.wait()
                claimed = []
                for answer in order:
                    with uow:
                        if uow.ratings.lease(answer, raters[number].id, at + timedelta(seconds=180), at):
                            claimed.append(str(answer))
                        uow.commit()
                return claimed

        with ThreadPoolExecutor(len(raters)) as people:
            claims = Counter(answer for claimed in people.map(claim_all, range(len(raters))) for answer in claimed)
        assert claims == {str(answer): 2 for answer in answers}

    def test_a_card_is_started_sent_and_counted_once_whoever_asks(self, shelf: Shelf, database: str) -> None:
        deal = shelf.prepared(shelf.ann)
        start = threading.Barrier(5)

        def press(_number: int) -> bool:
            with opened(database) as uow:
                start.wait()
                with uow:
                    done = uow.deals.start(deal.id, 60, instant(0), instant(60), again=False)
                    uow.commit()
                return done

        with ThreadPoolExecutor(5) as people:
            assert sorted(people.map(press, range(5))) == [False] * 4 + [True]

    def test_late_saves_from_another_window_never_win(self, shelf: Shelf, database: str) -> None:
        deal = shelf.opened(shelf.ann)
        seqs = list(range(1, 41))
        random.Random(5).shuffle(seqs)

        def save(share: list[int]) -> None:
            with opened(database) as uow:
                for seq in share:
                    with uow:
                        uow.drafts.save(deal.id, Draft((f"text {seq}",), 0, seq), later(seq))
                        uow.commit()

        with ThreadPoolExecutor(4) as windows:
            list(windows.map(save, [seqs[n::4] for n in range(4)]))
        with shelf.uow.reading() as uow:
            latest = uow.drafts.latest(deal.id)
            assert latest is not None
            assert latest.draft == Draft(("text 40",), 0, 40)

    def test_many_store_the_same_deck_at_once(self, shelf: Shelf, database: str) -> None:
        start = threading.Barrier(4)

        def load(number: int) -> None:
            with opened(database) as uow:
                start.wait()
                with uow:
                    uow.decks.store(deck("sea", *ready_cards("a", "b", f"c{number}"), digest=f"d{number}"))
                    uow.commit()

        with ThreadPoolExecutor(4) as programs:
            list(programs.map(load, range(4)))
        with shelf.uow.reading() as uow:
            assert uow.decks.count() == (1, 3)
            (digest,) = uow.decks.digests().values()
            assert [each.card_id for each in uow.decks.choices()] == ["a", "b", f"c{digest[1:]}"]

    def test_a_broken_constraint_is_a_refusal_and_no_traceback(self, shelf: Shelf) -> None:
        deal = shelf.opened(shelf.ann)
        with pytest.raises(StoreError, match="nothing was stored") as refused, shelf.uow as uow:  # noqa: PT012 - the check may come with the commit
            uow.answers.add(
                replace(deal, id=DealId("nothing")),
                Draft(("x",), 0, 1),
                "x",
                sent_at=NOW,
                final_at=NOW,
                by_timeout=False,
                needed=2,
            )
            uow.commit()
        one_line(refused.value)


SAVER = """
import os, sys
from tests.support.shelves import later
from trainer.domain.answering import Draft
from trainer.storage.engine import connect
from trainer.storage.units import SqlUnitOfWork
uow = SqlUnitOfWork(connect(sys.argv[1]))
for seq in range(1, 100_000):
    with uow:
        uow.drafts.save(sys.argv[2], Draft((f"text {seq}",), 0, seq), later(seq))
        uow.commit()
    os.write(1, f"{seq}\\n".encode())
"""


def test_killed_at_random_every_acknowledged_save_is_there(shelf: Shelf, database: str) -> None:
    deal = shelf.opened(shelf.ann)
    child = subprocess.Popen([sys.executable, "-c", SAVER, database, deal.id], stdout=subprocess.PIPE)
    assert child.stdout is not None
    said = b""
    for _each in range(random.Random(7).randint(60, 90)):
        said += child.stdout.readline()
    child.kill()
    said += child.stdout.read()
    child.stdout.close()
    child.wait()
    acknowledged = int(said.split(b"\n")[-2])
    with shelf.uow.reading() as uow:
        saved = uow.drafts.all(deal.id)
    assert acknowledged >= 60
    assert len(saved) in (acknowledged, acknowledged + 1)
    assert all(each.draft.variants == (f"text {each.draft.seq}",) for each in saved)


@pytest.mark.parametrize("odd", ["\udcff", "a\ud800b"])
def test_half_a_surrogate_is_refused_and_found_nowhere(shelf: Shelf, odd: str) -> None:
    with shelf.uow.reading() as uow:
        assert uow.people.find(odd) is None
    for asked in (lambda: shelf.uow.deals.get(DealId(odd)), lambda: shelf.uow.people.add_team(odd)):
        with pytest.raises(StoreError) as refused, shelf.uow:
            asked()
        one_line(refused.value)
    with pytest.raises(StoreError), shelf.uow as uow:
        uow.people.get(PersonId(10**30))


class TestSqlite:
    @pytest.fixture
    def database(self, sqlite: str) -> str:
        return sqlite

    def test_the_pragmas_are_set_and_the_waiting_time_first(self, engine: Engine) -> None:
        names = ("busy_timeout", "journal_mode", "synchronous", "foreign_keys", "secure_delete")
        with engine.connect() as connection:
            said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
        assert said == [30_000, "wal", 2, 1, 1]

    def test_writers_begin_immediate_and_readers_do_not(self, engine: Engine) -> None:
        said: list[str] = []
        event.listen(engine, "connect", lambda raw, _entry: raw.set_trace_callback(said.append))
        uow = SqlUnitOfWork(engine)
        with uow:
            pass
        with uow.reading():
            pass
        assert [each.strip() for each in said if each.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]

    def test_a_save_waits_for_a_lock_and_is_then_stored(self, shelf: Shelf, file: Path) -> None:
        deal = shelf.opened(shelf.ann)
        holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        waiting = threading.Event()

        def save() -> bool:
            waiting.set()
            with shelf.uow as uow:
                done = uow.drafts.save(deal.id, Draft(("kept",), 0, 1), later(1))
                uow.commit()
            return done

        with ThreadPoolExecutor(1) as thread:
            saving = thread.submit(save)
            waiting.wait()
            assert not saving.done()
            holder.rollback()
            assert saving.result(90)
        holder.close()

    def test_a_lock_that_lasts_is_said_plainly_and_reading_goes_on(
        self, shelf: Shelf, database: str, file: Path
    ) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as holder, opened(database, busy_seconds=0.05) as uow:
            holder.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable, match="Another program") as refused, uow:
                pass
            assert file.name in one_line(refused.value)
            with uow.reading():
                assert uow.people.find("Ann") == shelf.ann
            holder.rollback()
            with uow:
                uow.people.add_team("After")
                uow.commit()

    def test_a_full_disk_is_said_plainly_and_reading_goes_on(self, shelf: Shelf, engine: Engine) -> None:
        deal = shelf.opened(shelf.ann)
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        engine.dispose()
        event.listen(engine, "connect", lambda raw, _entry: raw.execute(f"PRAGMA max_page_count={pages}"))
        secret = "the customer's own words " * 4000
        with pytest.raises(StoreUnavailable, match="no room left") as refused, shelf.uow as uow:  # noqa: PT012 - which statement refuses is SQLite's choice
            uow.drafts.save(deal.id, Draft((secret,), 0, 1), later(1))
            uow.commit()
        assert "words" not in one_line(refused.value).split("no room")[0]
        with shelf.uow.reading() as uow:
            assert uow.deals.get(deal.id) == deal
            assert uow.drafts.latest(deal.id) is None

    def test_a_disk_that_takes_no_byte_more_is_said_plainly(self, shelf: Shelf, database: str) -> None:
        """The kernel itself refuses (a file size limit), in the middle of the write-ahead log."""
        deal = shelf.opened(shelf.ann)
        code = f"""
import resource, signal
from tests.support.shelves import later
from trainer.domain.answering import Draft
from trainer.errors import StoreUnavailable
from trainer.storage.engine import connect
from trainer.storage.units import SqlUnitOfWork
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
engine = connect({database!r})
uow = SqlUnitOfWork(engine)
with uow:
    uow.drafts.save({deal.id!r}, Draft(("kept",), 0, 1), later(1))
    uow.commit()
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
try:
    with uow:
        uow.drafts.save({deal.id!r}, Draft(("x" * 900_000,), 0, 2), later(2))
        uow.commit()
except StoreUnavailable as refused:
    print(str(refused).count(chr(10)))
with uow.reading():
    print(uow.drafts.latest({deal.id!r}).draft.variants)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.stdout == "0\n('kept',)\n", done.stderr

    def test_a_file_that_may_only_be_read_is_read(self, shelf: Shelf, file: Path, nobody_s_folder: Folder) -> None:
        copy = settled_copy(shelf, file, nobody_s_folder)
        for folder_too in (True, False):
            with nobody_s_folder.read_only(copy, folder=folder_too), opened(f"sqlite:///{copy}") as uow:
                assert state_of(f"sqlite:///{copy}") == "current"
                with uow.reading():
                    assert uow.people.find("Ann") == shelf.ann
                with pytest.raises(StoreUnavailable, match="only be read") as refused, uow:
                    uow.people.add_team("x")
                one_line(refused.value)

    def test_a_folder_that_cannot_be_made_or_entered_is_said_plainly(
        self, nobody_s_folder: Folder, tmp_path: Path
    ) -> None:
        with nobody_s_folder.read_only():
            for place in (nobody_s_folder.path / "new" / "trainer.db", nobody_s_folder.path / "trainer.db"):
                with pytest.raises(StoreUnavailable, match="cannot be made") as refused:
                    connect(f"sqlite:///{place}")
                one_line(refused.value)
        (tmp_path / "file").touch()
        with pytest.raises(StoreUnavailable):
            connect(f"sqlite:///{tmp_path}/file/trainer.db")
        with pytest.raises(StoreUnavailable), opened(f"sqlite:///{tmp_path}") as uow, uow.reading():
            pass

    def test_a_file_that_vanished_is_said_plainly_and_not_made_anew(
        self, shelf: Shelf, engine: Engine, file: Path
    ) -> None:
        engine.dispose()
        file.unlink()
        with pytest.raises(StoreUnavailable, match="cannot be opened"), shelf.uow.reading():
            pass
        assert not file.exists()

    @pytest.mark.parametrize("harm", ["header", "zeroed", "cut", "noise"])
    def test_a_broken_file_is_found(self, shelf: Shelf, engine: Engine, database: str, file: Path, harm: str) -> None:
        shelf.opened(shelf.ann)
        engine.dispose()
        whole = file.read_bytes()
        size = len(whole)
        file.write_bytes(
            {
                "header": b"\x00" * 100 + whole[100:],
                "zeroed": whole[:4096] + b"\x00" * (size - 4096),
                "cut": whole[: size // 3],
                "noise": random.Random(1).randbytes(size),
            }[harm]
        )
        with pytest.raises(StoreDamaged, match="damaged") as refused, opened(database) as uow, uow.reading():  # noqa: PT012 - which statement refuses is SQLite's choice
            uow.people.find("Ann")
            uow.people.all()
            uow.decks.choices()
        one_line(refused.value)

    def test_words_that_no_enumeration_has_are_damage(self, shelf: Shelf, file: Path) -> None:
        deal = shelf.opened(shelf.ann)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE deal SET shown = '{\"half'")
            connection.execute("UPDATE person SET role = 'emperor'")
            connection.commit()
        with shelf.uow.reading() as uow:
            with pytest.raises(StoreDamaged) as refused:
                uow.deals.get(deal.id)
            one_line(refused.value)
            with pytest.raises(StoreDamaged):
                uow.people.get(shelf.ann.id)

    def test_tables_of_another_version_are_said_to_be_that(self, tmp_path: Path) -> None:
        with pytest.raises(StoreOutdated, match="migrate"), opened(f"sqlite:///{tmp_path}/x.db") as uow, uow.reading():
            uow.people.all()

    def test_a_file_open_to_others_is_closed_to_them(self, file: Path, database: str) -> None:
        file.chmod(0o666)
        with opened(database) as uow, uow.reading():
            assert file.stat().st_mode & 0o777 == 0o660  # a group may share a file on purpose


def settled_copy(shelf: Shelf, file: Path, folder: Folder) -> Path:
    """A copy of the file without a write-ahead log beside it."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(file, folder.path / "trainer.db"))


class TestPostgres:
    def test_a_text_that_it_cannot_hold_is_refused_without_showing_it(
        self, postgres: PostgresForTests, migrated_postgres: str
    ) -> None:
        with opened(postgres.copy_database(migrated_postgres)) as uow:
            with pytest.raises(StoreError) as refused, uow:
                uow.people.add_team("secret\x00words")
            assert "secret" not in one_line(refused.value)

    def test_a_server_that_is_not_there_is_said_plainly_without_the_password(self) -> None:
        nowhere = "postgresql+psycopg://ann:pa55word@127.0.0.1:9/trainer"
        with pytest.raises(StoreUnavailable) as refused, opened(nowhere) as uow, uow:
            pass
        assert "pa55word" not in one_line(refused.value)
        with pytest.raises(StoreUnavailable):
            state_of(nowhere)

    def test_a_database_or_role_that_is_not_there_is_said_plainly(self, postgres: PostgresForTests) -> None:
        there = postgres.new_database()
        name = name_in(there)
        for wrong in (there.replace(f"/{name}", "/nothing"), there.replace("postgres:@", "nobody:@")):
            with pytest.raises(StoreUnavailable) as refused:
                state_of(wrong)
            one_line(refused.value)

    def test_a_connection_that_broke_is_made_again(self, postgres: PostgresForTests, migrated_postgres: str) -> None:
        database = postgres.copy_database(migrated_postgres)
        name = name_in(database)
        with opened(database) as uow:
            with uow:
                uow.people.add_team("Before")
                uow.commit()
            cut = f"SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '{name}'"  # waits
            postgres.sql(cut)
            with uow.reading():
                assert len(uow.people.teams()) == 1  # pre-ping noticed
            with pytest.raises(StoreUnavailable), uow:  # noqa: PT012 - which statement refuses is SQLite's choice
                uow.people.add_team("Lost")
                postgres.sql(cut)
                uow.commit()
            with uow:
                uow.people.add_team("After")
                uow.commit()
            with uow.reading():
                assert [each.name for each in uow.people.teams()] == ["After", "Before"]

    def test_without_psycopg_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(WrongUsage, match=r"complaint-trainer\[postgres\]"):
            connect("postgresql+psycopg://ann@127.0.0.1/trainer")


class TestPlaces:
    @pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
    def test_a_network_folder_is_refused_with_the_way_out(
        self, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        far = tmp_path / "far away"
        far.mkdir()
        mounts(tmp_path, monkeypatch, (Path("/"), "ext4"), (far, kind), (tmp_path / "near", "tmpfs"))
        with pytest.raises(StoreOnNetwork, match="PostgreSQL") as refused:
            connect(f"sqlite:///{far}/deep/down/trainer.db")
        assert kind in one_line(refused.value)
        with pytest.raises(StoreOnNetwork):
            migrate(f"sqlite:///{far}/trainer.db")
        assert list(far.iterdir()) == []
        (tmp_path / "link").symlink_to(far)
        with pytest.raises(StoreOnNetwork):
            refuse_shared_folder(tmp_path / "link" / "trainer.db")
        refuse_shared_folder(tmp_path / "trainer.db")
        refuse_shared_folder(tmp_path / "far away too" / "trainer.db")

    def test_the_mount_that_lies_on_top_counts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        mounts(tmp_path, monkeypatch, (Path("/"), "ext4"), (tmp_path, "nfs"), (tmp_path, "ext4"))
        refuse_shared_folder(tmp_path / "trainer.db")

    @pytest.mark.parametrize(
        "name", ["OneDrive", "OneDrive - The Firm", "Dropbox", "dropbox (Personal)", "Nextcloud", "Google Drive"]
    )
    def test_a_synced_folder_is_refused_by_its_name(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(StoreOnNetwork, match="copied to other machines"):
            connect(f"sqlite:///{tmp_path}/{name}/office/trainer.db")
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_only_sounds_like_one_is_not(self, tmp_path: Path) -> None:
        refuse_shared_folder(tmp_path / "dropboxes" / "trainer.db")
        refuse_shared_folder(tmp_path / "my-nextcloud-notes" / "trainer.db")

    def test_a_system_without_mountinfo_refuses_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(places, "MOUNTS", tmp_path / "nothing")
        refuse_shared_folder(tmp_path / "trainer.db")

    def test_urls_are_read_as_they_stand(self, tmp_path: Path) -> None:
        assert file_of("sqlite:////a/b c%20d?e#f.db") == Path("/a/b c%20d?e#f.db")
        assert file_of("postgresql+psycopg://u:p@h/d") is None
        odd = tmp_path / "what? 100%20 #1" / "їжак.db"
        migrate(f"sqlite:///{odd}")
        with opened(f"sqlite:///{odd}") as uow, uow.reading():
            assert uow.people.all() == []
        assert sorted(each.name for each in odd.parent.glob("*.db")) == ["їжак.db"]

    @pytest.mark.parametrize("wrong", ["", "trainer.db", "mysql://u@h/d", "sqlite://", "sqlite:///"])
    def test_another_kind_of_address_is_refused(self, wrong: str) -> None:
        with pytest.raises(WrongUsage, match="sqlite:///FILE") as refused:
            connect(wrong)
        one_line(refused.value)

    @pytest.mark.parametrize(
        "address",
        [
            "postgresql+psycopg://ann:pa55@host:5432/db",
            "postgresql://ann:pa:5@5@host/db?sslmode=require&password=pa55",
            "postgres://ann:pa55@/db",
            "mysql://ann:pa55@h/db",
        ],
    )
    def test_a_password_is_never_shown(self, address: str) -> None:
        assert "pa55" not in shown(address)
        assert "5@" not in shown(address)
        assert "ann@" in shown(address)


def mounts(folder: Path, monkeypatch: pytest.MonkeyPatch, *mounted: tuple[Path, str]) -> None:
    lines = [
        f"{36 + n} 35 98:{n} / {str(point).replace(' ', chr(92) + '040')} rw,noatime shared:{n} - {kind} /dev/x rw\n"
        for n, (point, kind) in enumerate(mounted)
    ]
    listing = folder / "mountinfo"
    listing.write_text("".join(["garbage\n", *lines]), encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", listing)
