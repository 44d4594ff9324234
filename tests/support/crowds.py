"""Many clients of one session at once: each follows, beats, reads its view and does what the phase asks, as a screen would."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine

from tests.support.making import LEVELS, a_card, a_deck, render_plainly
from tests.support.meetings import a_preset
from trainer.domain.answering import Draft
from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.orders import Order
from trainer.domain.people import Role
from trainer.domain.phases import Act, Phase
from trainer.domain.ports import UnitOfWork
from trainer.domain.rating import Judgement
from trainer.domain.sessions import BEAT_SECONDS, Pulse, Session
from trainer.domain.views import SeatView
from trainer.errors import AlreadyRated, DealClosed, LeaseLost, SessionRefused
from trainer.services import answering, calibrating, rating
from trainer.services.decks import store_decks
from trainer.services.sessions import leading, opening, seats, talking, viewing, writing
from trainer.services.sessions import rating as rounds
from trainer.storage.clocks import SystemClock, database_offset
from trainer.storage.units import SqlUnitOfWork

FOLLOW_SECONDS = 0.5
ASK_SECONDS = 3.0
"""As a seat's screen: how often it looks whether an answer waits for this rater by now."""
JUDGEMENT = Judgement(LEVELS, laughed=True, steal="shall we look together")


@dataclass
class Seen:
    """What a client lived through."""

    person_id: PersonId
    turns: dict[int, float] = field(default_factory=dict)
    """Turn -> when its view was read, by the machine's steady clock."""
    moves: int = 0
    """Events of this client that the store took."""
    words: str = ""
    rated: list[str] = field(default_factory=list)
    """Texts that were rated."""
    errors: list[str] = field(default_factory=list)
    polls: int = 0


