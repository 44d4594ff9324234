"""The door's three pages: the join code, the name, and the wait for the lead's nod. Whoever is through has a seat's cookie.

Guesses stand in line, one at a time: of a hundred that come at once five are looked at. Source: faults 3e.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from trainer.domain.texts import UNSAFE, clean_line
from trainer.errors import NameRefused, TrainerError
from trainer.locale import _
from trainer.serving import pages
from trainer.serving.doors import SEAT_SECONDS, Guard, Register, Sitter
from trainer.serving.rooms import Room, Rooms

SEAT_COOKIE, DOOR_COOKIE = "seat", "door"
DOOR_SECONDS = 15 * 60.0


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


@dataclass(slots=True)
class Visitor:
    """Somebody who knew a code and has no seat yet."""

    room: Room
    until: float
    asks: Asking | None = None


class Visiting:
    def __init__(
        self, rooms: Rooms, register: Register, settings: Settings, get_up: Callable[[str], Awaitable[None]]
    ) -> None:
        """`get_up`: closes the line of a seat that somebody else takes."""
        self._rooms, self._register, self._settings, self._get_up = rooms, register, settings, get_up
        self.codes, self.pins, self.wishes = Guard(), Guard(), Guard()
        self._guessing = asyncio.Lock()
        self._visitors: dict[str, Visitor] = {}
        self._askings: dict[int, Asking] = {}
        self._asked = 0

    def grant(self, number: int) -> bool:
        """The lead's nod to a wish for a taken name."""
        asking = self._askings.pop(number, None)
        if asking is not None:
            asking.granted = True
        return asking is not None

    def visitor(self, request: web.Request) -> Visitor | None:
        visitor = self._visitors.get(request.cookies.get(DOOR_COOKIE, ""))
        return visitor if visitor is not None and visitor.until > time.monotonic() else None

    # --- the code -----------------------------------------------------------------------------------------------------

    async def code(self, request: web.Request) -> web.StreamResponse:
        form = await _form(request)
        async with self._guessing:
            room, refusal = await self._guess(request.remote or "", clean_line(form.get("code", ""), limit=12))
        if room is None:
            return refusal
        now = time.monotonic()
        token = secrets.token_urlsafe(32)
        self._visitors = {key: each for key, each in self._visitors.items() if each.until > now}
        self._visitors[token] = Visitor(room, now + DOOR_SECONDS)
        response = web.HTTPSeeOther("name")
        _set_cookie(request, response, DOOR_COOKIE, token, int(DOOR_SECONDS))
        raise response

    async def _guess(self, address: str, code: str) -> tuple[Room | None, web.Response]:
        wait = self.codes.wait(address, time.monotonic())
        if wait > 0:
            told = _("Too many wrong codes. Try again in {n} seconds.").format(n=int(wait) + 1)
            return None, html(pages.code_page(told), status=429)
        room = await self._rooms.find(code) if code else None
        if room is not None:
            self.codes.right(address)
        else:
            self.codes.wrong(address, time.monotonic())
        told = _("No session has this code. Look at the lead's screen once more.")
        return room, html(pages.code_page(told, code), status=403)

    # --- the name -----------------------------------------------------------------------------------------------------

    async def name(self, request: web.Request) -> web.StreamResponse:
        visitor = self.visitor(request)
        if visitor is None:
            raise web.HTTPSeeOther("./")
        asks = visitor.asks
        if asks is not None and asks.granted:
            visitor.asks = None
            raise await self._sit_down(request, visitor, asks.person_id, asks.name)
        if asks is not None and "again" not in request.query:
            return html(pages.waiting_page(asks.name))
        return await self._names(visitor)

    async def choose(self, request: web.Request) -> web.StreamResponse:
        visitor = self.visitor(request)
        if visitor is None:
            raise web.HTTPSeeOther("./")
        form = await _form(request)
        try:
            person_id, name, taken = await self._wanted(visitor, form)
        except NameRefused as refused:
            return await self._names(visitor, str(refused), status=400)
        if taken or self._register.is_taken(visitor.room.session_id, person_id):
            refusal = await self._come_back(request, visitor, person_id, name, form.get("pin", ""))
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
            if known is not None:
                return known.person_id, known.name, known.taken
            if sum(each.taken for each in names) >= self._settings.seats:  # or one with a code fills the team list
                raise NameRefused(_("Every seat is taken; choose a name from the list, or ask the lead."))
            return await self._rooms.add(visitor.room.session_id, new), clean_line(new), False
        chosen = next((each for each in names if str(each.person_id) == form.get("person")), None)
        if chosen is None:
            raise NameRefused(_("Choose your name from the list."))
        return chosen.person_id, chosen.name, chosen.taken

    async def _come_back(
        self, request: web.Request, visitor: Visitor, person_id: int, name: str, pin: str
    ) -> web.Response | None:
        """To a name that is taken. None: the PIN is right. Without a PIN the lead is asked."""
        if not pin:
            return await self._ask_the_lead(visitor, person_id, name, request.remote or "")
        key = f"person {person_id}"
        async with self._guessing:
            wait = self.pins.wait(key, time.monotonic())
            right = wait <= 0 and await self._rooms.check_pin(person_id, pin)
            if right:
                self.pins.right(key)
            elif wait <= 0:
                self.pins.wrong(key, time.monotonic())
        if wait > 0:
            told = _("Too many wrong PINs. Try again in {n} seconds.").format(n=int(wait) + 1)
            return await self._names(visitor, told, status=429)
        told = _("That is not the PIN of {name}.").format(name=name)
        return None if right else await self._names(visitor, told, status=403)

    async def _ask_the_lead(self, visitor: Visitor, person_id: int, name: str, address: str) -> web.Response:
        """One wish a visitor, and no more a minute from an address than codes: each is a line on the lead's screen."""
        if visitor.asks is not None and visitor.asks.person_id == person_id:
            return html(pages.waiting_page(name))
        now = time.monotonic()
        if self.wishes.wait(address, now) > 0:
            told = _("The lead was asked often enough; wait for an answer, or type the PIN.")
            return await self._names(visitor, told, status=429)
        self.wishes.wrong(address, now)
        if visitor.asks is not None:
            self._askings.pop(visitor.asks.number, None)
        self._asked += 1
        visitor.asks = self._askings[self._asked] = Asking(self._asked, person_id, name, address)
        self._settings.asked(visitor.asks)
        return html(pages.waiting_page(name))

    async def _sit_down(self, request: web.Request, visitor: Visitor, person_id: int, name: str) -> web.HTTPSeeOther:
        await self._rooms.sit(visitor.room.code, person_id)
        sitter = Sitter(visitor.room.session_id, person_id, name)
        token = self._register.admit(sitter, time.time())
        await self._get_up(sitter.seat)  # whoever sat there under the older token
        self._visitors.pop(request.cookies.get(DOOR_COOKIE, ""), None)
        response = web.HTTPSeeOther("./")
        _set_cookie(request, response, SEAT_COOKIE, token, int(SEAT_SECONDS))
        response.del_cookie(DOOR_COOKIE, path="/")
        return response

    async def _names(self, visitor: Visitor, refused: str = "", status: int = 200) -> web.Response:
        title = _("Session {code}, led by {name}").format(code=visitor.room.code, name=visitor.room.title)
        names = await self._rooms.names(visitor.room.session_id)
        page = pages.name_page(title, names, newcomers=self._settings.newcomers, refused=refused)
        return html(page, status=status)


async def _form(request: web.Request) -> dict[str, str]:
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType(text="A form is wanted.")
    return {key: value for key, value in (await request.post()).items() if isinstance(value, str)}


def html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", charset="utf-8", status=status)


def _set_cookie(request: web.Request, response: web.StreamResponse, name: str, value: str, seconds: int) -> None:
    secure = request.headers.get("Origin", "").startswith("https:")
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure)
