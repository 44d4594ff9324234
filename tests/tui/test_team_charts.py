"""The team's charts: fixed scales, numbers beside them, readable without colour and in ASCII, at three widths."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.gallery import hang
from tests.tui.teamed import NAMES, a_team_page
from trainer.domain.moods import Mood, mood_change
from trainer.domain.reveals import Point
from trainer.locale import figures, terms
from trainer.tui.widgets.coverage import coverage_lines
from trainer.tui.widgets.health import health_lines
from trainer.tui.widgets.heatmap import heatmap_lines
from trainer.tui.widgets.lines import wrapped
from trainer.tui.widgets.mood import mood_bar, mood_lines
from trainer.tui.widgets.works import works_lines, works_words

PAGE = a_team_page()
POINTS = (
    Point("A", 62.5, 1 / 3),
    Point("B", 82.0, 1.0, "Olena"),
    Point("C", 62.5, 1 / 3),
    Point("D", 30.0, 0.0),
    Point("10", 100.0, 1.0),
)
SHARES = st.floats(0, 1)


def test_the_heatmap() -> None:
    """People by the alphabet, a number in each cell from three answers on, a dot for fewer, no total."""
    hang(
        "heatmap",
        lambda width, _plain: [
            *(line.content for line in heatmap_lines(PAGE.types, PAGE.people, width)),
            *wrapped(figures.heatmap_sentence(PAGE.types, PAGE.people), width),
        ],
    )


def test_the_mood() -> None:
    """Before and after, each on the line from 1 to 5, and in words."""
    pairs = [(Mood(3, 2), Mood(4, 4))] * 3 + [(Mood(4, 3), Mood(4, 3))]
    hang("mood", lambda width, _plain: mood_lines(mood_change(pairs), width))


def test_works_by_laughed() -> None:
    """Answers as letters where they stand; two in one place stand side by side; a claimed one is named in the words."""
    hang("works", lambda width, _plain: [*works_lines(POINTS, width, 9), *works_words(POINTS, width)])


def test_the_coverage_of_the_decks() -> None:
    """The share practised, how many cards there are, and what has none."""
    shares = [*PAGE.decks.stages, *PAGE.decks.channels]
    hang("coverage", lambda width, _plain: coverage_lines(shares, width))


def test_the_weeks_of_the_programme() -> None:
    """How many practised in each week, the running one first."""
    hang("health", lambda width, _plain: health_lines(PAGE.health, width))


@pytest.mark.parametrize("width", [55, 75, 115])
def test_a_row_of_the_heatmap_is_a_person_and_cells_and_nothing_that_sums_them_up(width: int) -> None:
    rows = [line.content.plain for line in heatmap_lines(PAGE.types, PAGE.people, width)]
    for place, name in enumerate(NAMES):
        mine = [row for row in rows if row.startswith(name[:9])]
        numbers = re.findall(r"\d+(?:\.\d)?", " ".join(mine))
        assert len(numbers) == sum(cell.mean is not None for cell in PAGE.people[place].cells)
        assert " ".join(mine).count("·") == sum(
            cell.mean is None and cell.answers > 0 for cell in PAGE.people[place].cells
        )


def test_mood_of_fewer_than_three_pairs_is_a_sentence_without_a_number_of_anybody() -> None:
    told = " ".join(line.plain for line in mood_lines(mood_change([(Mood(1, 1), Mood(5, 5))] * 2), 80))
    assert told == "Mood is told from 3 pairs of digits; there are 2 so far."


@given(st.floats(1, 5), st.floats(1, 5), st.integers(9, 80))
def test_a_mood_line_is_as_wide_as_asked_and_its_ends_are_one_and_five(before: float, after: float, cells: int) -> None:
    line = mood_bar(before, after, cells)
    assert line.cell_length == cells
    assert "●" in line.plain or "◉" in line.plain
    assert mood_bar(1, 5, cells).plain[1] == "○"
    assert mood_bar(1, 5, cells).plain[-2] == "●"


@given(st.lists(st.tuples(st.floats(0, 100), SHARES), max_size=12), st.integers(50, 120), st.integers(7, 20))
def test_every_answer_is_to_be_seen_on_the_picture(answers: list[tuple[float, float]], width: int, height: int) -> None:
    points = [Point(chr(ord("A") + n), works, laughed) for n, (works, laughed) in enumerate(answers)]
    lines = works_lines(points, width, height)
    assert max(line.cell_length for line in lines) <= width
    drawn = "".join(line.plain[7:] for line in lines[1:-1])
    assert sorted(re.findall("[A-Z]", drawn)) == [point.label for point in points]


def test_laughter_alone_is_a_bar_an_answer() -> None:
    lines = [line.plain for line in works_lines([Point("A", None, 0.5), Point("B", None, 1.0)], 60, 12)]
    assert [line[0] for line in lines[1:]] == ["A", "B"]
    assert lines[1].count("━") * 2 == pytest.approx(lines[2].count("━"), abs=1)
    assert lines[2].endswith(terms.percent(1))


def test_a_better_answer_stands_further_right_and_a_funnier_one_higher() -> None:
    lines = [line.plain for line in works_lines([Point("A", 20, 0.1), Point("B", 90, 0.9)], 80, 12)]
    places = {letter: (row, line.index(letter)) for row, line in enumerate(lines) for letter in "AB" if letter in line}
    assert places["B"][0] < places["A"][0]
    assert places["B"][1] > places["A"][1]
