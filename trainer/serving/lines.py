"""Lines: the open connections between browsers and the terminals of their seats, one a seat, the newest wins."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable

from aiohttp import WSMsgType, web

from trainer.serving import pages
from trainer.serving.doors import Sitter, clamp
from trainer.serving.terminals import Terminal, Terminals

LONGEST_MESSAGE = 1 << 16
BEAT_SECONDS = 8.0
"""A browser that does not answer a ping in half of this is gone."""
FIRST_WORD_SECONDS = 5.0
IDLE_SECONDS = 30 * 60.0


class Lines:
    def __init__(self, terminals: Terminals, seats: int) -> None:
        self._terminals, self._seats = terminals, seats
        self._lines: dict[str, web.WebSocketResponse] = {}
        """Seat -> its open connection."""

    async def get_up(self, seat: str) -> None:
        """Closes the seat's connection, if it has one: it was opened elsewhere."""
        line = self._lines.get(seat)
        if line is not None:
            await line.close(code=pages.CLOSED_ELSEWHERE)

    async def stop(self) -> None:
        """Tells every browser that the server goes; half a second for all."""
        closing = [asyncio.ensure_future(line.close(code=1001)) for line in self._lines.values()]
        if closing:
            await asyncio.wait(closing, timeout=0.5)

    async def sit(self, request: web.Request, sitter: Sitter, seated: Callable[[], None]) -> web.StreamResponse:
        """From the handshake to the end of the connection; `seated` is told once the ticket was good."""
        seat = sitter.seat
        if seat not in self._lines and len(self._lines) >= self._seats:
            raise web.HTTPServiceUnavailable(text="Every seat is taken.")
        line = web.WebSocketResponse(heartbeat=BEAT_SECONDS, max_msg_size=LONGEST_MESSAGE, compress=False, timeout=1.0)
        await line.prepare(request)
        size = await self._first_word(line, seat)
        if size is None:
            await line.close(code=1008)
            return line
        seated()
        before, self._lines[seat] = self._lines.get(seat), line
        if before is not None:
            await before.close(code=pages.CLOSED_ELSEWHERE)
        if self._lines.get(seat) is line:
            await self._connect(line, sitter, seat, size)
        return line

    async def _first_word(self, line: web.WebSocketResponse, seat: str) -> tuple[int, int] | None:
        """The window's size, when the first message holds a ticket for this seat that was never used."""
        try:
            message = await line.receive(timeout=FIRST_WORD_SECONDS)
            kind, ticket, columns, rows = json.loads(message.data) if message.type is WSMsgType.TEXT else ("", "", 0, 0)
        except (TimeoutError, ValueError, TypeError):
            return None
        if (
            kind != "sit"
            or not isinstance(ticket, str)
            or self._terminals.tickets.use(ticket, time.monotonic()) != seat
        ):
            return None
        return clamp(columns, rows)

    async def _connect(self, line: web.WebSocketResponse, sitter: Sitter, seat: str, size: tuple[int, int]) -> None:
        terminal = await self._terminals.open(sitter, seat, *size)
        showing = asyncio.ensure_future(self._show(line, terminal))
        try:
            await self._listen(line, terminal)
        finally:
            showing.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await showing
            if self._lines.get(seat) is line:
                del self._lines[seat]
            await asyncio.shield(self._terminals.close(terminal))

    async def _show(self, line: web.WebSocketResponse, terminal: Terminal) -> None:
        idle = asyncio.ensure_future(self._watch_idle(line, terminal))
        try:
            await terminal.show(line.send_bytes)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(terminal.ended.wait(), 2.0)
            await line.close(code=pages.CLOSED_LEFT if terminal.code == 0 else 1011)
        except ConnectionError:
            return
        finally:
            idle.cancel()

    async def _watch_idle(self, line: web.WebSocketResponse, terminal: Terminal) -> None:
        while True:
            left = terminal.used_at + IDLE_SECONDS - time.monotonic()
            if left <= 0:
                await line.close(code=pages.CLOSED_IDLE)
                return
            await asyncio.sleep(left)

    async def _listen(self, line: web.WebSocketResponse, terminal: Terminal) -> None:
        async for message in line:
            if message.type is not WSMsgType.TEXT or not _obey(terminal, message.data):
                await line.close(code=1003)
                return


def _obey(terminal: Terminal, words: str) -> bool:
    """Keys and sizes; False for anything else."""
    try:
        match json.loads(words):
            case ["keys", str() as keys]:
                return terminal.type(keys.encode("utf-8", "replace"))
            case ["size", int() as columns, int() as rows]:
                terminal.resize(*clamp(columns, rows))
                return True
    except (ValueError, RecursionError):
        pass
    return False
