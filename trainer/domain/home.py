"""What home shows: one thing to do next, and the lines beneath it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.domain.clocks import Instant
from trainer.domain.ids import DealId
from trainer.domain.kinds import ComplaintType
from trainer.domain.levels import ServiceLevel
from trainer.domain.people import Person
from trainer.domain.reasons import Reason

if TYPE_CHECKING:  # home is mostly painted without one
    from trainer.domain.rooms import OpenRoom


class NextKind(StrEnum):
    GO_ON = "go_on"
    """A card is open and its clock runs."""
    LOOK_BACK = "look_back"
    """Sent (perhaps at zero, perhaps while the program was dead) and not looked at since."""
    START = "start"
    """The next deal, chosen and rendered."""


@dataclass(frozen=True, slots=True)
class NextCard:
    kind: NextKind
    deal_id: DealId
    complaint: str
    deck_title: str
    type: ComplaintType
    reason: Reason
    seconds: float
    deadline: Instant | None = None
    by_timeout: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    person: Person
    team_name: str
    next: NextCard | None
    to_rate: int
    """Answers of colleagues that wait for this person."""
    own_waiting: int
    """Own answers that wait for ratings."""
    level: ServiceLevel
    decks: int
    cards: int
    as_of: datetime
    colleagues: int | None = None
    """Other active people in the team; None: not known. Nobody yet: home says how to add somebody."""
    room: "OpenRoom | None" = None
    """The session of the team that runs now."""

    @property
    def begins_with_room(self) -> bool:
        """A session that runs is the first thing to do, unless an own card is open and its clock runs."""
        return self.room is not None and (self.next is None or self.next.kind is not NextKind.GO_ON)
