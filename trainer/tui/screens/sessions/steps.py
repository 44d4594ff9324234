"""What a person does at a seat with one key: claim, consent, take the pen or the lead. A refusal is a line on the page."""

from collections.abc import Callable
from typing import ClassVar

from trainer.domain.clocks import Instant
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.views import SeatView
from trainer.errors import TrainerError
from trainer.locale import _
from trainer.services.sessions import leading, talking, writing
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.rooms import Room
from trainer.tui.screens.page import Page
from trainer.tui.screens.sessions.keys import SEAT
from trainer.tui.widgets.note import NoteLine
from trainer.tui.widgets.reading import Reading


class SeatPage(Page[None]):
    """A page that follows one session for one person."""

    COMMANDS: ClassVar[tuple[Command, ...]] = SEAT

    def __init__(self, session_id: SessionId, person_id: PersonId) -> None:
        super().__init__()
        self.session_id, self.person_id = session_id, person_id
        self._note = NoteLine(id="note")
        self._room: Room[SeatView] | None = None
        self._in_trouble = False
        self._wished: tuple[bool, bool, bool] | None = None
        """The three words of consent as last pressed, until the view says the same: keys come faster than views."""
        self._told_of_lead = False
        self._led: bool | None = None
        """Whether this person led when it was last seen."""

    @property
    def view(self) -> SeatView | None:
        return self._room.view if self._room is not None else None

    @property
    def deadline(self) -> Instant | None:
        return self._room.deadline if self._room is not None else None

    @property
    def one_terminal(self) -> bool:
        return self.view is not None and self.view.public.preset.one_terminal

    @property
    def levels_are_optional(self) -> bool:
        return self.view is not None and not self.view.public.preset.scores

    def seconds_left(self) -> float | None:
        return self._room.seconds_left() if self._room is not None else None

    def phase_seconds(self) -> float:
        return self.view.public.phase_seconds if self.view is not None else 0.0

    def say(self, words: str) -> None:
        self._note.say(words, look=True)

    def _say_trouble(self, words: str) -> None:
        if words or self._in_trouble:
            self._note.say(words or _("Here again."), look=bool(words), seconds=600 if words else 5)
        self._in_trouble = bool(words)

    def _tell_of_lead(self, view: SeatView) -> None:
        """Under a card or a rating sheet nobody sees the seat: said once in passing that the lead is gone."""
        if view.can_take_over and not self._told_of_lead and self.app.screen_stack[-1] is not self:
            words = _("{name} has been away for a minute. At your seat (Esc) F9 takes the lead over.")
            self.trainer_app.say(words.format(name=view.public.lead_name), look=True)
        self._told_of_lead = view.can_take_over
        led, self._led = self._led, view.is_lead
        if view.is_lead and led is False and not view.public.closed:
            self.trainer_app.say(_("You lead now: at your seat, Esc brings you to the console."), look=True)

    async def _use(self, use_case: Callable[..., object], *args: object, **more: object) -> None:
        await self.trainer_app.use(use_case, self.session_id, self.person_id, *args, **more)
        if self._room is not None:
            self._room.look_now()

    async def _try(self, use_case: Callable[..., object], *args: object, **more: object) -> bool:
        """One step of this person; a refusal is a line."""
        try:
            await self._use(use_case, *args, **more)
        except TrainerError as refused:
            self.say(first_line(refused))
            return False
        return True

    async def action_claim(self) -> None:
        await self._consent(claimed=True)

    async def action_wall(self) -> None:
        await self._consent(wall=True)

    async def action_win_back(self) -> None:
        await self._consent(win_back=True)

    async def _consent(self, *, claimed: bool = False, wall: bool = False, win_back: bool = False) -> None:
        """Each key turns its own word round; the other two stay."""
        view = self.view
        if view is None or not view.can_claim:
            return
        given = (view.claimed, view.wall, view.win_back)
        named, hangs, tried = given if self._wished in (None, given) else self._wished or given
        self._wished = (named is not claimed, hangs is not wall, tried is not win_back)
        named, hangs, tried = self._wished
        if not await self._try(talking.claim, named=named, wall=hangs, win_back=tried):
            self._wished = None

    async def action_take_pen(self) -> None:
        await self._try(writing.take_pen)

    async def action_take_over(self) -> None:
        if await self._try(leading.take_over):
            await self.trainer_app.show("console", self.session_id, self.person_id)

    def action_read(self, by: int) -> None:
        board = self.query_one("#board", Reading)
        (board.scroll_page_down if by > 0 else board.scroll_page_up)(animate=False)

    async def _get_up(self) -> None:
        """To what lies under the seat, whatever lies over it."""
        app = self.trainer_app
        if self in app.screen_stack:
            while app.screen_stack[-1] is not self:
                app.pop_screen()
            app.pop_screen()
            await app.refresh_home()

    async def _go_to_console(self) -> None:
        """Whoever was handed the lead at this seat has no console below it yet."""
        from trainer.tui.screens.sessions.console import ConsoleScreen

        app = self.trainer_app
        below = app.screen_stack[app.screen_stack.index(self) - 1] if self in app.screen_stack else self
        await self._get_up()
        if not isinstance(below, ConsoleScreen):
            await app.show("console", self.session_id, self.person_id)
