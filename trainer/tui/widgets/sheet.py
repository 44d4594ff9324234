"""A rating sheet while it is being filled in: levels, flags, laughed, a phrase, a kind line. Source: rules 2."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.domain.rating import Judgement
from trainer.domain.rubric import Criterion, CriticalFlag
from trainer.domain.scoring import rater_score


@dataclass(slots=True)
class RatingSheet:
    criteria: tuple[Criterion, ...]
    at: int = 0
    """The criterion under the cursor."""
    levels: dict[str, int | None] = field(default_factory=dict)
    """Criterion -> level 0-4, None: does not apply here; left out: not decided yet."""
    flags: frozenset[CriticalFlag] = frozenset()
    laughed: bool = False
    steal: str = ""
    comment: str = ""

    @property
    def current(self) -> Criterion:
        return self.criteria[self.at]

    @property
    def touched(self) -> bool:
        """Whether anything would be lost by dropping the sheet."""
        return bool(self.levels or self.flags or self.laughed or self.steal or self.comment)

    def move(self, by: int) -> None:
        self.at = min(len(self.criteria) - 1, max(0, self.at + by))

    def set_level(self, level: int | None) -> None:
        """Decides the criterion under the cursor and goes on to the next."""
        self.levels[self.current.name] = level
        self.move(1)

    def open_criteria(self) -> Sequence[Criterion]:
        """Those not decided yet, in their order."""
        return [each for each in self.criteria if each.name not in self.levels]

    def go_to_open(self) -> None:
        """Puts the cursor on the first criterion that is not decided yet."""
        for position, each in enumerate(self.criteria):
            if each.name not in self.levels:
                self.at = position
                return

    def judgement(self) -> Judgement:
        """What is said so far; criteria that do not apply, or are not decided, are left out."""
        levels = {name: level for name, level in self.levels.items() if level is not None}
        return Judgement(levels, self.flags, self.laughed, self.steal, self.comment)

    def counts(self) -> bool:
        """Whether enough of the weight is rated for a score (rules 3: 60 %)."""
        return rater_score(self.judgement().levels, self.criteria) is not None
