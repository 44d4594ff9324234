"""The seat alone, for browsers and ssh: a participant's screens and nothing else.

No home, no menu, no lead's tools, no deck files, no reports, no settings, no editor, no shell, no address opened, no file
written but the journal of unsaved words. What a seat may do in a phase the services decide, here as everywhere.
"""

import contextlib
import gc
import importlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, cast

from textual.app import App, SuspendNotSupported
from textual.screen import Screen

from trainer.bootstrap import Trainer
from trainer.domain.home import Home
from trainer.domain.ids import PersonId, SessionId
from trainer.domain.views import SeatView
from trainer.errors import TrainerError
from trainer.locale import _, use
from trainer.tui import leaving
from trainer.tui.app import Opening, TrainerApp
from trainer.tui.pasting import take_pastes_whole
from trainer.tui.showing import screen_class

ALLOWED = frozenset({"seat", "help"})
"""Screens that a seat may ask for by name."""
DENIED = frozenset({"take_over", "home"})
"""What the seat's screen offers on a person's own machine, and not here: the lead's place, and a way home."""
BEAT_SECONDS = 2.0


class SeatTrainer(Trainer):
    """The program's parts without those that read or write files."""

    def glance(self, person_id: PersonId | None = None, name: str | None = None) -> Home | None:
        return None

    def remembered(self) -> PersonId | None:
        return None

    def load_decks(self) -> int:
        return 0

    def keep_a_copy(self) -> None:
        return

    def keep_proposals(self, session_id: SessionId) -> int:
        return 0  # the next who looks on a machine of their own does it


class SeatApp(TrainerApp):
    DENIED_COMMANDS: ClassVar = ("app.menu",)

    def __init__(
        self, trainer: Trainer, session_id: str, person_id: int, *, look: str, beats: int | None = None
    ) -> None:
        super().__init__(trainer, Opening(), look=look)
        self._session_id, self._person_id = session_id, PersonId(person_id)
        self._beats = beats

    def get_default_screen(self) -> Screen[Any]:
        first = seat_screen()(self._session_id, self._person_id)
        first._push_result_callback(self, None)
        return cast("Screen[Any]", first)

    def on_mount(self) -> None:
        super().on_mount()
        if self._beats is not None:
            self._beat()
            self.set_interval(BEAT_SECONDS, self._beat)

    def _beat(self) -> None:
        """The event loop lives: whoever started this process ends it where this stays away."""
        assert self._beats is not None
        with contextlib.suppress(BlockingIOError):
            try:
                os.write(self._beats, b".")
            except BrokenPipeError:  # nobody listens any more: the server is gone
                self._leave_soon(1)

    async def _open(self) -> None:
        try:
            await self.in_db(self.trainer.open)
            self.person = await self.use(_person, self._person_id)
            self.ready.set()
            self.decks_read.set()
        except TrainerError as refused:
            self.refuse_and_leave(refused)

    async def refresh_home(self) -> None:
        """There is no home here."""

    async def show(self, name: str, *args: Any, **kwargs: Any) -> Screen[Any]:
        if name not in ALLOWED:
            self.say(_("This is a seat: that is done on one's own machine."))
            return self.screen
        return await super().show(name, *args, **kwargs)

    def pop_screen(self) -> Any:
        if len(self.screen_stack) == 1:  # getting up from the seat ends the program
            self.exit(0)
            return None
        return super().pop_screen()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No address is opened: it would open on the lead's machine."""

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        raise SuspendNotSupported("a seat has no shell and no editor to go to")
        yield

    def action_suspend_process(self) -> None:
        """A seat can't be put to sleep: there is no shell below it."""

    def deliver_screenshot(self, *_args: Any, **_kwargs: Any) -> None:
        """No file is written."""

    def save_screenshot(self, *_args: Any, **_kwargs: Any) -> str:
        return ""


def _person(uow: Any, clock: Any, person_id: PersonId) -> Any:
    with uow.reading():
        return uow.people.get(person_id)


def seat_screen() -> Callable[..., Any]:
    """The seat's screen, without what is not for a seat."""
    known = cast("type[Screen[Any]]", screen_class("seat"))

    class OnlyASeat(known):  # type: ignore[misc, valid-type]
        @property
        def view(self) -> SeatView | None:
            """Without the offer to take the lead over, which only the program on one's own machine can keep."""
            seen = super().view
            return None if seen is None else replace(seen, can_take_over=False)

        def _tell_of_lead(self, view: SeatView) -> None:
            super()._tell_of_lead(replace(view, can_take_over=False))

        def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
            if action in DENIED:
                return False
            return cast("bool | None", super().check_action(action, parameters))

    return OnlyASeat


def warm_up(language: str) -> None:
    """Imports what a seat needs, in a process that is to be forked."""
    use(language)
    for name in ("seat", "help"):
        screen_class(name)
    for module in (
        "trainer.storage.engine", "trainer.storage.units", "trainer.storage.migrating", "trainer.storage.journal",
        "trainer.decks.personas", "trainer.tui.pacing", "textual.widgets._text_area", "textual.widgets._toast",
    ):  # fmt: skip
        importlib.import_module(module)
    with contextlib.suppress(ImportError):
        importlib.import_module("psycopg")


def run_seat(
    database: str, session_id: str, person_id: int, *, language: str, theme: str, beats: int | None = None
) -> int:
    """The whole life of a seat at the terminal that this process has; the exit code, 0 when the person got up."""
    use(language)
    trainer = SeatTrainer(database, language=language)
    leaving.check_terminal()
    leaving.speak_utf_8()
    leaving.forgive_bad_bytes()
    leaving.measure_the_window()
    gc.disable()
    app = SeatApp(trainer, session_id, person_id, look=theme, beats=beats)
    take_pastes_whole(cast("App[Any]", app))
    try:
        cast("App[int]", app).run()
    finally:
        app.database.flush(5.0)
        app.database.start(trainer.close)
        app.database.close()
    if app.last_words:
        os.write(2, (app.last_words + "\r\n").encode())
    return app.return_code or 0
