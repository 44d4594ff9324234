"""Leaving politely: signals, crashes, and a terminal that is no terminal.

On SIGHUP, SIGTERM and SIGINT nothing runs by default, not even `finally`: the handlers here save the draft, restore the
terminal and leave with 128 + n. After SIGHUP the terminal is mostly gone and a normal exit hangs on it, so the process ends
by `os._exit` once the words are safe. A crash is told in one line; its log holds no local variables, for those are people's
answers. Source: faults 3d.
"""

import asyncio
import codecs
import contextlib
import errno
import io
import os
import signal
import sys
import termios
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from trainer import paths
from trainer.domain.texts import clean_line
from trainer.errors import NoTerminal
from trainer.locale import _

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
LAST_KEYS_SECONDS = 0.1
"""Between a signal and the last save."""
PUT_BACK = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""What Textual writes when it leaves: pastes, wrapping, size reports, mouse, kitty keys, alternate screen, cursor, focus."""
LONGEST_REFUSAL = 2_000
"""Characters; a path has up to 1,000."""


def check_terminal() -> None:
    """Raises NoTerminal without a TTY to read from and to draw on (Textual draws on stderr), where it would hang silently."""
    if not (sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise NoTerminal(
            _("This screen needs a terminal, and here is none. Commands that need no screen: trainer --help")
        )


def speak_utf_8() -> None:
    """Draws in UTF-8 whatever the locale says: under LC_ALL=C Python would write \\u041f for a letter, and terminals that
    can't show UTF-8 are gone."""
    for stream in (sys.__stderr__, sys.__stdout__):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="replace")


def measure_the_window() -> None:
    """COLUMNS and LINES, where a shell exported them, would freeze the size at what it was when the program began."""
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)


def forgive_bad_bytes() -> None:
    """One invalid UTF-8 byte typed ends a Textual program; from here on it becomes U+FFFD in the text."""
    import textual.drivers.linux_driver as driver

    def decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), errors="replace")

    vars(driver)["getincrementaldecoder"] = decoder


def on_signals(
    loop: asyncio.AbstractEventLoop, leave: Callable[[int], None], *, alone: bool = False
) -> Callable[[], None]:
    """Calls `leave(signal number)` on SIGHUP, SIGTERM and SIGINT; returns what takes the handlers off again.

    `alone`: the loop is nobody else's. A task that fails when the last screen is gone is then logged; asyncio would print its
    traceback into the shell.
    """
    if alone:
        loop.set_exception_handler(lambda _loop, told: log_crash(told.get("exception") or RuntimeError()))
    taken = []
    for number in SIGNALS:
        try:
            loop.add_signal_handler(number, leave, int(number))
        except (NotImplementedError, RuntimeError, ValueError):  # not the main thread: somebody else's loop
            continue
        taken.append(number)

    def off() -> None:
        for number in taken:
            loop.remove_signal_handler(number)

    return off


def terminal_is_gone(renderables: Sequence[object]) -> bool:
    """Whether a driver's thread ended because the terminal was hung up (EIO), which may be seen before the signal."""
    for each in renderables:
        for stack in getattr(getattr(each, "trace", None), "stacks", ()):
            if stack.exc_type == "OSError" and f"[Errno {errno.EIO}]" in stack.exc_value:
                return True
    return False


def end_now(number: int, driver: Any) -> None:
    """Ends the process at once. A window that is still there (somebody sent the signal) is put back first, without waiting."""
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # in the background it would stop here
    with contextlib.suppress(OSError, termios.error, AttributeError, TypeError):  # gone, or no terminal
        window = os.open(os.ttyname(driver.fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        termios.tcsetattr(driver.fileno, termios.TCSANOW, driver.attrs_before)
        os.write(window, PUT_BACK)
    os._exit(128 + number)


def log_crash(error: BaseException, folder: Path | None = None) -> Path | None:
    """Writes where `error` happened, without messages' values or local variables, to the state folder; None: no disk."""
    lines = [f"{datetime.now(UTC).isoformat(timespec='seconds')} {type(error).__module__}.{type(error).__qualname__}"]
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        lines.append(f"{type(at).__qualname__}:")
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(at.__traceback__)]
        at = getattr(at, "error", None) or at.__cause__ or at.__context__  # a failed worker holds its error
    try:
        path = paths.private_folder(folder or paths.state_folder()) / "crash.log"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return None
    return path


def crash_line(log: Path | None) -> str:
    """The one line a person reads after a crash."""
    if log is None:
        return _("trainer stopped because of a mistake of its own. What you wrote is kept; start it again to go on.")
    return _(
        "trainer stopped because of a mistake of its own. What you wrote is kept; start it again to go on. Log: {path}"
    ).format(path=log)


def first_line(refusal: Any) -> str:
    """A refusal as one line, without what a terminal would obey: it may name a file or a person."""
    return clean_line(str(refusal), LONGEST_REFUSAL)
