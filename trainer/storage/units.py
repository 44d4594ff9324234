"""The unit of work: one transaction, its repositories, and nothing kept unless `commit()` was called."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from trainer.domain import ports, session_ports
from trainer.errors import StoreError
from trainer.locale import _
from trainer.storage.answering import SqlAnswers, SqlDrafts
from trainer.storage.dealing import SqlDeals
from trainer.storage.decks import SqlDecks
from trainer.storage.engine import ASKING, WRITING
from trainer.storage.golds import SqlGolds
from trainer.storage.people import SqlPeople
from trainer.storage.pins import SqlPins
from trainer.storage.progress import SqlProgress
from trainer.storage.rating import SqlRatings
from trainer.storage.rulings import SqlDisputes, SqlRulings
from trainer.storage.scoring import SqlResults
from trainer.storage.session_cards import SqlSessionCards
from trainer.storage.session_notes import SqlSessionNotes
from trainer.storage.sessions import SqlSessions
from trainer.storage.statistics import SqlStatistics
from trainer.storage.teams import SqlTeams


class SqlUnitOfWork:
    """`with uow:` writes, `with uow.reading():` reads; one at a time, and both can be used again after they ended.

    Repositories belong to the transaction that is open. Raises StoreError (and what the repositories say) only.
    """

    people: ports.People
    pins: ports.Pins
    decks: ports.Decks
    deals: ports.Deals
    drafts: ports.Drafts
    answers: ports.Answers
    ratings: ports.Ratings
    results: ports.Results
    progress: ports.ProgressReads
    teams: ports.TeamReads
    statistics: ports.StatisticsReads
    golds: ports.Golds
    rulings: ports.Rulings
    disputes: ports.Disputes
    sessions: session_ports.Sessions
    session_cards: session_ports.SessionCards
    session_notes: session_ports.SessionNotes

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Session | None = None
        self._writing = False

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
        self.people = SqlPeople(session)
        self.pins = SqlPins(session)
        self.decks = SqlDecks(session)
        self.deals = SqlDeals(session)
        self.drafts = SqlDrafts(session)
        self.answers = SqlAnswers(session)
        self.ratings = SqlRatings(session)
        self.results = SqlResults(session)
        self.progress = SqlProgress(session)
        self.teams = SqlTeams(session)
        self.statistics = SqlStatistics(session)
        self.golds = SqlGolds(session)
        self.rulings = SqlRulings(session)
        self.disputes = SqlDisputes(session)
        self.sessions = SqlSessions(session)
        self.session_cards = SqlSessionCards(session)
        self.session_notes = SqlSessionNotes(session)

    def _end(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()  # rolls back what was not committed


def _broken_rule() -> StoreError:
    """A constraint that no repository explains: two programs changed the same thing, or a caller passed an id of nothing."""
    return StoreError(_("Somebody else changed the same thing in this moment; nothing was stored. Try again."))
