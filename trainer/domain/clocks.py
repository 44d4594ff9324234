"""Instants and deadlines. A countdown is a deadline looked at again and again, never a number that is decremented.

A wall clock can be wrong, be set, or jump. So every instant also carries the boot of its machine and the seconds since
that boot (time asleep included); when both instants are of one boot, those decide. Source: faults requirement 8.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Instant:
    at: datetime
    """Aware UTC, by the database's clock (on SQLite: this machine's)."""
    boot: str = ""
    """Which start of which machine; empty where the system does not say."""
    boot_seconds: float = 0.0

    def plus(self, seconds: float) -> "Instant":
        return Instant(self.at + timedelta(seconds=seconds), self.boot, self.boot_seconds + seconds)

    def seconds_until(self, later: "Instant") -> float:
        """Seconds from here to `later` (negative: it is past). Unmoved by a wall clock that jumped since the same boot."""
        if self.boot and self.boot == later.boot:
            return later.boot_seconds - self.boot_seconds
        return (later.at - self.at).total_seconds()


class Clock(Protocol):
    def now(self) -> Instant: ...
