"""One line that is kept as it is typed: a field at the foot of a page, and a word beside it that says when it was kept.

A throttle, as on the writing desk: the first unsaved key starts the clock, further typing does not postpone it.
"""

import asyncio
from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from trainer.domain.texts import clean_line
from trainer.errors import NothingWritten, StoreError, TrainerError
from trainer.locale import _, terms
from trainer.tui.text import plain
from trainer.tui.widgets.line_input import LineInput

WAIT_SECONDS = 0.2
RETRY_SECONDS = 2.0

Keep = Callable[[str], Awaitable[None]]


class KeptLine(Horizontal):
    """`ask` opens it with what is there already and with who keeps it; `close` keeps the newest words and takes it away."""

    DEFAULT_CSS = """
    KeptLine { display: none; height: 1; margin: 0 1; }
    KeptLine.-asking { display: block; }
    KeptLine LineInput, KeptLine LineInput:focus { width: 1fr; height: 1; border: none; padding: 0 1; background: $panel; }
    KeptLine Static { width: auto; min-width: 10; padding: 0 1; color: $wait; text-align: right; }
    """

    def __init__(self, longest: int, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._longest = longest
        self._keep: Keep | None = None
        self._kept = ""
        self._saving: asyncio.Task[None] | None = None

    def compose(self) -> ComposeResult:
        yield LineInput(max_length=self._longest, select_on_focus=False, disabled=True)
        yield Static("", markup=False)

    @property
    def is_asking(self) -> bool:
        return self._keep is not None

    @property
    def words(self) -> str:
        return clean_line(self.query_one(LineInput).value, self._longest)

    def ask(self, value: str, keep: Keep, *, focus: bool = True) -> None:
        field = self.query_one(LineInput)
        self._keep, self._kept = keep, clean_line(value, self._longest)
        field.disabled = False
        field.value = value
        self.set_class(True, "-asking")
        self._say("")
        if focus:
            field.focus()
            field.action_end()

    def take_focus(self) -> None:
        if self.is_asking:
            self.query_one(LineInput).focus()

    async def close(self) -> None:
        """Keeps what is not kept yet, then goes away."""
        await self.keep_now()
        field = self.query_one(LineInput)
        self._keep = None
        field.value = ""
        field.disabled = True
        self.set_class(False, "-asking")

    async def keep_now(self) -> None:
        keep, words = self._keep, self.words
        if keep is None or words == self._kept or not words:
            return
        try:
            await keep(words)
        except NothingWritten:
            return
        except StoreError as refused:
            self._say(str(refused), look=True)
            return
        except TrainerError as refused:
            self._say(str(refused), look=True)
            self._kept = words
            return
        self._kept = words
        self._say(_("kept"))

    def forget(self) -> None:
        """What stood there was handed in; the field is free for the next."""
        self._kept = ""
        self.query_one(LineInput).value = ""

    @on(Input.Changed)
    def _touched(self, event: Input.Changed) -> None:
        event.stop()
        if self._keep is None or self.words == self._kept:
            return
        self._say("")
        if self._saving is None or self._saving.done():
            self._saving = asyncio.get_running_loop().create_task(self._keep_soon())

    @on(LineInput.Cleaned)
    def _say_cleaned(self, event: LineInput.Cleaned) -> None:
        event.stop()
        self._say(terms.left_out(event.count, event.over), look=True)

    async def _keep_soon(self) -> None:
        wait = WAIT_SECONDS
        while self._keep is not None and self.words and self.words != self._kept:
            await asyncio.sleep(wait)
            before = self._kept
            await self.keep_now()
            wait = WAIT_SECONDS if self._kept != before else RETRY_SECONDS

    def _say(self, words: str, *, look: bool = False) -> None:
        self.query_one(Static).update(plain(words, "$warning" if look else "$wait"))
