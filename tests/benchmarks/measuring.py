"""How the figures are taken. Linux only: CPU time and memory are read from /proc.

Programs that are compared run in turns within one run, so that whatever else the machine does meets both alike; what is
reported is a ratio of medians. Absolute times mean nothing on another machine.
"""

import os
import re
import select
import shutil
import signal
import statistics
import string
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminal import PATIENCE, Terminal, environment

_SEQUENCE = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z$~]|\x1b[()][A-Z0-9]|\x1b.")

SAVED_BY_NOW = 0.4
"""Seconds after the last key in which what was typed is saved."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: what was measured, against what, and how much it may be."""

    name: str
    value: float
    floor: float
    unit: str
    most: float
    absolute: bool = False
    """The bar is the value itself, not its ratio to the floor."""

    @property
    def ratio(self) -> float:
        return self.value if self.absolute else self.value / self.floor

    @property
    def holds(self) -> bool:
        return self.ratio <= self.most

    def line(self) -> str:
        floor = "" if self.absolute else f"{self.floor:10.2f}"
        return (
            f"{self.name:<44}{self.value:10.2f}{floor:>10} {self.unit:<6}{self.ratio:8.2f}{self.most:8.2f}"
            f"  {'holds' if self.holds else 'TOO MUCH'}"
        )


def in_turns(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """The median of each measure, taken one after the other `rounds` times, after one round that doesn't count."""
    taken: list[list[float]] = [[] for _ in measures]
    for turn in range(rounds + 1):
        for each, measure in zip(taken, measures, strict=True):
            value = measure()
            if turn:
                each.append(value)
    return [statistics.median(each) for each in taken]


def cpu_to_frame(command: Sequence[str], words: Sequence[str], home: Path) -> float:
    """CPU milliseconds, of all threads, up to the write that completes a screen holding all `words`.

    The program is stopped the moment the last of them arrives, so what it does behind its first frame doesn't count.
    """
    with Terminal(command, size=(100, 30), home=home) as terminal:
        wait_for_bytes(terminal, words)
        terminal.signal(signal.SIGSTOP)
        return terminal.cpu_seconds() * 1000


def instructions_to_frame(command: Sequence[str], words: Sequence[str], home: Path) -> float | None:
    """User instructions, in millions, up to the same moment; None where `perf` can't count them."""
    if not perf_counts():
        return None
    counted = home / "perf.txt"
    with Terminal(["perf", "stat", "-x,", "-e", "instructions:u", "-o", str(counted), *command], size=(100, 30),
                  home=home) as terminal:  # fmt: skip
        wait_for_bytes(terminal, words)
        for child in Path(f"/proc/{terminal.process.pid}/task/{terminal.process.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        terminal.wait()
    found = re.search(r"^(\d+),", counted.read_text(), re.MULTILINE)
    return int(found[1]) / 1e6 if found else None


def perf_counts() -> bool:
    if not shutil.which("perf"):
        return False
    done = subprocess.run(
        ["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True, check=False
    )
    return done.returncode == 0 and re.match(r"\d", done.stderr) is not None


def wait_for_bytes(terminal: Terminal, words: Sequence[str]) -> None:
    """Listens until all `words` have been written, without drawing them (that would cost time while the program goes on)."""
    wanted = [word.encode() for word in words]
    seen = bytearray()
    end = time.monotonic() + PATIENCE
    while not all(word in seen for word in wanted):
        if time.monotonic() > end or not select.select([terminal.master], [], [], PATIENCE)[0]:
            missing = [word for word in wanted if word not in seen]
            raise TimeoutError(
                f"never shown: {missing}\n{_SEQUENCE.sub(b' ', bytes(seen)).decode(errors='replace')[-2000:]}"
            )
        seen += os.read(terminal.master, 65536)
    terminal.raw += seen


def cpu_of(command: Sequence[str], home: Path) -> float:
    """CPU milliseconds of a command that ends by itself."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment(home), cwd=home)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return (usage.ru_utime + usage.ru_stime) * 1000


@dataclass(frozen=True, slots=True)
class Typing:
    """What typing costs: the median wait of a key in milliseconds, and the CPU milliseconds of all threads a key."""

    wait: float
    cpu: float


def type_in_turns(rounds: int, keys: int, *terminals: Terminal) -> list[Typing]:
    """Types `keys` letters into each terminal, one block after the other, `rounds` times, after a round that doesn't count.

    The wait is the median over all keys. The CPU time is the median over the blocks, and takes in the saving of a block.
    The cursor stands in an empty field; each round writes on a new line, so that the fields stay alike.
    """
    waits: list[list[float]] = [[] for _ in terminals]
    costs: list[list[float]] = [[] for _ in terminals]
    for turn in range(rounds + 1):
        for number, terminal in enumerate(terminals):
            before = terminal.cpu_seconds()
            taken = [_key_to_screen(terminal, string.ascii_lowercase[n % 26].encode()) for n in range(keys)]
            terminal.listen(SAVED_BY_NOW)
            cost = (terminal.cpu_seconds() - before) * 1000 / keys
            terminal.press("enter")
            terminal.listen(SAVED_BY_NOW)
            if turn:
                waits[number] += taken
                costs[number].append(cost)
    return [Typing(statistics.median(wait), statistics.median(cost)) for wait, cost in zip(waits, costs, strict=True)]


def _key_to_screen(terminal: Terminal, letter: bytes) -> float:
    """Milliseconds from a letter typed to its arrival on the screen."""
    terminal.listen(0.05)
    seen = b""
    began = time.perf_counter()
    os.write(terminal.master, letter)
    while letter not in _SEQUENCE.sub(b"", seen):
        assert select.select([terminal.master], [], [], PATIENCE)[0], f"{letter!r} was not shown"
        seen += os.read(terminal.master, 65536)
    return (time.perf_counter() - began) * 1000


def bytes_a_second(terminal: Terminal, seconds: float) -> float:
    """What the program writes while nobody does anything."""
    terminal.settle()
    before = len(terminal.raw)
    terminal.listen(seconds)
    return (len(terminal.raw) - before) / seconds
