"""A made-up round of rating, played by the domain's rules alone: people come, pull, rate, dawdle and leave."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.support.flows import Plan
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.rating import OpenAnswer, share_of
from trainer.domain.rounds import choose_in_round


class Table:
    """Everybody's answers on one table. `present` changes; what was rated never does."""

    def __init__(
        self,
        people: int,
        *,
        seed: int = 0,
        before: Mapping[tuple[int, int], int] | None = None,
        writers: Iterable[int] | None = None,
    ) -> None:
        self.seed = seed
        self.before = before or {}
        self.present = {PersonId(each) for each in range(people)}
        self.share = share_of(people)
        self.answers: dict[AnswerId, OpenAnswer] = {}
        for each in range(people) if writers is None else writers:
            self.write(PersonId(each))

    def write(self, author: PersonId) -> None:
        answer = AnswerId(f"answer-{len(self.answers)}")
        self.answers[answer] = OpenAnswer(answer, author, self.share)

    def met(self) -> dict[tuple[PersonId, PersonId], int]:
        """Who rated whom how often, as the store tells it: with what this round has brought so far."""
        met = Counter({(PersonId(rater), PersonId(author)): times for (rater, author), times in self.before.items()})
        met.update((rater, each.author_id) for each in self.answers.values() for rater in each.rated_by)
        return dict(met)

    def pull(self, rater: PersonId) -> AnswerId | None:
        """Leases the next answer to the rater; the one they hold, if they hold one."""
        for each in self.answers.values():
            if rater in each.leased_to:
                return each.answer_id
        chosen = choose_in_round(
            rater,
            list(self.answers.values()),
            self.present,
            self.share,
            seed=f"{self.seed}|{rater}|{self.load(rater)}",
            met=self.met(),
        )
        if chosen is None:
            return None
        held = self.answers[chosen.answer_id]
        self.answers[held.answer_id] = replace(held, leased_to=held.leased_to | {rater})
        return held.answer_id

    def rate(self, rater: PersonId, answer: AnswerId) -> None:
        held = self.answers[answer]
        self.answers[answer] = replace(held, leased_to=held.leased_to - {rater}, rated_by=held.rated_by | {rater})

    def release(self, rater: PersonId) -> None:
        for each in self.answers.values():
            if rater in each.leased_to:
                self.answers[each.answer_id] = replace(each, leased_to=each.leased_to - {rater})

    def leave(self, rater: PersonId) -> None:
        self.release(rater)
        self.present.discard(rater)

    def load(self, rater: PersonId) -> int:
        return sum(rater in each.rated_by for each in self.answers.values())

    def play(self, dice: random.Random, *, leave_after: Mapping[int, int] | None = None) -> None:
        """Everybody present pulls and rates at their own pace until nobody finds anything; some leave after so many ratings,
        in the middle of the next."""
        leaving = dict(leave_after or {})
        holding: dict[PersonId, AnswerId] = {}
        idle: set[PersonId] = set()
        while len(idle) < len(self.present):
            rater = dice.choice(sorted(self.present))
            if rater in holding:
                if leaving.get(rater) == self.load(rater):
                    del holding[rater]
                    self.leave(rater)
                else:
                    self.rate(rater, holding.pop(rater))
                idle.clear()
                continue
            found = self.pull(rater)
            if found is None:
                idle.add(rater)
            else:
                holding[rater] = found
                idle.clear()

    def disturb(self, dice: random.Random, *, steps: int) -> None:
        """Some pull, some rate, some let their lease run out, some leave, some come late: in any order."""
        for _step in range(steps):
            if not self.present:
                return
            rater, what = dice.choice(sorted(self.present)), dice.random()
            if what < 0.1:
                self.leave(rater)
            elif what < 0.2:
                self.present.add(PersonId(100 + len(self.answers)))
            elif what < 0.3:
                self.release(rater)
            elif (held := self.pull(rater)) is not None and what < 0.8:
                self.rate(rater, held)

    def outcome(self, people: Iterable[int]) -> Plan:
        loads = Counter(rater for each in self.answers.values() for rater in each.rated_by)
        repeats = sum(
            self.before.get((rater, each.author_id), 0) for each in self.answers.values() for rater in each.rated_by
        )
        return Plan(sum(loads.values()), sum(loads[PersonId(each)] ** 2 for each in people), repeats)
