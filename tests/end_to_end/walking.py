"""Steps of the walk that several tests take."""

import re

from tests.support.terminal import Terminal

CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])\s*$")


def seconds_left(terminal: Terminal) -> int | None:
    """What the clock at the top right shows; None where there is none."""
    shown = CLOCK.search(terminal.lines[0])
    return int(shown[1]) * 60 + int(shown[2]) if shown else None


def clock_runs(terminal: Terminal) -> int:
    """Waits until the clock has gone down by a second; the seconds left."""
    terminal.wait_until(lambda: seconds_left(terminal) is not None, "no clock")
    first = seconds_left(terminal)
    assert first is not None
    terminal.wait_until(lambda: (seconds_left(terminal) or first) < first, "the clock stands still")
    left = seconds_left(terminal)
    assert left is not None
    return left


def first_card(terminal: Terminal, name: str) -> int:
    """The first run: a name and Enter lead to a card; the seconds left on its running clock."""
    terminal.settle()
    terminal.type(name)
    terminal.see(name)
    terminal.press("enter")
    return clock_runs(terminal)


def open_card(terminal: Terminal) -> int:
    """From home to the card it offers; the seconds left."""
    terminal.see("Enter")
    terminal.press("enter")
    return clock_runs(terminal)


def write(terminal: Terminal, text: str) -> None:
    """Types an answer where the cursor stands, key by key, and sees its last word."""
    terminal.type(text, pause=0.002)
    terminal.see(text.rsplit(maxsplit=1)[-1])


def new_variant(terminal: Terminal) -> None:
    terminal.press("f7")
    terminal.settle(0.1)


def send_star(terminal: Terminal) -> None:
    """F5; waits until the card is gone and what comes after sending is there."""
    terminal.press("f5")
    terminal.wait_until(lambda: seconds_left(terminal) is None, "still on the card")


def rate_colleagues(terminal: Terminal) -> None:
    """F3 at home, and past the warm-up to colleagues' answers."""
    terminal.press("f3")
    terminal.see("Warm-up")
    terminal.press("f3")
    terminal.see("Rate ·")


def leave_card(terminal: Terminal) -> None:
    """F10 in the middle of a card asks first; yes, leave."""
    terminal.press("f10")
    terminal.settle()
    terminal.press("right", "enter")
    assert terminal.wait() == 0
