"""The one thread that talks to the database, so that no key waits for a disk.

Calls run one after another in the order they were made: three saves commit as 1, 2, 3. A call that was made is carried
out even if the screen that waits for it goes away: a write is never cancelled. Source: design (Database), speed 7 rule 5.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "database")
        self._running: set[Future[object]] = set()

    def start(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queues `work` and returns at once; for callers outside the event loop (signal handlers)."""
        future = self._pool.submit(work, *args, **kwargs)
        self._running.add(future)  # type: ignore[arg-type]
        future.add_done_callback(self._running.discard)
        return future

    async def call(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs `work` on the database thread; its result or its error comes back here."""
        return await asyncio.shield(asyncio.wrap_future(self.start(work, *args, **kwargs)))

    def flush(self, seconds: float) -> bool:
        """Blocks until everything queued is done, at most `seconds`; True: nothing is left."""
        return not wait(tuple(self._running), timeout=seconds).not_done

    def close(self) -> None:
        """Carries out what is queued and ends the thread."""
        self._pool.shutdown(wait=True)
