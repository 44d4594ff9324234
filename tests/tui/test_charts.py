"""Charts: a fixed scale, exact widths, readable without colour and in ASCII, at three widths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.gallery import hang
from tests.tui.progressed import RISING, a_page
from tests.tui.samples import level
from trainer.domain.trends import Quality, quality, smoothed
from trainer.locale import pages, terms
from trainer.tui.marks import ASCII_MARKS, in_ascii, wants_plain_marks
from trainer.tui.widgets.bands import band_bar, band_names
from trainer.tui.widgets.criteria import criterion_bars
from trainer.tui.widgets.interval import interval_figure, interval_line, legend
from trainer.tui.widgets.lines import wrapped
from trainer.tui.widgets.trends import Course, trend_figure, trend_legend

PAGE = a_page()
COURSE = Course(PAGE.scores, PAGE.line, PAGE.start, PAGE.wanted)
SCORES = st.lists(st.floats(0, 100), min_size=2, max_size=90)


def course(*scores: float) -> Course:
    return Course(scores, tuple(smoothed(scores)))


def test_the_interval_line() -> None:
    """16 of 20 with its bar and the target; the sentence says the same."""
    here = level(16, 4)
    hang(
        "interval",
        lambda width, _plain: [
            *interval_figure(here, width),
            interval_line(here, width),
            *legend(here, target=True).wrap(width),
            *wrapped(f"{terms.level_count(here)}, {terms.level_interval(here)}", width),
        ],
    )


def test_the_band_bar() -> None:
    """A mean among the three bands, each a step higher; thick is what the scores can tell."""
    mean = quality([80, 65, 60, 55, 40])
    hang(
        "bands",
        lambda width, _plain: [
            band_bar(mean, width),
            band_names(width),
            *wrapped(pages.quality_sentence(mean), width),
        ],
    )


def test_the_trend() -> None:
    """Scores as dots, the smoothed line, the level it began at, and the one that is called for."""
    hang(
        "trend",
        lambda width, plain: [
            *trend_figure(COURSE, width, 8, plain_marks=plain),
            *trend_legend(plain_marks=plain).wrap(width),
            *wrapped(pages.trend_sentence(PAGE.trend, len(PAGE.scores)), width),
        ],
    )


def test_the_criteria() -> None:
    """A bar a criterion, the team's middle as a mark on it; one without three raters says so."""
    hang("criteria", lambda width, _plain: criterion_bars(PAGE.criteria, width))


@given(SCORES, st.integers(30, 120), st.integers(2, 14), st.booleans())
def test_a_trend_has_the_rows_and_the_width_that_it_is_given(
    scores: list[float], width: int, rows: int, plain: bool
) -> None:
    lines = trend_figure(course(*scores), width, rows, plain_marks=plain)
    assert len(lines) == rows
    assert max(line.cell_length for line in lines) <= width


def test_the_scale_never_follows_the_scores() -> None:
    """A line at 50 stands in the middle, whatever else was scored; one at 100 on top, one at 0 at the bottom."""
    rows = 9
    for points, row in ((100.0, 0), (50.0, 4), (0.0, rows - 1)):
        lines = [line.plain for line in trend_figure(course(*[points] * 20), 40, rows, plain_marks=True)]
        assert [at for at, line in enumerate(lines) if "*" in line] == [row]
    scales = [line.plain[:3].strip() for line in trend_figure(course(51, 52, 53), 40, rows)]
    assert [each for each in scales if each] == ["100", "75", "50", "25", "0"]


def test_a_rising_line_ends_higher_than_it_began() -> None:
    lines = [line.plain[5:] for line in trend_figure(course(*range(10, 90, 4)), 60, 10, plain_marks=True)]
    columns = [next(row for row, line in enumerate(lines) if line[at : at + 1] == "*") for at in range(40)]
    assert columns == sorted(columns, reverse=True)
    assert columns[0] - columns[-1] >= 5


def test_one_score_makes_no_line() -> None:
    assert trend_figure(course(50.0), 60, 8) == []
    assert trend_figure(Course((), ()), 60, 8) == []


def test_levels_beyond_the_scale_are_told_in_words_alone() -> None:
    drawn = trend_figure(Course(RISING, tuple(smoothed(RISING)), 90.0, 112.0), 80, 8)
    assert "112" not in "".join(line.plain for line in drawn)


def test_two_labels_never_share_a_line() -> None:
    drawn = trend_figure(Course((60.0,) * 20, (60.0,) * 20, 60.0, 61.0), 80, 8)
    told = [
        line.plain.split("  ")[-1] for line in drawn if any(word in line.plain for word in ("now", "began", "rise"))
    ]
    assert told == ["61.0 clear rise", "60.0 now", "60.0 began"]


@pytest.mark.parametrize("mean", [0.0, 49.9, 50.0, 74.9, 75.0, 100.0])
def test_the_mean_stands_in_its_band(mean: float) -> None:
    bar = band_bar(Quality(mean, None, None, 20), 40).plain
    at = bar.index("●")
    step = "▁" if mean < 50 else "▃" if mean < 75 else "▅"
    assert step in bar[max(0, at - 1) : at + 2]
    assert len(bar) == 40


def test_marks_in_ascii_take_as_many_cells_and_leave_letters_alone() -> None:
    assert all(len(mark) == len(plain) == 1 and plain.isascii() for mark, plain in ASCII_MARKS.items())
    assert in_ascii("Їжак “ä” ├──●┤") == "Їжак “ä” |--o|"


@pytest.mark.parametrize(
    ("setting", "environ", "plain"),
    [
        ("", {"TERM": "xterm-256color", "LANG": "uk_UA.UTF-8"}, False),
        ("", {"TERM": "xterm-256color"}, False),
        ("", {"TERM": "xterm-256color", "LANG": "C"}, True),
        ("", {"TERM": "xterm-256color", "LC_ALL": "C.utf8", "LANG": "C"}, False),
        ("", {"TERM": "linux", "LANG": "en_GB.UTF-8"}, True),
        ("unicode", {"TERM": "linux", "LANG": "C"}, False),
        ("ascii", {"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}, True),
    ],
)
def test_the_setting_rules_then_the_terminal(setting: str, environ: dict[str, str], plain: bool) -> None:
    assert wants_plain_marks(setting, environ) is plain
