"""`trainer deck preview`: one screen by itself, with neither a person nor a database behind it."""

from textual.screen import Screen

from trainer.bootstrap import Trainer
from trainer.domain.home import Home
from trainer.tui.app import TrainerApp, run_app
from trainer.tui.authoring import Source
from trainer.tui.leaving import check_terminal
from trainer.tui.screens.preview import PreviewScreen


class _NoStore(Trainer):
    """Where no database is looked at, a damaged one is no reason not to see a card."""

    def glance(self, *_who: object, **_name: object) -> Home | None:
        return None

    def remembered(self) -> None:
        return None


class _AlonePreview(PreviewScreen):
    async def action_back(self) -> None:
        await self.trainer_app.action_leave()


class PreviewApp(TrainerApp):
    def __init__(self, source: Source, language: str, look: str) -> None:
        super().__init__(_NoStore("sqlite://", language=language), look=look)
        self._source = source

    def get_default_screen(self) -> Screen[None]:
        return _AlonePreview(self._source)

    def _after_first_frame(self) -> None:
        self.ready.set()


def open_preview(source: Source, language: str, theme: str) -> int:
    """Shows the screen until its author leaves; the exit code. Raises NoTerminal."""
    check_terminal()
    return run_app(PreviewApp(source, language, theme))
