"""Marks for terminals that show letters but no drawing characters: each becomes one of ASCII, cell by cell.

One filter at the end of all drawing, so no screen needs to know; letters, quotation marks and dashes stay what they are. Only
braille has no likeness: whoever draws with it asks `App.plain_marks` and draws otherwise. Chosen by `marks` in config.toml,
else by the terminal.
"""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

ASCII_MARKS: Mapping[str, str] = {
    **dict.fromkeys("─╌┄┈╴╶╸╺▔", "-"),
    **dict.fromkeys("━═▬", "="),
    **dict.fromkeys("│┃║╎┆┊▏▎▍▌├┤", "|"),
    **dict.fromkeys("┬┴┼┌┐└┘╭╮╰╯╋┠┨┏┓┗┛╞╡╪", "+"),
    **dict.fromkeys("█▇▆▅■", "#"),
    **dict.fromkeys("▓▒", "%"),
    "▄": "=",
    "▃": "-",
    **dict.fromkeys("░▂▁", "."),
    **dict.fromkeys("●◆★", "o"),
    "◉": "@",
    **dict.fromkeys("○◇☆◌", "."),
    **dict.fromkeys("▸▶→", ">"),
    **dict.fromkeys("◂◀←", "<"),
    **dict.fromkeys("▲△↑", "^"),
    **dict.fromkeys("▼▽↓", "v"),
    "−": "-",
    "✓": "v",
}
_TABLE = str.maketrans(dict(ASCII_MARKS))
BARE = ("linux", "dumb", "vt100", "vt102", "vt220", "ansi", "cons25")
"""Values of TERM whose fonts hold no braille."""


class PlainMarks(LineFilter):
    """Draws every mark in ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            each if each.control or each.text.isascii() else Segment(in_ascii(each.text), each.style)
            for each in segments
        ]


PLAIN_MARKS = PlainMarks()


def in_ascii(text: str) -> str:
    """`text` with its marks in ASCII; as many cells as before, letters untouched."""
    return text.translate(_TABLE)


def wants_plain_marks(setting: str, environ: Mapping[str, str]) -> bool:
    """Whether marks are drawn in ASCII: as the setting says; without one where the terminal is a bare one, or where its locale
    was chosen and is not in UTF-8 (LANG=C). A locale that nobody chose tells nothing: containers have none."""
    if setting:
        return setting == "ascii"
    if environ.get("TERM", "") in BARE:
        return True
    chosen = _first(environ, ("LC_ALL", "LC_CTYPE", "LANG"))
    return bool(chosen) and "utf" not in chosen.lower()


def _first(environ: Mapping[str, str], names: Sequence[str]) -> str:
    return next((environ[name] for name in names if environ.get(name)), "")
