"""What the use cases of team sessions need from the store; the rest is in ports.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # they are named in signatures alone; each dataclass costs a millisecond and 30 kB to import
    from trainer.domain.clocks import Instant
    from trainer.domain.dealing import Deal, ShownCard
    from trainer.domain.ids import AnswerId, CardId, DealId, DeckId, PersonId, SessionId, TeamId
    from trainer.domain.if_thens import Carried, Event, Sentence
    from trainer.domain.moods import Mood
    from trainer.domain.notes import Note, NoteKind
    from trainer.domain.reveals import SessionAnswer
    from trainer.domain.rooms import OpenRoom
    from trainer.domain.sessions import Pulse, Session, SessionLine
    from trainer.domain.views import Own


class Sessions(Protocol):
    """The state of team sessions."""

    def add(self, session: Session, deck_id: DeckId | None, card_id: CardId | None, shown: ShownCard | None) -> Session:
        """Stores a new session under a fresh id, with a code that no running session has (a unique index). `deck_id` without a
        card: each gets an own one of that deck alone."""

    def get(self, session_id: SessionId, *, lock: bool = False) -> Session | None:
        """`lock`: others who want to move it wait until this transaction ends."""

    def find(self, code: str) -> SessionId | None:
        """By its code: the running one, else the newest."""

    def seated(self, person_id: PersonId) -> SessionId | None:
        """Where that person has a seat: a running session before a closed one, the newest of them."""

    def save(self, before: Session, after: Session) -> None:
        """Stores what moved; `before` is what was loaded in this transaction."""

    def beat(self, session_id: SessionId, person_id: PersonId, now: Instant, *, leading: bool) -> None:
        """One UPDATE of the seat (or of the lead's mark); no version rises."""

    def touch(self, session_id: SessionId, now: Instant) -> None:
        """Somebody pressed a key that changes no state."""

    def set_ready(self, session_id: SessionId, person_id: PersonId, turn: int, now: Instant) -> None:
        """Of that turn (-1: not ready). Like a beat it raises no version: forty people's must not make forty read anew."""

    def stir(self, session_id: SessionId, now: Instant) -> None:
        """`touch`, and one version more: views have something new to show."""

    def idle_since(self, session_id: SessionId) -> Instant | None:
        """The last key of anybody, or the deadline where that is later; None once closed."""

    def pulse(self, session_id: SessionId, now: Instant) -> Pulse | None:
        """One SELECT."""

    def card_of(self, session_id: SessionId) -> ShownCard | None:
        """The card of all; None where each has an own one."""

    def deck_of(self, session_id: SessionId) -> DeckId | None:
        """Where its cards come from; None: from every deck."""

    def lines(self, team_id: TeamId | None, *, running: bool | None) -> list[SessionLine]:
        """Newest first."""

    def led(self, team_id: TeamId) -> Mapping[PersonId, datetime | None]:
        """The team's active people -> when each led last; None: never."""

    def forgotten(self, before: datetime) -> list[SessionId]:
        """Running ones without a key since then."""

    def seen_by_team(self, team_id: TeamId) -> Mapping[tuple[DeckId, CardId], frozenset[PersonId]]:
        """Card -> who of the team's active people had it, or a gold answer of it."""


class Rooms(Protocol):
    """Sessions as home sees them, apart from `Sessions`: who practises alone need not load that."""

    def open_to(self, person_id: PersonId) -> list[OpenRoom]:
        """Of that person's team, not closed; one SELECT."""


class IfThens(Protocol):
    """If-then sentences and their tries; every call is asked for one person, and tells of nobody else."""

    def of(self, person_id: PersonId) -> list[Sentence]:
        """The oldest first, in two statements; one where there is none."""

    def carry(self, person_id: PersonId, sentence: SessionId, deal_id: DealId, at: datetime) -> None:
        """It lies beside that card."""

    def beside(self, person_id: PersonId, deal_id: DealId) -> Carried | None:
        """The sentence beside that card."""

    def tell(
        self, person_id: PersonId, sentence: SessionId, event: Event, at: datetime, deal_id: DealId | None
    ) -> None:
        """`deal_id`: of the try beside that card, in place of what was told before; None: an event of its own."""


class SessionCards(Protocol):
    """Cards, answers and ratings of a session; each change is one statement."""

    def deal_of(self, session_id: SessionId, person_id: PersonId) -> Deal | None: ...
    def own(self, session_id: SessionId, person_id: PersonId, *, after: bool) -> Own:
        """What one person has in the session, in one SELECT; `after`: which of the two moods is asked for."""

    def dealt(self, session_id: SessionId) -> list[tuple[DeckId, CardId]]: ...
    def open_deals(self, session_id: SessionId) -> list[Deal]: ...
    def move_deadlines(self, session_id: SessionId, deadline: Instant | None) -> None:
        """Of all open deals; None: their clock stands."""

    def hand_over(self, session_id: SessionId, before: PersonId, now: PersonId) -> None:
        """The group's pen went on: its open card, drafts and all, is the other's."""

    def reopen_taken(self, session_id: SessionId, deadline: Instant | None) -> int:
        """Opens again what was taken as it stood and nobody has rated yet; returns how many."""

    def end_taking_back(self, session_id: SessionId, at: datetime) -> None:
        """The phase is over: answers and ratings that could still be taken back for some seconds are given by now."""

    def release_answers(self, session_id: SessionId) -> int:
        """The round is closed: what was held waits like any answer from now on."""

    def answers(self, session_id: SessionId, final_by: datetime) -> list[SessionAnswer]:
        """With ratings that are final by then, in no telling order."""

    def counts(self, session_id: SessionId) -> tuple[int, int]:
        """(answers, ratings of them)."""

    def hide(self, session_id: SessionId, answer_id: AnswerId, by: PersonId, *, hidden: bool) -> None: ...
    def hidden(self, session_id: SessionId) -> frozenset[AnswerId]: ...


class SessionNotes(Protocol):
    """What people say in a session."""

    def write(self, session_id: SessionId, note: Note, at: datetime) -> None:
        """Stores it in place of what the same person wrote there before."""

    def of_session(self, session_id: SessionId) -> list[Note]: ...
    def set_mood(self, session_id: SessionId, person_id: PersonId, mood: Mood, *, after: bool) -> None: ...
    def moods(self, session_id: SessionId) -> Mapping[PersonId, tuple[Mood | None, Mood | None]]:
        """Person -> (before, after)."""

    def claim(
        self,
        session_id: SessionId,
        person_id: PersonId,
        answer_id: AnswerId,
        at: datetime,
        *,
        named: bool,
        wall: bool,
        win_back: bool,
    ) -> None:
        """Stores what the author consents to; nothing at all takes it back."""

    def recommend(self, person_id: PersonId, quarter: str, score: int, at: datetime) -> None: ...
    def recommendations(self, team_id: TeamId, quarter: str) -> list[int]: ...
    def consented(self, team_id: TeamId) -> list[SessionId]:
        """Sessions of the team in which an author gave an answer to the wall, or to be won back; the oldest first."""

    def count(self, session_id: SessionId, kind: NoteKind, place: int) -> int: ...
    def with_proposals(self, team_id: TeamId, since: datetime) -> list[SessionId]:
        """Closed sessions of the team since then, some of whose complaints for next time are not in the drafts yet."""

    def put_in_drafts(self, session_id: SessionId, text: str) -> None:
        """Says of a complaint for next time that it stands in the drafts now."""
