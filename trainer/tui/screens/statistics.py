"""What the answers say of each card of a deck, for whoever writes it; from a card straight to its place in the file.

Of cards, never of people: leads and trainers open it. Source: rules 7 (the trainer).
"""

from collections.abc import Iterable
from pathlib import Path

from textual import events, on
from textual.widget import Widget
from textual.widgets import OptionList

from trainer.domain.cards import DeckPlaces
from trainer.domain.statistics import SHOWN_FROM, CardOrder, CardsKept, CardStatistics, kept_cards, sorted_cards
from trainer.errors import TrainerError
from trainer.locale import N_, _, language, statistics
from trainer.services.decks import DeckLine, list_decks
from trainer.services.settling import settle
from trainer.services.statistics import DeckStatistics, deck_statistics
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.choices import MARK, Choice, Choices
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.reading import Reading
from trainer.tui.widgets.statistics import card_line, card_lines, head_line, place_of, verdict_count

CSS = """
StatisticsScreen #heading { height: auto; padding: 1 1 0 1; }
StatisticsScreen #head { height: auto; padding: 0 1; }
StatisticsScreen #cards { height: auto; max-height: 55%; margin: 0 1 1 1; }
StatisticsScreen #detail { height: 1fr; scrollbar-background: $background; scrollbar-color: $rule; }
"""


