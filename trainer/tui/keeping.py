"""Keeping words: what is typed is durable at most 0.3 s later, whatever ends the process. Source: faults requirement 1.

A throttle, not a debounce: the clock runs from the first unsaved key and further typing does not postpone it. One save at a
time, each with a higher `seq`, so the newest always wins. Where the database has not answered in time, or refuses, the words
go to the journal (a local file) from another thread, and the save is tried again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from trainer.domain.answering import Draft
from trainer.errors import DealClosed, StoreError

WAIT_SECONDS = 0.12
"""From the first unsaved key to the save."""
ANSWER_SECONDS = 0.15
"""After this long without a commit the journal takes the words as well."""
RETRY_SECONDS = 1.0
"""To the next try after a refusal; doubled with each further one, up to the longest: forty programs whose server comes back
must not fall upon it at once."""
LONGEST_RETRY_SECONDS = 8.0


class Keeper:
    """Saves what `read(seq)` returns, by `save`; `kept`, `journalled` and `closed` tell the screen what became of it."""

    def __init__(
        self,
        read: Callable[[int], Draft],
        save: Callable[[Draft], Awaitable[datetime]],
        journal: Callable[[Draft], None],
        *,
        saved: Draft,
        kept: Callable[[datetime], None],
        journalled: Callable[[], None],
        closed: Callable[[], None],
    ) -> None:
        self._read, self._save, self._journal = read, save, journal
        self._kept, self._journalled, self._closed = kept, journalled, closed
        self._seq = saved.seq
        self._saved = _words(saved)
        self._task: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self._stopped = False

    @property
    def unsaved(self) -> bool:
        """Whether something on the screen is not in the database yet."""
        return not self._stopped and _words(self._read(self._seq)) != self._saved

    def touch(self) -> None:
        """Something changed; the first time since the last save, the time to the next begins."""
        if self._stopped:
            return
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._rounds())

    async def flush(self) -> None:
        """Saves what is unsaved at once and waits for it, at most a moment longer than the journal takes."""
        self.touch()
        self._hurry.set()
        if self._task is not None and not self._task.done():
            await asyncio.wait({self._task}, timeout=WAIT_SECONDS + 2 * ANSWER_SECONDS)
        self._hurry.clear()

    def stop(self) -> None:
        """No save from now on: the card is closed."""
        self._stopped = True

    def newest(self) -> Draft:
        """What stands on the screen, under the next number."""
        self._seq += 1
        return self._read(self._seq)

    async def _rounds(self) -> None:
        wait, retry = WAIT_SECONDS, RETRY_SECONDS
        while self.unsaved:
            await self._pause(wait)
            if self._stopped:
                return
            if await self._save_once(self.newest()):
                wait, retry = WAIT_SECONDS, RETRY_SECONDS
            else:
                self._hurry.clear()  # nothing to be had by asking again at once
                wait, retry = retry, min(2 * retry, LONGEST_RETRY_SECONDS)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._hurry.wait(), seconds)
        except TimeoutError:
            return

    async def _save_once(self, draft: Draft) -> bool:
        saving = asyncio.ensure_future(self._save(draft))
        done, _waiting = await asyncio.wait({saving}, timeout=ANSWER_SECONDS)
        if not done:
            await self._to_journal(draft)
        try:
            saved_at = await saving
        except DealClosed:
            self.stop()
            self._closed()
            return True
        except StoreError:
            if done:
                await self._to_journal(draft)
            return False
        self._saved = _words(draft)
        if not self._stopped:
            self._kept(saved_at)
        return True

    async def _to_journal(self, draft: Draft) -> None:
        await asyncio.to_thread(self._journal, draft)
        self._journalled()


def _words(draft: Draft) -> tuple[tuple[str, ...], int | None]:
    return draft.variants, draft.starred
