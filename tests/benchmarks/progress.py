"""The data of the pages beside raw sqlite3 running the same statements on the same file: `python -m tests.benchmarks.progress`.

40 people with three years of practice, and 1,000 people with 200 answers and four ratings each, in 25 teams and as one
team. Ends with 1 when a figure is over its bar. A page has the rules in it, too.
"""

import gc
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tests.benchmarks.measuring import Ratio, in_turns
from tests.support.histories import History, write_history
from tests.support.homes import new_store
from tests.support.making import MONDAY, FakeClock
from trainer.domain.ids import PersonId
from trainer.services.progress import own_page
from trainer.services.teams import team_page
from trainer.storage.engine import WRITING, connect
from trainer.storage.units import SqlUnitOfWork

AT_MOST = 4.0
STATEMENTS_AT_MOST = 3
SIZES = {
    "40 people x 3 years": History(people=40, cards_each=468, days=3 * 365),
    "1,000 x 200 x 4": History(people=1000, cards_each=200, days=2 * 365, ratings_each=4, teams=25),
}
Asked = list[tuple[str, Any]]
PAGES: dict[str, Callable[[SqlUnitOfWork, FakeClock, PersonId], object]] = {
    "own page": own_page,
    "team page": team_page,
}


def statements_of(engine: Engine, page: Callable[[], object]) -> Asked:
    """What a page asks the database, with what it fills in."""
    asked: Asked = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        page()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return asked


def raw(connection: sqlite3.Connection, asked: Asked) -> None:
    connection.execute("BEGIN")
    for statement, parameters in asked:
        connection.execute(statement, parameters).fetchall()
    connection.execute("ROLLBACK")


def cpu_of_call(work: Callable[[], object]) -> float:
    """CPU milliseconds of a call."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def measure(file: Path, name: str, history: History, rounds: int = 15) -> list[Ratio]:
    database = f"sqlite:///{file}"
    shutil.copyfile(new_store(), file)
    engine = connect(database)
    try:
        write_history(engine, history, MONDAY)
        found = ratios(engine, file, name, rounds)
        if history.teams > 1:
            with engine.execution_options(**{WRITING: True}).begin() as connection:
                connection.exec_driver_sql("UPDATE person SET team_id = 1")
            found += ratios(engine, file, f"{name}, one team", max(3, rounds // 5))
        return found
    finally:
        engine.dispose()


def ratios(engine: Engine, file: Path, name: str, rounds: int) -> list[Ratio]:
    """Both pages as the first person, who leads."""
    uow, clock, lead = SqlUnitOfWork(engine), FakeClock(), PersonId(1)
    gc.collect()
    gc.freeze()  # as the program does once home is painted
    found = []
    for title, page in PAGES.items():
        show = partial(page, uow, clock, lead)
        asked = statements_of(engine, show)
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            floor, whole = in_turns(
                rounds, partial(cpu_of_call, partial(raw, connection, asked)), partial(cpu_of_call, show)
            )
        found.append(Ratio(f"{title}, {name}", whole, floor, "ms", AT_MOST))
        found.append(Ratio(f"its statements, {name}", len(asked), 0.0, "", STATEMENTS_AT_MOST, absolute=True))
    gc.unfreeze()
    return found


def main() -> int:
    found: list[Ratio] = []
    for name, history in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            found += measure(Path(folder) / "trainer.db", name, history)
    for ratio in found:
        sys.stdout.write(ratio.line() + "\n")
    return 0 if all(ratio.holds for ratio in found) else 1


if __name__ == "__main__":
    sys.exit(main())
