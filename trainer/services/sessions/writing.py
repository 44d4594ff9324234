"""The card of a seat: dealt with the session's own deadline, the same from whatever process it is asked for."""

from dataclasses import dataclass, replace

from trainer.domain.answering import Draft
from trainer.domain.clocks import Clock, Instant
from trainer.domain.dealing import GRACE_SECONDS, Deal, ShownCard, for_writer, is_repeat
from trainer.domain.ids import DealId, PersonId, SessionId
from trainer.domain.kinds import DealState
from trainer.domain.notes import Note, NoteKind
from trainer.domain.orders import Join, Refusal, TakePen
from trainer.domain.people import alphabetical
from trainer.domain.phases import Act, Phase, Shown, is_shown
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.presets import Seating
from trainer.domain.reasons import Reason, Why
from trainer.domain.sessions import Seat, Session
from trainer.domain.texts import clean
from trainer.errors import AnotherCardOpen, NothingToDeal, NothingWritten, SessionRefused
from trainer.locale import _
from trainer.services.sessions.choosing import choose, shelf_for
from trainer.services.sessions.moving import known_session, move, seated, why
from trainer.services.settling import close_at_zero, settle


@dataclass(frozen=True, slots=True)
class Offered:
    """A variant that a member of the group offers to its pen."""

    name: str
    text: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class MyCard:
    shown: ShownCard
    """As its writer may see it."""
    deal: Deal | None
    """To write for; None: not yet (the lead reads it aloud), not any more, or a colleague holds the group's pen."""
    draft: Draft
    seconds_left: float | None
    """Of the session's clock; negative after its zero."""
    group: tuple[str, ...] = ()
    pen_holder: str = ""
    offered: tuple[Offered, ...] = ()
    """For the group alone."""


def my_card(
    uow: UnitOfWork,
    clock: Clock,
    session_id: SessionId,
    person_id: PersonId,
    *,
    render: RenderCard,
    language: str | None = None,
) -> MyCard:
    """The seat's card, from the deal on; once the writing has begun, with a deal to write for and the newest draft.

    Idempotent, at two terminals too. A latecomer gets the time that is left, and none once time and grace are over. Raises
    NotFound, SessionRefused (no seat; the card is not dealt yet), NothingToDeal.
    """
    now = clock.now()
    with uow.reading():
        session = seated(known_session(uow, session_id), person_id)
        if not is_shown(Shown.CARD, session.phase):
            raise SessionRefused(_("The card comes in a moment: the lead deals it."))
        deal = uow.session_cards.deal_of(session_id, person_id)
    if deal is None and session.lacks_group(person_id) and session.phase in (Phase.DEAL, Phase.WRITE):
        person = session.seat_of(person_id)
        session = move(uow, clock, session_id, Join(person_id, person.name if person else ""))
    with uow.reading():
        shown = deal.shown if deal else uow.sessions.card_of(session_id)
    if deal is None and shown is None:
        shown = _own_card(uow, session, person_id, render, language)
    if deal is None and shown is not None and _may_write(session, person_id, now):
        deal = _dealt(uow, session, person_id, shown, now)
    assert shown is not None, "a session has one card for all, or one each"
    with uow.reading():
        saved = uow.drafts.latest(deal.id) if deal else None
        notes = uow.session_notes.of_session(session_id) if session.preset.seating is Seating.GROUPS else []
    group = _group_of(session, person_id)
    members = {seat.person_id for seat in group}
    return MyCard(
        shown=for_writer(shown),
        deal=None if deal is None else replace(deal, shown=for_writer(deal.shown)),
        draft=saved.draft if saved else Draft(("",)),
        seconds_left=session.seconds_left(now),
        group=tuple(sorted((seat.name for seat in group), key=alphabetical)),
        pen_holder=next((seat.name for seat in group if seat.pen), ""),
        offered=tuple(
            Offered(each.name, each.text, each.person_id == person_id)
            for each in notes
            if each.kind is NoteKind.VARIANT and each.person_id in members
        ),
    )


def hand_in(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, draft: Draft | None = None
) -> Deal | None:
    """The lead went on: takes the newest words as they stand, at once. A client calls it when the writing is over; whoever has
    no client any more is taken after the grace. While the writing runs it changes nothing. None: no card. Raises NotFound.
    """
    now = clock.now()
    with uow.reading():
        session = known_session(uow, session_id)
        deal = uow.session_cards.deal_of(session_id, person_id)
    if deal is None:
        return None
    if deal.state is DealState.OPEN and session.writing_left is not None and session.phase is not Phase.WRITE:
        words = None if draft is None else replace(draft, variants=tuple(clean(text) for text in draft.variants))
        close_at_zero(uow, deal, words, now)
        settle(uow, clock)
    with uow.reading():
        return uow.session_cards.deal_of(session_id, person_id)


