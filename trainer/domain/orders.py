"""What happens to a session (events), what has to be done because of it (changes), and why an event is refused."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.clocks import Instant
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.phases import Phase


class Order(StrEnum):
    """What the lead presses."""

    START = "start"
    NEXT = "next"
    """In the debrief the next question, after the last one the next phase."""
    BACK = "back"
    EXTEND = "extend"
    """+1 minute."""
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    """Out of this phase at once, questions and all; the summary says that it was skipped."""
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Join:
    """Takes a seat, or comes back to it."""

    person_id: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class Leave:
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class Beat:
    """A client lives, every 5 s; the lead's console beats for the lead."""

    person_id: PersonId
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    person_id: PersonId
    ready: bool = True


@dataclass(frozen=True, slots=True)
class TakePen:
    """A member takes the group's pen from somebody who is away."""

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Anybody becomes the lead, after 60 s of the lead's absence."""

    person_id: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class Press:
    by: PersonId
    order: Order


@dataclass(frozen=True, slots=True)
class SetAway:
    by: PersonId
    person_id: PersonId
    away: bool = True


@dataclass(frozen=True, slots=True)
class HandOver:
    by: PersonId
    person_id: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class Hide:
    """An item is taken out of the reveal (or put back), unseen whose it is. Which are hidden is kept beside the session."""

    by: PersonId
    answer_id: AnswerId
    hidden: bool = True


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes: a room that everybody forgot closes itself."""


Event = Join | Leave | Beat | Ready | TakePen | TakeOver | Press | SetAway | HandOver | Hide | Tick


@dataclass(frozen=True, slots=True)
class SeatTaken:
    person_id: PersonId
    new: bool
    """False: came back."""


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    phase: Phase


@dataclass(frozen=True, slots=True)
class WritingBegan:
    deadline: Instant
    again: bool = False
    """The lead went back to it: what was taken as it stood is open again, with the time that nobody had used."""


@dataclass(frozen=True, slots=True)
class WritingEnded:
    """What is still open is taken as it stands after the grace."""

    at: Instant


@dataclass(frozen=True, slots=True)
class DeadlineMoved:
    """Of everybody's card; None: the clock stands."""

    deadline: Instant | None


@dataclass(frozen=True, slots=True)
class RoundBegan:
    """Answers may be rated, by those in the room."""


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """What has its ratings is published now, all at once; the rest waits as any answer does."""


@dataclass(frozen=True, slots=True)
class PenTaken:
    before: PersonId | None
    now: PersonId


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """Over; its summary stays."""


Change = (
    SeatTaken
    | PhaseBegan
    | WritingBegan
    | WritingEnded
    | DeadlineMoved
    | RoundBegan
    | RoundClosed
    | PenTaken
    | SessionClosed
)


class Refusal(StrEnum):
    CLOSED = "closed"
    NOT_LEAD = "not_lead"
    NOT_SEATED = "not_seated"
    NOT_NOW = "not_now"
    FULL = "full"
    STARTED = "started"
    FIRST_PHASE = "first_phase"
    PAUSED = "paused"
    NOT_PAUSED = "not_paused"
    LONG_ENOUGH = "long_enough"
    LEAD_IS_HERE = "lead_is_here"
    PEN_IS_HELD = "pen_is_held"


class EventRefused(Exception):
    """An event that does not fit the state; the state is as it was."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
