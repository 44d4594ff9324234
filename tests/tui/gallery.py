"""Charts as text files at three widths: as they stand, in ASCII, and what colour each piece has in every look.

    hang("interval", lambda width, plain: interval_figure(level(16, 4), width))

keeps tests/tui/goldens/chart-interval-60.txt, -80 and -120. TRAINER_WRITE_GOLDENS=1 writes them anew.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from textual.content import Content

from tests.tui.goldens import assert_golden
from trainer.tui.marks import in_ascii
from trainer.tui.themes import THEMES

WIDTHS = (60, 80, 120)
Draw = Callable[[int, bool], Sequence[Content]]
"""(width in cells, marks in ASCII) -> lines."""
MARK = re.compile(r"[\u2190-\u2bff\u2800-\u28ff]")
"""Arrows, boxes, blocks, shapes, braille: what a poor terminal has no letters for."""


def hang(name: str, draw: Draw) -> None:
    """Holds the chart to its pictures; fails too where a line is too wide, or a mark is left in ASCII."""
    for width in WIDTHS:
        lines, bare = list(draw(width, False)), [in_ascii(line.plain) for line in draw(width, True)]
        assert max(line.cell_length for line in lines) <= width
        assert not MARK.search("".join(bare))
        pictures = [
            "\n".join(line.plain.rstrip() for line in lines),
            "--- in ascii\n" + "\n".join(line.rstrip() for line in bare),
            *("--- " + look + "\n" + "\n".join(_runs(lines, look)) for look in ("dark", "light", "no colour")),
        ]
        assert_golden("\n".join(pictures), f"chart-{name}-{width}")


def _runs(lines: Sequence[Content], look: str) -> Iterator[str]:
    """`2: 5-11 bold #6cb6c9`: line, cells, style; without colour what is left of it."""
    for number, line in enumerate(lines, 1):
        styles = ["" for _cell in line.plain]
        for span in line.spans:
            styles[span.start : span.end] = [_resolved(str(span.style), look)] * (span.end - span.start)
        start = 0
        told = []
        for at in range(1, len(styles) + 1):
            if at == len(styles) or styles[at] != styles[start]:
                if styles[start] and line.plain[start:at].strip():
                    told.append(f"{start}-{at - 1} {styles[start]}")
                start = at
        if told:
            yield f"{number}: " + ", ".join(told)


def _resolved(style: str, look: str) -> str:
    """Names of the theme as its colours."""
    theme = THEMES.get(look)
    if theme is None:
        return " ".join(word for word in style.split() if not word.startswith("$") and word != "on")
    colours = {**theme.variables, "accent": theme.accent, "warning": theme.warning, "foreground": theme.foreground}
    colours |= {"background": theme.background, "panel": theme.panel}
    return " ".join(sorted(str(colours[word[1:]]) if word.startswith("$") else word for word in style.split()))
