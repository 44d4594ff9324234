"""Digits and letters that read from five metres: pixels of five by seven, as large as the place allows.

Pure: (text, width, height) -> lines of cells. The smallest puts two pixels into a cell (half blocks); the larger ones make a
pixel 2 x 1, 4 x 2, 6 x 3 cells, so that letters keep their shape. A clock or a code may also stand in digits of three by
five pixels, where those grow larger in the same place: narrow digits with thick strokes.
"""

from collections.abc import Mapping

WIDE, HIGH = 5, 7
"""Pixels of a letter."""
GAP = 1
"""Pixels between two letters."""

_GLYPHS: Mapping[str, str] = {
    "0": " ### #   ##  ### # ###  ##   # ### ",
    "1": "  #   ##    #    #    #    #   ### ",
    "2": " ### #   #    #   #   #   #   #####",
    "3": "#####   #   #    #     # #   # ### ",
    "4": "   #   ##  # # #  # #####   #    # ",
    "5": "######    ####     #    ##   # ### ",
    "6": "  ##  #   #    #### #   ##   # ### ",
    "7": "#####    #   #   #   #    #    #   ",
    "8": " ### #   ##   # ### #   ##   # ### ",
    "9": " ### #   ##   # ####    #   #  ##  ",
    ":": "       #    #         #    #       ",
    "/": "    #    #   #   #   #   #    #    ",
    "+": "       #    #  #####  #    #       ",
    "-": "               #####               ",
    " ": " " * 35,
    "A": " ### #   ##   #######   ##   ##   #",
    "B": "#### #   ##   ##### #   ##   ##### ",
    "C": " ### #   ##    #    #    #   # ### ",
    "D": "#### #   ##   ##   ##   ##   ##### ",
    "E": "######    #    #### #    #    #####",
    "F": "######    #    #### #    #    #    ",
    "G": " ### #   ##    # ####   ##   # ####",
    "H": "#   ##   ##   #######   ##   ##   #",
    "I": " ###   #    #    #    #    #   ### ",
    "J": "  ###   #    #    #    # #  #  ##  ",
    "K": "#   ##  # # #  ##   # #  #  # #   #",
    "L": "#    #    #    #    #    #    #####",
    "M": "#   ### ### # ## # ##   ##   ##   #",
    "N": "#   ##   ###  ## # ##  ###   ##   #",
    "O": " ### #   ##   ##   ##   ##   # ### ",
    "P": "#### #   ##   ##### #    #    #    ",
    "Q": " ### #   ##   ##   ## # ##  #  ## #",
    "R": "#### #   ##   ##### # #  #  # #   #",
    "S": " #####    #     ###     #    ##### ",
    "T": "#####  #    #    #    #    #    #  ",
    "U": "#   ##   ##   ##   ##   ##   # ### ",
    "V": "#   ##   ##   ##   ##   # # #   #  ",
    "W": "#   ##   ##   ## # ## # ## # # # # ",
    "X": "#   ##   # # #   #   # # #   ##   #",
    "Y": "#   ##   ##   # # #   #    #    #  ",
    "Z": "#####    #   #   #   #   #    #####",
}
"""Letter -> its pixels, row by row."""
_NARROW_WIDE, _NARROW_HIGH = 3, 5
_NARROW: Mapping[str, str] = {
    "0": "#### ## ## ####",
    "1": " # ##  #  # ###",
    "2": "###  #####  ###",
    "3": "###  ####  ####",
    "4": "# ## ####  #  #",
    "5": "####  ###  ####",
    "6": "####  #### ####",
    "7": "###  #  #  #  #",
    "8": "#### ##### ####",
    "9": "#### ####  ####",
    ":": "    #     #    ",
    "/": "  #  # # #  #  ",
    " ": " " * 15,
}
"""Digits -> pixels of three by five, row by row."""
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_SCALES = (6, 4, 2)
"""Cells across of one pixel; half as many down."""


def big_lines(text: str, width: int, height: int) -> list[str]:
    """`text` (digits, `:`, `+`, `-`, Latin capitals) in the largest letters that fit; the plain text where none do."""
    rows = _pixels(text)
    across = len(rows[0])
    if not across:
        return [""]
    best: list[str] = []
    for face in (rows, _narrow_pixels(text)):
        lines = _scaled(face, width, height)
        best = lines if len(lines) > len(best) else best
    if best:
        return best
    if across <= width and height * 2 >= HIGH:
        padded = [*rows, [False] * across]
        return [
            "".join(_HALVES[above, below] for above, below in zip(padded[at], padded[at + 1], strict=True))
            for at in range(0, HIGH + 1, 2)
        ]
    return [text[:width]]


def _scaled(rows: list[list[bool]], width: int, height: int) -> list[str]:
    """The pixels as large as they fit; empty where not even the smallest does."""
    for scale in _SCALES:
        down = scale // 2
        if rows and len(rows[0]) * scale <= width and len(rows) * down <= height:
            return ["".join(("█" if pixel else " ") * scale for pixel in row) for row in rows for _each in range(down)]
    return []


def _narrow_pixels(text: str) -> list[list[bool]]:
    """The five rows of a clock or a code; empty where a letter has no narrow picture."""
    if any(letter not in _NARROW for letter in text):
        return []
    return _side_by_side(_NARROW, text, _NARROW_WIDE, _NARROW_HIGH)


def _pixels(text: str) -> list[list[bool]]:
    """The seven rows of all letters side by side; a letter that has no picture is left out."""
    return _side_by_side(_GLYPHS, text.upper(), WIDE, HIGH)


def _side_by_side(glyphs: Mapping[str, str], text: str, wide: int, high: int) -> list[list[bool]]:
    """The rows of all letters; the colon is narrower than the rest."""
    rows: list[list[bool]] = [[] for _row in range(high)]
    for letter in text:
        glyph = glyphs.get(letter)
        if glyph is None:
            continue
        cut = slice(1, wide - 1) if letter == ":" else slice(0, wide)
        for at, row in enumerate(rows):
            if row:
                row.extend([False] * GAP)
            row.extend(pixel == "#" for pixel in glyph[at * wide : (at + 1) * wide][cut])
    return rows
