"""Who may come in: guesses are slowed down, tickets are signed and used once, a seat is known by a random token.

Standard library only, time is an argument. Source: faults 3e.
"""

import hashlib
import hmac
import ipaddress
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from trainer import paths

TRIES = 5
"""So many wrong codes a minute an address may try."""
WINDOW_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 15 * 60.0
TRIES_OF_ALL = 60
"""So many wrong codes a minute all addresses together may try: addresses are cheap."""
TICKET_SECONDS = 30.0
SEAT_SECONDS = 12 * 3600.0
"""A seat's token lasts for a working day."""
MOST_ADDRESSES = 1000
"""Whose guesses are kept in mind; beyond that the oldest are forgotten, and the count of all still holds."""
COLUMNS, ROWS = (20, 400), (5, 120)
"""Smallest and largest window of a seat: an unclamped one took 2.5 GB."""


class Guard:
    """Counts wrong guesses by address: five a minute, then a wait that doubles with each further one, up to 15 minutes."""

    def __init__(self) -> None:
        self._wrong: dict[str, list[float]] = {}
        self._shut: dict[str, tuple[float, float]] = {}
        """Address -> (until when, how long the last wait was)."""

    def wait(self, address: str, now: float) -> float:
        """Seconds until the next guess of this address is looked at; 0: at once."""
        until, _length = self._shut.get(_network(address), (0.0, 0.0))
        everybody, _long = self._shut.get("", (0.0, 0.0))
        return max(0.0, until - now, everybody - now)

    def wrong(self, address: str, now: float) -> None:
        self._count(_network(address), TRIES, now)
        self._count("", TRIES_OF_ALL, now)

    def right(self, address: str) -> None:
        """Forgets the address's guesses; the count of all stays."""
        self._wrong.pop(_network(address), None)
        self._shut.pop(_network(address), None)

    def _count(self, key: str, allowed: int, now: float) -> None:
        if len(self._wrong) >= MOST_ADDRESSES and key not in self._wrong:
            self._forget(now)
        recent = [*(at for at in self._wrong.get(key, ()) if now - at < WINDOW_SECONDS), now]
        self._wrong[key] = recent
        _until, length = self._shut.get(key, (0.0, 0.0))
        if length and key:
            self._shut[key] = (now + min(2 * length, LONGEST_WAIT_SECONDS), min(2 * length, LONGEST_WAIT_SECONDS))
        elif len(recent) >= allowed:
            self._shut[key] = (now + WINDOW_SECONDS, WINDOW_SECONDS)

    def _forget(self, now: float) -> None:
        """Whoever has not guessed for as long as the longest wait; where none is left to forget, who guessed first."""
        old = [key for key, at in self._wrong.items() if key and now - at[-1] > LONGEST_WAIT_SECONDS]
        for key in old or [next(key for key in self._wrong if key)]:
            self._wrong.pop(key, None)
            self._shut.pop(key, None)


def _network(address: str) -> str:
    """One IPv6 household has 2**64 addresses: they count as one."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


class Tickets:
    """Signed permission to open one seat once, within 30 seconds: without it a cookie alone opens nothing."""

    def __init__(self, key: bytes | None = None) -> None:
        self.key = key or secrets.token_bytes(32)
        self._used: dict[str, float] = {}

    def sign(self, seat: str, now: float) -> str:
        """`now` is of a clock that both sides share (CLOCK_MONOTONIC)."""
        words = json.dumps([seat, now + TICKET_SECONDS, secrets.token_hex(8)]).encode()
        return f"{urlsafe_b64encode(words).decode()}.{self._mac(words)}"

    def seat_in(self, ticket: str, now: float) -> str | None:
        """The seat that the ticket is for; None when it is forged or too old."""
        body, _dot, mac = ticket[:1000].partition(".")
        try:
            words = urlsafe_b64decode(body.encode("ascii"))
            mac_given = mac.encode("ascii")
        except (ValueError, UnicodeEncodeError):
            return None
        if not hmac.compare_digest(self._mac(words).encode("ascii"), mac_given):
            return None
        seat, until, _nonce = json.loads(words)
        return str(seat) if now <= until else None

    def use(self, ticket: str, now: float) -> str | None:
        """As `seat_in`, and the same ticket never works again."""
        self._used = {each: until for each, until in self._used.items() if until > now}
        seat = self.seat_in(ticket, now)
        mac = ticket.partition(".")[2]
        if seat is None or mac in self._used:
            return None
        self._used[mac] = now + TICKET_SECONDS
        return seat

    def _mac(self, words: bytes) -> str:
        return hmac.new(self.key, words, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Sitter:
    """Whose seat a token opens."""

    session_id: str
    person_id: int
    name: str
    until: float = 0.0
    """By the wall clock, for it outlives this server."""

    @property
    def seat(self) -> str:
        return f"{self.session_id}/{self.person_id}"


class Register:
    """Tokens and whose they are. Kept in a file as SHA-256 alone, so that a server that starts again knows its seats."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._sitters: dict[str, Sitter] = {}
        if file is not None and file.exists():
            try:
                kept = json.loads(file.read_text(encoding="utf-8"))
                self._sitters = {str(key): Sitter(**each) for key, each in kept.items()}
            except (OSError, ValueError, TypeError, AttributeError):
                self._sitters = {}

    def admit(self, sitter: Sitter, now: float) -> str:
        """A new token of 256 bits for the seat, good for twelve hours; the seat's older tokens end, and those of other days."""
        token = secrets.token_urlsafe(32)
        self._sitters = {
            key: each for key, each in self._sitters.items() if each.seat != sitter.seat and each.until > now
        }
        self._sitters[_hashed(token)] = replace(sitter, until=now + SEAT_SECONDS)
        self._keep()
        return token

    def sitter(self, token: str, now: float) -> Sitter | None:
        known = self._sitters.get(_hashed(token)) if token else None
        return known if known is not None and known.until > now else None

    def end(self, session_id: str) -> None:
        """The session is over: none of its tokens opens anything."""
        self._sitters = {key: each for key, each in self._sitters.items() if each.session_id != session_id}
        self._keep()

    def is_taken(self, session_id: str, person_id: int) -> bool:
        return any((each.session_id, each.person_id) == (session_id, person_id) for each in self._sitters.values())

    def _keep(self) -> None:
        if self._file is None:
            return
        paths.private_folder(self._file.parent)
        fresh = self._file.with_suffix(f".{os.getpid()}.tmp")
        handle = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({key: asdict(each) for key, each in self._sitters.items()}, stream)
        fresh.replace(self._file)


def clamp(columns: object, rows: object) -> tuple[int, int]:
    """A window within reason, whatever was asked for."""
    return _within(columns, *COLUMNS, 80), _within(rows, *ROWS, 24)


def _within(value: object, least: int, most: int, otherwise: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return otherwise
    return max(least, min(most, value))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
