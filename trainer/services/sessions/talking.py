"""After the reveal: claiming, a line to the debrief's question, the if-then sentence, a complaint for next time."""

from datetime import timedelta

from trainer.domain.clocks import Clock
from trainer.domain.ids import AnswerId, PersonId, SessionId, TeamId
from trainer.domain.notes import LONGEST_NOTE, Note, NoteKind, lines_of
from trainer.domain.phases import Act, Phase
from trainer.domain.ports import UnitOfWork
from trainer.domain.texts import clean_line
from trainer.errors import NotFound, NothingWritten, SessionRefused
from trainer.locale import _
from trainer.services.sessions.moving import close_forgotten, known_session, seated

LOOK_BACK_DAYS = 31
MOST_PROPOSED = 3
"""Complaints that one person may leave for next time."""


def claim(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    *,
    named: bool = True,
    wall: bool = False,
    win_back: bool = False,
) -> None:
    """ "That was mine": the author's name stands beside the own answer, for everybody. Consents go with it: `wall`, the answer
    may hang on the wall of WOW and become a gold answer; `win_back`, it may come back to a colleague as a win-back card. All
    three False takes it back. Raises NotFound (no answer), SessionRefused (before the reveal; hidden by the lead)."""
    now = clock.now()
    with uow:
        session = seated(known_session(uow, session_id), person_id, Act.CLAIM)
        mine = next(
            (each for each in uow.session_cards.answers(session_id, now.at) if each.author_id == person_id), None
        )
        if mine is None:
            raise NotFound(_("You have no answer in this session to claim."))
        if mine.hidden and (named or wall or win_back):
            raise SessionRefused(_("The lead has taken this answer out of the reveal; it stays between you two."))
        uow.session_notes.claim(session_id, person_id, mine.id, now.at, named=named, wall=wall, win_back=win_back)
        uow.sessions.stir(session.id, now)
        uow.commit()


def own_answer(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> AnswerId | None:
    """The id of that person's own answer in the session; None: none was sent."""
    with uow.reading():
        known_session(uow, session_id)
        answers = uow.session_cards.answers(session_id, clock.now().at)
    return next((each.id for each in answers if each.author_id == person_id), None)


def proposed_in(uow: UnitOfWork, clock: Clock, session_id: SessionId) -> tuple[str, ...]:
    """The complaints for next time, without who wrote them. Raises NotFound."""
    with uow.reading():
        session = known_session(uow, session_id)
        return lines_of(uow.session_notes.of_session(session_id), NoteKind.PROPOSED, seed=session.id)


def proposals_left(uow: UnitOfWork, clock: Clock, session_id: SessionId) -> tuple[str, tuple[str, ...]]:
    """The session's language, and those of `proposed_in` that are not in the team's drafts yet; none while the session runs.
    Raises NotFound."""
    with uow.reading():
        session = known_session(uow, session_id)
        notes = uow.session_notes.of_session(session_id) if session.is_closed else []
        left = lines_of((each for each in notes if each.about is None), NoteKind.PROPOSED, seed=session.id)
        return session.language, left


def put_in_drafts(uow: UnitOfWork, clock: Clock, session_id: SessionId, text: str) -> None:
    """The complaint stands in the team's drafts: nobody puts it there again, also not after a trainer turned it down."""
    with uow:
        uow.session_notes.put_in_drafts(session_id, text)
        uow.commit()


def sessions_with_proposals(uow: UnitOfWork, clock: Clock, team_id: TeamId) -> list[SessionId]:
    """Closed sessions of the last month whose complaints for next time nobody put into the drafts: the room was forgotten,
    or the program that closed it ended too soon."""
    close_forgotten(uow, clock)
    with uow.reading():
        return uow.session_notes.with_proposals(team_id, clock.now().at - timedelta(days=LOOK_BACK_DAYS))


def write_note(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, text: str, *, question: int | None = None
) -> None:
    """A line to the debrief's question (the one that is asked now), in place of the own earlier one; nobody learns whose.

    Raises NotFound, SessionRefused, NothingWritten.
    """
    with uow.reading():
        session = seated(known_session(uow, session_id), person_id, Act.NOTE)
    asked = session.question if session.phase is Phase.DEBRIEF else session.questions - 1
    place = min(max(0, asked if question is None else question), session.questions - 1)
    _write(uow, clock, session_id, person_id, NoteKind.DEBRIEF, text, place, Act.NOTE)


def say_if_then(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, text: str) -> None:
    """ "If a customer ..., I will say ...": a practice item of this person (services.if_thens), for nobody else.

    Raises NotFound, SessionRefused, NothingWritten.
    """
    _write(uow, clock, session_id, person_id, NoteKind.IF_THEN, text, 0, Act.IF_THEN)


def propose_card(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, text: str, *, place: int | None = None
) -> int:
    """An absurd complaint for next time, for the team's drafts; up to three a person. Returns how many they left by now.

    `place`: writes the own complaint with that number, from 0, anew, so that it can be kept while it is typed.

    Raises NotFound, SessionRefused, NothingWritten.
    """
    with uow.reading():
        notes = uow.session_notes.of_session(session_id)
    mine = [each.place for each in notes if each.kind is NoteKind.PROPOSED and each.person_id == person_id]
    place = len(mine) if place is None else min(max(0, place), len(mine))
    if place >= MOST_PROPOSED:
        raise SessionRefused(_("Three complaints are plenty for one week; keep the next for Friday."))
    _write(uow, clock, session_id, person_id, NoteKind.PROPOSED, text, place, Act.PROPOSE_CARD)
    return len(set(mine) | {place})


def _write(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    kind: NoteKind,
    text: str,
    place: int,
    act: Act,
) -> None:
    words = clean_line(text, LONGEST_NOTE)
    if not any(letter.isprintable() and not letter.isspace() for letter in words):
        raise NothingWritten(_("There is nothing to keep yet: write a line."))
    now = clock.now()
    with uow:
        session = seated(known_session(uow, session_id), person_id, act)
        uow.session_notes.write(session_id, Note(kind, person_id, words, place), now.at)
        uow.sessions.touch(session.id, now)
        uow.commit()
