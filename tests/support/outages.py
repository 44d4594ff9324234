"""A room at real terminals whose database goes away for a while: a lead's console, a wall, people who write on, one alone.

    with a_scene(home, database) as scene:
        scene.type_for(5)
        with stopped(server):
            scene.type_for(20)
        scene.until_all_is_kept()

Everybody has a home of their own, as on machines of their own; each one's words are numbered, so that a lost one is seen.
"""

import os
import resource
import select
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.postgres import PostgresForTests
from tests.support.terminal import PATIENCE, NotSeen, Terminal, start_trainer
from trainer.bootstrap import Trainer
from trainer.domain.ids import DealId, PersonId
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.domain.sessions import Session
from trainer.services import people
from trainer.services.sessions import leading, opening, viewing

SEATED, ALONE = ("Iryna", "Ivan"), "Marta"
NO_DEAL = DealId("")


@dataclass
class Writer:
    """Somebody who types a numbered word every so often."""

    name: str
    person_id: PersonId
    terminal: Terminal
    deal_id: DealId = NO_DEAL
    typed: list[str] = field(default_factory=list)

    def go_on(self) -> None:
        word = f"слово{len(self.typed)}"
        self.typed.append(word)
        self.terminal.send(f"{word} ".encode())

    @property
    def text(self) -> str:
        return " ".join(self.typed)


@dataclass
class Scene:
    trainer: Trainer
    session: Session
    home: Path
    console: Terminal
    writers: list[Writer]
    walls: list[Terminal]

    @property
    def terminals(self) -> list[Terminal]:
        return [self.console, *self.walls, *(each.terminal for each in self.writers)]

    @property
    def pids(self) -> list[int]:
        return [each.process.pid for each in self.terminals]

    def listen(self, seconds: float) -> None:
        """Reads from everybody: a program that nobody reads from stands still."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for master in select.select([each.master for each in self.terminals], [], [], left)[0]:
                next(each for each in self.terminals if each.master == master).listen(0.0)

    def type_for(self, words: int, pause: float = 0.4) -> None:
        """Everybody types so many words, one every `pause` seconds."""
        for _word in range(words):
            for each in self.writers:
                each.go_on()
            self.listen(pause)

    def until(self, true: Callable[[], bool], otherwise: str, patience: float = 2 * PATIENCE) -> float:
        """Listens until `true()`; how many seconds it took."""
        began = time.monotonic()
        while not true():
            if time.monotonic() > began + patience:
                raise NotSeen("\n".join([otherwise, *(each.picture() for each in self.terminals)]))
            self.listen(0.2)
        return time.monotonic() - began

    def until_they_see(self, words: str, terminals: list[Terminal]) -> float:
        return self.until(lambda: all(words in each.words for each in terminals), f"not everywhere: {words!r}")

    def kept(self) -> dict[str, str]:
        """What the database has of everybody's words."""
        found = {}
        with self.trainer.unit_of_work().reading() as uow:
            for each in self.writers:
                saved = uow.drafts.latest(each.deal_id)
                found[each.name] = saved.draft.variants[0].strip() if saved and saved.draft.variants else ""
        return found

    def until_all_is_kept(self) -> float:
        """Seconds until the database has every word of everybody."""
        wanted = {each.name: each.text for each in self.writers}
        return self.until(lambda: self.kept() == wanted, "words are missing")

    def troubles(self) -> list[str]:
        """What nobody should ever see: a program that ended, a traceback on a screen, a log of a crash."""
        found = [
            each.picture() for each in self.terminals if each.process.poll() is not None or b"Traceback" in each.raw
        ]
        return found + [log.read_text() for log in self.home.rglob("*.log")]

    def press(self, order: Order) -> Session:
        self.session = self.trainer.run(leading.lead, self.session.id, self.session.lead_id, order)
        return self.session


@contextmanager
def a_scene(
    home: Path, database: str, *, wall: bool = False, before_writing: Callable[[str], None] = lambda _code: None
) -> Iterator[Scene]:
    """Everybody writes: the seated in a session's writing phase, the one alone in a practice.

    `before_writing` is given the join code while the session is in its lobby.
    """
    with ExitStack() as opened:
        trainer = opened.enter_context(Trainer(database, language="en"))
        trainer.load_decks()
        lead = trainer.run(people.first_run, "Olena")
        team = trainer.run(people.add_people, [*SEATED, ALONE])
        session = trainer.run(
            opening.open_session, lead.id, trainer.preset("express"), render=trainer.render, language="en"
        )

        def start(name: str, *words: str) -> Terminal:
            env = {"TRAINER_DATABASE_URL": database}
            (home / name).mkdir(exist_ok=True)
            return opened.enter_context(start_trainer(home / name, "--lang", "en", "--as", name, *words, env=env))

        console = start("Olena", "session", "lead", session.id)
        walls = [start("Wall", "session", "project", session.id)] if wall else []
        writers = [Writer(each.name, each.id, start(each.name, "session", "join", session.code)) for each in team[:2]]
        writers.append(Writer(ALONE, team[2].id, start(ALONE, "practise")))
        scene = Scene(trainer, session, home, console, writers, walls)
        scene.until_they_see("You are in", [each.terminal for each in writers[:2]])
        before_writing(session.code)
        while scene.press(Order.NEXT).phase is not Phase.WRITE:
            pass
        scene.until(lambda: all(_deal_of(trainer, session, each) for each in scene.writers), "nobody was dealt a card")
        scene.until_they_see("F7", [each.terminal for each in scene.writers])
        for each in scene.writers:
            each.deal_id = _deal_of(trainer, session, each)
        yield scene


def _deal_of(trainer: Trainer, session: Session, writer: Writer) -> DealId:
    if writer.name in SEATED:
        return trainer.run(viewing.seat_view, session.id, writer.person_id).deal_id or NO_DEAL
    with trainer.unit_of_work().reading() as uow:
        deal = uow.deals.open_of(writer.person_id)
    return deal.id if deal is not None else NO_DEAL


# --- outages ----------------------------------------------------------------------------------------------------------


@contextmanager
def stopped(server: PostgresForTests) -> Iterator[None]:
    """The server is stopped as by a crash: no connection is told."""
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def frozen(server: PostgresForTests) -> Iterator[None]:
    """The server stands still: connections live, nobody answers."""
    pids = server.pids()
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another program writes into the SQLite file, and does not end."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def no_room(pids: list[int]) -> Iterator[None]:
    """The disk takes nothing more from these programs: neither into the database nor into a journal."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    for pid, (_soft, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
