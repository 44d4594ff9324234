"""The time left is right, whatever happens to the process or to the wall clock."""

import signal
import time
from pathlib import Path

import pytest

from tests.end_to_end.walking import first_card, open_card, seconds_left
from tests.support.terminal import Terminal, start_trainer

SLACK = 3.0
"""Seconds between a change and its picture, on a machine that does other things."""


class Expected:
    """What the clock ought to show, by this machine's monotonic clock."""

    def __init__(self, left: int) -> None:
        self.ends_at = time.monotonic() + left

    def shown_by(self, terminal: Terminal) -> None:
        terminal.wait_until(
            lambda: abs((seconds_left(terminal) or 0) - (self.ends_at - time.monotonic())) <= SLACK,
            f"the clock is wrong; {self.ends_at - time.monotonic():.0f} s are left",
        )


def test_a_process_that_was_stopped_shows_the_time_that_is_left(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        expected = Expected(first_card(terminal, "Iryna"))
        terminal.signal(signal.SIGTSTP)
        terminal.wait_until(lambda: _state(terminal) == "T", "not stopped")
        terminal.listen(SLACK * 2)
        assert terminal.not_restored() == [], "while it sleeps, the terminal is the shell's"
        terminal.signal(signal.SIGCONT)
        terminal.listen(0.5)
        expected.shown_by(terminal)
        terminal.type("still here")
        terminal.see("still here")


@pytest.mark.system
def test_a_wall_clock_that_jumps_an_hour_changes_nothing(home: Path) -> None:
    """Forward, then (from there two hours) back, each while a card is open and across a kill."""
    offset = home / "offset"
    offset.write_text("+0\n")
    env = {
        "LD_PRELOAD": _faketime(),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_CACHE_DURATION": "1",  # seconds; reading the file at every look at the clock costs a processor
        "DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
    with start_trainer(home, "--lang", "en", env=env) as terminal:
        expected = Expected(first_card(terminal, "Iryna"))
        _jump(terminal, offset, "+1h", expected)
    with start_trainer(home, "--lang", "en", env=env) as terminal:
        open_card(terminal)
        expected.shown_by(terminal)
        terminal.see("typed at +1h")
        _jump(terminal, offset, "-1h", expected)
    with start_trainer(home, "--lang", "en", env=env) as terminal:
        open_card(terminal)
        expected.shown_by(terminal)
        terminal.see("typed at -1h")


def _jump(terminal: Terminal, offset: Path, jump: str, expected: Expected) -> None:
    """The wall clock of a running program jumps; the time left is right at once and later, and then it is killed."""
    offset.write_text(f"{jump}\n")
    terminal.listen(2.5)
    expected.shown_by(terminal)
    terminal.type(f"typed at {jump} ")
    terminal.see(f"typed at {jump}")
    terminal.live(1.0)
    expected.shown_by(terminal)
    terminal.kill()


def _state(terminal: Terminal) -> str:
    """T: stopped (Linux); elsewhere the signal was sent, and that is all that can be told."""
    stat = Path(f"/proc/{terminal.process.pid}/stat")
    return stat.read_text().rpartition(")")[2].split()[0] if stat.exists() else "T"


def _faketime() -> str:
    found = sorted(Path("/usr/lib").glob("**/libfaketimeMT.so.1"))
    if not found:
        pytest.skip("libfaketime is not installed")
    return str(found[0])
