"""The service level as a line on a fixed scale from 0 to 100 %, with the interval and the target on it.

`├────━━━●━╋━──┤`: thick is what so few cards can tell (Wilson, 90 %), ● the share so far, ╋ the target. It reads without
colour and never rescales, so that two of them can be compared. Source: rules 6, design (charts on a fixed scale).
"""

from typing import TYPE_CHECKING

from textual.content import Content

from trainer.domain.levels import ServiceLevel
from trainer.locale import _, terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import width_of

if TYPE_CHECKING:  # home draws an interval, and its first frame need not wait for a team's figures (7 ms)
    from trainer.domain.teamwork import TeamLevel

NARROWEST = 12


def place(share: float, cells: int) -> int:
    """The cell, counted from 0, in which a share of 0-1 stands on a line of `cells`."""
    return min(cells - 1, max(0, round(share * (cells - 1))))


def interval_bar(level: "ServiceLevel | TeamLevel", width: int) -> Content:
    """The level on one line of exactly `width` cells; without an interval (under 5 cards) the target alone."""
    cells = max(1, width - 2)
    line = [("─", "$rule")] * cells
    if level.low is not None and level.high is not None and level.eligible:
        for at in range(place(level.low, cells), place(level.high, cells) + 1):
            line[at] = ("━", "$accent")
    target = place(level.target, cells)
    line[target] = ("╋", "$warning")
    if level.low is not None and level.eligible:
        share = place(level.hits / level.eligible, cells)
        line[share] = ("◉" if share == target else "●", "$accent bold")
    return joined(("├", "$rule"), *line, ("┤", "$rule"))


def interval_figure(level: "ServiceLevel | TeamLevel", width: int) -> list[Content]:
    """The same with its target named above and its scale beneath: three lines of at most `width` cells."""
    target = place(level.target, width - 2) + 1
    words = _("target {share}").format(share=terms.percent(level.target))
    size = width_of(words) + 2
    above = (
        joined(" " * target, ("▼ ", "$warning"), (words, "$wait"))
        if target + size <= width
        else joined(" " * (target + 1 - size), (words, "$wait"), (" ▼", "$warning"))
    )
    ends = terms.percent(0), terms.percent(1)
    gap = " " * max(1, width - width_of(ends[0]) - width_of(ends[1]))
    return [above, interval_bar(level, width), joined((ends[0] + gap + ends[1], "$wait"))]


def interval_line(level: "ServiceLevel | TeamLevel", width: int) -> Content:
    """The same on one line with the ends of its scale: `0 % ├────━━━●━╋━──┤ 100 %`."""
    low, high = terms.percent(0), terms.percent(1)
    cells = width - width_of(low) - width_of(high) - 2
    return joined((f"{low} ", "$wait"), interval_bar(level, max(NARROWEST, cells)), (f" {high}", "$wait"))


def legend(level: ServiceLevel, *, target: bool = False) -> Content:
    """What the marks mean, with the interval in numbers: `● your share   ━ between 62 % and 91 % is what ...`; with the
    `target` where it is not named above the line."""
    if level.low is None:
        return plain("")
    told = terms.level_range(level) if target else terms.level_interval(level)
    aim = _("target {share}").format(share=terms.percent(level.target)).replace(" ", "\u00a0")
    goal = joined(("╋ ", "$warning"), (f"{aim}   ", "$wait")) if target else plain("")
    return joined(("● ", "$accent"), (_("your share"), "$wait"), "   ", goal, ("━ ", "$accent"), (told, "$wait"))
