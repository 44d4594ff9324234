"""Three views of one session: the projector's, a seat's, the lead's. Source: sessions; rules 7.

What is revealed when is decided here and nowhere else. `publish` takes from backstage what is public in this phase; the
projector's view is made of that alone, so it cannot leak. A seat's adds what is that person's own, the lead's adds answers
without their authors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainer.domain.clocks import Instant
from trainer.domain.dealing import NUDGE_AT, ShownCard, for_writer
from trainer.domain.debriefs import question_of, questions_of
from trainer.domain.ids import AnswerId, DealId, PersonId, SessionId
from trainer.domain.kinds import ComplaintType
from trainer.domain.moods import Mood, MoodChange, mood_change
from trainer.domain.notes import Note, NoteKind, lines_of
from trainer.domain.people import alphabetical
from trainer.domain.phases import Act, Phase, Shown, is_shown
from trainer.domain.presets import Preset, Seating
from trainer.domain.reveals import Reveal, SessionAnswer, labels_of, reveal_of
from trainer.domain.sessions import AWAY_AFTER, Session


@dataclass(frozen=True, slots=True)
class PublicCard:
    """What a card shows on a wall: enough to read it aloud."""

    complaint: str
    customer: str
    age: int | None
    mood: str
    channel: str
    type: ComplaintType
    deck_title: str
    context: str
    twists: tuple[str, ...]
    """Those whose time has come."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What stays of a session. No author, but those who claimed."""

    people: int
    answers: int
    ratings: int
    reveal: Reveal
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    """(question, lines without writers); an empty question is the standing last one."""
    if_thens: int
    proposed: tuple[str, ...]
    mood: MoodChange
    next_lead: str
    """From the rota; empty: nobody else is there."""


@dataclass(frozen=True, slots=True)
class PublicView:
    """All that a projector may show; public things alone."""

    code: str
    preset: Preset
    phase: Phase
    phases: tuple[Phase, ...]
    position: int
    turn: int
    version: int
    lead_name: str
    seconds_left: float | None
    """Negative after the zero, which is soft; None once closed."""
    phase_seconds: float
    paused: bool
    closed: bool
    present: int
    ready: int
    names: tuple[str, ...]
    """Who is here, alphabetically; in the lobby alone."""
    left_out: tuple[Phase, ...]
    """What this session can't have, and says so: a warm-up without gold answers."""
    skipped: tuple[Phase, ...]
    card: PublicCard | None
    """From the deal on; None also where each has an own one."""
    nudge: bool
    """Over 70 % of the writing time: "the next idea is usually the better one"."""
    written: int
    """Answers that are in; told from the rating on (no live numbers before)."""
    reveal: Reveal | None
    hidden_interest: str
    question: str
    """Of the debrief; empty: the standing last one, or no debrief now."""
    question_number: int
    """From 1; 0: no debrief now."""
    questions: int
    notes: int
    """Lines to this question."""
    summary: Summary | None

    @property
    def closes_next(self) -> bool:
        """Whether going on closes the session: not every preset has a phase for the close."""
        asked = self.phase is not Phase.DEBRIEF or self.question_number >= self.questions
        return not self.closed and self.position + 1 == len(self.phases) and asked


@dataclass(frozen=True, slots=True)
class Backstage:
    """What the store knows of a session. It holds names and what is withheld; it never leaves the services."""

    card: ShownCard | None = None
    """Of all; None where each has an own one."""
    answers: tuple[SessionAnswer, ...] = ()
    written: int = 0
    """Answers that are in, whether they are listed here or not."""
    notes: tuple[Note, ...] = ()
    moods: tuple[tuple[Mood | None, Mood | None], ...] = ()
    next_lead: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """What is public in this phase, and nothing else: a projector's view is made of it."""

    card: ShownCard | None
    """As its writers see it, without the hints."""
    hidden_interest: str
    question: str
    written: int
    reveal: Reveal | None
    notes: int
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class SeatView:
    """What one person sees: all that is public, and what is their own."""

    session_id: SessionId
    public: PublicView
    person_id: PersonId
    seated: bool
    acts: frozenset[Act]
    is_ready: bool
    is_lead: bool
    can_take_over: bool
    deal_id: DealId | None
    """Of the own card, once it is dealt."""
    answer_label: str
    """The letter of the own point, or of the group's, from the reveal on."""
    can_claim: bool
    claimed: bool
    wall: bool
    win_back: bool
    mood_given: bool
    """Of this part of the session (before, after)."""
    note: str
    """The own line to this question."""
    if_then: str
    proposed: tuple[str, ...]
    group: tuple[str, ...]
    """Names of the own group, alphabetically."""
    holds_pen: bool
    pen_holder: str
    pen_free: bool = False
    """Whoever holds the own group's pen is away: it can be taken."""
    sent: bool = False
    """The own answer, or that of the group, is in."""
    improved: str = ""
    """Two people: what the other made of the own answer, from the reveal on."""
    hidden_interest: str = ""
    """Of the card before this person, from the debrief on."""
    own_text: str = ""
    """Two people: the own answer as it was sent, to be read beside it."""
    passed: bool = False
    """The own card was passed: there is nothing to write any more."""


