"""The unit of work: one transaction, its repositories, and nothing kept unless `commit()` was called."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from trainer.errors import StoreError
from trainer.locale import _
from trainer.storage.engine import ASKING, WRITING

if TYPE_CHECKING:
    from trainer.domain import ports, session_ports

REPOSITORIES = {
    "people": "people:SqlPeople",
    "pins": "pins:SqlPins",
    "decks": "decks:SqlDecks",
    "deals": "dealing:SqlDeals",
    "drafts": "answering:SqlDrafts",
    "answers": "answering:SqlAnswers",
    "ratings": "rating:SqlRatings",
    "results": "scoring:SqlResults",
    "progress": "progress:SqlProgress",
    "teams": "teams:SqlTeams",
    "statistics": "statistics:SqlStatistics",
    "golds": "golds:SqlGolds",
    "rulings": "rulings:SqlRulings",
    "disputes": "rulings:SqlDisputes",
    "sessions": "sessions:SqlSessions",
    "rooms": "rooms:SqlRooms",
    "session_cards": "session_cards:SqlSessionCards",
    "session_notes": "session_notes:SqlSessionNotes",
    "if_thens": "if_thens:SqlIfThens",
}
"""Each is imported and made when a transaction first asks for it: who practises never loads what sessions need, 2 MB."""


class SqlUnitOfWork:
    """`with uow:` writes, `with uow.reading():` reads; one at a time, and both can be used again after they ended.

    Repositories belong to the transaction that is open. Raises StoreError (and what the repositories say) only.
    """

    people: "ports.People"
    pins: "ports.Pins"
    decks: "ports.Decks"
    deals: "ports.Deals"
    drafts: "ports.Drafts"
    answers: "ports.Answers"
    ratings: "ports.Ratings"
    results: "ports.Results"
    progress: "ports.ProgressReads"
    teams: "ports.TeamReads"
    statistics: "ports.StatisticsReads"
    golds: "ports.Golds"
    rulings: "ports.Rulings"
    disputes: "ports.Disputes"
    sessions: "session_ports.Sessions"
    rooms: "session_ports.Rooms"
    session_cards: "session_ports.SessionCards"
    session_notes: "session_ports.SessionNotes"
    if_thens: "session_ports.IfThens"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Session | None = None
        self._writing = False

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            place = REPOSITORIES.get(name)
            if place is None or self._session is None:
                raise AttributeError(name)
            module, _colon, kind = place.partition(":")
            made = getattr(importlib.import_module(f"trainer.storage.{module}"), kind)(self._session)
            self.__dict__[name] = made
            return made

    def __enter__(self) -> Self:
        self._begin(writing=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._end()
        if isinstance(error, IntegrityError):
            raise _broken_rule() from None

    @contextmanager
    def reading(self) -> Iterator[Self]:
        """A transaction in which everything asked is of one instant (SQLite) and nothing can be stored."""
        self._begin(writing=False)
        try:
            yield self
        finally:
            self._end()

    @contextmanager
    def asking(self) -> Iterator[Self]:
        """For one SELECT alone: on PostgreSQL without the two messages of a transaction around it."""
        mark = ASKING.set(True)
        try:
            self._begin(writing=False, alone=True)
            try:
                yield self
            finally:
                self._end()
        finally:
            ASKING.reset(mark)

    def commit(self) -> None:
        """Makes durable what was done since the beginning or the last commit."""
        if self._session is None or not self._writing:
            raise RuntimeError("commit() needs an open `with uow:`")
        try:
            self._session.commit()
        except IntegrityError:
            raise _broken_rule() from None

    def _begin(self, *, writing: bool, alone: bool = False) -> None:
        if self._session is not None:
            raise RuntimeError("this unit of work is open already; transactions do not nest")
        options: dict[str, Any] = {WRITING: writing, "postgresql_readonly": not writing}
        if alone and self._engine.dialect.name == "postgresql":
            options = {"isolation_level": "AUTOCOMMIT"}
        session = Session(self._engine.execution_options(**options), autoflush=False)
        try:
            session.connection()  # begins here, so that a locked or missing database is said at once
        except BaseException:
            session.close()
            raise
        self._session, self._writing = session, writing

    def _end(self) -> None:
        session, self._session = self._session, None
        for name in REPOSITORIES:
            self.__dict__.pop(name, None)
        if session is not None:
            session.close()  # rolls back what was not committed


def _broken_rule() -> StoreError:
    """A constraint that no repository explains: two programs changed the same thing, or a caller passed an id of nothing."""
    return StoreError(_("Somebody else changed the same thing in this moment; nothing was stored. Try again."))
