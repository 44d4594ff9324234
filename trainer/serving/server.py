"""The web server: a door with a join code, and behind it one terminal a seat.

What it lets in: hosts and origins that it was told of, five wrong codes a minute, one cookie of 256 bits a seat, a signed
ticket for each connection, windows of 20-400 x 5-120, messages of 64 KiB, and so many seats as it was told. Source: faults 3e.
"""

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from trainer.errors import StoreError, TrainerError
from trainer.locale import _
from trainer.serving import pages
from trainer.serving.doors import Register, Sitter
from trainer.serving.gates import Gate
from trainer.serving.lines import Lines
from trainer.serving.rooms import Rooms
from trainer.serving.terminals import Terminals
from trainer.serving.visiting import SEAT_COOKIE, Settings, Visiting, html

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".txt": "text/plain",
}
LONGEST_FORM = 1 << 13

LOG = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SeatServer:
    def __init__(self, rooms: Rooms, terminals: Terminals, register: Register, settings: Settings) -> None:
        self._rooms, self._terminals, self._register, self._settings = rooms, terminals, register, settings
        self.lines = Lines(terminals, settings.seats)
        self.visiting = Visiting(rooms, register, settings, self.lines.get_up)
        self._hosts = {"localhost", "127.0.0.1", "::1", *settings.names}
        self.app = web.Application(middlewares=[self._guarded], client_max_size=LONGEST_FORM)
        self.app.add_routes(
            [
                web.get("/", self._home),
                web.post("/code", self.visiting.code),
                web.get("/name", self.visiting.name),
                web.post("/name", self.visiting.choose),
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
            self.app,
            access_log=None,
            logger=_nobody_listens(),
            handle_signals=False,
            keepalive_timeout=15.0,
            shutdown_timeout=1.0,
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
        return self.visiting.grant(number)

    # --- the walls ----------------------------------------------------------------------------------------------------

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        gate, response = self.gate, web.StreamResponse()
        if gate is not None:
            gate.spoke(request.transport)
        try:
            if not self._host_is_ours(request):
                raise web.HTTPForbidden(text="This host is not served here.")
            if (request.method == "POST" or request.path == "/seat") and not self._origin_is_ours(request):
                raise web.HTTPForbidden(text="Not from this page.")
            response = await handler(request)
        except web.HTTPException as refused:
            response = refused
        except StoreError:  # the refusal itself names the database's address, which is nobody's business out there
            told = _("The database does not answer just now. Try again in a moment.")
            response = html(pages.said_page(_("One moment"), told), status=503)
        except TrainerError as refused:
            response = html(pages.said_page(_("That did not work"), str(refused)), status=503)
        except Exception as mistake:  # our own: one line for whoever serves, and no words of a person in it
            at = traceback.extract_tb(mistake.__traceback__)[-1]
            LOG.error("%s in %s, line %s", type(mistake).__name__, at.filename, at.lineno)
            response = web.HTTPInternalServerError(text="That went wrong here. Try again.")
        finally:
            if gate is not None:
                gate.silent(request.transport)
        if not response.prepared:
            response.headers.update(_headers(request))
        if isinstance(response, web.HTTPException):
            raise response
        return response

    def _host_is_ours(self, request: web.Request) -> bool:
        return _host_name(f"//{request.headers.get('Host', '')}") in self._hosts

    def _origin_is_ours(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin", "")
        return _host_name(origin) in self._hosts and urlsplit(origin).netloc.lower() == request.host.lower()

    # --- the seat -----------------------------------------------------------------------------------------------------

    async def _home(self, request: web.Request) -> web.StreamResponse:
        sitter = await self._sitter(request)
        if sitter is not None:
            return html(pages.terminal_page(sitter.name))
        if self.visiting.visitor(request) is not None:
            raise web.HTTPSeeOther("name")
        return html(pages.code_page())

    async def _sitter(self, request: web.Request) -> Sitter | None:
        """Whose cookie that is; nobody's once its session is over, or twelve hours old."""
        sitter = self._register.sitter(request.cookies.get(SEAT_COOKIE, ""), time.time())
        if sitter is None:
            return None
        try:
            lasts = await self._rooms.lasts(sitter.session_id)
        except StoreError:
            lasts = True  # the seat itself says that the database does not answer
        if not lasts:
            self._register.end(sitter.session_id)
        return sitter if lasts else None

    async def _ticket(self, request: web.Request) -> web.Response:
        sitter = await self._sitter(request)
        if sitter is None:
            raise web.HTTPForbidden(text="No seat.")
        return web.json_response({"ticket": self._terminals.tickets.sign(sitter.seat, time.monotonic())})

    async def _seat(self, request: web.Request) -> web.StreamResponse:
        sitter = self._register.sitter(request.cookies.get(SEAT_COOKIE, ""), time.time())
        if sitter is None:
            raise web.HTTPForbidden(text="No seat.")
        assert self.gate is not None
        return await self.lines.sit(request, sitter, partial(self.gate.sits, request.transport))

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        content = self._files.get(name)
        if content is None:
            raise web.HTTPNotFound(text="There is no such file.")
        kind = TYPES[Path(name).suffix]
        return web.Response(body=content, content_type=kind, headers={"Cache-Control": "max-age=3600"})


def _nobody_listens() -> logging.Logger:
    """For aiohttp, which writes a traceback for every crooked request: any stranger could fill the lead's terminal."""
    deaf = logging.getLogger(f"{__name__}.requests")
    deaf.disabled = True
    return deaf


def _host_name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


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
