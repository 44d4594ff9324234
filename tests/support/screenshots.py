"""Draws the pictures of the README from the real program in a real terminal: `python -m tests.support.screenshots`."""

import html
import sys
import tempfile
from pathlib import Path

from wcwidth import wcwidth

from tests.support.colleagues import meet
from tests.support.terminal import ROOT, Terminal, start_trainer

DOCS = ROOT / "docs"
CELL = (8.4, 18.0)
"""Width and height of a character at 14 px."""
FONT = 'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14"'
NAMED = {
    "black": "000000", "red": "cd3131", "green": "0dbc79", "brown": "e5e510", "blue": "2472c8", "magenta": "bc3fbc",
    "cyan": "11a8cd", "white": "e5e5e5",
}  # fmt: skip


def draw(terminal: Terminal) -> str:
    """The screen as SVG: a rectangle for each run of one background, a text for each run of one style."""
    screen = terminal.screen
    width, height = screen.columns * CELL[0], screen.lines * CELL[1]
    ground = _colour(screen.buffer[0][screen.columns - 1].bg, "14181d")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 {width + 24:.0f} {height + 24:.0f}" {FONT}>',
        f'<rect x="-12" y="-12" width="{width + 24:.0f}" height="{height + 24:.0f}" rx="8" fill="#{ground}"/>',
    ]
    for row in range(screen.lines):
        column = 0
        while column < screen.columns:
            cell = screen.buffer[row][column]
            style = (cell.fg, cell.bg, cell.bold, cell.italics, cell.reverse)
            start, text = column, ""
            while column < screen.columns:
                cell = screen.buffer[row][column]
                if (cell.fg, cell.bg, cell.bold, cell.italics, cell.reverse) != style:
                    break
                text += cell.data
                column += 1
            parts += _run(row, start, column - start, text, style, ground)
    return "\n".join([*parts, "</svg>", ""])


def _run(
    row: int, start: int, cells: int, text: str, style: tuple[str, str, bool, bool, bool], ground: str
) -> list[str]:
    front, back = _colour(style[0], "d9dde2"), _colour(style[1], ground)
    if style[4]:
        front, back = back, front
    x, y, wide = start * CELL[0], row * CELL[1], cells * CELL[0]
    drawn = []
    if back != ground:
        drawn.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide + 0.3:.1f}" height="{CELL[1]}" fill="#{back}"/>')
    if text.strip():
        look = ' font-weight="bold"' if style[2] else ""
        look += ' font-style="italic"' if style[3] else ""
        inner = text.rstrip()
        indent = len(inner) - len(inner.lstrip())
        inner = inner.lstrip()
        long = sum(max(0, wcwidth(character)) for character in inner) * CELL[0]
        drawn.append(
            f'<text x="{x + indent * CELL[0]:.1f}" y="{y + 13.5:.1f}" textLength="{long:.1f}" lengthAdjust="spacingAndGlyphs"'
            f' fill="#{front}"{look} xml:space="preserve">{html.escape(inner)}</text>'
        )
    return drawn


def _colour(name: str, default: str) -> str:
    name = NAMED.get(name, name)
    return name if len(name) == 6 and all(digit in "0123456789abcdef" for digit in name) else default


def main() -> None:
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        meet(home, "Iryna")
        words = ("--as", "Iryna", "--lang", "en", "practise", "--deck", "seaside-hotel", "--card", CARD)
        with start_trainer(home, *words, size=(80, 24)) as terminal:
            terminal.see("F5")
            terminal.settle()
            for number, answer in enumerate(ANSWERS):
                if number:
                    terminal.press("f7")
                    terminal.settle()
                terminal.type(answer, pause=0.005)
            terminal.press("f6")
            _keep(terminal, "practice")
        with start_trainer(home, "--lang", "en", "demo", size=(80, 24)) as terminal:
            terminal.see("F6", timeout=120.0)  # a team with half a year is made up first
            terminal.see("Enter")  # the card is chosen once the decks are read
            _keep(terminal, "home")
            terminal.press("f6")
            terminal.see("Scores of this half-year")
            _keep(terminal, "progress")


def _keep(terminal: Terminal, name: str) -> None:
    terminal.settle()
    (DOCS / f"{name}.svg").write_text(draw(terminal), encoding="utf-8")
    sys.stdout.write(terminal.picture() + "\n")


CARD = "sea-has-fish-k3vd"
ANSWERS = (
    "Thank you for telling me. To be waited for by a fish, every morning, would put me out as well.",
    "At noon I am free: shall the two of us swim past the rope, and the mullet turn back for once?",
)

if __name__ == "__main__":
    main()
