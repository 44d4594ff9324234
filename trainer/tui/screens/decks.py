"""Decks and their cards: for the day when somebody wants to pick a card themself. Source: rules 5 (a picked card)."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from trainer.domain.ids import CardId
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.services.decks import CardLine, DeckLine, list_cards, list_decks
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, one_line, plain, said_by
from trainer.tui.walking import practise_card
from trainer.tui.widgets.choices import Choice, Choices
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.outcomes import quoted


class ChoosingPage(Page[None]):
    """A heading over a list; Enter opens the line under the cursor."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("choosing.back", "escape", "back", N_("back"), N_("One screen back")),
    )
    DEFAULT_CSS = """
    ChoosingPage #heading { height: auto; padding: 1 1 0 1; }
    ChoosingPage Choices { margin: 1 1 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._refused = ""
        """The last refusal, in place of the heading until the list is read again."""

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_heading, id="heading")
        yield Choices(id="lines")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#lines", Choices).focus()

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        self.run_worker(self._load(), group="choosing", exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.fill()

    async def _load(self) -> None:
        await self.trainer_app.ready.wait()
        try:
            await self.read()
        except TrainerError as refused:
            self.refuse(str(refused))
            return
        self.refuse("")
        self.fill()

    def refuse(self, why: str) -> None:
        self._refused = why
        self.query_one("#heading", Lines).refresh(layout=True)

    def _draw_heading(self, width: int, _height: int) -> list[Line]:
        words, style = (self._refused, "$warning") if self._refused else (self.heading(), "$wait")
        return [Line(line) for line in wrapped(words, width - 2, style=style, before=plain(" "))]

    async def read(self) -> None:
        """Asks the store for what the list shows."""
        raise NotImplementedError

    def heading(self) -> str:
        """What stands over the list."""
        raise NotImplementedError

    def choices(self, width: int) -> list[Choice]:
        raise NotImplementedError

    def fill(self) -> None:
        lines = self.query_one("#lines", Choices)
        if lines.room:
            lines.show(self.choices(lines.room))

    def action_back(self) -> None:
        self.dismiss(None)


class DecksScreen(ChoosingPage):
    """All decks that can be dealt from."""

    def __init__(self) -> None:
        super().__init__()
        self._decks: list[DeckLine] | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Decks"), _("Enter shows a deck's cards"))

    async def read(self) -> None:
        self._decks = await self.trainer_app.use(list_decks)

    def heading(self) -> str:
        if self._decks is None:
            return _("Looking for decks…")
        if not self._decks:
            return _(
                "No deck has a card that is ready. Put a deck into the decks folder; to see where: trainer data where"
            )
        return _("Home chooses the next card for you. Here you can pick one yourself.")

    def choices(self, width: int) -> list[Choice]:
        return [Choice(f"{deck.language}/{deck.id}", _deck_prompt(deck, width)) for deck in self._decks or ()]

    @on(OptionList.OptionSelected, "#lines")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self._decks and event.option_index < len(self._decks):
            await self.app.push_screen(CardsScreen(self._decks[event.option_index]))


class CardsScreen(ChoosingPage):
    """The cards of one deck; Enter practises the one under the cursor."""

    def __init__(self, deck: DeckLine) -> None:
        super().__init__()
        self._deck = deck
        self._cards: list[CardLine] = []

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(self._deck.title, _cards(self._deck.cards))

    async def read(self) -> None:
        app = self.trainer_app
        assert app.person is not None
        self._cards = await app.use(list_cards, self._deck.id, self._deck.language, app.person.id)

    def heading(self) -> str:
        return _("Enter practises a card. One that you pick counts for quality, not for your service level.")

    def choices(self, width: int) -> list[Choice]:
        return [Choice(str(card.card_id), _card_prompt(card, width)) for card in self._cards]

    @on(OptionList.OptionSelected, "#lines")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self._cards):
            await self._practise(self._cards[event.option_index].card_id)

    async def _practise(self, card_id: CardId) -> None:
        app = self.trainer_app
        if app.writing:
            self.refuse(_("A card of yours is open and its clock runs. Finish or pass it first."))
            return
        try:
            await practise_card(app, self._deck.id, card_id)
        except TrainerError as refused:
            self.refuse(str(refused))


def _cards(count: int) -> str:
    return ngettext("{n} card", "{n} cards", count).format(n=count)


def _deck_prompt(deck: DeckLine, width: int) -> Content:
    head = joined(
        (one_line(deck.title, width - 20), "bold"), "  ", (f"{_cards(deck.cards)} · {deck.language}", "$wait")
    )
    summary = one_line(deck.summary, width - 2)
    return joined(head, "\n  ", (summary, "$wait")) if summary else head


def _card_prompt(card: CardLine, width: int) -> Content:
    seen = (
        ngettext("you had it {n} time", "you had it {n} times", card.times_dealt).format(n=card.times_dealt)
        if card.times_dealt
        else _("new to you")
    )
    facts = [
        terms.complaint_type(card.type),
        _("difficulty {n}/5").format(n=card.difficulty),
        _("absurdity {n}/5").format(n=card.absurdity),
    ]
    told = joined((f"{seen} · ", "$accent" if not card.times_dealt else "$wait"), (" · ".join(facts), "$wait"))
    return Content("\n  ").join([quoted(said_by(card.complaint), width), *told.wrap(width - 2)])
