"""Asking twice a second, or LISTEN/NOTIFY: `python -m tests.benchmarks.hearing [--seconds 15] [CLIENTS ...]`, on PostgreSQL.

Clients in two processes, each with a connection of its own, follow one session whose lead moves it every second. One kind
asks for the pulse as the program does (services.sessions.seats.follow, every 0.5 s); the other sits in LISTEN and asks once
it hears a NOTIFY that comes with the lead's change, and every five seconds besides: nobody is told that a connection is
dead, that a lead grew absent, that a twist's time came. Prints the statements a second a client as the server's log counts
them, CPU time of clients and server as a share of one core, and how late a client knows of a change.
"""

import argparse
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import psycopg
from sqlalchemy import Engine

from tests.support.crowds import a_room
from tests.support.making import FakeClock
from tests.support.postgres import PostgresForTests, running_postgres
from trainer.domain.ids import SessionId
from trainer.domain.orders import Order
from trainer.services.sessions import leading, seats
from trainer.storage.clocks import SystemClock
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate
from trainer.storage.units import SqlUnitOfWork
from trainer.tui.rooms import PULSE_SECONDS

BESIDES_SECONDS = 5.0
PROCESSES = 2


class Client(threading.Thread):
    """Notes when it knew of each version of the session."""

    def __init__(self, database: str, session_id: SessionId, ready: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.database, self.session_id, self.ready = database, session_id, ready
        self.until = 0.0
        self.engine: Engine = connect(database)
        self.uow, self.clock = SqlUnitOfWork(self.engine), SystemClock()
        self.known: dict[int, float] = {}
        self.dice = random.Random(id(self))

    def look(self) -> None:
        version = seats.follow(self.uow, self.clock, self.session_id).version
        self.known.setdefault(version, time.monotonic())

    def run(self) -> None:
        self.look()
        self.ready.wait()
        while time.monotonic() < self.until:
            time.sleep(PULSE_SECONDS * self.dice.uniform(0.85, 1.15))
            self.look()
        self.engine.dispose()


class Listener(Client):
    def run(self) -> None:
        with psycopg.connect(self.database.replace("+psycopg", ""), autocommit=True) as ear:
            ear.execute("LISTEN room")
            self.look()
            self.ready.wait()
            while time.monotonic() < self.until:
                for _told in ear.notifies(timeout=BESIDES_SECONDS, stop_after=1):
                    pass
                self.look()
        self.engine.dispose()


def live_here(kind: str, database: str, session_id: str, clients: int, seconds: float) -> dict[str, object]:
    """A child's side: some of the clients."""
    made: Callable[..., Client] = Listener if kind == "listen" else Client
    ready = threading.Barrier(clients + 1)
    crowd = [made(database, SessionId(session_id), ready) for _each in range(clients)]
    for each in crowd:
        each.start()
    while ready.n_waiting < clients:
        time.sleep(0.02)
    sys.stdout.write(".")
    sys.stdout.flush()
    for each in crowd:
        each.until = time.monotonic() + seconds
    began = time.process_time()
    ready.wait()
    for each in crowd:
        each.join()
    return {"cpu": time.process_time() - began, "known": [each.known for each in crowd]}


def play(server: PostgresForTests, kind: str, clients: int, seconds: float) -> str:
    """One crowd; its line."""
    database = server.new_database()
    migrate(database)
    engine = connect(database)
    session, lead, _team = a_room(engine, 1)
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.hearing", "child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _each in range(PROCESSES)
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write(json.dumps([kind, database, session.id, clients // PROCESSES, seconds]))
        child.stdin.close()
    uow, clock, made = SqlUnitOfWork(engine), FakeClock(), {}
    for child in children:
        assert child.stdout is not None
        child.stdout.read(1)  # its clients are connected
    counted, burnt = server.statements(), server.cpu_seconds()
    began = time.monotonic()
    orders = 0
    with psycopg.connect(database.replace("+psycopg", ""), autocommit=True) as mouth:
        while time.monotonic() < began + seconds - 3.0:
            order = Order.PAUSE if orders % 2 == 0 else Order.RESUME
            moved = leading.lead(uow, clock, session.id, lead, order)
            made[moved.version] = time.monotonic()
            if kind == "listen":
                mouth.execute("NOTIFY room")
            orders += 1
            time.sleep(1.0)
        passed = time.monotonic() - began
        server_cpu = server.cpu_seconds() - burnt  # while their processes live
    told = []
    for child in children:
        assert child.stdout is not None
        with child.stdout:
            told.append(json.loads(child.stdout.read()))
        child.wait()
    statements = server.statements() - counted
    engine.dispose()
    late = sorted(
        known[str(version)] - at
        for each in told
        for known in each["known"]
        for version, at in made.items()
        if str(version) in known
    )
    cpu = sum(each["cpu"] for each in told) / seconds / clients
    return (
        f"{kind:6} {clients:3} clients: {statements / seconds / clients:.2f} statements a second a client; CPU of a core: a"
        f" client {100 * cpu:.2f} %, the server {100 * server_cpu / passed:.1f} %; a change is known after p50"
        f" {late[len(late) // 2]:.3f} s, p95 {late[int(len(late) * 0.95)]:.3f} s"
    )


def main() -> None:
    if sys.argv[1:] == ["child"]:
        print(json.dumps(live_here(*json.loads(sys.stdin.read()))))  # noqa: T201 - a child's report
        return
    arguments = argparse.ArgumentParser()
    arguments.add_argument("clients", nargs="*", type=int, default=[12, 24, 40])
    arguments.add_argument("--seconds", type=float, default=15.0)
    given = arguments.parse_args()
    with running_postgres() as server:
        server.keep_what_it_acknowledges()
        server.count_statements()
        for clients in given.clients:
            for kind in ("ask", "listen"):
                print(play(server, kind, clients, given.seconds))  # noqa: T201 - a report


if __name__ == "__main__":
    main()
