"""One card of the shelf, read before it is practised; whoever writes decks changes it here, in their own editor."""

from typing import ClassVar

from trainer.domain.cards import Deck
from trainer.errors import AnotherCardOpen, TrainerError
from trainer.locale import N_, _
from trainer.tui import authoring
from trainer.tui.authoring import Seen, Source
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.asking import AskScreen
from trainer.tui.screens.preview import PreviewScreen
from trainer.tui.walking import practise_card


class CardScreen(PreviewScreen):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("reading.practise", "f5,enter", "practise", N_("practise"), N_("Practise this card")),
        *(each for each in PreviewScreen.COMMANDS if each.id != "preview.again"),
    )

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._leaving = False
        self._stored: Deck | None = None
        """The deck as it is in the store, as far as this screen knows."""

    async def _take(self, seen: Seen) -> None:
        await super()._take(seen)
        if self._stored is None:
            self._stored = self.deck  # as it was read first

    async def action_edit_line(self, line: int) -> None:
        """A deck that came with the program is copied first; then what was changed is dealt at once."""
        path = self.source.path
        if path is not None and authoring.came_with_the_program(path):
            question = _("This deck came with the program and stays as it is. Make a copy of your own, and edit that?")
            await self.app.push_screen(AskScreen(question, yes=_("Copy"), no=_("No")), self._copy_and_edit)
            return
        await super().action_edit_line(line)
        self.run_worker(self._store(), group="storing")  # a worker: no key waits for it

    async def _copy_and_edit(self, yes: bool | None) -> None:
        app, path, card = self.trainer_app, self.source.path, self.card
        if not yes or path is None:
            return
        try:
            copy = await app.in_db(authoring.copy_to_own, path)
        except TrainerError as refused:
            self._say_refused(first_line(refused))
            return
        copied = CardScreen(authoring.file_source(copy, self.source.render, first=card.id if card else ""))
        await app.switch_screen(copied)
        copied.call_after_refresh(copied.edit_once_seen)

    async def edit_once_seen(self) -> None:
        """Opens the editor at the card, which the first look at the file tells the line of."""
        await self.look()
        if self._looking:  # the look that the screen began by itself, which the one above left alone
            await self.looked.wait()
        await self.action_edit()

    async def _store(self) -> None:
        """What the file holds now is dealt; where it has errors, nothing of it is until they are mended."""
        deck = self.deck
        if self.source.path is None or deck is self._stored:
            return
        self._stored = deck
        try:
            await self.trainer_app.in_db(self.trainer_app.trainer.load_decks)
        except TrainerError as refused:
            self._say_refused(first_line(refused))

    async def action_practise(self) -> None:
        app, deck, card = self.trainer_app, self.deck, self.card
        if deck is None or card is None:
            return
        try:
            if app.writing:
                raise AnotherCardOpen(_("A card of yours is open and its clock runs. Finish or pass it first."))
            await self._store()
            await practise_card(app, deck.id, card.id, deck.language)
        except TrainerError as refused:
            self._say_refused(first_line(refused))

    async def action_back(self) -> None:
        if not self._leaving:
            self._leaving = True
            await self._store()
            self.dismiss(None)
