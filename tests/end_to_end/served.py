"""The real server, started by its command, with a real team and session behind it; the lead plays by the services."""

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminal import PATIENCE, ROOT
from trainer.bootstrap import Trainer
from trainer.domain.orders import Order
from trainer.domain.people import Person
from trainer.domain.phases import Phase
from trainer.domain.sessions import Session
from trainer.services import people
from trainer.services.sessions import leading, opening


@dataclass
class Served:
    """A machine that serves seats."""

    url: str
    process: "subprocess.Popen[bytes]"
    said: str
    home: Path
    database: str

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            assert self.process.stdout is not None
            self.process.stdout.close()

    def start_again(self) -> None:
        """On the same port, as after a reboot of the lead's laptop."""
        self.process = _start(self.home, self.database, self.url.rsplit(":", 1)[1].strip("/"))
        _said_until(self.process, "Ctrl+C")


@dataclass
class Host:
    """A session, led by the services, and the machine that serves its seats."""

    served: Served
    code: str
    trainer: Trainer
    lead: Person
    session: Session

    @property
    def url(self) -> str:
        return self.served.url

    def press(self, order: Order) -> Session:
        self.session = self.trainer.run(leading.lead, self.session.id, self.lead.id, order)
        return self.session

    def go_to(self, phase: Phase) -> None:
        while self.press(Order.NEXT).phase is not phase:
            pass


@contextmanager
def hosting(
    home: Path, names: list[str], *, preset: str = "express", database: str = "", minutes: float | None = None
) -> Iterator[Host]:
    """`trainer serve` on loopback, a session open."""
    database = database or f"sqlite:///{home / 'data' / 'trainer.db'}"
    trainer = Trainer(database, language="en")
    with trainer:
        trainer.load_decks()
        lead = trainer.run(people.first_run, "Лена")
        trainer.run(people.add_people, names)
        session = trainer.run(
            opening.open_session, lead.id, trainer.preset(preset), render=trainer.render, language="en", minutes=minutes
        )
        with serving_seats(home, database) as served:
            assert session.code in served.said
            yield Host(served, session.code, trainer, lead, session)


@contextmanager
def serving_seats(home: Path, database: str) -> Iterator[Served]:
    """`trainer serve` alone."""
    process = _start(home, database, "0")
    served = None
    try:
        said = _said_until(process, "Ctrl+C")
        found = re.search(r"Seats: (http://\S+/)", said)
        assert found is not None, said
        served = Served(found[1], process, said, home, database)
        yield served
    finally:
        (served or Served("", process, "", home, database)).stop()


def _start(home: Path, database: str, port: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "TRAINER_HOME": str(home), "TRAINER_DATABASE_URL": database, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", "--lang", "en", "serve", "--port", port],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _said_until(process: "subprocess.Popen[bytes]", word: str) -> str:
    said, give_up = "", time.monotonic() + 3 * PATIENCE
    assert process.stdout is not None
    while word not in said and time.monotonic() < give_up:
        if select.select([process.stdout], [], [], 1.0)[0]:
            piece = os.read(process.stdout.fileno(), 4096)
            if not piece:
                break
            said += piece.decode()
    assert word in said, said
    return said
