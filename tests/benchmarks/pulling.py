"""What it costs to be given the next answer: `python -m tests.benchmarks.pulling`.

40 people with sixteen sessions behind them: statements of each kind of request, on SQLite; and the plan that a pull of a live
round makes, in CPU beside scipy's solution of the same assignment. Ends with 1 when a figure is over its bar.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from tests.benchmarks.measuring import Ratio, in_turns
from tests.benchmarks.progress import statements_of
from tests.support.histories import History, write_history
from tests.support.making import MONDAY, FakeClock
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.planning import Met, RoundPlan
from trainer.domain.rating import OpenAnswer, Round
from trainer.services.rating import next_answer
from trainer.storage.engine import connect
from trainer.storage.migrating import migrate
from trainer.storage.units import SqlUnitOfWork

PEOPLE, EACH, STATEMENTS_AT_MOST = 40, 3, 3
PLAN_AT_MOST = 15.0
"""Times scipy's C++, which has one rule less to keep."""


def a_round(seed: int) -> tuple[list[OpenAnswer], list[PersonId], Met]:
    dice = random.Random(seed)
    people = [PersonId(each) for each in range(PEOPLE)]
    met = {(rater, author): dice.choice((0, 0, 1, 1, 2, 3)) for rater in people for author in people}
    return [OpenAnswer(AnswerId(f"answer-{each}"), each, EACH) for each in people], people, met


def repeats_of_plan(answers: list[OpenAnswer], people: list[PersonId], met: Met) -> int:
    author = {each.answer_id: each.author_id for each in answers}
    return sum(met[rater, author[answer]] for rater, answer in RoundPlan(answers, people, met).pairs())


def repeats_by_scipy(answers: list[OpenAnswer], people: list[PersonId], met: Met) -> int:
    """Least repeats where nobody had to rate an answer once only: never more than the plan's, for it has one rule less."""
    costs = np.array([[met[rater, each.author_id] + 1000 * (rater == each.author_id) for rater in people]
                      for each in answers for _place in range(EACH)])  # fmt: skip
    rows, columns = linear_sum_assignment(np.repeat(costs, EACH, axis=1))
    return int(np.repeat(costs, EACH, axis=1)[rows, columns].sum())


def statements(file: Path) -> list[Ratio]:
    database = f"sqlite:///{file}"
    migrate(database)
    engine = connect(database)
    try:
        write_history(engine, History(people=PEOPLE, cards_each=48, days=16 * 7, waiting_every=3), MONDAY)
        uow, clock = SqlUnitOfWork(engine), FakeClock()
        live = Round(clock.now().at - timedelta(days=7), frozenset(PersonId(each) for each in range(1, PEOPLE + 1)))
        asked = {
            "first of a week": lambda: next_answer(uow, clock, PersonId(1)),
            "the one that is held": lambda: next_answer(uow, clock, PersonId(1)),
            "in a live round": lambda: next_answer(uow, clock, PersonId(30), live=live),
        }
        found = []
        for name, ask in asked.items():
            got: list[object] = []
            said = statements_of(engine, lambda ask=ask, got=got: got.append(ask()))  # type: ignore[misc]
            assert got[0] is not None, name
            found.append(Ratio(f"statements, {name}", len(said), 0.0, "", STATEMENTS_AT_MOST, absolute=True))
        return found
    finally:
        engine.dispose()


def plan(rounds: int = 15) -> Ratio:
    answers, people, met = a_round(1)

    def taken(work: Callable[[list[OpenAnswer], list[PersonId], Met], int]) -> float:
        began = time.thread_time()
        work(answers, people, met)
        return 1000 * (time.thread_time() - began)

    slow, quick = in_turns(rounds, lambda: taken(repeats_of_plan), lambda: taken(repeats_by_scipy))
    return Ratio("a plan for 40 people x 3, beside scipy", slow, quick, "ms", PLAN_AT_MOST)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = [*statements(Path(folder) / "trainer.db"), plan()]
    for ratio in found:
        sys.stdout.write(ratio.line() + "\n")
    return 0 if all(ratio.holds for ratio in found) else 1


if __name__ == "__main__":
    sys.exit(main())