class Client(threading.Thread):
    """One person's terminal, without a screen."""

    def __init__(
        self,
        engine: Engine,
        person_id: PersonId,
        code: str,
        *,
        pace: float = FOLLOW_SECONDS,
        think: float = 0.0,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """`think`: seconds that this person takes at most before each thing they do, while the screen goes on following."""
        super().__init__(daemon=True)
        self.uow: UnitOfWork = SqlUnitOfWork(engine)
        self.clock: Clock = SystemClock(offset=database_offset(engine))
        self.me, self.code, self.pace, self.think, self.stop = person_id, code, pace, think, stop
        self.seen = Seen(person_id)
        self.done: set[tuple[str, str]] = set()
        self.thinks_until = self.asks_at = 0.0
        self.dice = random.Random(f"{person_id}")

    def run(self) -> None:
        try:
            self.live()
        except Exception as error:  # whatever went wrong is told by the test
            self.seen.errors.append(f"{type(error).__name__}: {error}")

    def live(self) -> None:
        session_id = seats.join(self.uow, self.clock, self.code, self.me).id
        self.seen.moves += 1
        pulse: Pulse | None = None
        view: SeatView | None = None
        beaten = time.monotonic()
        time.sleep(self.dice.random() * self.pace)
        while not self.stop():
            now = seats.follow(self.uow, self.clock, session_id)
            self.seen.polls += 1
            fresh = now.asks_for_view(pulse, None if view is None else view.public.phase)
            pulse = now
            if fresh:
                view = viewing.seat_view(self.uow, self.clock, session_id, self.me)
                self.seen.turns.setdefault(view.public.turn, time.monotonic())
                if view.deal_id is not None and ("hand", "in") not in self.done and Act.WRITE not in view.acts:
                    self.done.add(("hand", "in"))
                    writing.hand_in(self.uow, self.clock, session_id, self.me)
                if view.public.closed:
                    return
            if view is not None and time.monotonic() >= self.thinks_until:
                self.act(session_id, view)
            if time.monotonic() - beaten > BEAT_SECONDS:
                beaten = time.monotonic()
                seats.beat(self.uow, self.clock, session_id, self.me)
            time.sleep(self.pace)

    def act(self, session_id: SessionId, view: SeatView) -> None:
        """What this phase asks for and is not done yet: with thinking one thing at a time."""
        phase = view.public.phase
        try:
            for act in sorted(view.acts - {Act.READY, Act.READ_CARD}):
                if act is Act.RATE:
                    if time.monotonic() < self.asks_at:
                        return
                    if self.rate(session_id) and self.thinks():
                        return
                    self.asks_at = time.monotonic() + (ASK_SECONDS if self.think else 0.0)
                elif (phase, act) not in self.done:
                    self.done.add((phase, act))
                    self.do(act, session_id)
                    if self.thinks():
                        return
            if Act.READY in view.acts and not view.is_ready and (phase, "ready") not in self.done:
                self.done.add((phase, "ready"))
                seats.set_ready(self.uow, self.clock, session_id, self.me)
                self.seen.moves += 1
        except (SessionRefused, DealClosed):
            return  # the lead went on meanwhile

    def thinks(self) -> bool:
        self.thinks_until = time.monotonic() + self.dice.random() * self.think
        return self.think > 0

    def do(self, act: Act, session_id: SessionId) -> None:
        uow, clock, me = self.uow, self.clock, self.me
        match act:
            case Act.MOOD:
                seats.give_mood(uow, clock, session_id, me, 3, 3)
            case Act.WARM_UP:
                for sheet in seats.my_warm_up(uow, clock, session_id, me, render=render_plainly):
                    calibrating.rate_warm_up(uow, clock, me, sheet.answer_id, JUDGEMENT)
            case Act.WRITE:
                self.write(session_id)
            case Act.NOTE:
                talking.write_note(uow, clock, session_id, me, f"a line of {me}")
            case Act.IF_THEN:
                talking.say_if_then(uow, clock, session_id, me, f"If {me}, then {me}.")
            case Act.PROPOSE_CARD:
                talking.propose_card(uow, clock, session_id, me, f"The complaint of {me}.")
            case Act.CLAIM if me % 3 == 0:
                talking.claim(uow, clock, session_id, me)

    def write(self, session_id: SessionId) -> None:
        mine = writing.my_card(self.uow, self.clock, session_id, self.me, render=render_plainly)
        if mine.deal is None:
            return
        for seq in range(1, 4):
            words = f"Person {self.me} writes, {seq}."
            answering.save_draft(self.uow, self.clock, mine.deal.id, Draft((words,), 0, mine.draft.seq + seq))
            self.seen.words = words
        if self.dice.random() < 0.8:  # the others' text is taken as it stands
            answering.send_answer(self.uow, self.clock, mine.deal.id, Draft((self.seen.words,), 0, mine.draft.seq + 4))

    def rate(self, session_id: SessionId) -> bool:
        """Whether one was rated: the first where this person thinks, else all that come. None may mean: not yet."""
        rated = len(self.seen.rated)
        try:
            found = rounds.next_to_rate(self.uow, self.clock, session_id, self.me)
            while found is not None:
                rating.give_rating(self.uow, self.clock, self.me, found.answer_id, JUDGEMENT)
                self.seen.rated.append(found.text)
                if self.think:
                    break
                found = rounds.next_to_rate(self.uow, self.clock, session_id, self.me)
        except (SessionRefused, AlreadyRated, LeaseLost):
            pass
        return len(self.seen.rated) > rated


def a_room(engine: Engine, people: int) -> tuple[Session, PersonId, list[PersonId]]:
    """A team of that size beside its lead, and an open session: (session, lead, team)."""
    uow, clock = SqlUnitOfWork(engine), SystemClock(offset=database_offset(engine))
    cards = (a_card("card-1"), a_card("card-2", "The sea is wet."))
    store_decks(uow, clock, [a_deck(*cards)])
    with uow:
        team = uow.people.add_team("Harbour")
        now = clock.now().at
        lead = uow.people.add("Lea", Role.LEAD, team.id, now).id
        others = [uow.people.add(f"Person {n:02}", Role.EMPLOYEE, team.id, now).id for n in range(people)]
        uow.commit()
    return opening.open_session(uow, clock, lead, a_preset(), render=render_plainly, language="en"), lead, others


def lead_through(
    engine: Engine,
    session: Session,
    lead: PersonId,
    people: int,
    *,
    seconds_a_phase: float,
    pace: float = FOLLOW_SECONDS / 2,
) -> dict[int, float]:
    """The lead goes on when everybody is ready, or when the phase has had its seconds: turn -> when the key was pressed."""
    uow, clock = SqlUnitOfWork(engine), SystemClock(offset=database_offset(engine))
    began: dict[int, float] = {}
    while True:
        started = time.monotonic()
        while time.monotonic() - started < seconds_a_phase:
            seats.beat(uow, clock, session.id, lead, leading=True)
            view = viewing.lead_view(uow, clock, session.id, lead)
            everybody = len(view.seats) == people and view.public.ready == people
            if view.public.phase is Phase.CLOSE and view.public.summary is not None:
                break
            if everybody and (view.public.phase is not Phase.RATE or view.rated >= 3 * view.written):
                break
            time.sleep(pace)
        pressed = time.monotonic()
        moved = leading.lead(uow, clock, session.id, lead, Order.NEXT)
        began[moved.turn] = pressed
        if moved.is_closed:
            return began
