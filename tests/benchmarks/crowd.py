"""Forty terminals on one database: each saves a draft a second, then hands in. What was lost, how long a save took.

    python -m tests.benchmarks.crowd [--people 40] [--seconds 180] [--one-by-one]

Each terminal is a process of its own, forked from a warm one, with an engine of its own; it uses the program's own use cases.
SQLite and PostgreSQL have forty each, at the same time unless told otherwise.
Prints one line a database: saves, lost, p50, p99 and the longest in milliseconds.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.making import a_card, a_deck, render_plainly
from tests.support.postgres import running_postgres
from trainer.bootstrap import Trainer
from trainer.domain.answering import Draft
from trainer.domain.ids import DealId
from trainer.services import answering, dealing, people
from trainer.services.decks import store_decks

WORDS = "Перепрошуємо за рибу, вона вже пливе додому. "


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one database."""

    kind: str
    saves: int
    lost: int
    submitted: int
    p50: float
    p99: float
    longest: float
    """Milliseconds."""


def crowd(places: dict[str, str], *, terminals: int, seconds: float) -> list[Told]:
    """`terminals` processes on each of the databases (URL by kind), all at once, for `seconds`; then every acknowledged save
    is looked for in its database."""
    gate, opened = os.pipe()
    crowds = [_seat(database, kind, terminals, seconds, gate, opened) for kind, database in places.items()]
    os.close(gate)
    os.close(opened)  # all go
    return [each.listen() for each in crowds]


@dataclass(frozen=True, slots=True)
class _Crowd:
    """The terminals of one database, waiting at their gate."""

    kind: str
    database: str
    deals: tuple[DealId, ...]
    children: tuple[tuple[int, int], ...]
    """Process and the pipe it reports through."""

    def listen(self) -> Told:
        times: list[float] = []
        lost = submitted = saves = 0
        with Trainer(self.database) as trainer:
            for (pid, report), deal in zip(self.children, self.deals, strict=True):
                with os.fdopen(report, encoding="utf-8") as stream:
                    told = json.loads(stream.read().lstrip("."))
                os.waitpid(pid, 0)
                with trainer.unit_of_work().reading() as uow:
                    answer = uow.answers.of_deal(deal)
                    kept = uow.drafts.latest(deal)
                times += told["times"]
                saves += len(told["times"])
                submitted += answer is not None
                lost += (answer is None or answer.text != told["last"]) + (kept is None or kept.draft.seq < told["seq"])
        times.sort()
        return Told(self.kind, saves, lost, submitted, _at(times, 0.5), _at(times, 0.99), 1000 * times[-1])


def _seat(database: str, kind: str, terminals: int, seconds: float, gate: int, opened: int) -> _Crowd:
    with Trainer(database) as trainer:
        trainer.run(store_decks, [a_deck(*(a_card(f"sea-{n}") for n in range(3)))])
        team = trainer.run(people.add_people, [f"Person {n:03}" for n in range(terminals)])
        deals = []
        for person in team:
            prepared = trainer.run(dealing.prepare_next, person.id, render=render_plainly, language="en")
            deals.append(trainer.run(dealing.start_deal, prepared.id).id)
    children = [_fork(database, deal, number, seconds, gate, opened) for number, deal in enumerate(deals)]
    for _pid, report in children:
        os.read(report, 1)  # connected
    return _Crowd(kind, database, tuple(deals), tuple(children))


def _at(times: list[float], share: float) -> float:
    return 1000 * times[min(len(times) - 1, int(share * len(times)))]


def _fork(database: str, deal: DealId, number: int, seconds: float, gate: int, opened: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            os.close(opened)
            with Trainer(database) as trainer, os.fdopen(writing, "w", encoding="utf-8") as stream:
                trainer.open()
                trainer.run(answering.revisions, deal)
                stream.write(".")
                stream.flush()
                os.read(gate, 1)
                json.dump(_write(trainer, deal, number, seconds), stream)
        finally:
            os._exit(0)
    os.close(writing)
    return pid, reading


def _write(trainer: Trainer, deal: DealId, number: int, seconds: float) -> dict[str, object]:
    """One terminal: a draft a second, at a moment of its own, then the answer."""
    times, text, seq = [], "", 0
    began = time.monotonic() + 1.0 + number * 0.61803 % 1
    while (due := began + seq) - began < seconds:
        time.sleep(max(0.0, due - time.monotonic()))
        seq += 1
        text = (text + WORDS)[-2000:]
        asked = time.monotonic()
        trainer.run(answering.save_draft, deal, Draft((text,), 0, seq))
        times.append(time.monotonic() - asked)
    text += "Кінець."
    trainer.run(answering.send_answer, deal, Draft((text,), 0, seq + 1), take_back_seconds=0)
    return {"times": times, "last": text.strip(), "seq": seq}


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """A SQLite file and a PostgreSQL with its safety on."""
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server:
        server.keep_what_it_acknowledges()
        yield {"SQLite": f"sqlite:///{Path(folder) / 'trainer.db'}", "PostgreSQL": server.new_database()}


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=40)
    arguments.add_argument("--seconds", type=float, default=180.0)
    arguments.add_argument("--one-by-one", action="store_true")
    given = arguments.parse_args()
    with databases() as places:
        rounds = [{kind: places[kind]} for kind in places] if given.one_by_one else [places]
        for told in (
            each for at_once in rounds for each in crowd(at_once, terminals=given.people, seconds=given.seconds)
        ):
            print(  # noqa: T201 - a report
                f"{told.kind}: {given.people} terminals, {told.saves} saves, {told.lost} lost, {told.submitted} handed in; "
                f"a save p50 {told.p50:.1f} ms, p99 {told.p99:.1f} ms, longest {told.longest:.0f} ms"
            )


if __name__ == "__main__":
    main()
