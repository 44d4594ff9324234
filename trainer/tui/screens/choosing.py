"""A few choices at once, a row each: arrows up and down go from row to row, left and right through what it may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from trainer.locale import _
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import Line, Lines, width_of, wrapped


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    options: tuple[str, ...]
    """What it may be, in the reader's words."""
    at: int = 0


class ChoosingScreen(ModalScreen[tuple[int, ...]]):
    """The chosen option of each row; None: Esc, all stays as it was."""

    is_overlay = True
    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", "", show=False, id="rows.up"),
        Binding("down", "move(1)", "", show=False, id="rows.down"),
        Binding("left", "turn(-1)", "", show=False, id="rows.left"),
        Binding("right,space", "turn(1)", "", show=False, id="rows.right"),
        Binding("backspace,delete", "clear", "", show=False, id="rows.clear"),
        Binding("enter", "done", "", show=False, id="rows.done"),
        Binding("escape", "dismiss", "", show=False, id="rows.back"),
    ]
    DEFAULT_CSS = """
    ChoosingScreen { align: center middle; background: $background 60%; }
    ChoosingScreen > Vertical { width: 58; max-width: 100%; height: auto; padding: 1 2; background: $panel; }
    ChoosingScreen Lines { height: auto; padding: 0; }
    """

    def __init__(self, title: str, rows: Sequence[Row], told: Callable[[tuple[int, ...]], str]) -> None:
        """`told`: a line about what is chosen just now."""
        super().__init__()
        self._title, self._rows, self._told, self._at = title, list(rows), told, 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Lines(self._draw)

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(row.at for row in self._rows)

    def action_move(self, by: int) -> None:
        self._at = (self._at + by) % len(self._rows)
        self._redraw()

    def action_turn(self, by: int) -> None:
        row = self._rows[self._at]
        self._rows[self._at] = replace(row, at=(row.at + by) % len(row.options))
        self._redraw()

    def action_clear(self) -> None:
        """Each row as it is where nothing was chosen."""
        self._rows = [replace(row, at=0) for row in self._rows]
        self._redraw()

    def action_done(self) -> None:
        self.dismiss(self.chosen)

    def action_pick(self, at: int) -> None:
        self._at = at
        self.action_turn(1)

    @on(Lines.Clicked)
    async def _run_clicked(self, event: Lines.Clicked) -> None:
        await self.run_action(event.action)

    def _redraw(self) -> None:
        self.query_one(Lines).refresh(layout=True)

    def _draw(self, width: int, _height: int) -> list[Line]:
        column = max(width_of(row.label) for row in self._rows) + 2
        lines = [Line(words) for words in wrapped(self._title, width, style="bold")] + [Line(plain(""))]
        for place, row in enumerate(self._rows):
            here = place == self._at
            value = one_line(row.options[row.at], width - column - 6)
            words = joined(
                ("▸ " if here else "  ", "$accent bold"),
                (f"{row.label:<{column}}", "bold" if here else "$wait"),
                ("‹ " if here else "  ", "$accent"),
                (value, "bold" if here else ""),
                (" ›" if here else "", "$accent"),
            )
            lines.append(Line(words, f"screen.pick({place})"))
        lines.append(Line(plain("")))
        lines += [Line(words) for words in wrapped(self._told(self.chosen), width, style="$accent")]
        keys = _("←→ change, ↑↓ next line, Backspace clears, Enter takes it, Esc leaves all as it was.")
        return [*lines, *(Line(words) for words in wrapped(keys, width, style="$wait"))]