def offer_variant(
    uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId, text: str, *, place: int = 0
) -> None:
    """Groups: a variant for whoever holds the pen; the `place`-th of this person, replacing what stood there. Raises NotFound,
    SessionRefused, NothingWritten."""
    words = clean(text).strip()
    if not words:
        raise NothingWritten(_("There is nothing to offer yet: write a variant."))
    now = clock.now()
    with uow:
        session = seated(known_session(uow, session_id), person_id, Act.WRITE)
        if not _group_of(session, person_id):
            raise SessionRefused(_alone())
        uow.session_notes.write(session_id, Note(NoteKind.VARIANT, person_id, words, place), now.at)
        uow.sessions.stir(session_id, now)  # the pen's holder reads it within a second
        uow.commit()


def take_pen(uow: UnitOfWork, clock: Clock, session_id: SessionId, person_id: PersonId) -> Session:
    """Groups: goes on with the group's answer, its draft and all, once who held the pen is away. Raises SessionRefused."""
    with uow.reading():
        if not _group_of(known_session(uow, session_id), person_id):
            raise SessionRefused(_alone())
    return move(uow, clock, session_id, TakePen(person_id))


def _alone() -> str:
    return _("In this session everybody writes alone.")


def _may_write(session: Session, person_id: PersonId, now: Instant) -> bool:
    """Whether a card is dealt now: while the writing runs, its grace included; one a group."""
    if session.phase is Phase.DEAL:
        return not session.preset.same_card
    if session.phase is not Phase.WRITE:
        return False
    left = session.seconds_left(now)
    in_time = session.preset.one_terminal or (left is not None and left > -GRACE_SECONDS)
    seat = session.seat_of(person_id)
    return in_time and seat is not None and (not seat.group or seat.pen)


def _dealt(uow: UnitOfWork, session: Session, person_id: PersonId, shown: ShownCard, now: Instant) -> Deal:
    """Stores the deal, or finds the one that another client of this person was quicker to store."""
    with uow:
        session = known_session(uow, session.id, lock=True)  # its clock must not move between reading and dealing
        timed = session.phase is Phase.WRITE and not session.preset.one_terminal
        repeat = is_repeat(shown.card_id, shown.deck_id, uow.deals.past(person_id), now.at)
        deal = Deal(
            id=DealId(""),
            person_id=person_id,
            shown=shown,
            state=DealState.OPEN,
            reason=Reason(Why.SESSION, shown.type),
            seconds=_writing_seconds(session),
            picked=session.preset.seating is Seating.GROUPS,  # an answer of three is no evidence about one
            again=repeat,
            opened_at=now,
            deadline=session.deadline if timed else None,
            looked_back=True,  # what comes after sending is shown in the session, with everybody
            session_id=session.id,
        )
        try:
            added = uow.deals.add(deal)
            uow.commit()
        except AnotherCardOpen:
            found = uow.session_cards.deal_of(session.id, person_id)
            if found is None:
                raise
            return found
    return added


def _own_card(
    uow: UnitOfWork, session: Session, person_id: PersonId, render: RenderCard, language: str | None
) -> ShownCard:
    """One card each: a fitting one that this person has not seen and nobody else has today. Raises NothingToDeal."""
    with uow.reading():
        deck_id = uow.sessions.deck_of(session.id)
        fitting = shelf_for(uow, language or session.language, deck_id).fitting(session.preset)
        taken = frozenset(uow.session_cards.dealt(session.id))
        chosen = choose(
            fitting,
            uow.sessions.seen_by_team(session.team_id),
            seed=f"{session.id}|{person_id}",
            of=frozenset({person_id}),
            without=taken,
        )
    if chosen is None:
        raise NothingToDeal(_("No card is left that fits this session; write with a neighbour."))
    deck, card = chosen
    return render(deck, card, f"{session.id}|{person_id}|{deck.id}|{card.id}")


def _writing_seconds(session: Session) -> float:
    return next(step.seconds for step in session.preset.steps if step.phase is Phase.WRITE)


def _group_of(session: Session, person_id: PersonId) -> tuple[Seat, ...]:
    mine = session.seat_of(person_id)
    if mine is None:
        raise SessionRefused(why(Refusal.NOT_SEATED))
    return tuple(seat for seat in session.seats if mine.group and seat.group == mine.group)
