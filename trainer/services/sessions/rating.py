"""Rating in a session: pulled one by one among those who are here; in a team of two, each improves the other's answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from trainer.domain.clocks import Clock
from trainer.domain.dealing import ShownCard, ShownGold, for_rater
from trainer.domain.ids import AnswerId, PersonId, SessionId
from trainer.domain.notes import Note, NoteKind
from trainer.domain.orders import Refusal
from trainer.domain.phases import Act
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.presets import Seating
from trainer.domain.rating import Judgement, Round
from trainer.domain.reveals import SessionAnswer
from trainer.domain.rubric import Criterion, criteria_for
from trainer.domain.sessions import Session
from trainer.domain.texts import clean
from trainer.errors import NothingToRate, NothingWritten, SessionRefused
from trainer.locale import _
from trainer.services.rating import AnswerToRate, check_levels, next_answer
from trainer.services.sessions.moving import known_session, seated, why

TOUCH_SECONDS = 60.0
"""How often rating is noted as a key; each note is a write that others wait for."""


@dataclass(frozen=True, slots=True)
class ToImprove:
    """Two people: the other's answer, to be made better."""

    answer_id: AnswerId
    shown: ShownCard
    text: str
    improved: str
    """What I have written so far."""


@dataclass(frozen=True, slots=True)
class SelfRating:
    """An own answer beside the gold ones; it counts nowhere."""

    text: str
    given: Mapping[str, int]
    """Criterion -> level 0-4; empty: not rated yet."""
    gold: tuple[ShownGold, ...]
    criteria: tuple[Criterion, ...]
    improved: str
    """What the other made of it."""
    shown: ShownCard
    """The case, as a rater reads it."""


def next_to_rate(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    *,
    render: RenderCard | None = None,
    language: str | None = None,
) -> AnswerToRate | None:
    """The next answer of this session for that seat, by rules 4; the rest is `rating.give_rating`, `take_back_rating`,
    `put_back`. None: nothing, or nothing before others have had their share. Where levels are optional no gold answer comes
    blind: there is nothing to compare. Raises NotFound, SessionRefused."""
    now = clock.now()
    with uow.reading():
        session = seated(known_session(uow, session_id), person_id, Act.RATE)
        if session.preset.seating is Seating.PAIR:
            raise SessionRefused(
                _("Two people rate no blind answers: each improves the other's, and rates the own one.")
            )
        without = uow.session_cards.hidden(session_id)
        began = session.round_began
    assert began is not None, "rating begins a round"
    present = frozenset({seat.person_id for seat in session.present(now)} | {person_id})
    barred = {each.person_id: _mates(session, each.person_id) for each in session.seats}
    size = len(session.in_the_round())
    live = Round(began.at, present, session.id, frozenset(without), barred, size=size)
    render = render if session.preset.scores else None
    found = next_answer(uow, clock, person_id, render=render, language=language or session.language, live=live)
    if session.touched.seconds_until(now) >= TOUCH_SECONDS:
        with uow:
            uow.sessions.touch(session_id, now)
            uow.commit()
    return found


def partner_answer(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> ToImprove | None:
    """Two people: the other's answer; None: there is none. Raises NotFound, SessionRefused."""
    with uow.reading():
        _session, _mine, other = _pair(uow, clock, session_id, person_id)
        if other is None:
            return None
        deal = uow.deals.get(other.deal_id)
        notes = uow.session_notes.of_session(session_id)
    assert deal is not None, "an answer always has its deal"
    return ToImprove(other.id, for_rater(deal.shown), other.text, _written(notes, person_id, NoteKind.IMPROVED))


def improve(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, text: str) -> None:
    """Two people: the other's answer as I would send it; it can be written again. Raises NothingToRate, NothingWritten."""
    words = clean(text).strip()
    if not words:
        raise NothingWritten(_("There is nothing to give yet: change the answer so that it works better."))
    now = clock.now()
    with uow:
        _session, _mine, other = _pair(uow, clock, session_id, person_id)
        if other is None:
            raise NothingToRate(_("Your partner has sent no answer."))
        note = Note(NoteKind.IMPROVED, person_id, words, about=other.id)
        uow.session_notes.write(session_id, note, now.at)
        uow.sessions.touch(session_id, now)
        uow.commit()


def own_beside_gold(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> SelfRating:
    """Two people: my answer beside the gold ones and what the other made of it. Raises NothingToRate, SessionRefused."""
    with uow.reading():
        _session, mine, _other = _pair(uow, clock, session_id, person_id)
        if mine is None:
            raise NothingToRate(_("You have sent no answer to rate."))
        deal = uow.deals.get(mine.deal_id)
        notes = uow.session_notes.of_session(session_id)
    assert deal is not None, "an answer always has its deal"
    said = _written(notes, person_id, NoteKind.SELF_RATING)
    return SelfRating(
        text=mine.text,
        given=json.loads(said) if said else {},
        gold=deal.shown.gold if said else (),  # first the own eyes, then the gold
        criteria=criteria_for(deal.shown.rubric),
        improved=next((each.text for each in notes if each.about == mine.id), ""),
        shown=for_rater(deal.shown),
    )


def rate_self(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, judgement: Judgement
) -> SelfRating:
    """Two people: levels for the own answer; then the gold ones are shown beside it. Never counted (rules 3).

    Raises RatingRefused, NothingToRate, SessionRefused.
    """
    now = clock.now()
    own = own_beside_gold(uow, clock, session_id, person_id)
    check_levels(judgement, own.criteria)
    with uow:
        note = Note(NoteKind.SELF_RATING, person_id, json.dumps(dict(judgement.levels)))
        uow.session_notes.write(session_id, note, now.at)
        uow.sessions.touch(session_id, now)
        uow.commit()
    return own_beside_gold(uow, clock, session_id, person_id)


def _pair(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId
) -> tuple[Session, SessionAnswer | None, SessionAnswer | None]:
    session = seated(known_session(uow, session_id), person_id)
    if session.round_began is None:
        raise SessionRefused(why(Refusal.NOT_NOW))
    if session.preset.seating is not Seating.PAIR:
        raise SessionRefused(_("Only in a session of two each improves the other's answer."))
    answers = uow.session_cards.answers(session_id, clock.now().at)
    mine = next((each for each in answers if each.author_id == person_id), None)
    other = next((each for each in answers if each.author_id != person_id and not each.hidden), None)
    return session, mine, other


def _mates(session: Session, person_id: PersonId) -> frozenset[PersonId]:
    seat = session.seat_of(person_id)
    group = seat.group if seat else 0
    return frozenset(each.person_id for each in session.seats if group and each.group == group)


def _written(notes: list[Note], person_id: PersonId, kind: NoteKind) -> str:
    return next((each.text for each in notes if each.kind is kind and each.person_id == person_id), "")
