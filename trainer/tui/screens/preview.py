"""A card as its employee will see it, while its author writes: problems beside it, other customers on a key.

A file that is broken just now leaves the last good card where it is. Source: deck-format, Tools.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard, for_rater, for_writer
from trainer.domain.kinds import CardStatus
from trainer.domain.previewing import place_after_change, place_named
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.locale.quoting import quoted
from trainer.tui.authoring import Seen, Source
from trainer.tui.commands import Command
from trainer.tui.editing import edit
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.behind import behind_parts
from trainer.tui.widgets.card import CardView, hint_words, twist_words
from trainer.tui.widgets.case import SMALL_TEAM, case_lines
from trainer.tui.widgets.lines import Line, Lines
from trainer.tui.widgets.problems import ShownProblem, problem_lines
from trainer.tui.widgets.reading import Reading

LOOK_SECONDS = 0.2
"""How often the file is looked at: a save shows within half a second."""
WIDE = 110
"""Columns from which the problems stand beside the card."""
SIDES = (N_("the employee’s side"), N_("the rater’s side"), N_("after sending"))


class PreviewScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("preview.next", "right", "card(1)", N_("next card")),
        Command("preview.previous", "left", "card(-1)", N_("card before"), foot=False),
        Command("preview.customer", "f6", "customer", N_("customer"), N_("The same card with another customer")),
        Command("preview.side", "f7", "side", N_("other side"), N_("What a rater sees; what comes after sending")),
        Command("preview.edit", "f4", "edit", N_("edit"), N_("Open the card in your editor, at its line")),
        Command("preview.again", "f5", "again", N_("read again"), N_("Read the file again")),
        Command("preview.down", "down", "scroll(1)", N_("down"), foot=False, menu=False),
        Command("preview.up", "up", "scroll(-1)", N_("up"), foot=False, menu=False),
        Command("preview.read", "pagedown,space", "page(1)", N_("read on"), foot=False, menu=False),
        Command("preview.read_up", "pageup", "page(-1)", N_("read up"), foot=False, menu=False),
        Command("preview.back", "escape", "back", N_("back"), N_("One screen back")),
    )
    DEFAULT_CSS = """
    PreviewScreen #both { layout: vertical; height: 1fr; }
    PreviewScreen.-wide #both { layout: horizontal; }
    PreviewScreen #card { height: 1fr; width: 1fr; padding-top: 1; scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-color: $rule; }
    PreviewScreen #card > Static { height: auto; width: 1fr; max-width: 100; padding: 0 2; }
    PreviewScreen #card > CardView { max-width: 100; padding: 0 2; }
    PreviewScreen #card > .head { margin-top: 1; color: $accent; text-style: bold; }
    PreviewScreen #card > .aside { color: $wait; }
    PreviewScreen #card > .body.-next, PreviewScreen #card > .later { margin-top: 1; }
    PreviewScreen #problems { height: auto; max-height: 35%; border-top: solid $rule; scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-color: $rule; }
    PreviewScreen.-wide #problems { width: 44; height: 1fr; max-height: 100%; border-top: none;
        border-left: solid $rule; padding-top: 1; }
    PreviewScreen.-reader #problems { display: none; }
    PreviewScreen #state { height: 1; padding: 0 2; color: $wait; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self._deck: Deck | None = None
        self._problems: tuple[ShownProblem, ...] = ()
        self._broken = False
        self._at = 0
        self._seed = source.seed
        self._side = 0
        self._looking = False
        self._refused = ""
        self.looked = asyncio.Event()
        """Set once the file was looked at for the first time."""
        self._shown = ""
        """What stands in the place of the card, so that a redraw of the same keeps its scroll."""

    def compose_body(self) -> Iterable[Widget]:
        with Container(id="both"):
            yield VerticalScroll(id="card", can_focus=False)
            with Reading(id="problems"):
                yield Lines(self._draw_problems)
        yield Static("", markup=False, id="state")

    def on_mount(self) -> None:
        super().on_mount()
        self.set_class(not self.source.author, "-reader")
        self.say_title(self.source.path.name if self.source.path else "")
        self.run_worker(self.look(), group="looking")
        if self.source.watch:
            self.set_interval(LOOK_SECONDS, self.look)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.set_class(event.size.width >= WIDE, "-wide")

    # --- the file -----------------------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Takes in what is new in the file; one look at a time, and a look that nobody waits for is left out."""
        if self._looking or not self.is_attached:
            return
        self._looking = True
        try:
            seen = await self.trainer_app.in_db(self.source.look)
            if seen is not None:
                await self._take(seen)
        except TrainerError as refused:
            self._say_refused(first_line(refused))
        finally:
            self._looking = False
            self.looked.set()

    async def _take(self, seen: Seen) -> None:
        before, self._problems, self._broken = self._deck, seen.problems, seen.deck is None
        if seen.deck is not None:
            self._deck = seen.deck
            if before is None:
                self._at = place_named(seen.deck, self.source.first) or 0
            else:
                self._at = place_after_change(before, seen.deck, self._at)
        self._refused = ""
        self.query_one("#problems Lines", Lines).refresh(layout=True)
        await self._draw()

    # --- the picture --------------------------------------------------------------------------------------------------

    async def _draw(self) -> None:
        """Shows the card under the eye with its customer; drawn on the other thread, since Faker takes its time."""
        deck = self._deck
        self._say_state()
        self.commands_changed()
        holder = self.query_one("#card", VerticalScroll)
        if deck is None:
            words = _("There is no card to show yet: mend the errors, and it appears.")
            await self._replace(holder, [Static(plain(words, "$wait"))], "")
            return
        card = deck.cards[self._at]
        of = ngettext("card {number} of {n}", "card {number} of {n}", len(deck.cards))
        self.say_title(deck.title, of.format(number=self._at + 1, n=len(deck.cards)))
        shown = await self.trainer_app.in_db(self.source.render, deck, card, f"preview|{self._seed}")
        if deck is self._deck and card is deck.cards[self._at]:
            await self._replace(holder, self._told(card, shown), f"{card.id}|{self._side}")

    async def _replace(self, holder: VerticalScroll, told: Sequence[Widget], name: str) -> None:
        before = holder.scroll_y if name == self._shown else 0
        self._shown = name
        with self.app.batch_update():
            await holder.remove_children()
            await holder.mount_all(told)
        self.call_after_refresh(holder.scroll_to, y=before, animate=False)

    def _told(self, card: Card, shown: ShownCard) -> list[Widget]:
        rows: list[Widget] = []
        if self.source.author:
            rows.append(Static(plain(" · ".join((_(SIDES[self._side]), *_facts(card))), "$wait"), classes="aside"))
        if self._side == 0:
            return [*rows, *_written_to(for_writer(shown))]
        if self._side == 1:
            lines = case_lines(for_rater(shown), None, SMALL_TEAM, max(20, min(96, self.size.width - 8)))
            return [*rows, *(_row("", line.content) for line in lines)]
        parts = behind_parts(shown)
        if shown.must_not:
            avoided = ", ".join(quoted(phrase) for phrase in shown.must_not)
            parts += [("head", plain(_("Phrases to avoid"))), ("body", plain(avoided))]
        parts += [("head", plain(_("To talk about")))] if shown.debrief else []
        parts += [("body", plain(question)) for question in shown.debrief]
        if not parts:
            words = _(
                "Nothing yet: hidden_interest, why_it_matters and gold answers stand here once the card has them."
            )
            parts.append(("aside", plain(words)))
        return [*rows, *(_row(kind, text) for kind, text in parts)]

    def _draw_problems(self, width: int, _height: int) -> list[Line]:
        return problem_lines(self._problems, width)

    def _say_state(self) -> None:
        errors = sum(each.severity == "error" for each in self._problems)
        if self._refused:
            words, style = self._refused, "$warning"
        elif self._broken and self._deck is not None:
            words, style = _("The file has errors now; this is the card as it was before."), "$warning"
        elif errors:
            words, style = ngettext("{n} error to mend", "{n} errors to mend", errors).format(n=errors), "$warning"
        else:
            words, style = _("Customer {n}").format(n=self._seed) if self.source.author else "", "$wait"
        self.query_one("#state", Static).update(plain(words, style), layout=False)

    def _say_refused(self, words: str) -> None:
        self._refused = words
        self._say_state()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "side":
            return self.source.author
        if action in {"edit", "edit_line"}:
            return self.source.author and self.source.path is not None
        if action == "again":
            return self.source.author and not self.source.watch
        return True

    async def action_card(self, by: int) -> None:
        if self._deck is not None and 0 <= self._at + by < len(self._deck.cards):
            self._at += by
            self._refused = ""
            await self._draw()

    async def action_customer(self) -> None:
        self._seed += 1
        await self._draw()

    async def action_side(self) -> None:
        self._side = (self._side + 1) % len(SIDES)
        await self._draw()

    async def action_again(self) -> None:
        await self.look()

    async def action_edit(self) -> None:
        """At the first error, where there is one; else at the card."""
        errors = [each.line for each in self._problems if each.severity == "error"]
        card = self.card
        await self.action_edit_line(min(errors) if errors else card.line if card else 1)

    async def action_edit_line(self, line: int) -> None:
        path = self.source.path
        if path is None or not self.source.author:
            return
        try:
            edit(self.app, path, line)
        except TrainerError as refused:
            self._say_refused(first_line(refused))
        await self.look()

    def action_scroll(self, by: int) -> None:
        self.query_one("#card").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        card = self.query_one("#card")
        (card.scroll_page_down if by > 0 else card.scroll_page_up)(animate=False)

    async def action_back(self) -> None:
        self.dismiss(None)

    @property
    def card(self) -> Card | None:
        """The card that is shown."""
        return self._deck.cards[self._at] if self._deck is not None else None

    @property
    def deck(self) -> Deck | None:
        return self._deck


def _row(kind: str, text: Content) -> Static:
    return Static(text, classes=kind)


def _facts(card: Card) -> Iterable[str]:
    yield terms.complaint_type(card.type)
    yield _("difficulty {n}/5").format(n=card.difficulty)
    yield _("absurdity {n}/5").format(n=card.absurdity)
    if card.status is not CardStatus.READY:
        yield {CardStatus.DRAFT: _("draft: not dealt"), CardStatus.RETIRED: _("retired: not dealt")}[card.status]


def _written_to(shown: ShownCard) -> list[Widget]:
    """The card, then what comes later while one writes: hints on their key, twists at their time."""
    rows: list[Any] = [CardView(shown)]
    for number, hint in enumerate(shown.hints, 1):
        rows.append(Static(hint_words(number, len(shown.hints), hint), classes="later" if number == 1 else ""))
    for twist in shown.twists:
        left = terms.clock(shown.minutes * 60 * (1 - twist.at))
        said = joined((_("With {time} left. ").format(time=left), "$wait"), twist_words(twist.says))
        rows.append(Static(said, classes="later"))
    return rows
