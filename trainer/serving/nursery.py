"""The nursery: a process that has imported the seat program and forks a child for each seat, which so shares its memory.

It has no thread and no open database, takes orders over one socket, and ends its children when they hang, when they are told to
leave and do not, and when the server is gone. A child has a pseudo-terminal, an environment of a dozen names, and nothing else
open. The database's address comes over the socket, never by the environment or the command line. Source: faults 3e.
"""

import array
import contextlib
import ctypes
import fcntl
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import termios
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from subprocess import DEVNULL, Popen, TimeoutExpired
from typing import Any

from trainer.serving.doors import Tickets

KEPT_NAMES = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "TRAINER_HOME",
    "XDG_STATE_HOME",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
)
"""What a seat gets of the server's environment: where to keep the journal, and how to write the time."""
HUNG_SECONDS = 10.0
"""A child that does not beat, or does not leave when told to, is killed after so long."""
START_SECONDS = 60.0
BEAT_SECONDS = 2.0
MEMORY = 1 << 30
"""Most that one seat may map."""
LONGEST_ORDER = 1 << 16
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38


Process = Popen[bytes]
__all__ = ["LONGEST_ORDER", "Process", "TimeoutExpired", "environment", "send_with_terminal", "start"]


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of the nursery and its seats."""
    return {
        **{name: given[name] for name in KEPT_NAMES if name in given},
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONUTF8": "1",
    }


def start(orders: socket.socket) -> "Process":
    """Starts a nursery that takes its orders from the other end of `orders`."""
    return Popen(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-m", "trainer.serving.nursery", str(orders.fileno())],
        pass_fds=[orders.fileno()],
        env=environment(os.environ),
        stdin=DEVNULL,
        stdout=DEVNULL,
        start_new_session=True,  # a Ctrl+C in the lead's terminal is for the server, which tells us
    )


@dataclass(slots=True)
class Child:
    seat: str
    beats: int
    """Read end of the pipe that it beats on."""
    dies_at: float
    told: bool = False


class Nursery:
    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._children: dict[int, Child] = {}
        first = json.loads(orders.recv(LONGEST_ORDER))
        self._database, self._language, self._theme = first["database"], first["language"], first["theme"]
        self._program, self._hung_seconds = first["program"], float(first["hung_seconds"])
        self._tickets = Tickets(bytes.fromhex(first["key"]))
        wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._wake = wake_read
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        self._gone = False

    def run(self) -> None:
        """Until the server is gone; then until no child is left."""
        import_module(self._program).warm_up(self._language)
        gc.collect()
        gc.freeze()  # what is there now is never looked at by the collector again, so its pages stay shared
        self._say({"ready": os.getpid()})
        while not self._gone or self._children:
            watched = [self._wake, *(child.beats for child in self._children.values())]
            if not self._gone:
                watched.append(self._orders.fileno())
            readable, _w, _x = select.select(watched, [], [], self._patience())
            if self._wake in readable:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake, 4096)
            if not self._gone and self._orders.fileno() in readable:
                self._obey()
            self._listen(readable)
            self._bury()
            self._end_hung()

    def _obey(self) -> None:
        try:
            words, fds, _flags, _from = socket.recv_fds(self._orders, LONGEST_ORDER, 1)
        except OSError:
            words, fds = b"", []
        if not words:
            self._gone = True
            self._orders.close()
            for pid in self._children:
                self._tell_to_leave(pid)
            return
        order = json.loads(words)
        if "leave" in order:
            self._tell_to_leave(int(order["leave"]))
        else:
            self._give_birth(order, fds[0])

    def _give_birth(self, order: dict[str, Any], terminal: int) -> None:
        seat = str(order["seat"])
        if self._tickets.seat_in(order["ticket"], time.monotonic()) != seat:
            os.close(terminal)
            self._say({"seat": seat, "ended": 126})
            return
        beats, beating = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        pid = os.fork()
        if pid == 0:
            code = 70
            try:
                code = self._live(order, terminal, beating)
            finally:
                os._exit(code)
        os.close(terminal)
        os.close(beating)
        self._children[pid] = Child(seat, beats, time.monotonic() + START_SECONDS)
        self._say({"seat": seat, "pid": pid})

    def _live(self, order: dict[str, Any], terminal: int, beating: int) -> int:
        """The child's whole life."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
        for standard in (0, 1, 2):
            os.dup2(terminal, standard)
        kept = 3
        if beating != kept:
            os.dup2(beating, kept)
        os.closerange(kept + 1, 1 << 16)
        os.set_blocking(kept, False)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = import_module(self._program).run_seat(
            self._database,
            str(order["session"]),
            int(order["person"]),
            language=self._language,
            theme=self._theme,
            beats=kept,
        )
        return int(code)

    def _listen(self, readable: list[int]) -> None:
        for child in self._children.values():
            if child.beats in readable:
                with contextlib.suppress(BlockingIOError):
                    if os.read(child.beats, 4096) and not child.told:
                        child.dies_at = time.monotonic() + self._hung_seconds

    def _bury(self) -> None:
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            child = self._children.pop(pid, None)
            if child is not None:
                os.close(child.beats)
                self._say({"seat": child.seat, "pid": pid, "ended": os.waitstatus_to_exitcode(status)})

    def _tell_to_leave(self, pid: int) -> None:
        child = self._children.get(pid)
        if child is not None and not child.told:
            child.told = True
            child.dies_at = min(child.dies_at, time.monotonic() + (self._hung_seconds if not self._gone else 3.0))
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGHUP)

    def _end_hung(self) -> None:
        now = time.monotonic()
        for pid, child in self._children.items():
            if now >= child.dies_at:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def _patience(self) -> float | None:
        if not self._children:
            return None
        return max(0.05, min(child.dies_at for child in self._children.values()) - time.monotonic())

    def _say(self, words: dict[str, Any]) -> None:
        if not self._gone:
            with contextlib.suppress(OSError):
                self._orders.send(json.dumps(words).encode())


def send_with_terminal(orders: socket.socket, words: dict[str, Any], terminal: int) -> None:
    """The server's side: an order and the pseudo-terminal that the new seat is to have."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [terminal]))]
    orders.sendmsg([json.dumps(words).encode()], rights)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Nursery(socket.socket(fileno=int(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
