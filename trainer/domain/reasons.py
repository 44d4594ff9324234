"""Why this card was dealt: home and the command that deals say it in words."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.kinds import ComplaintType


class Why(StrEnum):
    """The reason for a choice; screens say it in words."""

    FIRST_CARD = "first_card"
    NEW_TYPE = "new_type"
    LEAST_PRACTISED = "least_practised"
    """Only while nothing of this person's is scored yet."""
    LEAST_MASTERED = "least_mastered"
    """Rules 6: the lowest cautious mastery."""
    PICKED = "picked"
    AGAIN = "again"
    SESSION = "session"
    """A team session deals it."""
    WIN_BACK = "win_back"
    """A colleague's customer who is not won back yet."""


@dataclass(frozen=True, slots=True)
class Reason:
    why: Why
    type: ComplaintType = ComplaintType.OTHER
    times: int = 0
    """How many cards of the type this person has had."""