class StatisticsScreen(Page[None]):
    COMMANDS = (
        Command(
            "statistics.edit", "f5,enter", "edit", N_("open the file"), N_("Open the card's place in its deck file")
        ),
        Command("statistics.sort", "f6", "sort", N_("sort"), N_("Sort the cards by the next number")),
        Command(
            "statistics.filter", "f7", "filter", N_("filter"), N_("Show other cards: all, with a verdict, with a flag")
        ),
        Command("statistics.next", "right", "turn(1)", N_("next deck"), N_("The statistics of the next deck")),
        Command("statistics.last", "left", "turn(-1)", N_("deck before"), N_("Of the deck before"), foot=False),
        Command("statistics.read", "pagedown", "read(1)", N_("read on"), N_("Read the card further down"), foot=False),
        Command("statistics.up", "pageup", "read(-1)", N_("read up"), N_("Read the card further up"), foot=False),
        Command("statistics.home", "escape", "home", N_("home"), N_("Back home")),
    )
    DEFAULT_CSS = CSS

    def __init__(self) -> None:
        super().__init__()
        self._decks: list[DeckLine] | None = None
        self._at = 0
        self._found: DeckStatistics | None = None
        self._places: DeckPlaces | None = None
        self._order, self._kept = CardOrder.DECK, CardsKept.ALL
        self._cards: list[CardStatistics] = []
        self._refused = self._note = ""

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_heading, id="heading")
        yield Lines(self._draw_head, id="head")
        yield Choices(id="cards")
        with Reading(id="detail"):
            yield Lines(self._draw_detail)

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("What the answers say of each card"), _("it judges cards, not people"))
        self.query_one("#cards", Choices).focus()
        self.run_worker(self._load(), group="statistics", exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self._fill)

    async def _load(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None, "somebody sits here once the app is ready"
        try:
            if self._decks is None:
                await app.use(settle)
                self._decks = _each_once(await app.use(list_decks))
            if self._decks:
                deck = self._decks[self._at]
                self._found, self._places = await app.use(deck_statistics, app.person.id, deck.id, deck.language), None
                self._refused = ""
        except TrainerError as refused:
            self._refused, self._found = first_line(refused), None
        self._fill()
        if self._found is not None and self._decks:
            deck = self._decks[self._at]
            self._places = await app.in_db(app.trainer.card_places, deck.id, deck.language)
            self._redraw()

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> CardStatistics | None:
        at = self.query_one("#cards", Choices).highlighted
        return self._cards[at] if at is not None and at < len(self._cards) else None

    def _fill(self) -> None:
        cards = self.query_one("#cards", Choices)
        everything = self._found.cards if self._found is not None else ()
        self._cards = sorted_cards(kept_cards(everything, self._kept), self._order)
        if cards.room:
            cards.show([Choice(f"{each.card_id}/{each.revision}", card_line(each, cards.room)) for each in self._cards])
        self._redraw()
        self.commands_changed()

    def _redraw(self) -> None:
        for each in self.query(Lines):
            each.refresh(layout=True)

    def _draw_heading(self, width: int, _height: int) -> list[Line]:
        if self._refused:
            return [Line(line) for line in wrapped(self._refused, width, style="$warning")]
        if self._decks is None:
            return [Line(plain(_("Counting…"), "$wait"))]
        if not self._decks:
            words = _(
                "No deck has a card that is ready. Put a deck into the decks folder; to see where: trainer data where"
            )
            return [Line(line) for line in wrapped(words, width, style="$warning")]
        deck = self._decks[self._at]
        where = _("deck {n} of {all}").format(n=self._at + 1, all=len(self._decks))
        head = joined((f"‹ {deck.title} ›", "bold $accent"), (f"  {where}", "$wait"))
        told = [f"{statistics.cards_kept(self._kept)}, {statistics.card_order(self._order)}"]
        if self._found is not None and (verdicts := verdict_count(self._found.cards)):
            told.insert(0, verdicts)
        lines = [Line(head.truncate(width, ellipsis=True), "screen.turn(1)")]
        return [*lines, *(Line(line) for line in wrapped(" · ".join(told), width, style="$wait"))]

    def _draw_head(self, width: int, _height: int) -> list[Line]:
        cards = self.query_one("#cards", Choices)
        return [Line(joined(" " * len(MARK), head_line(cards.room)))] if cards.room and self._cards else []

    def _draw_detail(self, width: int, _height: int) -> list[Line]:
        chosen = self._chosen
        if chosen is not None:
            note = [Line(line) for line in wrapped(self._note, width, style="$warning")] if self._note else []
            few = _told(statistics.shown_from_sentence(), width) if chosen.answers < SHOWN_FROM else []
            return [*note, *card_lines(chosen, self._places, width), *few]
        if self._found is None:
            return []
        if self._found.cards:
            return _told(_("No card of this deck is like that. F7 shows others."), width)
        return _told(_("This deck has no card yet."), width)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"sort", "filter"}:
            return self._found is not None
        if action == "turn":
            return self._decks is not None and len(self._decks) > 1
        if action == "edit":
            return self.is_mounted and self._chosen is not None
        return super().check_action(action, parameters)

    def action_sort(self) -> None:
        orders = list(CardOrder)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._fill()

    def action_filter(self) -> None:
        ways = list(CardsKept)
        self._kept = ways[(ways.index(self._kept) + 1) % len(ways)]
        self._fill()

    def action_turn(self, by: int) -> None:
        if self._decks:
            self._at = (self._at + by) % len(self._decks)
            self.run_worker(self._load(), group="statistics", exclusive=True)

    def action_read(self, by: int) -> None:
        detail = self.query_one("#detail", Reading)
        (detail.scroll_page_down if by > 0 else detail.scroll_page_up)(animate=False)

    async def action_edit(self) -> None:
        """The person's editor at the card's line; what changed in the file is dealt from at once.

        A deck that came with the program stays as it is: a copy of one's own is offered.
        """
        from trainer.tui import authoring
        from trainer.tui.editing import edit
        from trainer.tui.screens.asking import AskScreen

        app, chosen = self.trainer_app, self._chosen
        place = place_of(chosen, self._places) if chosen is not None else None
        if place is None:
            self._say(_("No file holds this deck any more: it was taken out of the decks folder."))
            return
        file, line = place
        self._note = ""
        if authoring.came_with_the_program(Path(file)):
            question = _("This deck came with the program and stays as it is. Make a copy of your own, and edit that?")
            await self.app.push_screen(AskScreen(question, yes=_("Copy"), no=_("No")), self._copy_and_edit)
            return
        try:
            edit(app, Path(file), line)
        except TrainerError as refused:
            self._say(str(refused))
            return
        try:
            await app.in_db(app.trainer.load_decks)
        except TrainerError as refused:
            self._say(first_line(refused))
        self.run_worker(self._load(), group="statistics", exclusive=True)

    async def _copy_and_edit(self, yes: bool | None) -> None:
        from trainer.tui import authoring
        from trainer.tui.screens.reading import CardScreen

        chosen = self._chosen
        if not yes or chosen is None or self._places is None:
            return
        try:
            copy = await self.trainer_app.in_db(authoring.copy_to_own, Path(self._places.file))
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        card = CardScreen(authoring.file_source(copy, authoring.render_card, first=chosen.card_id))
        await self.app.push_screen(card, self._look_at_decks_again)
        card.call_after_refresh(card.edit_once_seen)

    def _look_at_decks_again(self, _nothing: None) -> None:
        self._decks, self._at = None, 0
        self.run_worker(self._load(), group="statistics", exclusive=True)

    def action_home(self) -> None:
        self.dismiss(None)

    def _say(self, words: str) -> None:
        """Over the card, until the cursor moves on."""
        self._note = words
        self._redraw()

    @on(OptionList.OptionHighlighted, "#cards")
    def _look_at(self) -> None:
        self._note = ""
        self.query_one("#detail", Reading).scroll_home(animate=False)
        self._redraw()
        self.commands_changed()

    @on(OptionList.OptionSelected, "#cards")
    async def _open_chosen(self) -> None:
        await self.run_action("edit")


def _each_once(decks: list[DeckLine]) -> list[DeckLine]:
    """Each deck once, in the reader's language where it has one."""
    wanted: dict[str, DeckLine] = {}
    for deck in decks:
        if deck.id not in wanted or deck.language == language():
            wanted[deck.id] = deck
    return sorted(wanted.values(), key=lambda deck: deck.title.casefold())


def _told(words: str, width: int) -> list[Line]:
    return [Line(line) for line in wrapped(words, width, style="$wait")]
