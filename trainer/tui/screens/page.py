"""A page: a screen with a title line, its commands at the foot, and its keys from the same commands."""

from collections.abc import Awaitable, Iterable
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from trainer.tui.commands import EVERYWHERE, Command, bindings
from trainer.tui.compositing import FrontCompositor
from trainer.tui.patience import Patient
from trainer.tui.widgets.frame import SMALLEST, KeysLine, TitleLine, TooSmall
from trainer.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

T = TypeVar("T")


class Page(Patient, Screen[T], Generic[T]):
    """Subclasses set COMMANDS and write `compose_body`; BINDINGS are made of COMMANDS, which are the single source.

    A command whose action `check_action` denies is neither at the foot nor in the menu; call `commands_changed` when that
    may have changed.
    """

    COMMANDS: ClassVar[tuple[Command, ...]] = ()  # type: ignore[assignment]  # Textual's own palette is off

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "COMMANDS" in cls.__dict__:
            cls.BINDINGS = list(bindings(cls.COMMANDS))
        super().__init_subclass__(**kwargs)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compositor = FrontCompositor()

    @property
    def trainer_app(self) -> "TrainerApp":
        from trainer.tui.app import TrainerApp

        assert isinstance(self.app, TrainerApp)
        return self.app

    def compose(self) -> ComposeResult:
        yield from self.compose_title()
        yield from self.compose_body()
        yield KeysLine()
        yield TooSmall()

    def compose_title(self) -> Iterable[Widget]:
        yield TitleLine(id="title")

    def compose_body(self) -> Iterable[Widget]:
        return ()

    def commands(self) -> tuple[Command, ...]:
        """What can be done here right now: this page's, then those of everywhere."""
        everywhere = (each for each in EVERYWHERE if each.id not in getattr(self.app, "DENIED_COMMANDS", ()))
        return tuple(each for each in (*self.COMMANDS, *everywhere) if self._allows(each))

    def commands_changed(self) -> None:
        for foot in self.query(KeysLine):
            foot.show_commands(tuple(each for each in self.commands() if each.foot))

    def say_title(self, left: str | None = None, right: str | None = None) -> None:
        for title in self.query("#title").results(TitleLine):  # none on a page that is being taken down
            title.say(left, right)

    async def may_leave(self) -> str:
        """Asked before the program ends: keep what must be kept; a question to put to the person first, or ""."""
        return ""

    async def let_go(self) -> None:
        """Called when the program ends by itself: what this page holds and others wait for is given back."""

    def run_worker(self, work: Any, *args: Any, **kwargs: Any) -> Worker[Any]:
        """As Textual's; but what comes back to a page that was left meanwhile finds nothing to show itself on, and that is no
        mistake that ends the program."""
        return super().run_worker(self._while_here(work) if isawaitable(work) else work, *args, **kwargs)

    async def _while_here(self, work: Awaitable[Any]) -> Any:
        try:
            return await work
        except NoMatches:
            if self in self.app.screen_stack:
                raise

    def on_mount(self) -> None:
        self.commands_changed()

    @on(events.ScreenResume)
    def _show_commands_again(self) -> None:
        self.commands_changed()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "-too-small")

    @on(KeysLine.Pressed)
    async def _run_pressed(self, event: KeysLine.Pressed) -> None:
        await self.run_action(event.command.action)

    @on(Lines.Clicked)
    async def _run_clicked(self, event: Lines.Clicked) -> None:
        """A line says what a click on it does, whatever the page."""
        await self.run_action(event.action)

    def _allows(self, command: Command) -> bool:
        return self.check_action(command.action.split("(")[0].removeprefix("screen."), ()) is not False
