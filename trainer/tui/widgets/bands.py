"""A mean score among the bands of people's work, on a fixed scale from 0 to 100. Source: rules 2, 6; screens.

`▁▁▁▁▁▁▁▁▁▃▃━━━●━━▅▅▅▅`: each band is a step higher than the one before, so it reads without colour; thick is what so few
scores can tell (Student's t, 90 %), ● the mean.
"""

from textual.content import Content

from trainer.domain.rubric import NORMAL_FROM, WOW_FROM, Band, band
from trainer.domain.trends import Quality
from trainer.locale import terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import columns

STEPS = {Band.NOT_YET: "▁", Band.NORMAL: "▃", Band.WOW: "▅"}
NARROWEST = 20


def band_bar(quality: Quality, width: int) -> Content:
    """The mean and its interval on exactly `width` cells; without a mean the bands alone, without an interval no thick part."""
    cells = max(NARROWEST, width)
    line = [(STEPS[band((at + 0.5) / cells * 100)], "$wait") for at in range(cells)]
    if quality.low is not None and quality.high is not None:
        for at in range(_cell(quality.low, cells), _cell(quality.high, cells) + 1):
            line[at] = ("━", "$accent")
    if quality.mean is not None:
        line[_cell(quality.mean, cells)] = ("●", "$accent bold")
    return joined(*line)


def band_names(width: int) -> Content:
    """What stands under the bar: each band's name where it begins, with its first points."""
    cells = max(NARROWEST, width)
    normal, wow = (round(points / 100 * cells) for points in (NORMAL_FROM, WOW_FROM))
    names = [
        (terms.band(Band.NOT_YET), normal),
        (f"{NORMAL_FROM:.0f} {terms.band(Band.NORMAL)}", wow - normal),
        (f"{WOW_FROM:.0f} {terms.band(Band.WOW)}", cells - wow),
    ]
    return columns([(plain(name, "$wait"), room) for name, room in names], gap=0)


def _cell(points: float, cells: int) -> int:
    """The cell, counted from 0, in which a score of 0-100 stands."""
    return min(cells - 1, max(0, int(points / 100 * cells)))
