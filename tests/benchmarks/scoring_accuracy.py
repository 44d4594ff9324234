"""How near the answer score comes to the truth, in made-up teams: `python -m tests.benchmarks.scoring_accuracy [ROUNDS]`.

The world: ability N(60, 9) a person, N(0, 11) an answer on top, clipped to 0-100; five criteria of 1-5; raters with severity
N(0, 8), noise of sd 11 on average (gamma spread over raters, shape 4), a pull to the middle (slope 0.90), 15 % lazy ones who
give 72 +- 4 whatever they read, 10 % pairs of friends who add 12 to each other. And the same without any bias. Each answer
gets k raters and each rater k answers, as the program's rounds come out, in an order drawn anew each session. Seeds are fixed,
so the table is the same each time. It prints, for the last session, root mean square error and rank agreement (Spearman) of
ours, the mean and the median, and how often the 90 % interval covers.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from trainer.domain.fitting import WINDOW_SESSIONS, GoldScore, RaterScore, fit_scores
from trainer.domain.rubric import STANDARD
from trainer.domain.scoring import rater_score

MIDDLE = 60.0
CASES = [
    (people, ratings, sessions, gold)
    for people, ratings in ((4, 2), (4, 3), (8, 2), (8, 3), (8, 5), (20, 3), (20, 5), (40, 3))
    for sessions, gold in ((1, False), (1, True), (8, False), (8, True))
]
ROUNDS = 200


@dataclass(slots=True)
class Rater:
    severity: float
    noise: float
    lazy: bool
    friend: int | None = None


@dataclass(slots=True)
class Figures:
    """Sums over the last sessions of many teams."""

    squares: dict[str, float] = field(default_factory=lambda: dict.fromkeys(("ours", "mean", "median"), 0.0))
    ranks: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in ("ours", "mean", "median")})
    covered: int = 0
    intervals: int = 0
    answers: int = 0

    def error(self, name: str) -> float:
        return float((self.squares[name] / self.answers) ** 0.5)

    def rank(self, name: str) -> float:
        return float(np.mean(self.ranks[name]))

    @property
    def gain(self) -> float:
        """By how much our error is under the plain mean's."""
        return 1 - self.error("ours") / self.error("mean")

    @property
    def coverage(self) -> float:
        return self.covered / self.intervals if self.intervals else float("nan")


class Team:
    def __init__(self, people: int, *, biased: bool, seed: int) -> None:
        self.dice = random.Random(seed)
        self.people, self.biased = people, biased
        self.ability = [self.dice.gauss(MIDDLE, 9) for _each in range(people)]
        self.raters = [
            Rater(
                self.dice.gauss(0, 8) if biased else 0.0,
                11 * self.dice.gammavariate(4, 1 / 4) if biased else 11.0,
                biased and self.dice.random() < 0.15,
            )
            for _each in range(people)
        ]
        if biased:
            for one in range(0, people - 1, 2):
                if self.dice.random() < 0.10:
                    self.raters[one].friend, self.raters[one + 1].friend = one + 1, one

    def truth(self, author: int) -> float:
        return min(100.0, max(0.0, self.ability[author] + self.dice.gauss(0, 11)))

    def rate(self, rater: int, truth: float, author: int | None) -> float:
        """What a rater gives in five levels of 1-5; the sum of the rounding errors is theirs, as in life."""
        who = self.raters[rater]
        if who.lazy:
            seen = self.dice.gauss(72, 4)
        else:
            slope = 0.90 if self.biased else 1.0
            seen = MIDDLE + slope * (truth - MIDDLE) + who.severity + self.dice.gauss(0, who.noise)
            seen += 12 if author is not None and who.friend == author else 0
        levels = {each.name: min(4, max(0, round(seen / 25 + self.dice.uniform(-0.5, 0.5)))) for each in STANDARD}
        score = rater_score(levels, STANDARD)
        assert score is not None
        return score


def simulate(
    people: int, ratings: int, sessions: int, *, gold: bool, biased: bool = True, rounds: int = ROUNDS
) -> Figures:
    figures = Figures()
    for seed in range(rounds):
        _one_team(Team(people, biased=biased, seed=seed), ratings, sessions, gold, figures, seed)
    return figures


def _one_team(team: Team, ratings: int, sessions: int, gold: bool, figures: Figures, seed: int) -> None:
    rows: list[RaterScore[tuple[int, int], int]] = []
    anchors: list[GoldScore[int]] = []
    truths: dict[tuple[int, int], float] = {}
    for session in range(sessions):
        order = team.dice.sample(range(team.people), team.people)
        for place, author in enumerate(order):
            answer = session, author
            truths[answer] = team.truth(author)
            for turn in range(1, min(ratings, team.people - 1) + 1):
                rater = order[(place + turn) % team.people]
                rows.append(RaterScore(answer, rater, team.rate(rater, truths[answer], author)))
        if gold:
            for rater in range(team.people):
                expected = team.dice.uniform(25, 95)
                anchors.append(GoldScore(rater, team.rate(rater, expected, None), expected))
    fit = fit_scores(rows, anchors)
    last = [answer for answer in truths if answer[0] == sessions - 1]
    scores = {answer: [row.score for row in rows if row.answer == answer] for answer in last}
    found = {
        "ours": [fit.answers[answer].score for answer in last],
        "mean": [sum(scores[answer]) / len(scores[answer]) for answer in last],
        "median": [median(scores[answer]) for answer in last],
    }
    true = [truths[answer] for answer in last]
    for name, values in found.items():
        figures.squares[name] += sum((value - truth) ** 2 for value, truth in zip(values, true, strict=True))
        figures.ranks[name].append(spearman(values, true))
    for answer in last:
        half = fit.answers[answer].half_width
        if half is not None:
            figures.intervals += 1
            figures.covered += abs(fit.answers[answer].score - truths[answer]) <= half
    figures.answers += len(last)


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Rank correlation, ties sharing their mean rank."""
    ranks = [_ranks(np.array(values)) for values in (one, other)]
    if ranks[0].std() == 0 or ranks[1].std() == 0:
        return 0.0
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _ranks(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    order = np.sort(values)
    ranks: np.ndarray[tuple[int], np.dtype[np.float64]] = (
        np.searchsorted(order, values, "left") + np.searchsorted(order, values, "right")
    ) / 2.0
    return ranks


def table(rounds: int) -> list[str]:
    lines = [
        (
            "| people | ratings | sessions | gold | world | error: ours | mean | median | ours under mean "
            "| rank: ours | mean | median | interval covers |"
        ),
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for biased in (True, False):
        for people, ratings, sessions, gold in CASES:
            found = simulate(
                people, ratings, sessions, gold=gold, biased=biased, rounds=max(10, rounds * 8 // people // 2)
            )
            errors = " | ".join(f"{found.error(name):.2f}" for name in ("ours", "mean", "median"))
            ranks = " | ".join(f"{found.rank(name):.2f}" for name in ("ours", "mean", "median"))
            lines.append(
                f"| {people} | {ratings} | {sessions} | {'yes' if gold else 'no'} | {'biased' if biased else 'fair'} "
                f"| {errors} | {100 * found.gain:.1f} % | {ranks} | {100 * found.coverage:.0f} % |"
            )
    return lines


def main() -> int:
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
        sys.stdout.write(line + "\n")
    return 0


assert WINDOW_SESSIONS == 8, "the cases with history are one whole window"

if __name__ == "__main__":
    sys.exit(main())
