"""What ties the words on a practice screen to the store: saving, the journal, sending, and taking at zero."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.domain.answering import Draft
from trainer.domain.dealing import TAKE_BACK_SECONDS
from trainer.domain.ids import DealId
from trainer.domain.kinds import DealState
from trainer.domain.revisions import EarlierText, earlier_texts
from trainer.errors import StoreError, StoreUnavailable
from trainer.locale import _
from trainer.services import answering
from trainer.services.dealing import take_hint
from trainer.tui.keeping import Keeper
from trainer.tui.widgets.variants import Variants

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

RETRY_SECONDS = 1.0
SLOW_SECONDS = 2.0


class Desk:
    """One deal's words. `app` is asked for when it is needed, since a screen has none before it is shown."""

    def __init__(
        self,
        app: "Callable[[], TrainerApp]",
        deal_id: DealId,
        variants: Variants,
        saved: Draft,
        *,
        kept: Callable[[datetime], None],
        journalled: Callable[[], None],
        closed: Callable[[], None],
    ) -> None:
        self._app, self._deal_id, self._variants, self._journalled = app, deal_id, variants, journalled
        self.keeper = Keeper(
            self._read, self._save, self._to_journal, saved=saved, kept=kept, journalled=journalled, closed=closed
        )

    def keep_now(self) -> None:
        """From a signal handler: queues the newest text, and gives it to the journal where the database is slow."""
        if self.keeper.unsaved:
            app, draft = self._app(), self.keeper.newest()
            app.database.start(app.trainer.run, answering.save_draft, self._deal_id, draft)
            if not app.database.flush(1.0):
                self._to_journal(draft)

    async def keep_hint(self, number: int) -> None:
        """For the card's statistics, and for whoever comes back; a store that is gone just now takes no hint away."""
        with contextlib.suppress(StoreError):
            await self._app().use(take_hint, self._deal_id, number)

    async def send(self, slow: Callable[[], None]) -> None:
        """`slow` is told when it takes long. Raises NothingWritten, DealClosed, StoreError."""
        draft = self.keeper.newest()
        telling = asyncio.get_running_loop().call_later(SLOW_SECONDS, slow)
        try:
            await self._app().use(answering.send_answer, self._deal_id, draft, take_back_seconds=TAKE_BACK_SECONDS)
        except StoreUnavailable:
            raise StoreUnavailable(_("Not sent yet: the database does not answer. Your words are kept.")) from None
        finally:
            telling.cancel()

    async def take_at_zero(self) -> None:
        """Closes the card with the text as it stands; a store that refuses is asked again, the journal having the words."""
        while True:
            try:
                deal = await self._app().use(answering.close_at_zero, self._deal_id, self.keeper.newest())
                if deal.state is not DealState.OPEN:
                    return
            except StoreError:
                await asyncio.to_thread(self._to_journal, self.keeper.newest())
                self._journalled()
            await asyncio.sleep(RETRY_SECONDS)

    async def earlier(self) -> list[EarlierText]:
        """What was written and stands there no more, newest first."""
        await self.keeper.flush()
        newest_first = await self._app().use(answering.revisions, self._deal_id)
        return earlier_texts(newest_first[::-1], self._variants.texts)

    def _read(self, seq: int) -> Draft:
        return Draft(self._variants.texts, self._variants.starred, seq)

    async def _save(self, draft: Draft) -> datetime:
        return await self._app().use(answering.save_draft, self._deal_id, draft, at_hand=True)

    def _to_journal(self, draft: Draft) -> None:
        trainer = self._app().trainer
        trainer.journal.append(trainer.database, self._deal_id, draft, trainer.clock.now().at)
