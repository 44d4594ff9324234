"""One line that is kept as it is typed: a field at the foot of a page, and a word beside it that says when it was kept.

A throttle, as on the writing desk: the first unsaved key starts the clock, further typing does not postpone it. A store that
does not answer is asked again, also after the line was closed; words that a later phase refuses are told, never dropped
silently.
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
    KeptLine Static { width: auto; min-width: 10; max-width: 60%; padding: 0 1; color: $wait; text-align: right;
        text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, longest: int, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._longest = longest
        self._keep: Keep | None = None
        self._kept = ""
        self._saving: asyncio.Task[None] | None = None
        self._owed: set[asyncio.Task[None]] = set()
        """Lines that were closed while the store did not answer."""

    def compose(self) -> ComposeResult:
        yield LineInput(max_length=self._longest, select_on_focus=False, disabled=True)
        yield Static("", markup=False)

    @property
    def is_asking(self) -> bool:
        return self._keep is not None

    @property
    def words(self) -> str:
        return clean_line(self.query_one(LineInput).value, self._longest)

    @property
    def unsaved(self) -> str:
        """What stands there and is not kept yet."""
        return self.words if self._keep is not None and self.words != self._kept else ""

    def ask(self, value: str, keep: Keep, *, focus: bool = True) -> None:
        field = self.query_one(LineInput)
        self._keep, self._kept = keep, clean_line(value, self._longest)
        field.disabled = False
        field.value = value
        self.set_class(True, "-asking")
        self._say("")
        if focus:
            self.take_focus()
            field.action_end()

    def take_focus(self) -> None:
        """At once: `Widget.focus` waits for its turn, and a letter that is already on its way would fall beside the line."""
        if self.is_asking:
            self.screen.set_focus(self.query_one(LineInput))

    async def close(self) -> None:
        """Keeps what is not kept yet, also what is typed meanwhile, then goes away."""
        keep = self._keep
        while self.unsaved and await self.keep_now():
            pass
        if keep is not None and self.unsaved:
            self._owe(keep, self.unsaved)
        field = self.query_one(LineInput)
        self._keep = None
        field.value = ""
        field.disabled = True
        self.set_class(False, "-asking")

    async def keep_now(self) -> bool:
        """Whether what stands there is kept, now or before."""
        keep, words = self._keep, self.unsaved
        if keep is None or not words:
            return True
        try:
            await keep(words)
        except NothingWritten:
            return False
        except StoreError:  # the page says what is wrong; the words keep their room here
            self._say(_("not kept yet"), look=True)
            return False
        except TrainerError as refused:  # for good: said once, and not asked again until it changes
            self._say(str(refused), look=True)
            if self._keep is keep:
                self._kept = words
            return False
        if self._keep is keep:
            self._kept = words
            self._say(_("kept"))
        return True

    def forget(self) -> None:
        """What stood there was handed in; the field is free for the next."""
        self._kept = ""
        self.query_one(LineInput).value = ""

    @on(Input.Changed)
    def _touched(self, event: Input.Changed) -> None:
        event.stop()
        if not self.unsaved:
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
        while self.is_attached and self.unsaved:
            await asyncio.sleep(wait)
            wait = WAIT_SECONDS if await self.keep_now() else RETRY_SECONDS

    def _owe(self, keep: Keep, words: str) -> None:
        async def pay() -> None:
            while True:
                await asyncio.sleep(RETRY_SECONDS)
                try:
                    await keep(words)
                except StoreError:
                    continue
                except TrainerError:
                    return
                return

        task = asyncio.get_running_loop().create_task(pay())
        self._owed.add(task)
        task.add_done_callback(self._owed.discard)

    def _say(self, words: str, *, look: bool = False) -> None:
        self.query_one(Static).update(plain(words, "$warning" if look else "$wait"))
