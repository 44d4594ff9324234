"""The projector: what hangs on the wall for everybody, from public state alone.

Esc leaves it, F10 quits; it asks for no key.
"""

from collections.abc import Iterable

from textual.widget import Widget

from trainer.domain.ids import SessionId
from trainer.domain.views import PublicView
from trainer.errors import TrainerError
from trainer.locale import N_, _
from trainer.services.sessions import viewing
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.rooms import Room
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.clock import until_next_second
from trainer.tui.widgets.lines import Line, Lines
from trainer.tui.widgets.projector_board import projector_lines


class ProjectorScreen(Page[None]):
    COMMANDS = (Command("projector.back", "escape", "back", N_("back"), N_("Take the projector's picture away")),)
    AUTO_FOCUS = ""
    SMALLEST = (40, 12)

    def __init__(self, session_id: SessionId) -> None:
        super().__init__()
        self._session_id = session_id
        self._trouble = ""

    def compose(self) -> Iterable[Widget]:
        yield Lines(self._draw, id="wall")

    def on_mount(self) -> None:
        app = self.trainer_app
        self._room: Room[PublicView] = Room(
            app,
            self._session_id,
            lambda: app.trainer.run(viewing.public_view, self._session_id),
            lambda _view: self._redraw(),
            self._say_trouble,
        )
        self.run_worker(self._follow(), group="room", name="room")
        self.app.set_timer(0.2, self._tick)

    async def _follow(self) -> None:
        try:
            await self._room.follow()
        except TrainerError as refused:
            self.trainer_app.say(first_line(refused), look=True)
            await self.action_back()

    def _draw(self, width: int, height: int) -> list[Line]:
        view = self._room.view if hasattr(self, "_room") else None
        if view is None:
            return [Line(plain(_("Coming in…"), "$wait"))]
        lines = projector_lines(view, self._room.seconds_left(), width, height)
        return [*lines[:-1], Line(plain(self._trouble, "$warning"))] if self._trouble else lines

    def _redraw(self) -> None:
        self.query_one("#wall", Lines).refresh()

    def _say_trouble(self, words: str) -> None:
        if words != self._trouble:
            self._trouble = words
            self._redraw()

    def _tick(self) -> None:
        if not self.is_attached:
            return
        left = self._room.seconds_left()
        if left is not None and left > -1:
            self._redraw()
        self.app.set_timer(until_next_second(left) if left is not None and left > 0 else 0.5, self._tick)

    async def action_back(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.app.exit(0)
