"""A database that does not answer stops nobody: what was asked for is refused in one line, and the program goes on.

A key's action, a screen's handler, a timer and a worker all end here when nothing nearer caught the refusal. Words are safe
meanwhile: the Keeper has them in the journal and asks the database again, later and later. Source: faults 3c.
"""

from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

from trainer.errors import StoreUnavailable
from trainer.tui.leaving import first_line

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


class Patient(MessagePump):
    """Mixed into the app and its pages, before Textual's class: there an exception would end the program."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except StoreUnavailable as refused:
            tell(self.app, refused)  # type: ignore[arg-type]  # our own app


def forgives(app: "TrainerApp", error: BaseException) -> bool:
    """Whether `error` only says that the database does not answer for now; the person is told then."""
    if isinstance(error, WorkerFailed):
        error = error.error
    if not isinstance(error, StoreUnavailable) or not app.is_running:
        return False
    tell(app, error)
    return True


def tell(app: "TrainerApp", refused: StoreUnavailable) -> None:
    app.say(first_line(refused), look=True)