@dataclass(frozen=True, slots=True)
class Item:
    """An answer as the lead sees it: no author."""

    answer_id: AnswerId
    label: str
    text: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class SeatLine:
    person_id: PersonId
    name: str
    present: bool
    ready: bool
    away: bool
    """Left, or set away."""
    group: int
    leads: bool = False  # at the lead's console now, whatever the own seat says


@dataclass(frozen=True, slots=True)
class LeadView:
    session_id: SessionId
    public: PublicView
    is_lead: bool
    """Whether the viewer leads (the powers refuse anybody else)."""
    can_take_over: bool
    lead_absent_seconds: float
    seats: tuple[SeatLine, ...]
    """In alphabetical order."""
    written: int
    """Answers that are in: a count, never whose."""
    rated: int
    """Ratings given."""
    items: tuple[Item, ...]
    """From the rating on, in the order of their labels."""


def publish(session: Session, backstage: Backstage) -> Board:
    """What may be told to everybody in this phase; the rest stays behind."""
    phase = session.phase
    card = backstage.card if session.preset.same_card and is_shown(Shown.CARD, phase) else None
    debrief = phase is Phase.DEBRIEF
    summary = summary_of(session, backstage) if is_shown(Shown.SUMMARY, phase) else None
    reveal = summary.reveal if summary else None
    if reveal is None and is_shown(Shown.POINTS, phase):
        reveal = reveal_of(backstage.answers, seed=session.id)
    return Board(
        card=None if card is None else replace(for_writer(card), hints=()),
        hidden_interest=card.hidden_interest if card and is_shown(Shown.BACKGROUND, phase) else "",
        question=question_of(session, backstage.card) if debrief else "",
        written=0 if phase is Phase.WRITE else backstage.written,
        reveal=reveal,
        notes=len(lines_of(backstage.notes, NoteKind.DEBRIEF, session.question, seed="")) if debrief else 0,
        summary=summary,
    )


def public_view(session: Session, board: Board, now: Instant) -> PublicView:
    """The projector's."""
    phase = session.phase
    ready, present = session.ready_count(now)
    share = session.time_used(now)
    return PublicView(
        code=session.code,
        preset=session.preset,
        phase=phase,
        phases=session.preset.phases,
        position=session.position,
        turn=session.turn,
        version=session.version,
        lead_name=session.lead_name,
        seconds_left=session.seconds_left(now),
        phase_seconds=session.step.seconds,
        paused=session.is_paused,
        closed=session.is_closed,
        present=present,
        ready=ready,
        names=_names(session, now) if phase is Phase.LOBBY else (),
        left_out=session.left_out,
        skipped=session.skipped,
        card=None if board.card is None else public_card(board.card, share, phase),
        nudge=phase is Phase.WRITE and share >= NUDGE_AT,
        written=board.written,
        reveal=board.reveal,
        hidden_interest=board.hidden_interest,
        question=board.question,
        question_number=session.question + 1 if phase is Phase.DEBRIEF else 0,
        questions=session.questions,
        notes=board.notes,
        summary=board.summary,
    )


