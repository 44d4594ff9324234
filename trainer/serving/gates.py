"""The gate before the web server: so many connections at once and no more, and none that stays silent."""

import asyncio
import contextlib
import time
from typing import cast

from aiohttp import web

SILENT_SECONDS = 15.0
"""For the head of a request, and between two requests."""
ASKING_SECONDS = 60.0
"""From the head of a request to the end of its answer: its body may come slowly, and a database may be slow too."""
FULL = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"


class Gate:
    """Counts open connections; one over the limit is answered 503 and closed before anything is read from it."""

    def __init__(self, server: web.Server, *, most: int) -> None:
        self._server, self._most = server, most
        self._open: dict[asyncio.BaseTransport, float] = {}
        """Transport -> until when it may be as it is; infinity for who sits."""
        self._watch: asyncio.TimerHandle | None = None
        self._look()

    def protocol(self) -> asyncio.Protocol:
        return _Entrance(self, cast("asyncio.Protocol", self._server()))

    def spoke(self, transport: asyncio.BaseTransport | None) -> None:
        """The head of a request is there."""
        self._until(transport, ASKING_SECONDS)

    def silent(self, transport: asyncio.BaseTransport | None) -> None:
        """Its answer was given."""
        self._until(transport, SILENT_SECONDS)

    def sits(self, transport: asyncio.BaseTransport | None) -> None:
        """Its ticket was good: from here on the line is watched by its beats."""
        self._until(transport, float("inf"))

    def _until(self, transport: asyncio.BaseTransport | None, seconds: float) -> None:
        if transport in self._open:
            self._open[transport] = time.monotonic() + seconds

    def close(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    def enter(self, transport: asyncio.BaseTransport) -> bool:
        if len(self._open) >= self._most:
            return False
        self._open[transport] = time.monotonic() + SILENT_SECONDS
        return True

    def leave(self, transport: asyncio.BaseTransport) -> None:
        self._open.pop(transport, None)

    def _look(self) -> None:
        now = time.monotonic()
        for transport, until in list(self._open.items()):
            if now > until:
                cast("asyncio.Transport", transport).abort()
        self._watch = asyncio.get_running_loop().call_later(1.0, self._look)


class _Entrance(asyncio.Protocol):
    """Hands a connection on to the web server, once it is let in."""

    def __init__(self, gate: Gate, within: asyncio.Protocol) -> None:
        self._gate, self._within = gate, within
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._let_in = self._gate.enter(transport)
        if self._let_in:
            self._within.connection_made(transport)
        else:
            cast("asyncio.Transport", transport).write(FULL)
            transport.close()

    def data_received(self, data: bytes) -> None:
        if self._let_in:
            self._within.data_received(data)

    def eof_received(self) -> bool | None:
        return self._within.eof_received() if self._let_in else None

    def pause_writing(self) -> None:
        if self._let_in:
            self._within.pause_writing()

    def resume_writing(self) -> None:
        if self._let_in:
            self._within.resume_writing()

    def connection_lost(self, error: Exception | None) -> None:
        if self._let_in:
            assert self._transport is not None
            self._gate.leave(self._transport)
            with contextlib.suppress(AssertionError):
                self._within.connection_lost(error)
