"""A real terminal for tests: a pty, a child that has it as its controlling terminal, and a screen in memory.

    with Terminal([sys.executable, "-m", "trainer"], home=tmp_path) as terminal:
        terminal.type("Iryna")
        terminal.press("enter")
        terminal.see("F5")

Every byte that the child wrote is kept in `raw`, so a test can look for what must never reach a terminal. Waiting has an
upper bound only to end a broken run; nothing is decided by how fast a machine is.
"""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.cells import Screen, Stream

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds after which a wait gives up. Two cores shared by several test workers: generous on purpose."""

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
    "delete": "\x1b[3~", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H",
    "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "ctrl+end": "\x1b[1;5F", "ctrl+home": "\x1b[1;5H",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
    "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~", "f11": "\x1b[23~", "f12": "\x1b[24~",
}  # fmt: skip

UKRAINIAN = dict(
    zip(
        "`qwertyuiop[]asdfghjkl;'zxcvbnm,./",
        "'йцукенгшщзхїфівапролджєячсмитьбю.",
        strict=True,
    )
)
"""What a key of a US keyboard gives under the Ukrainian layout."""

PRIVATE_MODES = {
    25: "cursor hidden", 1000: "mouse", 1002: "mouse", 1003: "mouse", 1004: "focus reports", 1006: "mouse",
    1015: "mouse", 1049: "alternate screen", 2004: "bracketed paste", 2048: "size reports",
}  # fmt: skip

_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*u|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[mq]")
_CUT_SEQUENCE = re.compile(rb"\x1b(\[[<>=?]?[0-9;]*\$?)?$")


class NotSeen(AssertionError):
    """What a test waited for did not come; the message holds the screen."""


class Terminal:
    """One program in one terminal of `size` = (columns, rows). Leaving the `with` kills what still runs."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        home: Path | None = None,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        columns, rows = size
        self.screen = Screen(columns, rows)
        self.raw = bytearray()
        self._stream = Stream(self.screen)
        self._lines: list[str] | None = None
        self._rest = b""
        self._closed = False
        self.master, slave = os.openpty()
        self._slave = slave
        self._set_size(columns, rows)
        self.modes_before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [str(word) for word in command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd or home or ROOT,
            env=environment(home, env),
            start_new_session=True,
            # Runs in the child after setsid; it calls the system and nothing else, so that other threads here don't matter.
            preexec_fn=_take_terminal,  # noqa: PLW1509
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        self._close()

    # What a person does

    def type(self, text: str, *, pause: float = 0.0) -> None:
        """Types `text` as it stands; with `pause`, key by key (a burst is what a paste looks like)."""
        for piece in text if pause else [text]:
            self.send(piece.encode())
            if pause:
                self.listen(pause)

    def press(self, *keys: str) -> None:
        """Keys by name (`f5`, `enter`, `ctrl+q`, `4`), one after the other."""
        for key in keys:
            sequence = key if len(key) == 1 else KEYS.get(key)
            if sequence is None:
                name, _, letter = key.rpartition("+")
                assert name == "ctrl", f"no key {key!r}"
                sequence = chr(ord(letter.lower()) & 31)
            self.send(sequence.encode())
            self.listen(0.15 if key == "esc" else 0.03)

    def paste(self, text: str) -> None:
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Raw bytes; listens meanwhile, since a full pty would block both sides."""
        for start in range(0, len(data), 1024):
            os.write(self.master, data[start : start + 1024])
            self.listen(0.0)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._lines = None
        self._set_size(columns, rows)

    def hang_up(self) -> None:
        """The window is closed."""
        self._close()

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        """kill -9, and waits for the end."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(PATIENCE)

    # What a person sees

    @property
    def lines(self) -> list[str]:
        if self._lines is None:  # as it is looked at far more often than it changes
            self._lines = [line.rstrip() for line in self.screen.display]
        return self._lines

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The screen as one line of words: for texts that wrap."""
        return " ".join(self.text.split())

    def see(self, wanted: str | re.Pattern[str], timeout: float = PATIENCE) -> None:
        """Waits until `wanted` is on the screen, whatever its line breaks."""
        self.wait_until(
            lambda: (
                wanted.search(self.words) is not None
                if isinstance(wanted, re.Pattern)
                else wanted in self.text or wanted in self.words
            ),
            f"not on the screen: {wanted!r}",
            timeout,
        )

    def see_no_more(self, gone: str, timeout: float = PATIENCE) -> None:
        self.wait_until(lambda: gone not in self.words, f"still on the screen: {gone!r}", timeout)

    def wait_until(self, true: Callable[[], bool], otherwise: str, timeout: float = PATIENCE) -> None:
        end = time.monotonic() + timeout
        while not true():
            if time.monotonic() > end:
                raise NotSeen(f"{otherwise}\n{self.picture()}")
            if self.process.poll() is not None:
                self.listen(0.0)
                if true():
                    return
                raise NotSeen(f"{otherwise}; the program ended with {self.process.returncode}\n{self.picture()}")
            self._hear()

    def settle(self, quiet: float = 0.3, timeout: float = PATIENCE) -> None:
        """Listens until the first frame is there and nothing but the clock (under 500 bytes) came for `quiet` seconds."""
        end = time.monotonic() + timeout
        self.wait_until(lambda: len(self.raw) > 1000, "nothing was drawn", timeout)
        while time.monotonic() < end:
            before = len(self.raw)
            self.listen(quiet)
            if len(self.raw) - before < 500:
                return

    def picture(self) -> str:
        edge = "+" + "-" * self.screen.columns + "+"
        return "\n".join([edge, *(f"|{line:<{self.screen.columns}}|" for line in self.lines), edge])

    # How it ended

    def wait(self, timeout: float = PATIENCE) -> int:
        """Listens until the program has ended; its exit status (negative: the signal that killed it)."""
        end = time.monotonic() + timeout
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise NotSeen(f"still running\n{self.picture()}")
            self.listen(0.02)
        self.listen(0.0)
        return self.process.returncode

    def not_restored(self) -> list[str]:
        """What the program left switched on in the terminal; empty: all is as it was."""
        modes: dict[str, bool] = {}
        for numbers, switch in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", bytes(self.raw)):
            for number in numbers.split(b";"):
                name = PRIVATE_MODES.get(int(number))
                if name:
                    modes[name] = (switch == b"h") != (name == "cursor hidden")
        pushed = len(re.findall(rb"\x1b\[>[0-9;]*u", bytes(self.raw)))
        popped = len(re.findall(rb"\x1b\[<[0-9;]*u", bytes(self.raw)))
        left = [name for name, on in modes.items() if on]
        left += ["kitty keyboard"] if pushed > popped else []
        if not self._closed and termios.tcgetattr(self._slave)[:4] != self.modes_before[:4]:
            left.append("line discipline")
        return left

    def said_afterwards(self) -> str:
        """What was printed after the alternate screen was left, without control sequences."""
        after = bytes(self.raw).rpartition(b"\x1b[?1049l")[2].decode(errors="replace")
        return re.sub(r"\x1b\[[<>=?]?[0-9;]*[a-zA-Z]|\r", "", after).strip()

    # What it costs (Linux)

    def cpu_seconds(self) -> float:
        """User and system time of the program so far, of all its threads, without its children."""
        fields = Path(f"/proc/{self.process.pid}/schedstat").read_text().split()
        threads = list(Path(f"/proc/{self.process.pid}/task").iterdir())
        if len(threads) == 1:
            return int(fields[0]) / 1e9
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9

    def seconds_in_the_queue(self) -> float:
        """How long its threads have waited for a processor that others had, all in all; 0 where nobody tells."""
        waited = 0.0
        for thread in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat"):
            with contextlib.suppress(OSError):  # it has ended
                waited += int(thread.read_text().split()[1]) / 1e9
        return waited

    def peak_kilobytes(self) -> int:
        """The most memory it ever held (VmHWM)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        assert found
        return int(found[1])

    # How it is done

    def listen(self, seconds: float) -> None:
        """Takes in what the program writes for `seconds`, at least what is there already."""
        end = time.monotonic() + seconds
        while not self._closed:
            left = end - time.monotonic()
            if not select.select([self.master], [], [], max(0.0, left))[0]:
                if left <= 0:
                    return
                continue
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            self._feed(data)
            if left <= 0:
                return

    def live(self, seconds: float) -> None:
        """Listens for `seconds` in which the program can do something: what it waits for a processor comes on top."""
        while seconds > 0.01:
            before = self.seconds_in_the_queue()
            self.listen(seconds)
            seconds = self.seconds_in_the_queue() - before

    def _hear(self) -> None:
        """Waits for the program to write, and takes in what comes at one go; a silent one is looked at ten times a second."""
        if self._closed:
            time.sleep(0.02)
        elif select.select([self.master], [], [], 0.1)[0]:
            self.listen(0.02)

    def _feed(self, data: bytes) -> None:
        self.raw += data
        self._lines = None
        data = self._rest + data
        cut = _CUT_SEQUENCE.search(data)
        self._rest = data[cut.start() :] if cut else b""
        self._stream.take_in(_UNKNOWN_TO_PYTE.sub(b"", data[: cut.start()] if cut else data))

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _close(self) -> None:
        if not self._closed:
            self._closed = True
            os.close(self._slave)
            os.close(self.master)


def environment(home: Path | None, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """A plain environment: nothing of the developer's own settings, all of trainer's folders under `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "VIRTUAL_ENV") if name in os.environ}
    kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    if home is not None:
        kept |= {"HOME": str(home), "TRAINER_HOME": str(home / "trainer")}
    return kept | dict(more or {})


def trainer(*words: str) -> list[str]:
    """The command line of this very trainer under this very Python."""
    return [sys.executable, "-m", "trainer", *words]


def run(
    *words: str, home: Path, env: Mapping[str, str] | None = None, text: str = ""
) -> subprocess.CompletedProcess[str]:
    """`trainer WORDS` without a terminal, `text` on its standard input."""
    return subprocess.run(
        trainer(*words),
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=home,
        env=environment(home, env),
        timeout=PATIENCE * 2,
        check=False,
    )


@contextlib.contextmanager
def start_trainer(home: Path, *words: str, **options: Any) -> Iterator[Terminal]:
    """`trainer WORDS` in a terminal of its own, everything it keeps under `home`."""
    with Terminal(trainer(*words), home=home, **options) as terminal:
        yield terminal


def under_ukrainian(text: str) -> str:
    """The characters that arrive when the keys of `text` are pressed under the Ukrainian layout."""
    return "".join(
        UKRAINIAN.get(key, UKRAINIAN[key.lower()].upper() if key.lower() in UKRAINIAN else key) for key in text
    )


def kitty_ctrl(letter: str) -> str:
    """ctrl + a letter of any layout, as a terminal with the kitty keyboard protocol sends it."""
    return f"\x1b[{ord(letter)};5u"


def _take_terminal() -> None:
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
