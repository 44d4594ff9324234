"""What a room costs while it waits, and how soon it follows: `python -m tests.benchmarks.rooms [PEOPLE] [SECONDS] [KIND ...]`.

Real terminals on SQLite and on PostgreSQL (KIND: sqlite, postgresql): a lead's console, a projector, and a seat a person, idle
in the lobby. Prints CPU time as a share of one core of each (bar: 2 %), on PostgreSQL the statements a second a client as
the server's own log counts them (bar: 3), and the 95th percentile of the time from the lead's order to the seats' screens
(bar: 1 s; a wall-clock figure, to be read on a quiet machine).
"""

import os
import select
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.homes import settle_in
from tests.support.postgres import PostgresForTests, running_postgres
from tests.support.terminal import PATIENCE, NotSeen, Terminal, start_trainer
from trainer.bootstrap import Trainer
from trainer.domain.orders import Order
from trainer.domain.sessions import Session
from trainer.services import people
from trainer.services.sessions import leading, opening

NAMES = ("Iryna", "Ivan", "Marta", "Bohdan", "Petro", "Hanna")
ROUNDS = 4
CPU_BAR, STATEMENTS_BAR, FOLLOWS_BAR = 2.0, 3.0, 1.0


def listen(terminals: list[Terminal], seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for master in select.select([each.master for each in terminals], [], [], left)[0]:
            next(each for each in terminals if each.master == master).listen(0.0)


def listen_until(terminals: list[Terminal], true: Callable[[], bool], otherwise: str) -> None:
    give_up = time.monotonic() + 3 * PATIENCE
    while not true():
        if time.monotonic() > give_up:
            raise NotSeen("\n".join([otherwise, *(each.picture() for each in terminals)]))
        listen(terminals, 0.1)


@contextmanager
def a_database(kind: str, folder: Path) -> Iterator[tuple[str, PostgresForTests | None]]:
    if kind == "sqlite":
        settle_in(folder / "store")
        yield f"sqlite:///{folder / 'store' / 'data' / 'trainer.db'}", None
    else:
        with running_postgres() as server:
            server.keep_what_it_acknowledges()
            server.count_statements()
            yield server.new_database(), server


def wait_and_follow(kind: str, size: int, seconds: float) -> bool:
    """One room on one kind of database; whether it keeps every bar."""
    with tempfile.TemporaryDirectory() as place, ExitStack() as opened:
        folder = Path(place)
        (folder / "once").mkdir()
        os.environ |= {"TRAINER_TESTS_ONCE": str(folder / "once"), "TRAINER_HOME": str(folder / "own")}
        database, server = opened.enter_context(a_database(kind, folder))
        trainer = opened.enter_context(Trainer(database, language="en"))
        trainer.load_decks()
        lead = trainer.run(people.first_run, "Olena")
        trainer.run(people.add_people, NAMES[:size])
        preset = trainer.preset("monday")
        session = trainer.run(opening.open_session, lead.id, preset, render=trainer.render, language="en")

        def start(name: str, *words: str) -> Terminal:
            (folder / name).mkdir()
            env = {"TRAINER_DATABASE_URL": database}
            return opened.enter_context(start_trainer(folder / name, "--lang", "en", "--as", name, *words, env=env))

        console = start("Olena", "session", "lead", session.id)
        wall = start("Wall", "session", "project", session.id)
        seats = [start(name, "session", "join", session.code) for name in NAMES[:size]]
        everybody = [console, wall, *seats]
        listen_until(everybody, lambda: all("You are in" in each.words for each in seats), "not in")
        listen_until(everybody, lambda: all(name in console.words for name in NAMES[:size]), "not on the console")
        listen(everybody, 5.0)
        before, counted = [each.cpu_seconds() for each in everybody], server.statements() if server else 0
        began = time.monotonic()
        listen(everybody, seconds)
        passed = time.monotonic() - began
        statements = (server.statements() - counted) / passed / len(everybody) if server else 0.0
        shares = [100 * (each.cpu_seconds() - was) / passed for each, was in zip(everybody, before, strict=True)]
        sys.stdout.write(
            f"{kind}, idle in a lobby of {size} for {passed:.0f} s: console {shares[0]:.2f} % of a core,"
            f" projector {shares[1]:.2f} %, a seat {max(shares[2:]):.2f} % at most, mean {sum(shares[2:]) / size:.2f} %"
            + (f"; {statements:.2f} statements a second a client, by the server's log" if server else "")
            + "\n"
        )
        p95, median = follow(trainer, session, seats, everybody)
        sys.stdout.write(f"{kind}, a seat follows its lead: p95 {p95:.2f} s, median {median:.2f} s\n")
        return max(shares) <= CPU_BAR and statements <= STATEMENTS_BAR and p95 <= FOLLOWS_BAR


def follow(trainer: Trainer, session: Session, seats: list[Terminal], everybody: list[Terminal]) -> tuple[float, float]:
    """Seconds from the lead's order to a seat's screen: (95th percentile, median)."""
    waits: list[float] = []
    for order, sees in [(Order.NEXT, "We laugh at"), (Order.BACK, "You are in")] * ROUNDS:
        trainer.run(leading.lead, session.id, session.lead_id, order)
        given, late = time.monotonic(), list(seats)
        while late and time.monotonic() < given + 10:
            listen(everybody, 0.01)
            here = [each for each in late if sees in each.text]
            waits += [time.monotonic() - given] * len(here)
            late = [each for each in late if each not in here]
        waits += [10.0] * len(late)
    waits.sort()
    return waits[int(len(waits) * 0.95) - 1], waits[len(waits) // 2]


def main(words: list[str]) -> int:
    size, seconds = int(words[0]) if words else len(NAMES), float(words[1]) if words[1:] else 20.0
    kept = [wait_and_follow(kind, size, seconds) for kind in words[2:] or ("sqlite", "postgresql")]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
