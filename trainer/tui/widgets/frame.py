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
        before = self._left, self._right
        self._left = self._left if left is None else left
        self._right = self._right if right is None else right
        if (self._left, self._right) != before:
            self.update(self._line(), layout=False)

    def on_resize(self) -> None:
        self.update(self._line(), layout=False)

    def _line(self) -> Content:
        width = self.content_size.width
        right = one_line(self._right, width * 2 // 3)
        room, left = width - cell_len(right) - 1, self._left
        while cell_len(left) > room and " · " in left:  # "Next time · 9 of 9": whole words say more than half of them
            left = left.rpartition(" · ")[0]
        left = one_line(left, room)
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
        if commands != self._commands:
            self._commands = commands
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        if not width:
            return
        shown = list(self._commands)
        gap = 3
        while len(shown) > 1 and self._width(shown, gap) > width:
            if gap > 2:
                gap = 2
            else:
                shown.remove(self._least(shown))
        self._places = []
        parts: list[Content | str | tuple[str, str]] = []
        at = 0
        for command in shown:
            words = f"{command.shown_key} {command.label_text()}"
            parts += [(command.shown_key, "$accent"), f" {command.label_text()}", " " * gap]
            self._places.append((at, at + cell_len(words), command))
            at += cell_len(words) + gap
        self.update(joined(*parts[:-1]), layout=False)

    @staticmethod
    def _least(shown: list[Command]) -> Command:
        """What can best be spared: quitting, help, then the page's last; never the menu, which has them all."""
        for spared in ("app.quit", "app.help"):
            for each in shown:
                if each.id == spared:
                    return each
        return next(each for each in reversed(shown) if each.id != "app.menu")

    @staticmethod
    def _width(commands: list[Command], gap: int) -> int:
        return sum(cell_len(f"{each.shown_key} {each.label_text()}") + gap for each in commands) - gap

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