def seat_view(session: Session, backstage: Backstage, person_id: PersonId, now: Instant, own: "Own") -> SeatView:
    """One person's. `own` is what the store keeps of that person in this session."""
    seat = session.seat_of(person_id)
    mine = next((each for each in backstage.answers if each.author_id == person_id), None)
    revealed = is_shown(Shown.POINTS, session.phase)
    acts = session.acts_of(person_id)
    group = [each for each in session.seats if seat and seat.group and each.group == seat.group]
    ours = mine or next((each for each in backstage.answers if each.author_id in {at.person_id for at in group}), None)
    improved = next((each.text for each in backstage.notes if mine and each.about == mine.id), "")
    return SeatView(
        session_id=session.id,
        public=public_view(session, publish(session, backstage), now),
        person_id=person_id,
        seated=seat is not None,
        acts=acts,
        is_ready=seat is not None and seat.ready_in == session.turn,
        is_lead=session.lead_id == person_id,
        can_take_over=session.can_take_over(person_id, now),
        deal_id=own.deal_id,
        answer_label=labels_of(backstage.answers, seed=session.id).get(ours.id, "") if ours and revealed else "",
        can_claim=mine is not None and Act.CLAIM in acts and not mine.hidden,
        claimed=mine is not None and mine.claimed,
        wall=mine is not None and mine.wall,
        win_back=mine is not None and mine.win_back,
        mood_given=own.mood_given,
        note=_own(backstage.notes, person_id, NoteKind.DEBRIEF, session.question),
        if_then=_own(backstage.notes, person_id, NoteKind.IF_THEN, 0),
        proposed=tuple(
            each.text for each in backstage.notes if each.person_id == person_id and each.kind is NoteKind.PROPOSED
        ),
        group=tuple(sorted((each.name for each in group), key=alphabetical)),
        holds_pen=seat is not None and seat.pen,
        pen_holder=next((each.name for each in group if each.pen), ""),
        pen_free=any(each.pen and not session.is_present(each, now) for each in group),
        sent=own.sent,
        improved=improved if revealed else "",
        hidden_interest=own.hidden_interest if is_shown(Shown.BACKGROUND, session.phase) else "",
        own_text=mine.text if mine and revealed and session.preset.seating is Seating.PAIR else "",
        passed=own.passed,
    )


@dataclass(frozen=True, slots=True)
class Own:
    """What the store keeps of one person in one session, beside the board."""

    deal_id: DealId | None = None
    mood_given: bool = False
    sent: bool = False
    hidden_interest: str = ""
    passed: bool = False


def lead_view(
    session: Session, backstage: Backstage, person_id: PersonId, now: Instant, counts: tuple[int, int]
) -> LeadView:
    """The lead's console, for whoever leads or may take over. `counts`: answers, ratings."""
    written, rated = counts
    leading = session.lead_id if session.lead_absent_seconds(now) < AWAY_AFTER else None
    here, turn = session.present(now), session.turn
    return LeadView(
        session_id=session.id,
        public=public_view(session, publish(session, backstage), now),
        is_lead=session.lead_id == person_id,
        can_take_over=session.can_take_over(person_id, now),
        lead_absent_seconds=session.lead_absent_seconds(now),
        seats=tuple(
            SeatLine(at.person_id, at.name, at in here, at.ready_in == turn, at.away, at.group, at.person_id == leading)
            for at in sorted(session.seats, key=lambda seat: (alphabetical(seat.name), seat.person_id))
        ),
        written=written,
        rated=rated,
        items=items_of(session, backstage.answers) if session.lead_id == person_id else (),
    )


def items_of(session: Session, answers: Sequence[SessionAnswer]) -> tuple[Item, ...]:
    """The answers by their letters, once the writing is over; never by author or arrival."""
    if session.round_began is None and not session.is_closed:
        return ()
    labels = labels_of(answers, seed=session.id)
    items = (Item(each.id, labels[each.id], each.text, each.hidden) for each in answers)
    return tuple(sorted(items, key=lambda item: (len(item.label), item.label)))


def summary_of(session: Session, backstage: Backstage) -> Summary:
    """What stays; at the close, and for the reports."""
    return Summary(
        people=len(session.seats),
        answers=len(backstage.answers),
        ratings=sum(len(each.ratings) for each in backstage.answers),
        reveal=reveal_of(backstage.answers, seed=session.id),
        questions=tuple(
            (question, lines_of(backstage.notes, NoteKind.DEBRIEF, place, seed=session.id))
            for place, question in enumerate(questions_of(backstage.card if session.preset.same_card else None))
        ),
        if_thens=sum(each.kind is NoteKind.IF_THEN for each in backstage.notes),
        proposed=lines_of(backstage.notes, NoteKind.PROPOSED, seed=session.id),
        mood=mood_change(backstage.moods),
        next_lead=backstage.next_lead,
    )


def public_card(card: ShownCard, share: float, phase: Phase) -> PublicCard:
    """What of a card may hang on a wall once `share` of the writing time is over."""
    over = phase is not Phase.DEAL and phase is not Phase.WRITE
    return PublicCard(
        complaint=card.complaint,
        customer=card.customer.full_name,
        age=card.customer.age,
        mood=card.customer.mood,
        channel=card.channel,
        type=card.type,
        deck_title=card.deck_title,
        context=card.context,
        twists=tuple(twist.says for twist in card.twists if over or (phase is Phase.WRITE and twist.at <= share)),
    )


def _names(session: Session, now: Instant) -> tuple[str, ...]:
    return tuple(sorted((seat.name for seat in session.present(now)), key=alphabetical))


def _own(notes: Sequence[Note], person_id: PersonId, kind: NoteKind, place: int) -> str:
    mine = (person_id, kind, place)
    return next((each.text for each in notes if (each.person_id, each.kind, each.place) == mine), "")
