"""Steps of the walk that several tests take."""

import re

from tests.support.terminal import Terminal

CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")


def seconds_left(terminal: Terminal) -> int | None:
    """What the clock at the top right shows; None where there is none."""
    shown = CLOCK.findall(terminal.lines[0])
    return int(shown[-1][0]) * 60 + int(shown[-1][1]) if shown else None


def clock_runs(terminal: Terminal) -> int:
    """Waits until the clock has gone down by a second; the seconds left."""
    terminal.wait_until(lambda: seconds_left(terminal) is not None, "no clock")
    first = seconds_left(terminal)
    assert first is not None
    terminal.wait_until(lambda: (seconds_left(terminal) or first) < first, "the clock stands still")
    left = seconds_left(terminal)
    assert left is not None
    return left
