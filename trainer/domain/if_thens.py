"""If-then sentences: what somebody means to say next time, dealt to them as practice until it is a habit. Source: sessions.

"If a customer ..., I will say ..." is its writer's alone. It lies beside one's next card; after sending one says whether it was
said. Said on two different days it is a habit and is kept; "not yet" keeps it coming. Pure: time is an argument.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trainer.domain.ids import SessionId
from trainer.domain.kinds import ComplaintType

HABIT_DAYS = 2
"""Said on so many different days (of UTC) it is a habit."""


class Event(StrEnum):
    CARRIED = "carried"
    """It lay beside a card, and nothing was said of it since."""
    SAID = "said"
    NOT_YET = "not_yet"
    REST = "rest"
    """Its writer let it rest."""
    BACK = "back"
    """Its writer wants it again: the days are counted anew."""


class Stand(StrEnum):
    OPEN = "open"
    """Comes again."""
    KEPT = "kept"
    """A habit by now."""
    RESTS = "rests"


@dataclass(frozen=True, slots=True)
class Try:
    event: Event
    at: datetime
    """When it lay beside a card; of the others, when they were told."""
    told_at: datetime | None = None
    """When its writer said whether it was said."""


@dataclass(frozen=True, slots=True)
class Sentence:
    id: SessionId
    """Of the session in which it was written: one a session."""
    text: str
    written_at: datetime
    type: ComplaintType | None = None
    """Of the card after which it was written; None: not known."""
    tries: tuple[Try, ...] = ()
    """In the order of time."""

    @property
    def since_back(self) -> tuple[Try, ...]:
        """What happened since it was let rest or called back for the last time, that included."""
        turns = [n for n, each in enumerate(self.tries) if each.event in (Event.REST, Event.BACK)]
        return self.tries[turns[-1] :] if turns else self.tries

    @property
    def days_said(self) -> int:
        return len({(each.told_at or each.at).date() for each in self.since_back if each.event is Event.SAID})

    @property
    def stand(self) -> Stand:
        since = self.since_back
        if since and since[0].event is Event.REST:
            return Stand.RESTS
        return Stand.KEPT if self.days_said >= HABIT_DAYS else Stand.OPEN

    @property
    def last_tried(self) -> datetime | None:
        return max((each.at for each in self.tries if each.event not in (Event.REST, Event.BACK)), default=None)


def next_sentence(
    sentences: Iterable[Sentence], type_: ComplaintType, dealt_before: Sequence[datetime]
) -> Sentence | None:
    """Which sentence lies beside a card of `type_` that begins now; `dealt_before`: when the person's earlier cards began.

    At most one a card, and never beside two cards in a row, so that it stays a nudge. Not yet tried before tried; then one that
    was written after a card of the same type; then the one that waits longest. The same past gives the same sentence.
    """
    known = list(sentences)
    last = max((each.last_tried for each in known if each.last_tried is not None), default=None)
    if last is not None and not any(dealt > last for dealt in dealt_before):
        return None
    open_ = [each for each in known if each.stand is Stand.OPEN]
    return min(
        open_,
        key=lambda each: (
            each.last_tried is not None,
            each.type is not type_,
            each.last_tried or each.written_at,
            each.written_at,
            each.id,
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """The sentence that lies beside a card."""

    sentence: Sentence
    event: Event
    """CARRIED, SAID or NOT_YET."""
