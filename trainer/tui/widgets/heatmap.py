"""People and complaint types: a table with the number in each cell, tinted on a fixed scale of three bands.

The bands are those of a score (under 50, 50 to 75, above), so two tables can be compared; without colour the numbers say it
all. People stand as they are given (in alphabetical order), nobody has a total, and no column is sorted. Source: rules 7.
"""

from collections.abc import Callable, Sequence

from textual.content import Content

from trainer.domain.ids import PersonId
from trainer.domain.kinds import ComplaintType
from trainer.domain.rubric import Band, band
from trainer.domain.teams import Cell, TeamRow
from trainer.locale import figures, terms
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import Line, width_of

NARROWEST_CELL, WIDEST_CELL = 5, 11
SHORTEST_NAME, LONGEST_NAME = 10, 22
TINTS = {
    Band.NOT_YET: "$foreground on $heat-low",
    Band.NORMAL: "$foreground on $heat-middle",
    Band.WOW: "$foreground on $heat-high bold",
}


def heatmap_lines(
    types: Sequence[ComplaintType],
    rows: Sequence[TeamRow],
    width: int,
    action: Callable[[PersonId], str] = lambda _person_id: "",
) -> list[Line]:
    """Lines of at most `width` cells; in a narrow window the types stand in two tables or more, one under the other.

    `action`: what a click on a person's row does.
    """
    if not types:
        return []
    longest = max((width_of(row.person.name) for row in rows), default=0)
    names = max(SHORTEST_NAME, min(LONGEST_NAME, longest, width - len(types) * NARROWEST_CELL - 1))
    at_once = max(1, (width - names - 1) // NARROWEST_CELL)
    tables = -(-len(types) // at_once)
    size = -(-len(types) // tables)
    wide = min(WIDEST_CELL, (width - names - 1) // size)
    lines: list[Line] = []
    for start in range(0, len(types), size):
        columns = range(start, min(start + size, len(types)))
        lines += [Line(plain(""))] if lines else []
        lines += [Line(line) for line in _head([types[each] for each in columns], names, wide)]
        lines += [
            Line(_row(row, [row.cells[each] for each in columns], names, wide), action(row.person.id)) for row in rows
        ]
    return lines


def _head(types: Sequence[ComplaintType], names: int, wide: int) -> list[Content]:
    """The types over their columns; where a word is wider than its column, every other one stands a line higher."""
    words = [figures.short_type(each) for each in types]
    one_line_holds = all(width_of(word) < wide for word in words[1:]) and width_of(words[0]) < names + wide
    lines = []
    for turn in (0,) if one_line_holds else (0, 1):
        text = ""
        for place, word in enumerate(words):
            if one_line_holds or place % 2 == turn:
                end = names + 1 + (place + 1) * wide
                kept = _cut(word, end - width_of(text) - 1)
                text += " " * (end - width_of(text) - width_of(kept)) + kept
        lines.append(plain(text, "$wait"))
    return lines


def _row(row: TeamRow, cells: Sequence[Cell], names: int, wide: int) -> Content:
    name = one_line(row.person.name, names)
    return joined(name + " " * (names - width_of(name) + 1), *(_cell(each, wide) for each in cells))


def _cell(cell: Cell, wide: int) -> Content:
    if cell.mean is None:
        return joined((f"{'·' if cell.answers else '':>{wide}}", "$wait"))
    words = terms.score(cell.mean)
    if len(words) >= wide:  # 100.0 in the narrowest cell
        words = words[:3]
    return joined(" ", (f"{words:>{wide - 1}}", TINTS[band(cell.mean)]))


def _cut(word: str, cells: int) -> str:
    return one_line(word, cells)
