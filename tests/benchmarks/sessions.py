"""A session of 40 people at once, each a client with a connection of its own, in several processes: lost updates, errors, lag.

`python -m tests.benchmarks.sessions [PEOPLE] [PROCESSES] [SECONDS] [sqlite|postgresql]`. Each takes up to SECONDS before each
thing they do, as a person would in a session whose minutes were made seconds; 0: nobody ever pauses, which keeps two cores at
their limit from the first phase to the last. Prints how long after the lead's key a client had read the new view, and how
many statements a second a client asked; ends with 1 where anything was lost or refused.
"""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import event

from tests.support.crowds import Client, a_room, lead_through
from tests.support.making import FakeClock
from tests.support.postgres import running_postgres
from trainer.domain.ids import PersonId
from trainer.services.sessions import viewing
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate
from trainer.storage.units import SqlUnitOfWork


def play(people: int, processes: int, think: float, kind: str) -> dict[str, object]:
    """One session; what was measured and what went wrong."""
    with ExitStack() as stack:
        if kind == "postgresql":
            database = stack.enter_context(running_postgres()).new_database()
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="trainer-crowd-"))
            database = f"sqlite:///{Path(folder) / 'trainer.db'}"
        migrate(database)
        engine = connect(database)
        stack.callback(engine.dispose)
        session, lead, team = a_room(engine, people)
        children = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.sessions", "child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _each in range(processes)
        ]
        for number, child in enumerate(children):
            assert child.stdin is not None
            seats = {"database": database, "code": session.code, "team": team[number::processes], "think": think}
            child.stdin.write(json.dumps(seats))
            child.stdin.close()
        began = lead_through(engine, session, lead, people, seconds_a_phase=60.0)
        told = []
        for child in children:
            assert child.stdout is not None
            with child.stdout:
                told += json.loads(child.stdout.read())
            child.wait()
        summary = viewing.summary(SqlUnitOfWork(engine), FakeClock(), session.id)
        with SqlUnitOfWork(engine).reading() as uow:
            answers = uow.session_cards.answers(session.id, FakeClock().now().at.replace(year=2100))
    lags = sorted(
        seen - began[int(turn)] for each in told for turn, seen in each["turns"].items() if int(turn) in began
    )
    words = {each["person"]: each["words"] for each in told}
    return {
        "people": summary.people,
        "answers": summary.answers,
        "ratings": summary.ratings,
        "errors": [error for each in told for error in each["errors"]],
        "lost texts": [answer.author_id for answer in answers if answer.text != words[answer.author_id]],
        "rated their own": [each["person"] for each in told if each["words"] in each["rated"]],
        "notes": sum(len(lines) for _question, lines in summary.questions),
        "if-thens": summary.if_thens,
        "moods": summary.mood.pairs,
        "lag p50": round(lags[len(lags) // 2], 3),
        "lag p95": round(lags[int(len(lags) * 0.95)], 3),
        "lag max": round(lags[-1], 3),
        "views missed": sum(int(turn) not in map(int, each["turns"]) for each in told for turn in began),
        "statements a second a client": round(
            sum(each["statements"] / each["seconds"] for each in told) / len(told), 2
        ),
    }


def live_here(database: str, code: str, team: list[int], think: float) -> list[dict[str, object]]:
    """The child's side: some of the people, each with an engine of its own."""
    engines = [connect(database) for _each in team]
    counts = [0] * len(team)
    for number, engine in enumerate(engines):

        def count(*_more: object, number: int = number) -> None:
            counts[number] += 1

        event.listen(engine, "before_cursor_execute", count)
    clients = [
        Client(engine, PersonId(person), code, think=think) for engine, person in zip(engines, team, strict=True)
    ]
    started = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.monotonic() - started
    for engine in engines:
        engine.dispose()
    return [
        {
            "person": client.me,
            "turns": client.seen.turns,
            "errors": client.seen.errors,
            "words": client.seen.words,
            "rated": client.seen.rated,
            "statements": counts[number],
            "seconds": seconds,
        }
        for number, client in enumerate(clients)
    ]


def holds(found: dict[str, object], people: int) -> bool:
    """Nothing lost, nothing refused, nobody's own, everybody there."""
    wanted = {"people": people, "answers": people, "ratings": 3 * people, "if-thens": people, "moods": people}
    nothing = ("errors", "lost texts", "rated their own")
    return all(found[name] == count for name, count in wanted.items()) and not any(found[name] for name in nothing)


if __name__ == "__main__":
    if sys.argv[1:] == ["child"]:
        order = json.loads(sys.stdin.read())
        print(json.dumps(live_here(**order)))  # noqa: T201 - a child's report
        sys.exit(0)
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    think = float(sys.argv[3]) if len(sys.argv) > 3 else 3.0
    sound = True
    for kind in sys.argv[4:] or ["sqlite", "postgresql"]:
        found = play(people, processes, think, kind)
        print(kind, json.dumps(found, indent=2))  # noqa: T201
        sound = sound and holds(found, people)
    sys.exit(not sound)
