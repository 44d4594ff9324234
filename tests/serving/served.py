"""A running server for tests, on loopback, in a thread of its own; its database is a table, its program a tiny one."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self

import aiohttp

from trainer.errors import NameRefused, PinRefused, StoreUnavailable
from trainer.serving.doors import Register
from trainer.serving.pages import Name
from trainer.serving.rooms import Room
from trainer.serving.server import SeatServer
from trainer.serving.terminals import Terminals
from trainer.serving.visiting import Asking, Settings

PATIENCE = 90.0
"""Seconds after which a wait gives up, on a machine that does other things."""


@dataclass
class TableRooms:
    """Rooms without a database: one session, three people."""

    people: dict[int, str] = field(default_factory=lambda: {1: "Ann", 2: "Bob", 3: "<b>Eve</b>"})
    pins: dict[int, str] = field(default_factory=dict)
    seated: set[int] = field(default_factory=set)
    room: Room = field(default_factory=lambda: Room("s1", "FISHES", "Lena"))
    over: bool = False
    """The session was closed long ago."""
    away: bool = False
    """The database does not answer."""

    async def find(self, code: str) -> Room | None:
        if self.away:
            raise StoreUnavailable("The database postgresql://secret@host does not answer.")
        await asyncio.sleep(0)  # as a database does
        return self.room if code.upper() == self.room.code else None

    async def lasts(self, session_id: str) -> bool:
        if self.away:
            raise StoreUnavailable("The database postgresql://secret@host does not answer.")
        return not self.over

    async def names(self, session_id: str) -> list[Name]:
        return [Name(key, name, key in self.pins or key in self.seated) for key, name in self.people.items()]

    async def add(self, session_id: str, name: str) -> int:
        if len(name) > 40:
            raise NameRefused("too long")
        self.people[max(self.people) + 1] = name
        return max(self.people)

    async def sit(self, code: str, person_id: int) -> None:
        self.seated.add(person_id)

    async def check_pin(self, person_id: int, pin: str) -> bool:
        return self.pins.get(person_id) == pin

    async def set_pin(self, person_id: int, pin: str) -> None:
        if len(pin) < 6:
            raise PinRefused("short")
        self.pins[person_id] = pin

    async def running(self) -> list[Room]:
        return [self.room]


@dataclass
class Served:
    port: int
    server: SeatServer
    rooms: TableRooms
    terminals: Terminals
    loop: asyncio.AbstractEventLoop
    kept: Path
    asked: list[Asking]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def do(self, work: Any) -> Any:
        """Runs a coroutine on the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)


@contextmanager
def serving(folder: Path, *, seats: int = 20, hung_seconds: float = 10.0) -> Iterator[Served]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="server")
    thread.start()
    asked: list[Asking] = []
    rooms = TableRooms()

    async def start() -> tuple[int, SeatServer, Terminals]:
        terminals = Terminals(
            str(folder / "kept"),
            language="en",
            theme="dark",
            program="tests.support.tiny_seat",
            hung_seconds=hung_seconds,
        )
        settings = Settings(port=0, seats=seats, asked=asked.append)
        server = SeatServer(rooms, terminals, Register(folder / "seats.json"), settings)
        return await server.start(), server, terminals

    port, server, terminals = asyncio.run_coroutine_threadsafe(start(), loop).result(PATIENCE)
    try:
        yield Served(port, server, rooms, terminals, loop, folder / "kept", asked)
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Reached(Protocol):
    """All that a browser knows of who serves."""

    @property
    def url(self) -> str: ...


class Browser:
    """A browser of somebody: cookies, and our Origin on what changes something."""

    def __init__(self, served: Reached, address: str = "127.0.0.1") -> None:
        self.served = served
        self.session = aiohttp.ClientSession(
            served.url,
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            connector=aiohttp.TCPConnector(limit=0, local_addr=(address, 0)),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self.session.close()

    @property
    def cookies(self) -> dict[str, str]:
        return {each.key: each.value for each in self.session.cookie_jar}

    def take_cookie(self, token: str) -> None:
        self.session.cookie_jar.update_cookies({"seat": token})

    async def get(self, path: str, *, allow_redirects: bool = True) -> aiohttp.ClientResponse:
        response = await self.session.get(path, allow_redirects=allow_redirects)
        await response.read()
        return response

    async def send(self, path: str, form: dict[str, str] | None = None, **headers: str) -> aiohttp.ClientResponse:
        """A form, as our own page sends it; redirects are not followed."""
        named = {"Origin": self.served.url, **headers}
        response = await self.session.post(path, data=form or {}, headers=named, allow_redirects=False)
        await response.read()
        return response

    async def sit(self, person: int, **more: str) -> aiohttp.ClientResponse:
        """By code and name."""
        assert (await self.send("/code", {"code": "fishes"})).status == 303
        return await self.send("/name", {"person": str(person), **more})

    async def ticket(self) -> str:
        response = await self.send("/ticket")
        assert response.status == 200, response.status
        return str((await response.json())["ticket"])

    async def line(
        self, ticket: str = "", size: tuple[object, object] = (80, 24), *, origin: str | None = None
    ) -> "Line":
        """An open connection to the seat."""
        socket = await self.session.ws_connect(
            "/seat", headers={"Origin": self.served.url if origin is None else origin}, max_msg_size=0
        )
        await socket.send_str(json.dumps(["sit", ticket or await self.ticket(), *size]))
        return Line(socket)


@dataclass
class Line:
    socket: aiohttp.ClientWebSocketResponse
    seen: str = ""

    async def see(self, wanted: str) -> str:
        async with asyncio.timeout(PATIENCE):
            while wanted not in self.seen:
                message = await self.socket.receive()
                assert message.type is aiohttp.WSMsgType.BINARY, f"closed: {self.socket.close_code} after {self.seen!r}"
                self.seen += message.data.decode()
        return self.seen

    async def type(self, keys: str) -> None:
        await self.socket.send_str(json.dumps(["keys", keys]))

    async def closed(self) -> int | None:
        """The code with which the server closes it."""
        async with asyncio.timeout(PATIENCE):
            async for _message in self.socket:
                pass
        return self.socket.close_code

    async def close(self) -> None:
        await self.socket.close()
