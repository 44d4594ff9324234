"""The app: puts the first screen up, then, behind it, opens the database and what the next screens need.

Nothing heavy is imported before the first frame and nothing waits for a disk on the event loop. Source: speed 7.
"""

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar, cast

from rich.segment import Segment
from textual import events
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter
from textual.screen import Screen

from trainer.domain.home import Home, NextCard, NextKind
from trainer.domain.ids import DealId, SessionId
from trainer.domain.people import Person
from trainer.domain.texts import UNSAFE
from trainer.errors import NotFound, TrainerError
from trainer.locale import _, language, use
from trainer.tui import leaving, themes, upkeep
from trainer.tui.commands import EVERYWHERE, bindings, is_function_key
from trainer.tui.dbthread import DatabaseThread
from trainer.tui.keyboard import for_bindings, letters_are_in
from trainer.tui.leaving import check_terminal
from trainer.tui.marks import PLAIN_MARKS, wants_plain_marks
from trainer.tui.pasting import take_pastes_whole
from trainer.tui.patience import Patient, forgives
from trainer.tui.screens.page import Page
from trainer.tui.showing import SCREENS, import_screens, screen_class
from trainer.tui.text import plain

if TYPE_CHECKING:
    from trainer.bootstrap import Trainer
    from trainer.domain.dealing import Deal

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opening:
    """What to show first, and to whom."""

    screen: str = "home"
    """home, practice, rate; with `session_id` console, seat or projector."""
    deal_id: DealId | None = None
    """For practice: the deal; None: what home offers."""
    person: Person | None = None
    name: str | None = None
    """Given with --as; without it and without `person`: who sat here last."""
    session_id: SessionId | None = None
    said: str = ""
    """A passing line over the first screen."""


