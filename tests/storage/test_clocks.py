"""The system's clock: a deadline stays right whatever the wall clock does."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from trainer.domain.clocks import Instant
from trainer.storage import clocks
from trainer.storage.clocks import SystemClock, boot_id, database_offset, seconds_since_boot

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Machine:
    """A wall clock that can be set, and an uptime that only runs."""

    def __init__(self) -> None:
        self.wall = NOON.timestamp()
        self.up = 5000.0

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.up += seconds

    def clock(self, *, offset: float = 0.0, boot: str = "boot-1") -> SystemClock:
        return SystemClock(offset=offset, wall=lambda: self.wall, elapsed=lambda: self.up, boot=lambda: boot)


def test_it_tells_utc_and_the_seconds_since_boot() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.passes(90)
    assert clock.now() == Instant(NOON + timedelta(seconds=90), "boot-1", 5090.0)


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_a_wall_clock_that_is_set_while_the_program_runs_changes_nothing(jump: float) -> None:
    machine = Machine()
    clock = machine.clock()
    deadline = clock.now().plus(420)
    machine.passes(60)
    machine.wall += jump
    assert clock.now() == Instant(NOON + timedelta(seconds=60), "boot-1", 5060.0)
    assert clock.now().seconds_until(deadline) == 360


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_a_program_started_after_the_jump_counts_the_same_seconds(jump: float) -> None:
    machine = Machine()
    deadline = machine.clock().now().plus(420)
    machine.passes(60)
    machine.wall += jump
    assert machine.clock().now().seconds_until(deadline) == 360


def test_after_a_restart_of_the_machine_the_wall_clock_decides() -> None:
    machine = Machine()
    deadline = machine.clock().now().plus(420)
    machine.passes(60)
    machine.up = 12.0
    assert machine.clock(boot="boot-2").now().seconds_until(deadline) == 360


def test_the_offset_moves_the_instant_and_not_the_uptime() -> None:
    assert Machine().clock(offset=-30.5).now() == Instant(NOON - timedelta(seconds=30.5), "boot-1", 5000.0)


def test_this_machine_says_which_boot_it_is_and_its_seconds_run() -> None:
    boot_id.cache_clear()
    first, second = SystemClock().now(), SystemClock().now()
    assert first.boot == second.boot != ""
    assert first.boot_seconds <= second.boot_seconds
    assert first.at.utcoffset() == timedelta(0)
    assert seconds_since_boot() >= time.monotonic() - 1  # sleep included


def test_a_system_that_does_not_say_its_boot_gives_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clocks, "BOOT_ID", tmp_path / "nothing")
    boot_id.cache_clear()
    assert boot_id() == ""
    boot_id.cache_clear()


def test_the_database_s_clock_is_measured(engine: Engine) -> None:
    """A machine an hour behind: on PostgreSQL the server's clock counts, SQLite has none of its own."""
    offset = database_offset(engine, wall=lambda: time.time() - 3600)
    assert round(offset / 60) == (60 if engine.dialect.name == "postgresql" else 0)


def test_the_quickest_question_decides(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        assert database_offset(engine) == 0.0
        return
    # Asked and answered: ten seconds, then two, then twenty; the middle of the second is 1 s after it was asked.
    looks = iter([0.0, 10.0, 100.0, 102.0, 200.0, 220.0])
    offset = database_offset(engine, wall=lambda: next(looks))
    assert abs(offset + 101 - time.time()) < 3600
