"""What the table of people and complaint types says of the types, of nobody in particular. Source: rules 7."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from trainer.domain.kinds import ComplaintType
from trainer.domain.teams import TeamRow

TOLD_FROM_PEOPLE = 2
"""People with a cell from which a type's mean is told: of one it would be theirs."""


@dataclass(frozen=True, slots=True)
class KindMean:
    type: ComplaintType
    mean: float
    people: int


def kind_means(types: Sequence[ComplaintType], rows: Sequence[TeamRow]) -> tuple[KindMean, ...]:
    """The mean of each type's cells, every person with one counting once, in the order of the closed list; types with cells of
    fewer than two people are left out."""
    found = []
    for column, kind in enumerate(types):
        cells = [mean for row in rows if (mean := row.cells[column].mean) is not None]
        if len(cells) >= TOLD_FROM_PEOPLE:
            found.append(KindMean(kind, fmean(cells), len(cells)))
    return tuple(found)
