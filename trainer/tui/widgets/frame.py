"""What every screen has: a title line, the keys at its foot, and one line where the window is too small."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from trainer.locale import _
from trainer.tui.commands import Command
from trainer.tui.text import joined, one_line

SMALLEST = (60, 20)


class TitleLine(Static):
    """Left: where one is. Right: who, when, how long. One cell of air at either side."""

    def __init__(self, left: str = "", right: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__("", markup=False, id=id)
        self._left, self._right = left, right

    def say(self, left: str | None = None, right: str | None = None) -> None:
        self._left = self._left if left is None else left
        self._right = self._right if right is None else right
        self.update(self._line(), layout=False)

    def on_resize(self) -> None:
        self.update(self._line(), layout=False)

    def _line(self) -> Content:
        width = self.content_size.width
        right = one_line(self._right, width * 2 // 3)
        left = one_line(self._left, width - cell_len(right) - 1)
        gap = " " * max(1, width - cell_len(left) - cell_len(right))
        return joined((left, "bold"), gap, (right, "$wait"))


class KeysLine(Static):
    """The keys of a screen, for the eye and for the mouse; what has no room stands in the menu."""

    class Pressed(Message):
        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._commands: tuple[Command, ...] = ()
        self._places: list[tuple[int, int, Command]] = []

    def show_commands(self, commands: tuple[Command, ...]) -> None:
        self._commands = commands
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        if not width:
            return
        last = [each for each in self._commands if each.id in {"app.help", "app.menu", "app.quit"}]
        first = [each for each in self._commands if each not in last]
        kept: list[Command] = list(last)
        for command in first:
            if self._width([*kept, command]) <= width:
                kept.append(command)
        while len(kept) > 1 and self._width(kept) > width:
            kept.pop(next((i for i, each in enumerate(kept) if each.id == "app.quit"), 0))
        shown = [each for each in first if each in kept] + [each for each in last if each in kept]
        self._places = []
        parts: list[Content | str | tuple[str, str]] = []
        at = 0
        for command in shown:
            words = f"{command.shown_key} {command.label_text()}"
            parts += [(command.shown_key, "$accent"), f" {command.label_text()}", "   "]
            self._places.append((at, at + cell_len(words), command))
            at += cell_len(words) + 3
        self.update(joined(*parts[:-1]), layout=False)

    @staticmethod
    def _width(commands: list[Command]) -> int:
        return sum(cell_len(f"{each.shown_key} {each.label_text()}") + 3 for each in commands) - 3

    def on_click(self, event: events.Click) -> None:
        x = event.x - self.styles.padding.left
        for start, end, command in self._places:
            if start <= x < end:
                event.stop()
                self.post_message(self.Pressed(command))


class TooSmall(Static):
    """Covers a screen below 60x20; what is typed underneath is kept."""

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def on_mount(self) -> None:
        self.update(joined(_("Window too small: {size} needed").format(size="60x20")))
