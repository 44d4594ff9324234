"""Works x laughed, the reveal's picture: how well an answer works across, how many laughed up, answers as numbers or letters.

Both axes are fixed, from 0 to 100, so that one round can be held beside another. Whose answer it is stands nowhere, unless
its author has claimed it. Under the picture the same is said in words. Where nobody gave levels (on a Friday they are
optional), laughter alone is drawn, a bar an answer. Source: rules 2, 8; screens (reveal).
"""

from collections.abc import Sequence

from textual.content import Content

from trainer.domain.reveals import Point
from trainer.locale import _, figures, terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import columns, width_of

LOWEST_PLOT = 5
WIDEST = 100


def works_lines(points: Sequence[Point], width: int, height: int = 12) -> list[Content]:
    """The picture on `height` lines (7 at least, fewer for laughter alone) of at most `width` cells."""
    scored = [(each.works, each.laughed, each.label) for each in points if each.works is not None]
    if not scored:
        return _laughed_lines(points, min(width, WIDEST), height)
    rows = max(LOWEST_PLOT, height - 2)
    ends = [terms.percent(0), terms.percent(0.5), terms.percent(1)]
    margin = max(map(width_of, ends)) + 2
    cells = max(20, min(width, WIDEST) - margin - 1)
    plot: list[list[tuple[str, str]]] = [[(" ", "")] * cells for _row in range(rows)]
    for quarter in (0.25, 0.5, 0.75):
        for row in plot:
            row[_place(quarter, cells)] = ("┊", "$rule")
    for works, laughed, label in sorted(scored):
        _put(plot, label, rows - 1 - _place(laughed, rows), _place(works / 100, cells))
    lines = [joined((_("laughed"), "$wait"))]
    for at, row in enumerate(plot):
        share = {0: ends[2], rows // 2: ends[1], rows - 1: ends[0]}.get(at, "")
        mark = "┤" if share else "│"
        lines.append(joined((f"{share:>{margin - 1}}", "$wait"), (mark, "$rule"), *row))
    return [*lines, _scale(cells, margin)]


def works_words(points: Sequence[Point], width: int) -> list[Content]:
    """The picture in words, an answer after the other by its label, in as many columns as there is room for."""
    told = [
        figures.works_sentence(each.label, each.works, each.laughed, each.claimed_by)
        for each in sorted(points, key=lambda each: (len(each.label), each.label))
    ]
    if not told:
        return [plain(_("No answer has a score yet."), "$wait")]
    wide = min(width, max(map(width_of, told)))
    across = max(1, (width + 2) // (wide + 2))
    down = -(-len(told) // across)
    return [columns([(plain(each), wide) for each in told[row::down]]) for row in range(down)]


def _laughed_lines(points: Sequence[Point], width: int, height: int) -> list[Content]:
    """ "A ━━━━━━━  67 %" for each answer that there is room for."""
    lines = [joined((_("laughed"), "$wait"))]
    wide = max((len(each.label) for each in points), default=1)
    cells = max(8, width - wide - 8)
    for each in points[: max(1, height - 1)]:
        full = _place(each.laughed, cells + 1)
        bar = joined(("━" * full, "$accent"), ("─" * (cells - full), "$rule"))
        lines.append(
            joined((f"{each.label:<{wide}} ", "$accent bold"), bar, (f" {terms.percent(each.laughed):>5}", "bold"))
        )
    return lines


def _put(plot: list[list[tuple[str, str]]], label: str, row: int, column: int) -> None:
    """Writes the label where the point is, or as near as it can be read apart from the others."""
    size, cells = len(label), len(plot[0])
    for away in range(cells * 2):
        for step in (away, -away):
            line = row + (step // cells if away >= cells else 0)
            at = min(cells - size, max(0, column + (step if away < cells else 0)))
            if 0 <= line < len(plot) and all(
                each in (" ", "┊") for each, _style in plot[line][max(0, at - 1) : at + size + 1]
            ):
                plot[line][at : at + size] = [(letter, "$accent bold") for letter in label]
                return


def _scale(cells: int, margin: int) -> Content:
    """`0          25          50         75          100  works` under the picture."""
    text = " " * margin
    end = f"{_('works')}  100"
    for mark in (0, 25, 50, 75):
        at = margin + _place(mark / 100, cells)
        if at + 3 + width_of(end) <= margin + cells or mark == 0:  # on a small wall the last marks give way to the word
            text += " " * (at - width_of(text)) + str(mark)
    text += " " * (margin + cells - width_of(text) - width_of(end)) + end
    return plain(text, "$wait")


def _place(share: float, cells: int) -> int:
    return min(cells - 1, max(0, round(min(1.0, max(0.0, share)) * (cells - 1))))
