"""The menu: everything that can be done here, found by typing a few letters; and how the program looks."""

import asyncio
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from trainer import config
from trainer.locale import LANGUAGES, N_, _, language
from trainer.tui import themes
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.choices import Choice, Choices
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.lines import Line, Lines, spread, wrapped

LOOKS = {
    "dark": N_("Dark look"),
    "light": N_("Light look"),
    "ansi": N_("The terminal's own colours"),
}


class MenuScreen(ModalScreen[None]):
    """Type to filter, arrows to choose, Enter to do it on the page beneath; Esc or F2 goes back."""

    is_overlay = True
    shown_by = "menu"
    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", "", show=False, id="menu.up", priority=True),
        Binding("down", "move(1)", "", show=False, id="menu.down", priority=True),
        Binding("pageup", "move(-8)", "", show=False, id="menu.page_up", priority=True),
        Binding("pagedown", "move(8)", "", show=False, id="menu.page_down", priority=True),
        Binding("escape", "back", "", show=False, id="menu.back", priority=True),
    ]
    DEFAULT_CSS = """
    MenuScreen { align: center middle; background: $background 60%; }
    MenuScreen > Vertical { width: 58; max-width: 100%; height: 18; max-height: 100%; padding: 1 2; background: $panel; }
    MenuScreen Input, MenuScreen Input:focus { height: 1; border: none; padding: 0; background: $surface; margin-bottom: 1; }
    MenuScreen Choices { background: $panel; }
    MenuScreen Choices > .option-list--option-highlighted { background: $background; }
    MenuScreen Lines { height: auto; padding: 1 0 0 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Command] = []
        self._kept = ""
        """Whether the look that was chosen is kept."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LineInput(placeholder=_("Type to find"), id="filter")
            yield Choices(id="entries")
            yield Lines(self._draw_note, id="note")

    def on_mount(self) -> None:
        self.query_one("#entries", Choices).can_focus = False
        self.query_one("#filter", LineInput).focus()
        self.call_after_refresh(self._fill, "")

    def action_move(self, by: int) -> None:
        entries = self.query_one("#entries", Choices)
        if entries.option_count:
            at = entries.highlighted if entries.highlighted is not None else -1
            entries.highlighted = min(entries.option_count - 1, max(0, at + by))

    def action_back(self) -> None:
        self.dismiss(None)

    async def action_look(self, look: str) -> None:
        self.app.theme = themes.THEMES[look].name
        kept = await asyncio.to_thread(config.keep_setting, "theme", look)
        self._kept = _("Kept for the next time.") if kept else _("For now only: the settings could not be written.")
        self.query_one("#note", Lines).refresh(layout=True)

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted, "#filter")
    async def _submitted(self) -> None:
        entries = self.query_one("#entries", Choices)
        if entries.highlighted is not None:
            await self._do(self._entries[entries.highlighted])

    @on(OptionList.OptionSelected, "#entries")
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        await self._do(self._entries[event.option_index])

    async def _do(self, command: Command) -> None:
        if command.action.startswith("look("):
            await self.run_action(f"screen.{command.action}")
            return
        page = self._page()
        self.dismiss(None)
        page.call_later(page.run_action, command.action)

    def _fill(self, typed: str) -> None:
        entries = self.query_one("#entries", Choices)
        words = typed.casefold().split()
        self._entries = [each for each in self._all() if all(word in _found_by(each) for word in words)]
        entries.show([Choice(each.id, _entry(each, entries.room)) for each in self._entries])

    def _all(self) -> list[Command]:
        here = [each for each in self._page().commands() if each.menu]
        return [*here, *(Command(f"look.{look}", "", f"look('{look}')", words) for look, words in LOOKS.items())]

    def _page(self) -> Page[object]:
        return next(each for each in reversed(self.app.screen_stack) if isinstance(each, Page))

    def _draw_note(self, width: int, _height: int) -> list[Line]:
        others = ", ".join(each for each in LANGUAGES if each != language())
        words = _("Language: {language}. Another one ({others}): start with trainer --lang CODE").format(
            language=language(), others=others
        )
        told = wrapped(self._kept, width, style="$accent") if self._kept else []
        return [Line(line) for line in (*told, *wrapped(words, width, style="$wait"))]


def _found_by(command: Command) -> str:
    return f"{command.label_text()} {command.help_text()} {command.shown_key if command.key else ''}".casefold()


def _entry(command: Command, width: int) -> Content:
    key = plain(command.shown_key if command.key else "", "$wait")
    return spread(joined(command.help_text()), key, max(10, width))
