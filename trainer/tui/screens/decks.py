"""The shelf: decks, their cards, and finding one card among thousands by typing. Source: rules 5 (a picked card).

Nothing typed: the decks. Words or filters: the cards of all decks that fit. Those who write decks also read a card from its
file, change it in their editor, make cards of what the team proposed, and install decks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from trainer.domain.browsing import Filters, ShelfCard, find_cards
from trainer.domain.ids import CardId, DeckId
from trainer.domain.people import Role
from trainer.domain.texts import said_by
from trainer.errors import TrainerError
from trainer.locale import N_, _, language, ngettext, terms
from trainer.services.decks import DeckLine, known_digests, list_cards, list_decks, stored_deck
from trainer.tui import authoring
from trainer.tui.authoring import Source, UnreadFile
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.filtering import ask_filters, filter_words
from trainer.tui.screens.page import Page
from trainer.tui.screens.reading import CardScreen
from trainer.tui.text import joined, one_line, plain
from trainer.tui.walking import practise_card
from trainer.tui.widgets.line_form import LineForm
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.long_list import LongList
from trainer.tui.widgets.outcomes import quoted

ShelfRow = DeckLine | ShelfCard | UnreadFile
LONGEST_LINE = 1000


class CardsScreen(Page[None]):
    """The cards of one deck, or of all; one is found by typing."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("decks.open", "enter", "open", N_("open"), N_("Open the deck; practise the card"), foot=False),
        Command("decks.read", "f4", "read", N_("read"), N_("Read the card as it is dealt; edit it"), foot=True),
        Command(
            "decks.filters", "f6", "filters", N_("filters"), N_("Type, difficulty, absurdity, sensitivity, language")
        ),
        Command("decks.down", "down", "move(1)", N_("down"), foot=False, menu=False),
        Command("decks.up", "up", "move(-1)", N_("up"), foot=False, menu=False),
        Command("decks.page_down", "pagedown", "page(1)", N_("a page down"), foot=False, menu=False),
        Command("decks.page_up", "pageup", "page(-1)", N_("a page up"), foot=False, menu=False),
        Command("decks.back", "escape", "back", N_("back"), N_("One screen back")),
    )
    DEFAULT_CSS = """
    CardsScreen #find, CardsScreen #find:focus { height: 1; border: none; padding: 0 1; margin: 1 2 0 2; background: $surface; }
    CardsScreen #heading { height: auto; padding: 0 2; margin-top: 1; }
    CardsScreen LongList { margin: 1 1 0 1; }
    """

    def __init__(self, deck: DeckLine | None = None) -> None:
        super().__init__()
        self._deck = deck
        self._decks: list[DeckLine] | None = None
        self._cards: list[ShelfCard] = []
        self._filters = Filters(deck=(deck.id, deck.language) if deck else None)
        self._said = ""
        """The last refusal or good news, in place of the heading until something else is done."""
        self._list: LongList[ShelfRow] = LongList(_row, _name, id="lines")

    def compose_body(self) -> Iterable[Widget]:
        yield LineInput(placeholder=_("Type to find a card"), id="find", select_on_focus=False)
        yield Lines(self._draw_heading, id="heading")
        yield self._list
        yield LineForm(LONGEST_LINE, id="line")

    def on_mount(self) -> None:
        super().on_mount()
        if self._deck is not None:
            self.say_title(self._deck.title, _cards(self._deck.cards))
        else:
            self.say_title(_("Decks"))
        self._field.focus()

    @property
    def _field(self) -> LineInput:
        return self.query_one("#find", LineInput)

    @property
    def author(self) -> bool:
        person = self.trainer_app.person
        return person is not None and person.role is not Role.EMPLOYEE

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        self.run_worker(self._load(), group="shelf", exclusive=True)

    async def _load(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None
        try:
            decks = await app.use(list_decks)
            if not decks:  # the very first start: they are still being read
                await app.decks_read.wait()
                decks = await app.use(list_decks)
            self._decks = decks
            self._decks.sort(key=lambda deck: deck.language != language())
            self._cards = await app.use(list_cards, app.person.id)
            await self.load_more()
        except TrainerError as refused:
            self.say(first_line(refused))
            return
        self.commands_changed()
        self._fill()

    async def load_more(self) -> None:
        """What else the list needs of the store or the folders."""

    # --- the picture --------------------------------------------------------------------------------------------------

    def say(self, words: str) -> None:
        self._said = words
        if self.is_attached:
            self.query_one("#heading", Lines).refresh(layout=True)

    @property
    def finding(self) -> bool:
        """Whether cards are shown, not decks."""
        return bool(self._deck or self._filters.chosen or self._field.value.strip())

    def _fill(self) -> None:
        self._list.show(self._found())
        self.query_one("#heading", Lines).refresh(layout=True)

    def _found(self) -> Sequence[ShelfRow]:
        return find_cards(self._cards, self._field.value, self._filters)

    def _draw_heading(self, width: int, _height: int) -> list[Line]:
        words, style = (self._said, "$warning") if self._said else (self._heading(), "$wait")
        return [Line(line) for line in wrapped(words, width, style=style)]

    def _heading(self) -> str:
        if self._decks is None:
            return _("Looking for decks…")
        found, every = len(self._list.rows), sum(Filters(self._filters.deck).lets_through(card) for card in self._cards)
        words = [ngettext("{found} of {n} card", "{found} of {n} cards", every).format(found=found, n=every)]
        words += filter_words(self._filters)
        if found:
            words.append(_("Enter practises it: a picked card counts for quality, not for your service level"))
        return " · ".join(words)

    @on(Input.Changed, "#find")
    def _typed(self) -> None:
        self._said = ""
        self._fill()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self._list.move(by)

    def action_page(self, by: int) -> None:
        self._list.move(by * self._list.page)

    def action_back(self) -> None:
        form = self.query_one("#line", LineForm)
        if form.what:
            form.close()
            self._field.focus()
        elif self._field.value:
            self._field.value = ""
        elif self._filters.chosen:
            self._filters = Filters(deck=self._filters.deck)
            self._fill()
        else:
            self.dismiss(None)

    @on(Input.Submitted, "#find")
    async def _submitted(self) -> None:
        await self.action_open()

    @on(LongList.Picked)
    async def _picked(self) -> None:
        await self.action_open()

    async def action_open(self) -> None:
        row = self._list.row
        if isinstance(row, DeckLine):
            await self.app.push_screen(CardsScreen(row))
        elif isinstance(row, UnreadFile):
            await self._read_file(row)
        elif row is not None:
            await self._practise(row)

    async def _practise(self, card: ShelfCard) -> None:
        app = self.trainer_app
        if app.writing:
            self.say(_("A card of yours is open and its clock runs. Finish or pass it first."))
            return
        try:
            await practise_card(app, card.deck_id, card.card_id, card.language)
        except TrainerError as refused:
            self.say(first_line(refused))

    async def action_read(self) -> None:
        row = self._list.row
        try:
            if isinstance(row, UnreadFile):
                await self._read_file(row)
            elif isinstance(row, DeckLine):
                await self._read(row.id, row.language)
            elif row is not None:
                await self._read(row.deck_id, row.language, row.card_id)
        except TrainerError as refused:
            self.say(first_line(refused))

    async def _read(self, deck_id: DeckId, spoken: str, card_id: CardId | None = None) -> None:
        app = self.trainer_app
        line = next((deck for deck in self._decks or () if (deck.id, deck.language) == (deck_id, spoken)), None)
        path = await app.in_db(authoring.file_with, line.digest) if line is not None and self.author else None
        first = card_id or ""
        if path is not None:
            source = authoring.file_source(path, authoring.render_card, first=first)
        else:
            deck = await app.use(stored_deck, deck_id, spoken)
            source = authoring.stored_source(deck, authoring.render_card, first=first, author=self.author)
        await self._show(source)

    async def _read_file(self, row: UnreadFile) -> None:
        await self._show(authoring.file_source(row.path, authoring.render_card))

    async def _show(self, source: Source) -> None:
        await self.app.push_screen(CardScreen(source))

    def action_filters(self) -> None:
        def chosen(filters: Filters | None) -> None:
            if filters is not None:
                self._filters = filters
                self._said = ""
                self._fill()

        cards = find_cards(self._cards, self._field.value, Filters(deck=self._filters.deck))
        ask_filters(self.app, cards, self._filters, chosen)


class DecksScreen(CardsScreen):
    """All decks, and all cards once something is typed; here decks come in too."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        *CardsScreen.COMMANDS[:-1],
        Command("decks.propose", "f8", "propose", N_("propose"), N_("Propose a complaint for a deck")),
        Command("decks.drafts", "f3", "drafts", N_("proposals"), N_("Proposed complaints: make cards of them")),
        Command("decks.install", "f9", "install", N_("install"), N_("Install a deck from a file or a folder")),
        CardsScreen.COMMANDS[-1],
    )

    def __init__(self) -> None:
        super().__init__()
        self._unread: list[UnreadFile] = []
        self._drafts = 0

    async def load_more(self) -> None:
        app = self.trainer_app
        if self.author:
            known = await app.use(known_digests)
            stored = {name for deck in self._decks or () for name in ((deck.id, deck.language), (deck.id, ""))}
            unread = await app.in_db(authoring.unread_files, known)
            self._unread = [replace(each, dealt_on=each.errors > 0 and each.deck in stored) for each in unread]
            self._drafts = await app.in_db(authoring.count_drafts)

    def _found(self) -> Sequence[ShelfRow]:
        if self.finding:
            return super()._found()
        return [*self._unread, *(deck for deck in self._decks or () if deck.cards)]

    def _heading(self) -> str:
        if self.finding or self._decks is None:
            return super()._heading()
        if not any(deck.cards for deck in self._decks):
            return _(
                "No deck has a card that is ready. Put a deck into the decks folder; to see where: trainer data where"
            )
        words = [_("Home chooses the next card for you. Here you can pick one yourself.")]
        if self._drafts:
            told = ngettext("{n} complaint is proposed (F3).", "{n} complaints are proposed (F3).", self._drafts)
            words.append(told.format(n=self._drafts))
        return " ".join(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.author if action in {"drafts", "install"} else True

    def action_propose(self) -> None:
        self._ask("propose", _("What might a customer say? (Enter proposes it to your trainer, Esc drops it)"))

    def action_install(self) -> None:
        self._ask("install", _("Which file or folder? (Enter checks and installs it, Esc drops it)"))

    def _ask(self, what: str, question: str) -> None:
        form = self.query_one("#line", LineForm)
        if not form.what:
            form.ask(what, question, "")

    @on(Input.Submitted, "#line LineInput")
    async def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        form = self.query_one("#line", LineForm)
        what, words = form.what, form.close()
        self._field.focus()
        if words:
            self.run_worker(self._carry_out(what, words), group="writing")  # a worker: no key waits for it

    async def _carry_out(self, what: str, words: str) -> None:
        try:
            await (self._propose(words) if what == "propose" else self._install(words))
        except TrainerError as refused:
            self.say(first_line(refused))

    async def _propose(self, words: str) -> None:
        await self.trainer_app.in_db(authoring.propose, language(), words)
        self._drafts += 1
        self.say(_("Kept. Your trainer makes a card of it."))

    async def _install(self, words: str) -> None:
        app = self.trainer_app
        self.say(_("Checking…"))
        done = await app.in_db(authoring.install_from, words)
        if done.broken is not None:
            self.say(_("Nothing was installed: mend the errors first."))
            await self._show(authoring.file_source(done.broken, authoring.render_card))
            return
        await app.in_db(app.trainer.load_decks)
        await self._load()
        titles = ", ".join(done.titles)
        self.say(ngettext("Installed: {titles}.", "Installed {n} decks: {titles}.", len(done.titles)).format(
            titles=titles, n=len(done.titles)
        ))  # fmt: skip

    async def action_drafts(self) -> None:
        from trainer.tui.screens.drafts import DraftsScreen

        await self.app.push_screen(DraftsScreen())


def _cards(count: int) -> str:
    return ngettext("{n} card", "{n} cards", count).format(n=count)


def _name(row: ShelfRow) -> str:
    if isinstance(row, DeckLine):
        return f"{row.language}/{row.id}"
    return f"{row.language}/{row.deck_id}/{row.card_id}" if isinstance(row, ShelfCard) else str(row.path)


def _row(row: ShelfRow, width: int) -> tuple[Content, Content]:
    if isinstance(row, DeckLine):
        told = f"{_cards(row.cards)} · {row.language}"
        head = joined((one_line(row.title, width - len(told) - 2), "bold"), "  ", (told, "$wait"))
        return head, plain(one_line(row.summary, width), "$wait")
    if isinstance(row, UnreadFile):
        errors = ngettext("{n} error: Enter shows it", "{n} errors: Enter shows them", row.errors).format(n=row.errors)
        why = errors if row.errors else _("not dealt: another file is this deck already")
        if row.dealt_on:
            why += " · " + _("until then its last good version is dealt")
        return plain(one_line(row.path.name, width), "bold $warning"), plain(one_line(why, width), "$warning")
    return quoted(said_by(row.complaint), width), _card_facts(row)


def _card_facts(card: ShelfCard) -> Content:
    seen = (
        ngettext("you had it {n} time", "you had it {n} times", card.times_dealt).format(n=card.times_dealt)
        if card.times_dealt
        else _("new to you")
    )
    facts = [
        terms.complaint_type(card.type),
        _("difficulty {n}/5").format(n=card.difficulty),
        _("absurdity {n}/5").format(n=card.absurdity),
        card.language,
        card.deck_title,
    ]
    return joined((f"{seen} · ", "$accent" if not card.times_dealt else "$wait"), (" · ".join(facts), "$wait"))
