"""The server's side of seats: pseudo-terminals, the nursery that fills them, and what becomes of each."""

import asyncio
import contextlib
import fcntl
import json
import os
import socket
import struct
import termios
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from trainer.serving import nursery
from trainer.serving.doors import Sitter, Tickets

MOST_WAITING = 1 << 18
"""Bytes that may wait for a seat that reads no keys; then its line ends."""
PIECE = 1 << 16
ENDING_SECONDS = 12.0


@dataclass(slots=True, eq=False)
class Terminal:
    """One seat's pseudo-terminal, from its birth to the end of its process."""

    seat: str
    master: int
    pid: int = 0
    code: int | None = None
    """The process's exit code; None while it lives."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    used_at: float = 0.0
    """When the last key came."""
    _unwritten: bytearray = field(default_factory=bytearray)
    _readable: asyncio.Event = field(default_factory=asyncio.Event)

    def type(self, data: bytes) -> bool:
        """Gives keys to the program; False when it has not read for too long."""
        self.used_at = time.monotonic()
        self._unwritten += data
        self._write()
        return len(self._unwritten) <= MOST_WAITING

    def _write(self) -> None:
        loop = asyncio.get_running_loop()
        if self.master < 0:
            return
        try:
            while self._unwritten:
                del self._unwritten[: os.write(self.master, self._unwritten[:4096])]
        except BlockingIOError:
            loop.add_writer(self.master, self._write)
            return
        except OSError:
            self._unwritten.clear()
        with contextlib.suppress(OSError, ValueError):
            loop.remove_writer(self.master)

    def resize(self, columns: int, rows: int) -> None:
        with contextlib.suppress(OSError):
            fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    async def show(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Passes the program's picture on, piece by piece, until the program ends."""
        loop = asyncio.get_running_loop()
        while self.master >= 0:
            self._readable.clear()
            loop.add_reader(self.master, self._readable.set)
            try:
                await self._readable.wait()
            finally:
                if self.master >= 0:
                    loop.remove_reader(self.master)
            try:
                data = os.read(self.master, PIECE) if self.master >= 0 else b""
            except OSError:  # EIO: nobody has the other side open
                return
            if not data:
                return
            await send(data)

    def hang_up(self) -> None:
        """Closes the line: the program is told by SIGHUP, saves what is unsaved and ends."""
        if self.master >= 0:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self.master)
            loop.remove_writer(self.master)
            os.close(self.master)
            self.master = -1
            self._readable.set()


class Terminals:
    """Keeps one nursery alive and at most one terminal a seat."""

    def __init__(
        self,
        database: str,
        *,
        language: str,
        theme: str,
        program: str = "trainer.tui.seated",
        hung_seconds: float = nursery.HUNG_SECONDS,
    ) -> None:
        self.tickets = Tickets()
        self.by_seat: dict[str, Terminal] = {}
        self._settings = {
            "database": database,
            "language": language,
            "theme": theme,
            "program": program,
            "hung_seconds": hung_seconds,
            "key": self.tickets.key.hex(),
        }
        self._orders: socket.socket | None = None
        self._process: nursery.Process | None = None
        self._ready = asyncio.Event()
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Starts the nursery, where it is not there (any more), and waits until it can fork."""
        async with self._starting:
            if self._orders is None:
                ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                ours.setblocking(False)
                with theirs:
                    self._process = nursery.start(theirs)
                ours.send(json.dumps(self._settings).encode())
                self._orders = ours
                self._ready.clear()
                asyncio.get_running_loop().add_reader(ours.fileno(), self._hear)
            await asyncio.wait_for(self._ready.wait(), 120)

    async def open(self, sitter: Sitter, seat: str, columns: int, rows: int) -> Terminal:
        """A fresh program for the seat; one that was there before has ended and kept its words by then."""
        before = self.by_seat.get(seat)
        if before is not None:
            await self.close(before)
        await self.start()
        assert self._orders is not None
        master, slave = os.openpty()
        os.set_blocking(master, False)
        os.set_inheritable(master, False)
        terminal = Terminal(seat, master, used_at=time.monotonic())
        terminal.resize(columns, rows)
        self.by_seat[seat] = terminal
        order = {
            "seat": seat,
            "session": sitter.session_id,
            "person": sitter.person_id,
            "ticket": self.tickets.sign(seat, time.monotonic()),
        }
        try:
            nursery.send_with_terminal(self._orders, order, slave)
        finally:
            os.close(slave)
        return terminal

    async def close(self, terminal: Terminal) -> None:
        """Hangs up and waits until the program has ended; one that hangs is killed by the nursery after ten seconds."""
        terminal.hang_up()
        if terminal.pid and terminal.code is None:
            self._order({"leave": terminal.pid})
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(terminal.ended.wait(), ENDING_SECONDS)
        if self.by_seat.get(terminal.seat) is terminal:
            del self.by_seat[terminal.seat]

    async def stop(self) -> None:
        """Every line is closed at once, the nursery ends its children within three seconds."""
        for terminal in self.by_seat.values():
            terminal.hang_up()
        self._forget_nursery()
        process, self._process = self._process, None
        if process is not None:
            try:
                await asyncio.to_thread(process.wait, 4.0)
            except nursery.TimeoutExpired:
                process.kill()
                await asyncio.to_thread(process.wait)

    def _hear(self) -> None:
        assert self._orders is not None
        try:
            words = self._orders.recv(nursery.LONGEST_ORDER)
        except BlockingIOError:
            return
        except OSError:
            words = b""
        if not words:  # the nursery died; its children with it
            self._forget_nursery()
            for orphan in self.by_seat.values():
                orphan.code = orphan.code if orphan.code is not None else -9
                orphan.ended.set()
            if self._process is not None:
                self._process.wait()
            return
        told = json.loads(words)
        if "ready" in told:
            self._ready.set()
            return
        terminal = self.by_seat.get(told["seat"])
        if terminal is None or ("ended" in told and told.get("pid", 0) not in (0, terminal.pid)):
            return
        if "ended" in told:
            terminal.code = int(told["ended"])
            terminal.ended.set()
            return
        terminal.pid = int(told["pid"])
        if terminal.master < 0:  # the line was closed before the child was born
            self._order({"leave": terminal.pid})

    def _order(self, words: dict[str, object]) -> None:
        if self._orders is not None:
            with contextlib.suppress(OSError):
                self._orders.send(json.dumps(words).encode())

    def _forget_nursery(self) -> None:
        if self._orders is not None:
            asyncio.get_running_loop().remove_reader(self._orders.fileno())
            self._orders.close()
            self._orders = None
