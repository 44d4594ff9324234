"""How often the labels are wrong, by simulation: `python -m tests.benchmarks.trends [PEOPLE]`. Seeded; ends with 1 over a bar.

- The trend of somebody who does not change, looked at after each answer from the 20th to the 40th: how many are ever called
  improving or slipping (at most 8 %). The spread is pooled over a team of 12, as rules 6 have it.
- The trend of somebody who gains 16 points in the middle of 40 answers: how many are seen. Stated, without a bar.
- The 90 % intervals: how often the true share lies in Wilson's (of 20 cards), and the true mean in Student's (of 20 scores).
"""

import sys
from itertools import pairwise
from math import comb
from random import Random

from tests.benchmarks.measuring import Ratio
from trainer.domain.levels import wilson
from trainer.domain.trends import Direction, pooled_spread_of, quality, trend

FALSE_ALARMS_AT_MOST = 0.08
COVERED_AT_LEAST = 0.88
"""Wilson's interval covers 90 % on average over shares; at a single share 20 cards are too few to hit it exactly."""
MEAN, SPREAD, TEAM = 60.0, 15.0, 12


def labels(dice: Random, gain: float = 0.0) -> set[Direction]:
    """Every label that one person of a team is ever given over 40 answers."""
    people = [[_score(dice) for _ in range(40)] for _ in range(TEAM)]
    mine = people[0]
    for place in range(20, 40):
        mine[place] = min(100.0, mine[place] + gain)
    given = set()
    for n in range(20, 41):
        squares = sum((after - before) ** 2 for p in people for before, after in pairwise(p[:n]))
        given.add(trend(mine[:n], pooled_spread_of(squares, TEAM * (n - 1))).direction)
    return given


def ever_alarmed(people: int, gain: float = 0.0, seed: int = 1) -> float:
    """Share of people who were called improving or slipping at any time."""
    dice = Random(seed)
    alarmed = sum(bool(labels(dice, gain) & {Direction.IMPROVING, Direction.SLIPPING}) for _ in range(people))
    return alarmed / people


def wilson_covers(cards: int = 20) -> float:
    """Exact: over true shares from .30 to .95, how often the share lies in the interval that 20 cards give, on average."""
    shares = [share / 100 for share in range(30, 96)]
    covered = 0.0
    for share in shares:
        for hits in range(cards + 1):
            low, high = wilson(hits, cards)
            if low <= share <= high:
                covered += comb(cards, hits) * share**hits * (1 - share) ** (cards - hits)
    return covered / len(shares)


def student_covers(people: int, seed: int = 2) -> float:
    """How often the true mean lies in the 90 % interval of 20 scores."""
    dice = Random(seed)
    inside = 0
    for _ in range(people):
        found = quality([dice.gauss(MEAN, SPREAD) for _ in range(20)])
        assert found.low is not None
        assert found.high is not None
        inside += found.low <= MEAN <= found.high
    return inside / people


def measure(people: int = 3000) -> list[Ratio]:
    return [
        Ratio(
            "false alarms of the trend, %",
            100 * ever_alarmed(people),
            0.0,
            "",
            100 * FALSE_ALARMS_AT_MOST,
            absolute=True,
        ),
        Ratio("a rise of 16 points seen, %", 100 * ever_alarmed(people // 3, 16.0), 0.0, "", 100.0, absolute=True),
        Ratio(
            "outside Wilson's 90 %, %",
            100 * (1 - wilson_covers()),
            0.0,
            "",
            100 * (1 - COVERED_AT_LEAST),
            absolute=True,
        ),
        Ratio("outside Student's 90 %, %", 100 * (1 - student_covers(people)), 0.0, "", 12.0, absolute=True),
    ]


def _score(dice: Random) -> float:
    return min(100.0, max(0.0, dice.gauss(MEAN, SPREAD)))


def main() -> int:
    found = measure(*map(int, sys.argv[1:2]))
    for ratio in found:
        sys.stdout.write(ratio.line() + "\n")
    return 0 if all(ratio.holds for ratio in found) else 1


if __name__ == "__main__":
    sys.exit(main())
