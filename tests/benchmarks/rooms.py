"""What a seat costs while its room waits, and how soon it follows: `python -m tests.benchmarks.rooms [PEOPLE] [SECONDS]`.

Real terminals on one SQLite file. Prints CPU time per client as a share of one core (bar: 2 %), and the 95th percentile of
the time from the lead's order to the seats' screens (bar: 1 s; a wall-clock figure, to be read on a quiet machine).
"""

import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.support.colleagues import meet, tell
from tests.support.homes import settle_in
from tests.support.terminal import Terminal, start_trainer
from trainer.bootstrap import Trainer
from trainer.domain.ids import SessionId
from trainer.domain.orders import Order
from trainer.services.sessions import leading, opening

NAMES = ("Iryna", "Ivan", "Marta", "Bohdan", "Petro", "Hanna")
ROUNDS = 4


def listen(terminals: list[Terminal], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for each in terminals:
            each.listen(0.02)


def main(people: int = 6, seconds: float = 20.0) -> int:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        home = Path(folder)
        os.environ.setdefault("TRAINER_TESTS_ONCE", str(home))
        settle_in(home / "trainer")
        meet(home, "Olena", *NAMES)
        session = tell(home, "--as", "Olena", "session", "new", "--preset", "monday")
        seats = [opened.enter_context(start_trainer(home, "--as", name, "--lang", "en")) for name in NAMES[:people]]
        for each in seats:
            each.see("Enter")
            each.press("f4")
            each.see("Team sessions")
            each.type(session["code"])
            each.press("enter")
            each.see("You are in")
        listen(seats, 3.0)
        before = [each.cpu_seconds() for each in seats]
        began = time.monotonic()
        listen(seats, seconds)
        passed = time.monotonic() - began
        shares = [100 * (each.cpu_seconds() - was) / passed for each, was in zip(seats, before, strict=True)]
        sys.stdout.write(f"idle in a lobby of {people}: {max(shares):.2f} % of a core at most, mean "
                         f"{sum(shares) / people:.2f} %\n")  # fmt: skip
        trainer = opened.enter_context(Trainer(f"sqlite:///{home / 'trainer' / 'data' / 'trainer.db'}"))
        trainer.open()
        found = trainer.run(opening.show_session, SessionId(session["session"])).lead_id
        waits: list[float] = []
        for order, sees in [(Order.NEXT, "We laugh at"), (Order.BACK, "You are in")] * ROUNDS:
            trainer.run(leading.lead, SessionId(session["session"]), found, order)
            given, late = time.monotonic(), list(seats)
            while late and time.monotonic() < given + 10:
                listen(seats, 0.0)
                for each in seats:
                    each.listen(0.005)
                here = [each for each in late if sees in each.text]
                waits += [time.monotonic() - given] * len(here)
                late = [each for each in late if each not in here]
            waits += [10.0] * len(late)
        p95 = sorted(waits)[int(len(waits) * 0.95) - 1]
        sys.stdout.write(f"a seat follows its lead: p95 {p95:.2f} s, median {sorted(waits)[len(waits) // 2]:.2f} s\n")
        return 0 if max(shares) <= 2 and p95 <= 1 else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
