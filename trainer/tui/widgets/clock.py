"""The clock at the top right: digits and a thin bar, calm until the last minute.

It only shows a deadline that it is told; it counts nothing. Fixed size and no layout, so that a second costs the terminal
about a hundred bytes. Source: speed 7 rule 9.
"""

from textual.content import Content
from textual.widgets import Static

from trainer.domain.dealing import GRACE_SECONDS
from trainer.locale import _, terms
from trainer.tui.text import joined

WIDTH = 22
LAST_MINUTE = 60.0


class ClockFace(Static):
    DEFAULT_CSS = """
    ClockFace { width: 24; height: 2; padding: 0 1; text-align: right; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", markup=False, id=id)
        self._shown: tuple[str, str, int, bool] | None = None

    def show_time(self, left: float, whole: float, *, running: bool) -> None:
        """`left` seconds of `whole`; negative: in the grace, where it says what will happen and when."""
        look = running and left <= LAST_MINUTE
        digits = terms.clock(left)
        if running and left <= 0:
            note = _("sent in {seconds} s").format(seconds=max(0, round(GRACE_SECONDS + left)))
        elif not running:
            note = _("not started")
        else:
            note = ""
        full = round(WIDTH * max(0.0, min(1.0, left / whole if whole else 0.0)))
        shown = (digits, note, full, look)
        if shown != self._shown:
            self._shown = shown
            self.update(self._face(*shown), layout=False)

    @staticmethod
    def _face(digits: str, note: str, full: int, look: bool) -> Content:
        style = "bold $warning" if look else "bold"
        if note:
            return joined((digits, style), "\n", (note, "$warning" if look else "$wait"))
        # Over the whole width, the part that is left at the right end, growing shorter towards the digits' edge.
        bar = "$warning" if look else "$accent"
        return joined((digits, style), "\n", ("─" * (WIDTH - full), "$rule"), ("━" * full, bar))


def until_next_second(left: float) -> float:
    """Seconds until the shown time changes, when `left` are left; a hair more, so that it has changed by then."""
    return (left % 1 or 1.0) + 0.01
