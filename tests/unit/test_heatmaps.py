"""What the table says of the kinds: means of cells, everybody once, never of one person alone."""

from trainer.domain.heatmaps import KindMean, kind_means
from trainer.domain.ids import PersonId, TeamId
from trainer.domain.kinds import ComplaintType
from trainer.domain.people import Person, Role
from trainer.domain.teams import Cell, TeamRow
from trainer.locale import figures

FEAR, TASTE, PRESSURE = ComplaintType.FEAR, ComplaintType.TASTE, ComplaintType.PRESSURE


def row(number: int, *means: float | None) -> TeamRow:
    person = Person(PersonId(number), f"P{number}", Role.EMPLOYEE, TeamId(1))
    return TeamRow(person, tuple(Cell(mean, 2 if mean is None else 3 + number) for mean in means))


def test_each_person_counts_once_and_a_kind_of_one_person_is_left_out() -> None:
    rows = [row(1, 40.0, None, 90.0), row(2, 60.0, 70.0, None), row(30, 80.0, None, 70.0)]
    assert kind_means((FEAR, TASTE, PRESSURE), rows) == (KindMean(FEAR, 60.0, 3), KindMean(PRESSURE, 80.0, 2))


def test_the_sentence_names_kinds_and_nobody() -> None:
    rows = [row(1, 40.0, 90.0), row(2, 60.0, 70.0)]
    told = figures.heatmap_sentence((FEAR, PRESSURE), rows)
    assert told == "Most at home with: pressure, 80.0 on average. Most room to grow: fear, 50.0."
    assert figures.heatmap_sentence((FEAR,), rows) == "Of one kind so far: fear, 50.0 on average."
    assert "Nobody has three" in figures.heatmap_sentence((FEAR,), [row(1, None)])
