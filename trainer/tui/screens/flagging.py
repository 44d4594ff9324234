"""Critical flags: five yes-or-no questions beside the levels. Source: rules 2."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from trainer.domain.rubric import CriticalFlag
from trainer.locale import _, terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import Line, Lines, wrapped


class FlagScreen(ModalScreen[frozenset[CriticalFlag]]):
    """Space sets or clears the flag under the cursor, digits do so at once; Enter, Esc and F8 go back with what is set."""

    is_overlay = True
    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", "", show=False, id="flags.up"),
        Binding("down", "move(1)", "", show=False, id="flags.down"),
        Binding("space", "turn", "", show=False, id="flags.turn"),
        Binding("enter,escape,f5,f8", "done", "", show=False, id="flags.done", priority=True),
        *[
            Binding(str(n), f"turn({n - 1})", "", show=False, id=f"flags.turn{n}")
            for n in range(1, len(CriticalFlag) + 1)
        ],
    ]
    DEFAULT_CSS = """
    FlagScreen { align: center middle; background: $background 60%; }
    FlagScreen > Vertical { width: 54; height: auto; padding: 1 2; background: $panel; }
    FlagScreen Lines { height: auto; }
    """

    def __init__(self, flags: Iterable[CriticalFlag]) -> None:
        super().__init__()
        self._flags = set(flags)
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Lines(self._draw)

    def action_move(self, by: int) -> None:
        self._at = min(len(CriticalFlag) - 1, max(0, self._at + by))
        self.query_one(Lines).refresh()

    def action_turn(self, at: int | None = None) -> None:
        self._at = self._at if at is None else at
        self._flags ^= {list(CriticalFlag)[self._at]}
        self.query_one(Lines).refresh()

    def action_done(self) -> None:
        self.dismiss(frozenset(self._flags))

    @on(Lines.Clicked)
    async def _run_clicked(self, event: Lines.Clicked) -> None:
        await self.run_action(event.action)

    def _draw(self, width: int, _height: int) -> list[Line]:
        lines = [Line(plain(_("Critical flags"), "bold")), *_told(width), Line(plain(""))]
        for position, flag in enumerate(CriticalFlag):
            cursor = ("▸ ", "$accent bold") if position == self._at else "  "
            box = ("[x] ", "$warning bold") if flag in self._flags else "[ ] "
            lines.append(Line(joined(cursor, f"{position + 1} ", box, terms.flag(flag)), f"screen.turn({position})"))
        keys = joined(("1-5 ", "$accent"), _("set or clear"), "   ", (_("Enter"), "$accent"), " ", _("done"))
        return [*lines, Line(plain("")), Line(keys, "screen.done")]


def _told(width: int) -> list[Line]:
    words = _("For what must not happen, whatever the levels. Two people must see it before it counts.")
    return [Line(line) for line in wrapped(words, width, style="$wait")]
