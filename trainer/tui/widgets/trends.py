"""The line of a half-year on a fixed scale from 0 to 100, in braille: eight dots a cell. Source: rules 6, screens.

Dots are scores, the connected line is their smoothed course (EWMA), dashes are where the trend began, single dots in a row
are the level from which it would be called improving. All of it reads without colour; `plain_marks` draws it in ASCII.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.content import Content

from trainer.locale import _, terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import width_of

DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Bits of a braille cell, column by column from top to bottom."""
BRAILLE = 0x2800
AXIS = 5
"""Cells of the scale at the left."""
ROWS_FOR_QUARTERS = 5
NARROWEST_LABELLED = 48
SCORE, START, WANTED, SMOOTH = 1, 2, 3, 4
STYLES = {SCORE: "$wait", START: "$foreground", WANTED: "$warning", SMOOTH: "$accent bold"}
LETTERS = {SCORE: ".", START: "-", WANTED: "=", SMOOTH: "*"}
"""In ASCII; a later one of these layers covers an earlier one."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn, all in points 0-100."""

    scores: tuple[float, ...]
    """Of the season, oldest first."""
    line: tuple[float, ...]
    """The smoothed course, one point a score."""
    start: float | None = None
    """Where the trend began; None while it is too early for one."""
    wanted: float | None = None
    """From there on the trend is improving."""


@dataclass
class _Grid:
    """Dots on a raster of `columns` x `rows`; each cell knows which layers touch it."""

    columns: int
    rows: int
    across: int
    """Dots a cell, side by side."""
    down: int
    cells: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    """(row, column) -> layer -> bits."""

    def dot(self, x: int, y: int, layer: int) -> None:
        bits = self.cells.setdefault((y // self.down, x // self.across), {})
        bits[layer] = bits.get(layer, 0) | (DOTS[x % self.across][y % self.down] if self.down > 1 else 1)

    def level(self, points: float) -> int:
        """The row of dots in which a score of 0-100 stands, counted from the top."""
        share = min(100.0, max(0.0, points)) / 100
        return round((1 - share) * (self.rows * self.down - 1))

    def row(self, points: float) -> int:
        """The row of cells in which it stands."""
        return self.level(points) // self.down


def trend_figure(course: Course, width: int, rows: int, *, plain_marks: bool = False) -> list[Content]:
    """The course on `rows` lines of at most `width` cells; none under two scores, which make no line."""
    if len(course.scores) < 2 or rows < 2:
        return []
    labels = _labels(course) if width >= NARROWEST_LABELLED else []
    beside = max((width_of(words) for _points, words, _style in labels), default=0)
    across, down = (1, 1) if plain_marks else (2, 4)
    grid = _Grid(max(10, width - AXIS - (beside + 2 if labels else 0)), rows, across, down)
    _draw(grid, course)
    told = _placed(grid, labels)
    return [
        joined((_scale(grid, row), "$wait"), *_cells(grid, row, plain_marks), *told.get(row, ())) for row in range(rows)
    ]


def trend_legend(*, plain_marks: bool = False, trend: bool = True) -> Content:
    """What the marks mean: `⠂ a score   ⠤⠤ smoothed   ⠒ ⠒ where it began   ⠄⠄⠄ a clear rise`."""
    marks = (
        {SCORE: ".", SMOOTH: "**", START: "- -", WANTED: "= ="}
        if plain_marks
        else {SCORE: "⠂", SMOOTH: "⠶⠶", START: "⠒ ⠒", WANTED: "⠐⠐⠐"}
    )
    words = {SCORE: _("a score"), SMOOTH: _("smoothed"), START: _("where it began"), WANTED: _("a clear rise")}
    layers = (SCORE, SMOOTH, START, WANTED) if trend else (SCORE, SMOOTH)
    return joined(
        *(part for each in layers for part in ((f"{marks[each]} ", STYLES[each]), (f"{words[each]}   ", "$wait")))
    ).rstrip()


def _draw(grid: _Grid, course: Course) -> None:
    wide, rows_of_dots = grid.columns * grid.across, grid.rows * grid.down
    if course.start is not None:
        for x in range(wide):
            if x % (4 * grid.across) < 2 * grid.across:
                grid.dot(x, grid.level(course.start), START)
    if course.wanted is not None and course.wanted <= 100:
        for x in range(0, wide, 2 if grid.across == 1 else 3):
            grid.dot(x, grid.level(course.wanted), WANTED)
    last = len(course.scores) - 1
    for at, score in enumerate(course.scores):
        grid.dot(round(at * (wide - 1) / last), grid.level(score), SCORE)
    before: int | None = None
    for x in range(wide):
        along = x * last / (wide - 1)
        left = min(int(along), last - 1)
        points = course.line[left] + (along - left) * (course.line[left + 1] - course.line[left])
        here = grid.level(points)
        span = [here] if before is None or before == here else range(before, here, 1 if here > before else -1)
        for y in {here, *span} if before is not None and abs(before - here) > 1 else {here}:
            grid.dot(x, y, SMOOTH)
            if grid.down > 1 and y + 1 < rows_of_dots:
                grid.dot(x, y + 1, SMOOTH)  # two dots thick: one is a hair that eyes miss
        before = here


def _cells(grid: _Grid, row: int, plain_marks: bool) -> list[tuple[str, str]]:
    cells = []
    for column in range(grid.columns):
        layers = grid.cells.get((row, column))
        if not layers:
            cells.append((" ", ""))
            continue
        top = max(layers)
        if plain_marks:
            cells.append((LETTERS[top], STYLES[top]))
            continue
        bits = layers[top] | layers.get(SCORE, 0)
        cells.append((chr(BRAILLE | bits), STYLES[top]))
    return cells


def _scale(grid: _Grid, row: int) -> str:
    """`100 ┤` where a quarter stands, else the bare axis."""
    marks = (0, 25, 50, 75, 100) if grid.rows >= ROWS_FOR_QUARTERS else (0, 50, 100)
    label = next((each for each in marks if grid.row(each) == row), None)
    return "    │" if label is None else f"{label:>3} ┤"


def _labels(course: Course) -> list[tuple[float, str, str]]:
    """(points, words, style) of what is named at the right."""
    labels = [(course.line[-1], _("{score} now").format(score=terms.score(course.line[-1])), STYLES[SMOOTH])]
    if course.start is not None:
        labels.append((course.start, _("{score} began").format(score=terms.score(course.start)), STYLES[START]))
    if course.wanted is not None and course.wanted <= 100:
        labels.append((course.wanted, _("{score} clear rise").format(score=terms.score(course.wanted)), STYLES[WANTED]))
    return labels


def _placed(grid: _Grid, labels: Sequence[tuple[float, str, str]]) -> dict[int, tuple[Content, ...]]:
    """Each label on the row of its level, or on the nearest free one that keeps their order from top to bottom."""
    wanted = sorted(labels, key=lambda each: -each[0])[: grid.rows]
    rows = [grid.row(points) for points, _words, _style in wanted]
    for at in range(1, len(rows)):
        rows[at] = max(rows[at], rows[at - 1] + 1)
    for at in range(len(rows) - 1, -1, -1):
        rows[at] = min(rows[at], grid.rows - len(rows) + at)
    return {row: (plain(f"  {words}", style),) for row, (_points, words, style) in zip(rows, wanted, strict=True)}
