"""A score as a bar on a fixed scale from 0 to 100, so that any two can be compared; reads without colour. Source: screens."""

from textual.content import Content

from trainer.tui.text import joined

NARROWEST = 5


def score_bar(score: float, cells: int, *, mark: float | None = None) -> Content:
    """`▇▇▇▇▇▇▁▁▁▁` on exactly `cells` cells; `mark`: another score on the same scale, shown as `┃`."""
    cells = max(NARROWEST, cells)
    full = round(min(100.0, max(0.0, score)) / 100 * cells)
    line = [("▇", "$accent")] * full + [("▁", "$rule")] * (cells - full)
    if mark is not None:
        line[min(cells - 1, max(0, round(min(100.0, max(0.0, mark)) / 100 * cells)))] = ("┃", "$warning")
    return joined(*line)


def balance_bar(value: float, error: float, most: float, cells: int) -> Content:
    """A value around nought on a fixed scale from -`most` to `most`: `────━━●━┼─────`; thick is what is not sure (±`error`)."""
    cells = max(NARROWEST, cells) | 1

    def place(at: float) -> int:
        return min(cells - 1, max(0, round((at + most) / (2 * most) * (cells - 1))))

    line = [("─", "$rule")] * cells
    for at in range(place(value - error), place(value + error) + 1):
        line[at] = ("━", "$accent")
    line[cells // 2] = ("┼", "$wait")
    line[place(value)] = ("●", "$accent bold")
    return joined(*line)
