"""The system's clock as the domain wants it. Standard library only.

The wall clock is looked at once; from there on the seconds since boot count, time asleep included. So a wall clock that is
set or jumps while the program runs changes nothing, and after a restart the boot and its seconds still tell the same deadline.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.domain.clocks import Instant

if TYPE_CHECKING:
    from sqlalchemy import Engine

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def seconds_since_boot() -> float:
    """CLOCK_BOOTTIME, which runs on in sleep as CLOCK_MONOTONIC does not on Linux; on macOS CLOCK_MONOTONIC does."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@cache
def boot_id() -> str:
    """Which start of this machine; empty where the system does not say."""
    try:
        if sys.platform == "darwin":
            asked = subprocess.run(
                ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"],
                capture_output=True,
                text=True,
                timeout=2,
                check=False,
            )
            return asked.stdout.strip()
        return BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""


class SystemClock:
    """UTC of the database: this machine's wall clock at the first look, plus `offset` seconds, plus what has passed since."""

    def __init__(
        self,
        *,
        offset: float = 0.0,
        wall: Callable[[], float] = time.time,
        elapsed: Callable[[], float] = seconds_since_boot,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        self._elapsed = elapsed
        self._boot = boot()
        self._anchor = elapsed()
        self._anchored_at = datetime.fromtimestamp(wall() + offset, UTC)

    def now(self) -> Instant:
        elapsed = self._elapsed()
        return Instant(self._anchored_at + timedelta(seconds=elapsed - self._anchor), self._boot, elapsed)


def database_offset(engine: "Engine", wall: Callable[[], float] = time.time) -> float:
    """Seconds by which the database's clock is ahead of this machine's; 0 on SQLite, which has no clock of its own.

    Asked three times; the quickest answer was the least delayed, and half its way is taken off. Raises StoreError.
    """
    if engine.dialect.name == "sqlite":
        return 0.0
    from sqlalchemy import text

    best, offset = float("inf"), 0.0
    with engine.connect() as connection:
        for _each in range(3):
            asked = wall()
            answer = float(connection.scalar(text("SELECT extract(epoch FROM clock_timestamp())")) or 0.0)
            took = wall() - asked
            if took < best:
                best, offset = took, answer - (asked + took / 2)
    return offset