class NoControl(LineFilter):
    """The wall: whatever a widget draws, no control character of a text reaches the terminal (faults 3b)."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control or not UNSAFE.search(segment.text)
            else Segment(UNSAFE.sub("\u00b7", segment.text), segment.style)
            for segment in segments
        ]


class TrainerApp(Patient, App[int]):
    ENABLE_COMMAND_PALETTE = False
    TITLE = "trainer"
    CSS = themes.CSS
    BINDINGS: ClassVar = [*bindings(EVERYWHERE)]

    def __init__(self, trainer: "Trainer", opening: Opening | None = None, *, look: str = "dark") -> None:
        super().__init__()
        self.trainer = trainer
        self.opening = opening or Opening()
        self.database = DatabaseThread()
        known = self.opening.person
        self.home: Home | None = trainer.glance(known.id if known else None, self.opening.name)
        """What home shows; read inline before the first frame, refreshed after whatever changes it."""
        self.person = self.home.person if self.home else known
        self.ready = asyncio.Event()
        """Set when the database is open and it is known who sits here."""
        self.decks_read = asyncio.Event()
        """Set when the deck files are in the database."""
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        self.theme = themes.THEMES[look].name
        self._signals_off: Callable[[], None] = lambda: None
        self._wall = NoControl()
        self.plain_marks = False  # True: lines, bars and dots are drawn in ASCII (marks.py)
        self._ends_by = 0
        """The signal that ends the program; 0: none came."""
        self.last_words = ""
        """One line for the terminal once the screen is gone: why the program ended by itself."""

    # --- the first frame ---------------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """Home, complete in the very first frame; the welcome where nobody is known."""
        known = self.home is not None or self.person is not None or self.trainer.remembered() is not None
        at_home = known and (self.home is not None or self.opening.name is None)
        first = screen_class("home")(self.home) if at_home else screen_class("welcome")(self.opening.name or "")
        first._push_result_callback(self, None)  # switch_screen pops one, and a default screen has none
        return cast("Screen[Any]", first)

    def on_load(self) -> None:
        """Before the terminal is set up: a signal from here on finds it restored."""
        self._signals_off = leaving.on_signals(asyncio.get_running_loop(), self._leave_soon, alone=not self.is_headless)

    def on_mount(self) -> None:
        self.call_after_refresh(self._after_first_frame)

    def _after_first_frame(self) -> None:
        gc.freeze()
        gc.enable()
        self.run_worker(self._open(), name="open", exit_on_error=True)

    async def _open(self) -> None:
        """Behind the first frame, step by step, so that a draft can be saved in between."""
        try:
            await self.in_db(import_screens, ("practice", "aftermath"))
            await self.in_db(self.trainer.open)
            from trainer.services.settling import settle

            await self.use(settle)
            await self._find_person()
            self.ready.set()
            if self.opening.screen == "projector":  # a wall belongs to nobody
                await self.show("projector", self.opening.session_id)
            elif self.person is not None:
                await self._greet(self.person)
            changed = await self.in_db(self.trainer.load_decks)
            self.decks_read.set()
            if self.person is not None and (changed or self.next_card is None):
                await self.prepare()
            upkeep.begin(self)
        except TrainerError as refused:
            self.refuse_and_leave(refused)

    async def _find_person(self) -> None:
        """Who sits here, where the first frame could not know it: a server, or a store that had to be migrated."""
        from trainer.services.home import show_home
        from trainer.services.people import find_person

        if self.person is not None:
            return
        remembered = self.trainer.remembered()
        try:
            if self.opening.name is not None:
                self.person = await self.use(find_person, self.opening.name)
            elif remembered is not None:
                self.person = (await self.use(show_home, remembered)).person
        except NotFound:
            self.person = None

    async def _greet(self, person: Person) -> None:
        """Home for a known person, and on top of it the screen that the command line asked for."""
        if self.home is None and self.screen_stack[0].__class__ is not screen_class("home"):
            await self.switch_screen(cast("Screen[Any]", screen_class("home")(None)))
        await self.in_db(self.trainer.remember, person)
        await self.refresh_home()
        if self.opening.screen != "home":
            from trainer.tui import walking

            await walking.open_first(self)

    # --- what screens use ---------------------------------------------------------------------------------------------

    async def in_db(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `work` on the database thread, after all that was asked before it."""
        return await self.database.call(work, *args, **kwargs)

    async def use(self, use_case: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Runs a use case of `trainer.services` with a unit of work and the clock, on the database thread."""
        return cast("T", await self.database.call(self.trainer.run, use_case, *args, **kwargs))

    async def show(self, name: str, *args: Any, **kwargs: Any) -> Screen[Any]:
        """Puts the screen called `name` on top; imports it first, in a thread, where nothing did so yet."""
        screen = cast("Screen[Any]", (await self.screen_class(name))(*args, **kwargs))
        await self.push_screen(screen)
        return screen

    async def screen_class(self, name: str) -> Callable[..., Any]:
        if SCREENS[name].partition(":")[0] not in sys.modules:
            await asyncio.to_thread(import_screens, (name,))
        return screen_class(name)

    async def action_show(self, name: str) -> None:
        if name not in {"menu", "help"} or not getattr(self.screen, "is_overlay", False):
            await self.show(name)
        elif getattr(self.screen, "shown_by", "") == name:  # the key that opened it closes it
            self.screen.dismiss(None)

    async def prepare(self) -> None:
        """Chooses, renders and stores the next deal, and shows it at home."""
        from trainer.errors import NothingToDeal
        from trainer.services.dealing import prepare_next

        assert self.person is not None
        await self.decks_read.wait()
        try:
            await self.use(prepare_next, self.person.id, render=self.trainer.render, language=language())
        except NothingToDeal as refused:
            self.say(str(refused))
        await self.refresh_home()

    async def refresh_home(self) -> None:
        """Reads home anew and shows it where the home screen is on the stack, whatever is on top of it."""
        from trainer.services.home import show_home

        assert self.person is not None
        self.home = await self.use(show_home, self.person.id)
        for screen in self.screen_stack:
            show = getattr(screen, "show_home", None)
            if show is not None:
                show(self.home)

    def say(self, text: str, *, look: bool = False) -> None:
        """A passing line; never the only place where something important stands."""
        self.notify(plain(text).plain, severity="warning" if look else "information", timeout=6, markup=False)

    @property
    def next_card(self) -> NextCard | None:
        return self.home.next if self.home else None

    @property
    def writing(self) -> bool:
        return self.home is not None and self.home.next is not None and self.home.next.kind is NextKind.GO_ON

    # --- keys and the wall --------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            event = for_bindings(event, self.focused)
            if is_function_key(event.key):
                await letters_are_in(self.screen, self.focused)
        await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._wall, *([PLAIN_MARKS] if self.plain_marks else [])]

    # --- leaving ------------------------------------------------------------------------------------------------------
    async def action_leave(self) -> None:
        for screen in reversed(self.screen_stack):
            question = await screen.may_leave() if isinstance(screen, Page) else ""
            if question:
                from trainer.tui.screens.asking import AskScreen

                async def answered(yes: bool | None) -> None:
                    if yes:
                        await self._let_go_and_leave()

                await self.push_screen(AskScreen(question, yes=_("Quit"), no=_("Stay")), answered)
                return
        await self._let_go_and_leave()

    async def _let_go_and_leave(self) -> None:
        """Ends the program; an answer that lies on a screen to be rated goes back to colleagues at once."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                with contextlib.suppress(TrainerError):  # the lease ends by itself in three minutes
                    await screen.let_go()
        self.exit(0)

    async def action_quit(self) -> None:
        await self.action_leave()

    def refuse_and_leave(self, refused: BaseException) -> None:
        """Ends the program with one line, exit code 1: the database can't be used."""
        self.last_words = leaving.first_line(refused)
        self.exit(1, return_code=1)

    def _leave_soon(self, number: int) -> None:
        """A signal came: keys that are read but not yet in the text have a moment to get there."""
        if not self._ends_by:
            self._ends_by = number
            asyncio.get_running_loop().call_later(leaving.LAST_KEYS_SECONDS, self._leave_by_signal, number)

    def _leave_by_signal(self, number: int) -> None:
        self._keep_words()
        if number == signal.SIGHUP:
            leaving.end_now(number, self._driver)
        self.exit(128 + number, return_code=128 + number)

    def _keep_words(self) -> None:
        """Whatever ends the program: what stands on a screen is in the database, or in the journal."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_words", None)
            if keep is not None:
                keep()
        self.database.flush(2.0)

    def _handle_exception(self, error: Exception) -> None:
        """One line and a log without people's words, instead of a traceback with local variables; exit code 1."""
        if not forgives(self, error):
            if self._exception is None:
                self._exception = error
                self._exception_event.set()
            self._stop_with(error)

    def panic(self, *renderables: Any) -> None:
        """A thread of the driver died (its traceback holds local variables), or the terminal is just gone."""
        if leaving.terminal_is_gone(renderables):
            self._leave_soon(signal.SIGHUP)
        elif not self._ends_by:
            self._stop_with(RuntimeError())

    def _stop_with(self, error: BaseException) -> None:
        self._return_code = 1
        self.last_words = leaving.crash_line(leaving.log_crash(error))
        with contextlib.suppress(Exception):  # one mistake is enough; the journal has had the words within 0.3 s
            self._keep_words()
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        self._signals_off()


def open_home(database: str | None, name: str | None, wanted_language: str | None, theme: str | None) -> int:
    """`trainer`: home, or the welcome where nobody is known. What is not given comes from the settings; the exit code."""
    from trainer import config, paths
    from trainer.bootstrap import Trainer

    try:
        settings = config.read_settings()
        spoken = use(wanted_language or settings.language or None)
        check_terminal()
        database = database or os.environ.get("TRAINER_DATABASE_URL") or settings.database or paths.default_database()
        trainer = Trainer(database, language=spoken, apart=True)
        return run(trainer, Opening(name=name), theme or settings.theme)
    except TrainerError as refused:
        sys.stderr.write(leaving.first_line(refused) + "\n")
        return refused.exit_code


def open_practice(trainer: "Trainer", person: Person, deal: "Deal", theme: str, said: str = "") -> int:
    """`trainer practise`: an open deal, on top of home, and a line about it. Returns the exit code."""
    return run(trainer, Opening("practice", deal.id, person, said=said), theme)


def open_rating(trainer: "Trainer", person: Person, theme: str) -> int:
    """`trainer rate`: the rating screen, on top of home. Returns the exit code."""
    return run(trainer, Opening("rate", person=person), theme)


def open_session_screen(
    trainer: "Trainer", screen: str, session_id: SessionId, person: Person | None, theme: str
) -> int:
    """`trainer session lead | join | project`: the console, the seat or the projector. Returns the exit code."""
    return run(trainer, Opening(screen, person=person, session_id=session_id), theme)


def run(trainer: "Trainer", opening: Opening, theme: str) -> int:
    """Shows the screens until the person leaves; the exit code. Raises NoTerminal, StoreError."""
    check_terminal()
    return run_app(TrainerApp(trainer, opening, look=theme))


def run_app(app: TrainerApp) -> int:
    """Runs it in this terminal until it is left; the exit code. What is queued for the database is carried out."""
    from trainer.config import read_settings

    app.plain_marks = wants_plain_marks(read_settings().marks, os.environ)
    leaving.speak_utf_8()
    leaving.forgive_bad_bytes()
    take_pastes_whole(app)
    leaving.measure_the_window()
    try:
        app.run()
    finally:
        app.database.flush(5.0)
        app.database.start(app.trainer.close)
        app.database.close()
    if app.last_words:
        sys.stderr.write(app.last_words + "\n")
    return app.return_code or 0
