"""The team's mood before and after a session: two lines on the fixed scale from 1 to 5, ○ before and ● after.

Nobody's own digits are in it. It reads without colour, and the numbers stand beside it. Source: rules 8.
"""

from textual.content import Content

from trainer.domain.moods import HIGHEST, LOWEST, MoodChange
from trainer.locale import _, figures
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import width_of, wrapped

WIDEST = 56


def mood_lines(change: MoodChange, width: int) -> list[Content]:
    """Pleasure and energy, a legend, and the same as a sentence; under three pairs the sentence alone."""
    told = wrapped(figures.mood_sentence(change), width)
    if change.start is None or change.end is None:
        return told
    names = [figures.mood_axis("pleasure"), figures.mood_axis("energy")]
    column = max(map(width_of, names))
    pairs = [(change.start.pleasure, change.end.pleasure), (change.start.energy, change.end.energy)]
    lines = []
    for name, (before, after) in zip(names, pairs, strict=True):
        numbers = f"{figures.digit(before)} → {figures.digit(after)}"
        cells = min(WIDEST, width) - column - width_of(numbers) - 7
        lines.append(
            joined(
                name + " " * (column - width_of(name) + 1),
                (f"{LOWEST} ", "$wait"),
                mood_bar(before, after, max(9, cells)),
                (f" {HIGHEST}  ", "$wait"),
                numbers,
            )
        )
    legend = joined("○ ", (_("before"), "$wait"), "   ", ("● ", "$accent"), (_("after"), "$wait"))
    return [*lines, legend, plain(""), *told]


def mood_bar(before: float, after: float, cells: int) -> Content:
    """`├───○━━━━●──────┤` on exactly `cells` cells; where both stand in one place, ◉."""
    inner = cells - 2
    line = [("─", "$rule")] * inner
    start, end = _place(before, inner), _place(after, inner)
    for at in range(min(start, end), max(start, end)):
        line[at] = ("━", "$accent")
    line[start] = ("○", "$foreground")
    line[end] = ("●", "$accent bold") if end != start else ("◉", "$accent bold")
    return joined(("├", "$rule"), *line, ("┤", "$rule"))


def _place(value: float, cells: int) -> int:
    share = (value - LOWEST) / (HIGHEST - LOWEST)
    return min(cells - 1, max(0, round(share * (cells - 1))))
