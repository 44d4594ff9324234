"""The team's open session as its people see it from outside, at home. Source: sessions (late, lost)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trainer.domain.ids import SessionId

IDLE_CLOSE = 30 * 60.0
"""Seconds without a key of anybody and without a deadline running after which a session closes itself."""


class Door(StrEnum):
    """How one comes in."""

    CONSOLE = "console"
    """One leads it."""
    SEAT = "seat"
    """One has a seat there, also after getting up: words and time stay one's own."""
    CODE = "code"
    """By the code that the lead's screen shows."""


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """What home tells of a session that runs: nothing that a passer-by could not see on the wall."""

    session_id: SessionId
    preset_id: str
    title: str
    """Of the preset, as its file says."""
    people: int
    """Who have a seat and did not get up."""
    opened_at: datetime
    stirred_at: datetime
    """The last key of anybody, or the deadline where that is later."""
    leads: bool = False
    seated: bool = False
    up: bool = False
    """Has a seat, but got up or was set away."""

    @property
    def door(self) -> Door:
        return Door.CONSOLE if self.leads else Door.SEAT if self.seated else Door.CODE


def offered(rooms: Iterable[OpenRoom], now: datetime) -> OpenRoom | None:
    """The one that home speaks of: where one leads or sits before the others, of these the newest. Who got up from an old
    session that nobody closed is not kept from a newer one by it; one that everybody forgot is none, closed or not yet."""
    alive = (room for room in rooms if now - room.stirred_at < timedelta(seconds=IDLE_CLOSE))
    return max(alive, key=lambda room: (room.leads or (room.seated and not room.up), room.opened_at), default=None)
