"""An exact plan for a round of rating, by min-cost flow: the oracle for the queue that pulls one answer at a time.

Successive shortest paths (Bellman-Ford) on unit edges; costs are lexicographic, so plain tuples would do, but integers are
faster: one repeat costs 1, a rater's n-th answer STEP * (2n - 1) (their sum is STEP * n^2), and filling a place outweighs all.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

STEP = 10_000
"""More than all repeats of a round together."""


@dataclass(frozen=True, slots=True)
class Plan:
    filled: int
    """Ratings given."""
    squares: int
    """Sum of squared loads of the raters."""
    repeats: int
    """How often a rater meets an author they rated before, counted as often as they did."""


@dataclass(slots=True)
class _Edge:
    to: int
    room: int
    cost: int
    back: int
    """Place of the reverse edge in the list of `to`."""


class _Flow:
    def __init__(self, size: int) -> None:
        self.edges: list[list[_Edge]] = [[] for _each in range(size)]

    def add(self, start: int, end: int, cost: int) -> None:
        self.edges[start].append(_Edge(end, 1, cost, len(self.edges[end])))
        self.edges[end].append(_Edge(start, 0, -cost, len(self.edges[start]) - 1))

    def push(self, source: int, sink: int) -> int | None:
        """One more unit along the cheapest path; its cost, None where there is no way."""
        far = 10**15
        cost = [far] * len(self.edges)
        came: list[tuple[int, int] | None] = [None] * len(self.edges)
        cost[source] = 0
        queue, waiting = [source], {source}
        while queue:
            here = queue.pop(0)
            waiting.discard(here)
            for place, edge in enumerate(self.edges[here]):
                if edge.room and cost[here] + edge.cost < cost[edge.to]:
                    cost[edge.to] = cost[here] + edge.cost
                    came[edge.to] = (here, place)
                    if edge.to not in waiting:
                        queue.append(edge.to)
                        waiting.add(edge.to)
        if cost[sink] == far:
            return None
        here = sink
        while here != source:
            step = came[here]
            assert step is not None
            before, place = step
            edge = self.edges[before][place]
            edge.room -= 1
            self.edges[here][edge.back].room += 1
            here = before
        return cost[sink]


def best_plan(
    authors: Sequence[int],
    raters: Sequence[int],
    needed: int,
    before: Mapping[tuple[int, int], int] | None = None,
    *,
    done: Sequence[Collection[int]] | None = None,
) -> Plan:
    """The best that anybody could plan: fill first, then squared loads, then repeats.

    Answer i is by `authors[i]` and takes `needed` ratings; nobody rates their own nor one twice. `before`: (rater, author) ->
    how often they met. `done`: answer i -> who has rated it already; the outcome counts them as well.
    """
    before = before or {}
    done = done or [()] * len(authors)
    source, sink = 0, 1
    rater_at = {rater: 2 + place for place, rater in enumerate(raters)}
    answer_at = [2 + len(raters) + place for place in range(len(authors))]
    flow = _Flow(2 + len(raters) + len(authors))
    loads = Counter(rater for some in done for rater in some)
    for rater, node in rater_at.items():
        for nth in range(loads[rater] + 1, len(authors) + 1):
            flow.add(source, node, STEP * (2 * nth - 1))
        for answer, author, some in zip(answer_at, authors, done, strict=True):
            if author != rater and rater not in some:
                flow.add(node, answer, before.get((rater, author), 0))
    for answer, some in zip(answer_at, done, strict=True):
        for _place in range(needed - len(some)):
            flow.add(answer, sink, 0)
    filled = loads.total()
    total = STEP * sum(load * load for load in loads.values())
    total += sum(before.get((rater, author), 0) for author, some in zip(authors, done, strict=True) for rater in some)
    while (cost := flow.push(source, sink)) is not None:
        filled += 1
        total += cost
    return Plan(filled, total // STEP, total % STEP)
