"""What the door asks of the database: which session has that code, who belongs to it, taking a seat."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

from trainer.bootstrap import Trainer
from trainer.domain.ids import PersonId, SessionId
from trainer.errors import NotFound
from trainer.serving.pages import Name

T = TypeVar("T")
READ_ON_SECONDS = 3600.0
"""So long after the end of a session its seats may still come back."""


@dataclass(frozen=True, slots=True)
class Room:
    """A session that runs."""

    session_id: str
    code: str
    title: str


class Rooms(Protocol):
    async def find(self, code: str) -> Room | None:
        """The running session with that join code."""

    async def lasts(self, session_id: str) -> bool:
        """Whether the session runs, or was closed less than an hour ago: its summary is still read."""

    async def names(self, session_id: str) -> list[Name]:
        """People of the session's team; taken: whoever has a seat there, or a PIN."""

    async def add(self, session_id: str, name: str) -> int:
        """A newcomer to the team. Raises NameRefused."""

    async def sit(self, code: str, person_id: int) -> None:
        """Takes a seat in the session. Raises a refusal."""

    async def check_pin(self, person_id: int, pin: str) -> bool: ...
    async def set_pin(self, person_id: int, pin: str) -> None:
        """Raises PinRefused."""

    async def running(self) -> list[Room]: ...


class DatabaseRooms:
    """On the trainer's own database, on one thread."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._pool = ThreadPoolExecutor(1, "rooms")

    async def find(self, code: str) -> Room | None:
        return await self._do(self._find, code)

    async def lasts(self, session_id: str) -> bool:
        return await self._do(self._lasts, session_id)

    async def names(self, session_id: str) -> list[Name]:
        return await self._do(self._names, session_id)

    async def add(self, session_id: str, name: str) -> int:
        return await self._do(self._add, session_id, name)

    async def sit(self, code: str, person_id: int) -> None:
        from trainer.services.sessions import seats

        await self._do(self._trainer.run, seats.join, code, PersonId(person_id))

    async def check_pin(self, person_id: int, pin: str) -> bool:
        from trainer.services import pins

        return await self._do(self._trainer.run, pins.check_pin, PersonId(person_id), pin)

    async def set_pin(self, person_id: int, pin: str) -> None:
        from trainer.services import pins

        await self._do(self._trainer.run, pins.set_pin, PersonId(person_id), pin)

    async def running(self) -> list[Room]:
        return await self._do(self._running)

    async def open(self) -> None:
        """Raises StoreError."""
        await self._do(self._trainer.open)

    def close(self) -> None:
        self._pool.submit(self._trainer.close)
        self._pool.shutdown(wait=True)

    async def _do(self, work: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*args))

    def _find(self, code: str) -> Room | None:
        from trainer.services.sessions import opening

        try:
            session = self._trainer.run(opening.find_session, code)
        except NotFound:
            return None
        if session.is_closed or session.code.casefold() != opening.code_of(code).casefold():
            return None
        return Room(session.id, session.code, session.lead_name)

    def _lasts(self, session_id: str) -> bool:
        from trainer.services.sessions import opening

        try:
            session = self._trainer.run(opening.show_session, SessionId(session_id))
        except NotFound:
            return False
        closed = session.closed_at
        return closed is None or (self._trainer.clock.now().at - closed).total_seconds() < READ_ON_SECONDS

    def _names(self, session_id: str) -> list[Name]:
        from trainer.services import pins
        from trainer.services.people import list_people
        from trainer.services.sessions import opening

        session = self._trainer.run(opening.show_session, SessionId(session_id))
        people = [person for person, _team in self._trainer.run(list_people) if person.team_id == session.team_id]
        return [
            Name(
                person.id,
                person.name,
                session.seat_of(person.id) is not None or self._trainer.run(pins.has_pin, person.id),
            )
            for person in people
            if person.id != session.lead_id
        ]

    def _add(self, session_id: str, name: str) -> int:
        from trainer.services.people import add_people, list_people
        from trainer.services.sessions import opening

        session = self._trainer.run(opening.show_session, SessionId(session_id))
        team = next(team.name for _each, team in self._trainer.run(list_people) if team.id == session.team_id)
        return self._trainer.run(add_people, [name], team=team)[0].id

    def _running(self) -> list[Room]:
        from trainer.services.sessions import opening

        lines = self._trainer.run(opening.list_sessions, running=True)
        return [Room(line.id, line.code, line.lead_name) for line in lines]
