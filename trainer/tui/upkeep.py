"""A copy of the database at start and every 30 minutes of use, made behind whatever is on the screen."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

LOOK_SECONDS = 30 * 60


def begin(app: "TrainerApp") -> None:
    """Looks at once, and again every half hour, whether a copy is due; the look has a thread of its own."""

    async def look() -> None:
        await asyncio.to_thread(app.trainer.keep_a_copy)

    app.run_worker(look(), name="upkeep", exit_on_error=False)
    app.set_interval(LOOK_SECONDS, look)
