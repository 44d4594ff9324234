"""Home by the standard library's sqlite3 says what the repositories say, touches nothing, and imports nothing heavy."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.storage.places import Folder
from tests.support.shelves import Shelf, deck, instant, later, ready_cards
from trainer.domain.clocks import Instant
from trainer.domain.home import Home, NextKind
from trainer.domain.ids import PersonId
from trainer.domain.kinds import AnswerStatus, Outcome
from trainer.domain.levels import LevelStatus
from trainer.domain.people import Person
from trainer.errors import StoreDamaged, StoreTooNew
from trainer.services.home import show_home
from trainer.storage.glance import glance
from trainer.storage.units import SqlUnitOfWork


class FixedClock:
    def __init__(self, now: Instant) -> None:
        self._now = now

    def now(self) -> Instant:
        return self._now


@pytest.fixture
def database(sqlite: str) -> str:
    """Glancing is for SQLite alone: on PostgreSQL home fills in after the paint."""
    return sqlite


def both(shelf: Shelf, file: Path, person: Person, at: float) -> Home:
    """What glance shows, once it is the same as what the service shows."""
    seen = glance(file, person.id, instant(at))
    assert seen == show_home(shelf.uow, FixedClock(instant(at)), person.id)
    assert seen is not None
    return seen


def test_an_empty_team_has_nothing_to_do(shelf: Shelf, file: Path) -> None:
    home = both(shelf, file, shelf.ann, 0)
    assert (home.next, home.to_rate, home.own_waiting, home.decks, home.cards) == (None, 0, 0, 0, 0)
    assert home.level.status is LevelStatus.TOO_EARLY
    assert (home.person, home.team_name, home.colleagues) == (shelf.ann, "Reception", 3)


def test_an_open_card_comes_before_one_to_look_back_at_before_the_next(shelf: Shelf, file: Path) -> None:
    shelf.prepared(shelf.bob)
    shelf.sent(shelf.ann, at=0)
    newer = shelf.sent(shelf.ann, at=1000)
    opened = shelf.opened(shelf.ann, at=2000)
    prepared = shelf.prepared(shelf.ann, "sand", picked=True)

    home = both(shelf, file, shelf.ann, 2100)
    assert home.next is not None
    assert (home.next.kind, home.next.deal_id, home.next.deadline) == (NextKind.GO_ON, opened.id, opened.deadline)

    with shelf.uow as uow:
        uow.deals.close(opened.id, opened.state.PASSED, later(2200))
        uow.commit()
    home = both(shelf, file, shelf.ann, 2300)
    assert home.next is not None
    assert (home.next.kind, home.next.deal_id) == (NextKind.LOOK_BACK, newer.deal_id)

    with shelf.uow as uow:
        for answer in uow.answers.waiting():
            uow.deals.look_back(answer.deal_id)
        uow.commit()
    home = both(shelf, file, shelf.ann, 2300)
    assert home.next is not None
    assert (home.next.kind, home.next.deal_id) == (NextKind.START, prepared.id)
    assert (home.next.complaint, home.next.deck_title) == (prepared.shown.complaint, prepared.shown.deck_title)
    assert (home.next.reason, home.next.seconds, home.next.deadline) == (prepared.reason, 420.0, None)


def test_what_waits_for_a_rating_is_counted_for_each_person(shelf: Shelf, file: Path) -> None:
    with shelf.uow as uow:
        kitchen = uow.people.add_team("Kitchen")
        stranger = uow.people.add("Stranger", shelf.ann.role, kitchen.id, later(0))
        uow.commit()
    shelf.sent(stranger)
    for each in range(5):
        shelf.sent(shelf.ann, at=each * 1000, needed=2)
    anns = [each.id for each in show_waiting(shelf, shelf.ann)]
    with shelf.uow as uow:
        assert uow.ratings.lease(anns[0], shelf.bob.id, later(9000), later(8000))
        assert uow.ratings.lease(anns[0], shelf.cat.id, later(9000), later(8000))
        assert uow.ratings.lease(anns[1], shelf.bob.id, later(8100), later(8000))
        uow.answers.settle(anns[2], AnswerStatus.PUBLISHED, 2)
        uow.commit()
    with shelf.uow.reading() as uow:
        answer = uow.answers.get(anns[3])
    assert answer is not None
    shelf.rated(answer, shelf.bob, at=8000)
    shelf.rated(answer, shelf.cat, at=8000)

    assert both(shelf, file, shelf.lead, 8500).to_rate == 2  # one is leased twice, one rated twice, one published
    assert both(shelf, file, shelf.lead, 9500).to_rate == 3  # the leases ran out
    assert both(shelf, file, shelf.bob, 8500).to_rate == 3  # one's own lease takes no place
    assert both(shelf, file, shelf.ann, 8500).to_rate == 0
    assert both(shelf, file, shelf.ann, 8500).own_waiting == 4
    assert both(shelf, file, shelf.lead, 69).to_rate == 0  # could still be taken back
    assert both(shelf, file, stranger, 8500).to_rate == 0


def show_waiting(shelf: Shelf, person: Person) -> list:  # type: ignore[type-arg]
    with shelf.uow.reading() as uow:
        return [each for each in uow.answers.waiting() if each.person_id == person.id]


def test_the_level_is_that_of_the_last_twenty_cards_within_180_days(shelf: Shelf, file: Path) -> None:
    day = 86_400.0
    for number in range(26):
        outcome = Outcome.EXCLUDED if number % 8 == 3 else Outcome.MISS if number < 5 else Outcome.HIT
        shelf.counted(shelf.ann, outcome, at=number * 4 * day)
    level = both(shelf, file, shelf.ann, 26 * 4 * day).level
    assert (level.hits, level.eligible) == (19, 20)
    level = both(shelf, file, shelf.ann, (180 + 19 * 4) * day).level
    assert level.eligible == 6  # of the seven since then one is excluded
    assert both(shelf, file, shelf.bob, 0).level.eligible == 0


def test_decks_that_are_there_are_counted(shelf: Shelf, file: Path) -> None:
    with shelf.uow as uow:
        uow.decks.store(deck("sea", *ready_cards("a", "b")))
        uow.decks.store(deck("zoo", *ready_cards("c")))
        uow.decks.withdraw(deck("zoo").id, "en")
        uow.commit()
    home = both(shelf, file, shelf.ann, 0)
    assert (home.decks, home.cards) == (1, 2)


def test_somebody_is_found_by_name_and_nobody_is_none(shelf: Shelf, file: Path) -> None:
    found = glance(file, None, instant(), name=" BOB ")
    assert found is not None
    assert found.person == shelf.bob
    assert glance(file, shelf.ann.id, instant(), name="Nobody") is None
    assert glance(file, shelf.ann.id, instant(), name="\udcff") is None
    assert glance(file, PersonId(99), instant()) is None
    assert glance(file, None, instant()) is None


def test_a_store_that_must_be_made_or_migrated_first_shows_nothing(file: Path, tmp_path: Path) -> None:
    assert glance(tmp_path / "nothing.db", PersonId(1), instant()) is None
    (tmp_path / "empty.db").touch()
    assert glance(tmp_path / "empty.db", PersonId(1), instant()) is None


def test_a_newer_store_is_refused_untouched(shelf: Shelf, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()
    with pytest.raises(StoreTooNew, match="later trainer"):
        glance(file, shelf.ann.id, instant())
    assert file.read_bytes() == before


def test_a_broken_file_is_said_to_be_broken(file: Path, shelf: Shelf, tmp_path: Path) -> None:
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"no database at all, but long enough to look like one" * 100)
    with pytest.raises(StoreDamaged):
        glance(noise, shelf.ann.id, instant())
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE person SET role = 'emperor'")
        connection.commit()
    with pytest.raises(StoreDamaged):
        glance(file, shelf.ann.id, instant())


def test_it_reads_in_a_folder_where_nothing_can_be_written(
    shelf: Shelf, engine: object, file: Path, nobody_s_folder: Folder
) -> None:
    shelf.prepared(shelf.ann)
    engine.dispose()  # type: ignore[attr-defined]
    copy = Path(shutil.copy(file, nobody_s_folder.path / "trainer.db"))
    with nobody_s_folder.read_only(copy):
        home = glance(copy, shelf.ann.id, instant())
    assert home is not None
    assert home.next is not None


def test_it_writes_nothing_and_sees_what_was_just_committed(shelf: Shelf, file: Path, uow: SqlUnitOfWork) -> None:
    before = file.stat()
    shelf.prepared(shelf.ann)
    home = glance(file, shelf.ann.id, instant())
    assert home is not None
    assert home.next is not None  # it stands in the write-ahead log only
    assert file.stat().st_size == before.st_size


def test_seven_selects_by_index_and_no_heavy_module(shelf: Shelf, file: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from datetime import datetime, timezone
from trainer.domain.clocks import Instant
from trainer.domain.ids import PersonId
import sqlite3
said = []
real = sqlite3.connect
def connect(*args, **kwargs):
    connection = real(*args, **kwargs)
    connection.set_trace_callback(said.append)
    return connection
sqlite3.connect = connect
from trainer.storage.glance import glance
home = glance(Path({str(file)!r}), PersonId({shelf.ann.id}), Instant(datetime.now(timezone.utc)))
assert home.person.name == "Ann"
selects = [each for each in said if each.lstrip().upper().startswith("SELECT")]
assert len(selects) <= 7, selects
SMALL = ("alembic_version", "deck", "CONSTANT", "(subquery", "ux_session_open_code")
heavy = {{"sqlalchemy", "sqlmodel", "pydantic", "alembic", "yaml", "faker", "textual", "click", "subprocess"}}
print(sorted(heavy & set(sys.modules)))
connection = real({str(file)!r})
for select in selects:
    for row in connection.execute("EXPLAIN QUERY PLAN " + select):
        if row[3].startswith("SCAN") and not any(t in row[3] for t in SMALL):
            print("scans:", row[3], select)
connection.close()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "[]\n"


def test_five_thousand_cards_later_it_still_reads_by_index(shelf: Shelf, file: Path) -> None:
    """Not a timing: the number of rows touched must not grow with the past (SQLite counts its own steps)."""
    for number in range(30):
        shelf.counted(shelf.ann, Outcome.HIT, at=number * 600)
    few = steps(file, shelf.ann)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO result (deal_id, "
            "person_id, deck_id, card_id, complaint, type, outcome, score, mean, raters, bar, closed_at, rubric_version, "
            "counts_for_quality, published_at) SELECT deal_id || i, "
            "person_id, deck_id, card_id, complaint, type, outcome, score, mean, raters, bar, closed_at, "
            "rubric_version, counts_for_quality, published_at FROM result, n WHERE deal_id = (SELECT min(deal_id) FROM result)"
        )
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO deal "
            "SELECT deal.id || n.i, person_id, state, deck_id, card_id, deck_title, type, complaint, reason_why, "
            "reason_type, reason_times, seconds, picked, again, prepared_at, opened_at, opened_boot, opened_boot_seconds, "
            "deadline_at, deadline_boot, deadline_boot_seconds, closed_at, by_timeout, looked_back, counted, shown, NULL, 0 "
            "FROM deal, n WHERE deal.id = (SELECT min(id) FROM deal)"
        )
        connection.commit()
    assert steps(file, shelf.ann) <= few + 100


def steps(file: Path, person: Person) -> int:
    """Virtual machine steps of one glance, in tens."""
    counted = 0
    real = sqlite3.connect

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    def connect(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection = real(*args, **kwargs)  # type: ignore[call-overload]
        connection.set_progress_handler(count, 10)
        assert isinstance(connection, sqlite3.Connection)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        assert glance(file, person.id, instant(timedelta(days=1).total_seconds())) is not None
    return counted
