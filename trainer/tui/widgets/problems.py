"""What is wrong with a deck, beside the card: a mistake a paragraph, its place first."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.locale import _
from trainer.tui.text import plain
from trainer.tui.widgets.lines import Line, wrapped


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """One mistake, as a screen needs it."""

    place: str
    """file:line:column"""
    line: int
    severity: str
    """error, warning or info."""
    said: str
    """[rule] what, and how to mend it."""


def problem_lines(problems: Sequence[ShownProblem], width: int) -> list[Line]:
    """Errors first; a click on one opens the editor there."""
    if not problems:
        return [Line(plain(_("Nothing to mend."), "$wait"))]
    lines: list[Line] = []
    for each in sorted(problems, key=lambda problem: problem.severity != "error"):
        action = f"screen.edit_line({each.line})"
        style = "$warning" if each.severity == "error" else "$accent" if each.severity == "warning" else "$wait"
        first, *others = wrapped(f"{each.place} {each.severity} {each.said}", width - 2)
        head = first.stylize(style, 0, min(len(first), len(each.place) + 1 + len(each.severity)))
        lines += [Line(head, action), *(Line(plain("  ") + words, action) for words in others)]
    return lines
