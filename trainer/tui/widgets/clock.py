"""The clock at the top right: digits and a thin bar, calm until the last minute.

It only shows a deadline that it is told; it counts nothing. Digits and bar are fixed in size and repaint apart, without
layout, so that a second costs the terminal about a hundred bytes. Source: speed 7 rule 9.
"""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.domain.dealing import GRACE_SECONDS
from trainer.locale import _, terms
from trainer.tui.text import joined, plain

WIDTH = 22
LAST_MINUTE = 60.0


class ClockFace(Vertical):
    DEFAULT_CSS = """
    ClockFace { width: 24; height: 2; padding: 0 1; }
    ClockFace > .digits { width: 22; height: 1; text-align: right; }
    ClockFace > .under { width: 22; height: 1; text-align: right; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._digits = Static("", markup=False, classes="digits")
        self._under = Static("", markup=False, classes="under")
        self._shown: tuple[str, bool] = ("", False)
        self._shown_under: tuple[str, int, bool] = ("", -1, False)

    def compose(self) -> ComposeResult:
        yield self._digits
        yield self._under

    def show_time(self, left: float, whole: float, *, running: bool, note: str | None = None) -> None:
        """`left` seconds of `whole`; negative: in the grace, where it says what will happen and when. `note`: what stands
        under the digits in place of that; empty: the bar."""
        look = running and left <= LAST_MINUTE
        shown = (terms.clock(left), look)
        if shown != self._shown:
            self._shown = shown
            self._digits.update(plain(shown[0], "bold $warning" if look else "bold"), layout=False)
        if note is None:
            note = ""
            if not running:
                note = _("not started")
            elif left <= 0:
                note = _("sent in {seconds} s").format(seconds=max(0, round(GRACE_SECONDS + left)))
        full = round(WIDTH * max(0.0, min(1.0, left / whole if whole else 0.0)))
        under = (note, full, look)
        if under != self._shown_under:
            self._shown_under = under
            self._under.update(_under(*under), layout=False)


def _under(note: str, full: int, look: bool) -> Content:
    """The note, or the bar: what is left stands at the right and grows shorter."""
    if note:
        return plain(note, "$warning" if look else "$wait")
    return joined(("─" * (WIDTH - full), "$rule"), ("━" * full, "$warning" if look else "$accent"))


def until_next_second(left: float) -> float:
    """Seconds until the shown time changes, when `left` are left; a hair more, so that it has changed by then."""
    return (left % 1 or 1.0) + 0.01
