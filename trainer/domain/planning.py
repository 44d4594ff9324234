"""The best plan for the rest of a round, and what it lets one rater take next. Source: rules 4.

A round is a flow: every answer sends one unit to each rater it still needs, every rater passes on what they take. The plan
fills as many places as there are raters for; then the sum of squared loads is least (nobody rates much while others rate
little); then the sum of repeats: over all ratings still to give, how often that rater has rated that author in the last 16
sessions (linear in the times met; what this round has brought so far counts as met). Exact, by successive shortest paths
(Dijkstra with potentials); 40 people with three ratings an answer take some milliseconds.

Nobody's share is in the plan: as squares count, it gives somebody more than their share only what nobody below it may take.
"""

from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush

from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.rating import OpenAnswer

Met = Mapping[tuple[PersonId, PersonId], int]
"""(rater, author) -> how often that rater has rated that author in the last 16 sessions."""

FAR = 1 << 60
"""This rater may not take that answer."""
ENDLESS = 1 << 90
"""More than any way costs."""


class RoundPlan:
    """An optimal plan for all places that are open. Others may be as good; `allowed` knows them all."""

    def __init__(self, answers: Sequence[OpenAnswer], present: Collection[PersonId], met: Met | None = None) -> None:
        """Plans for those `present`, who have the load that ratings and running leases in `answers` give them."""
        met = met or {}
        self._people = sorted(present)
        self._open = [each for each in answers if each.taken() < each.needed]
        self._costs = [
            [
                met.get((rater, each.author_id), 0)
                if each.may_be_rated_by(rater) and rater not in each.leased_to
                else FAR
                for rater in self._people
            ]
            for each in self._open
        ]
        rooms = [
            min(each.needed - each.taken(), sum(cost < FAR for cost in row))
            for each, row in zip(self._open, self._costs, strict=True)
        ]
        self.filled = sum(rooms)
        """Places that the plan fills: all that anybody could."""
        self._loads = [
            sum(rater in each.rated_by or rater in each.leased_to for each in answers) for rater in self._people
        ]
        self._given: list[set[int]] = [set() for _each in self._open]
        self._takes: list[set[int]] = [set() for _each in self._people]
        most = max((cost for row in self._costs for cost in row if cost < FAR), default=0)
        self._step = most * self.filled + 1
        # Potentials: with them no step of the residual graph costs less than nothing.
        self._of_rater = [0] * len(self._people)
        self._of_answer = [max((-cost for cost in row if cost < FAR), default=0) for row in self._costs]
        self._of_end = min(map(self._slot, range(len(self._people))), default=0)
        for answer, room in enumerate(rooms):
            for _place in range(room):
                self._add(answer)

    def pairs(self) -> frozenset[tuple[PersonId, AnswerId]]:
        """This plan: who takes which answer."""
        return frozenset(
            (self._people[rater], each.answer_id)
            for each, mine in zip(self._open, self._given, strict=True)
            for rater in mine
        )

    def allowed(self, rater: PersonId) -> frozenset[AnswerId]:
        """Every answer that some optimal plan gives to `rater`; empty: every one of them leaves the rest to others."""
        me = self._people.index(rater)
        freed = self._freed_by(me)
        return frozenset(
            each.answer_id
            for place, each in enumerate(self._open)
            if me in self._given[place] or (place in freed and self._beyond(place, me) == 0)
        )

    def _slot(self, rater: int) -> int:
        """What one answer more costs: the square of a load rises by 2 * load + 1, and outweighs all repeats together."""
        return (2 * self._loads[rater] + 1) * self._step

    def _beyond(self, answer: int, rater: int) -> int:
        """By how much the answer costs this rater more than in a best plan; 0: nothing stands against it."""
        return self._costs[answer][rater] + self._of_answer[answer] - self._of_rater[rater]

    def _add(self, answer: int) -> None:
        """Plans one rater more for the answer, moving others where that is cheaper.

        The way goes from the answer to a rater, to an answer that they give up, ..., to a rater who takes one more.
        """
        people, of_rater = len(self._people), self._of_rater
        reached = {people + answer: 0}
        came: dict[int, int] = {}
        settled: dict[int, int] = {}
        best, last = ENDLESS, -1
        heap = [(0, people + answer)]
        while heap:
            gone, node = heappop(heap)
            if gone >= best:
                break
            if node in settled:
                continue
            settled[node] = gone
            if node < people and (way := gone + self._slot(node) + of_rater[node] - self._of_end) < best:
                best, last = way, node
            for each in self._ways(node, gone):
                if each[0] < best and each[0] < reached.get(each[1], ENDLESS):
                    reached[each[1]] = each[0]
                    came[each[1]] = node
                    heappush(heap, each)
        for node, gone in settled.items():
            if node < people:
                of_rater[node] -= best - gone
            else:
                self._of_answer[node - people] -= best - gone
        self._move(answer, last, came)

    def _ways(self, node: int, gone: int) -> list[tuple[int, int]]:
        """Steps on from a node, (length of the way there, node): a rater gives an answer up, or an answer gets a rater.

        Raters come first among the nodes, then answers.
        """
        people, of_rater, of_answer = len(self._people), self._of_rater, self._of_answer
        if node < people:
            base = gone + of_rater[node]
            return [(base - self._costs[each][node] - of_answer[each], people + each) for each in self._takes[node]]
        base, mine = gone + of_answer[node - people], self._given[node - people]
        return [
            (base + cost - of_rater[rater], rater)
            for rater, cost in enumerate(self._costs[node - people])
            if cost < FAR and rater not in mine
        ]

    def _move(self, answer: int, last: int, came: dict[int, int]) -> None:
        """Walks the way back from the rater who takes one more to the answer."""
        people = len(self._people)
        self._loads[last] += 1
        while True:
            place = came[last] - people
            self._given[place].add(last)
            self._takes[last].add(place)
            if place == answer:
                return
            last = came[people + place]
            self._given[place].remove(last)
            self._takes[last].remove(place)

    def _freed_by(self, rater: int) -> set[int]:
        """Answers that some rater can give up at no cost when `rater` takes one more."""
        seen, freed, ended = {rater}, set[int](), False
        queue = [rater]
        while queue:
            here = queue.pop()
            found = []
            for answer in self._takes[here]:
                if answer not in freed and self._beyond(answer, here) == 0:
                    freed.add(answer)
                    mine = self._given[answer]
                    found += [
                        other
                        for other in range(len(self._people))
                        if other not in mine and self._beyond(answer, other) == 0
                    ]
            if not ended and self._slot(here) + self._of_rater[here] == self._of_end:
                ended = True  # one more for `here` weighs as much as one less for whoever stands at the end as well
                found += [
                    other
                    for other, takes in enumerate(self._takes)
                    if takes and self._slot(other) - 2 * self._step + self._of_rater[other] == self._of_end
                ]
            queue += [other for other in found if other not in seen]
            seen.update(found)
        return freed
