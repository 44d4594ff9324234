"""The web server: a door with a join code, and behind it one terminal a seat.

What it lets in: hosts and origins that it was told of, five wrong codes a minute, one cookie of 256 bits a seat, a signed
ticket for each connection, windows of 20-400 x 5-120, messages of 64 KiB, and so many seats as it was told. Source: faults 3e.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from trainer.domain.texts import UNSAFE, clean_line
from trainer.errors import NameRefused, TrainerError
from trainer.locale import _
from trainer.serving import pages
from trainer.serving.doors import Guard, Register, Sitter
from trainer.serving.gates import Gate
from trainer.serving.lines import Lines
from trainer.serving.rooms import Room, Rooms
from trainer.serving.terminals import Terminals

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}
SEAT_COOKIE, DOOR_COOKIE = "seat", "door"
LONGEST_FORM = 1 << 13
DOOR_SECONDS = 15 * 60.0
WEEK = 7 * 86400


@dataclass(slots=True)
class Visitor:
    """Somebody who knew a code and has no seat yet."""

    room: Room
    until: float
    asks: "Asking | None" = None


@dataclass(slots=True)
class Asking:
    """A wish for a name that is taken, which the lead may grant."""

    number: int
    person_id: int
    name: str
    address: str
    granted: bool = False


@dataclass(slots=True)
class Settings:
    host: str = "127.0.0.1"
    port: int = 8000
    seats: int = 50
    names: frozenset[str] = frozenset()
    """Host names besides the loopback's by which this server may be called."""
    newcomers: bool = True
    asked: Callable[[Asking], None] = field(default=lambda _asking: None)
    """Told when somebody wants a name that is taken."""


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SeatServer:
    def __init__(self, rooms: Rooms, terminals: Terminals, register: Register, settings: Settings) -> None:
        self._rooms, self._terminals, self._register, self._settings = rooms, terminals, register, settings
        self._codes, self._pins = Guard(), Guard()
        self._visitors: dict[str, Visitor] = {}
        self._askings: dict[int, Asking] = {}
        self.lines = Lines(terminals, settings.seats)
        self._hosts = {"localhost", "127.0.0.1", "::1", *settings.names}
        self.app = web.Application(middlewares=[self._guarded], client_max_size=LONGEST_FORM)
        self.app.add_routes(
            [
                web.get("/", self._home),
                web.post("/code", self._code),
                web.get("/name", self._name),
                web.post("/name", self._choose),
                web.post("/ticket", self._ticket),
                web.get("/seat", self._seat),
                web.get("/static/{name}", self._static),
            ]
        )
        self._files = {each.name: each.read_bytes() for each in STATIC.iterdir() if each.suffix in TYPES}
        self.gate: Gate | None = None
        self._listening: asyncio.Server | None = None

    async def start(self) -> int:
        """Listens; the port. Raises OSError where it is taken."""
        self._runner = web.AppRunner(
            self.app, access_log=None, handle_signals=False, keepalive_timeout=15.0, shutdown_timeout=1.0
        )
        await self._runner.setup()
        assert self._runner.server is not None
        self.gate = Gate(self._runner.server, most=4 * self._settings.seats + 60)
        listening = await asyncio.get_running_loop().create_server(
            self.gate.protocol, self._settings.host, self._settings.port, backlog=64
        )
        self._listening = listening
        await self._terminals.start()
        return int(listening.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Ends within five seconds, whoever is connected."""
        if self._listening is not None:
            self._listening.close()
        await self.lines.stop()
        await self._terminals.stop()
        if self.gate is not None:
            self.gate.close()
        await self._runner.cleanup()

    def grant(self, number: int) -> bool:
        """The lead's nod to a wish for a taken name."""
        asking = self._askings.pop(number, None)
        if asking is not None:
            asking.granted = True
        return asking is not None

    # --- the walls ----------------------------------------------------------------------------------------------------

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.gate is not None:
            self.gate.spoke(request.transport)
        response: web.StreamResponse
        try:
            if not self._host_is_ours(request):
                raise web.HTTPForbidden(text="This host is not served here.")
            if (request.method == "POST" or request.path == "/seat") and not self._origin_is_ours(request):
                raise web.HTTPForbidden(text="Not from this page.")
            response = await handler(request)
        except web.HTTPException as refused:
            response = refused
        except TrainerError as refused:
            response = _html(pages.said_page(_("That did not work"), str(refused)), status=503)
        if not response.prepared:
            response.headers.update(_headers(request))
        if isinstance(response, web.HTTPException):
            raise response
        return response

    def _host_is_ours(self, request: web.Request) -> bool:
        return _host_name(f"//{request.host}") in self._hosts

    def _origin_is_ours(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin", "")
        return _host_name(origin) in self._hosts and urlsplit(origin).netloc.lower() == request.host.lower()

    # --- the door -----------------------------------------------------------------------------------------------------

    async def _home(self, request: web.Request) -> web.StreamResponse:
        sitter = self._sitter(request)
        if sitter is not None:
            return _html(pages.terminal_page(sitter.name))
        visitor = self._visitor(request)
        if visitor is not None:
            raise web.HTTPSeeOther("name")
        return _html(pages.code_page())

    async def _code(self, request: web.Request) -> web.StreamResponse:
        form = await _form(request)
        address, now = request.remote or "", time.monotonic()
        wait = self._codes.wait(address, now)
        if wait > 0:
            told = _("Too many wrong codes. Try again in {n} seconds.").format(n=int(wait) + 1)
            return _html(pages.code_page(told), status=429)
        code = clean_line(form.get("code", ""), limit=12)
        room = await self._rooms.find(code) if code else None
        if room is None:
            self._codes.wrong(address, now)
            return _html(
                pages.code_page(_("No session has this code. Look at the lead's screen once more."), code), status=403
            )
        self._codes.right(address)
        token = secrets.token_urlsafe(32)
        self._visitors = {key: each for key, each in self._visitors.items() if each.until > now}
        self._visitors[token] = Visitor(room, now + DOOR_SECONDS)
        response = web.HTTPSeeOther("name")
        _set_cookie(request, response, DOOR_COOKIE, token, int(DOOR_SECONDS))
        raise response

    async def _name(self, request: web.Request) -> web.StreamResponse:
        visitor = self._visitor(request)
        if visitor is None:
            raise web.HTTPSeeOther("./")
        asks = visitor.asks
        if asks is not None and asks.granted:
            visitor.asks = None
            raise await self._sit_down(request, visitor, asks.person_id, asks.name)
        if asks is not None and "again" not in request.query:
            return _html(pages.waiting_page(asks.name))
        return await self._names(visitor)

    async def _choose(self, request: web.Request) -> web.StreamResponse:
        visitor = self._visitor(request)
        if visitor is None:
            raise web.HTTPSeeOther("./")
        form = await _form(request)
        try:
            person_id, name, taken = await self._wanted(visitor, form)
        except NameRefused as refused:
            return await self._names(visitor, str(refused), status=400)
        taken = taken or self._register.is_taken(visitor.room.session_id, person_id)
        if taken:
            refusal = await self._let_in_by_pin(request, visitor, person_id, name, form.get("pin", ""))
            if refusal is not None:
                return refusal
        if form.get("keep"):
            try:
                await self._rooms.set_pin(person_id, form["keep"])
            except TrainerError as refused:
                return await self._names(visitor, str(refused), status=400)
        raise await self._sit_down(request, visitor, person_id, name)

    async def _wanted(self, visitor: Visitor, form: dict[str, str]) -> tuple[int, str, bool]:
        """(person, name, taken) that was chosen. Raises NameRefused."""
        new = form.get("new", "")
        names = await self._rooms.names(visitor.room.session_id)
        if new.strip() and self._settings.newcomers:
            if UNSAFE.search(new):
                raise NameRefused(_("A name has letters alone; type it anew."))
            known = next((each for each in names if each.name.casefold() == clean_line(new).casefold()), None)
            if known is None:
                return await self._rooms.add(visitor.room.session_id, new), clean_line(new), False
            return known.person_id, known.name, known.taken
        chosen = next((each for each in names if str(each.person_id) == form.get("person")), None)
        if chosen is None:
            raise NameRefused(_("Choose your name from the list."))
        return chosen.person_id, chosen.name, chosen.taken

    async def _let_in_by_pin(
        self, request: web.Request, visitor: Visitor, person_id: int, name: str, pin: str
    ) -> web.Response | None:
        """None: the PIN is right. Without a PIN the lead is asked."""
        key, now = f"person {person_id}", time.monotonic()
        if not pin:
            number = 1 + max(self._askings, default=0)
            visitor.asks = Asking(number, person_id, name, request.remote or "")
            self._askings[number] = visitor.asks
            self._settings.asked(visitor.asks)
            return _html(pages.waiting_page(name))
        wait = self._pins.wait(key, now)
        if wait > 0:
            told = _("Too many wrong PINs. Try again in {n} seconds.").format(n=int(wait) + 1)
            return await self._names(visitor, told, status=429)
        if not await self._rooms.check_pin(person_id, pin):
            self._pins.wrong(key, now)
            return await self._names(visitor, _("That is not the PIN of {name}.").format(name=name), status=403)
        self._pins.right(key)
        return None

    async def _sit_down(self, request: web.Request, visitor: Visitor, person_id: int, name: str) -> web.HTTPSeeOther:
        await self._rooms.sit(visitor.room.code, person_id)
        sitter = Sitter(visitor.room.session_id, person_id, name)
        token = self._register.admit(sitter)
        await self.lines.get_up(sitter.seat)  # whoever sat there under the older token
        self._visitors.pop(request.cookies.get(DOOR_COOKIE, ""), None)
        response = web.HTTPSeeOther("./")
        _set_cookie(request, response, SEAT_COOKIE, token, WEEK)
        response.del_cookie(DOOR_COOKIE, path="/")
        return response

    async def _names(self, visitor: Visitor, refused: str = "", status: int = 200) -> web.Response:
        title = _("Session {code}, led by {name}").format(code=visitor.room.code, name=visitor.room.title)
        names = await self._rooms.names(visitor.room.session_id)
        page = pages.name_page(title, names, newcomers=self._settings.newcomers, refused=refused)
        return _html(page, status=status)

    def _visitor(self, request: web.Request) -> Visitor | None:
        visitor = self._visitors.get(request.cookies.get(DOOR_COOKIE, ""))
        return visitor if visitor is not None and visitor.until > time.monotonic() else None

    def _sitter(self, request: web.Request) -> Sitter | None:
        return self._register.sitter(request.cookies.get(SEAT_COOKIE, ""))

    # --- the seat -----------------------------------------------------------------------------------------------------

    async def _ticket(self, request: web.Request) -> web.Response:
        sitter = self._sitter(request)
        if sitter is None:
            raise web.HTTPForbidden(text="No seat.")
        return web.json_response({"ticket": self._terminals.tickets.sign(sitter.seat, time.monotonic())})

    async def _seat(self, request: web.Request) -> web.StreamResponse:
        sitter = self._sitter(request)
        if sitter is None:
            raise web.HTTPForbidden(text="No seat.")
        return await self.lines.sit(request, sitter)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        content = self._files.get(name)
        if content is None:
            raise web.HTTPNotFound(text="There is no such file.")
        kind = TYPES[Path(name).suffix]
        return web.Response(body=content, content_type=kind, headers={"Cache-Control": "max-age=3600"})


def _host_name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


async def _form(request: web.Request) -> dict[str, str]:
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType(text="A form is wanted.")
    return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", charset="utf-8", status=status)


def _headers(request: web.Request) -> dict[str, str]:
    host = request.host
    return {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"font-src 'self'; img-src data:; connect-src 'self' ws://{host} wss://{host}; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "max-age=3600" if request.path.startswith("/static/") else "no-store",
    }


def _set_cookie(request: web.Request, response: web.StreamResponse, name: str, value: str, seconds: int) -> None:
    secure = request.headers.get("Origin", "").startswith("https:")
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure)
