"""Why? The cards behind a number, each with its outcome and the reason for it. Source: rules 5, 6; issue: any number opens."""

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from trainer.domain.evidence import Evidence, EvidenceCard, OwnNumber
from trainer.domain.ids import DealId
from trainer.errors import TrainerError
from trainer.locale import N_, _, evidence, ngettext, pages, terms
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.choices import Choice, Choices
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.outcomes import outcome_line, outcome_reason


class EvidenceScreen(Page[None]):
    """`load` reads the cards; `look_back`: they are one's own, so that Enter opens what was written."""

    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("evidence.look", "enter", "look", N_("look back"), N_("The answer and what was found"), menu=False),
        Command("evidence.back", "escape", "back", N_("back"), N_("Back to the page")),
    )
    DEFAULT_CSS = """
    EvidenceScreen #why { height: auto; padding: 1 1 0 1; }
    EvidenceScreen #cards { margin: 1 1 0 1; }
    """

    def __init__(self, name: str, load: Callable[[], Awaitable[Evidence]], *, look_back: bool = False) -> None:
        super().__init__()
        self._called, self._read, self._look_back = name, load, look_back
        self.found: Evidence | None = None
        self._refused = ""

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_why, id="why")
        yield Choices(id="cards")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Why? {number}").format(number=self._called), _("practice, not a verdict on your work"))
        self.query_one("#cards", Choices).focus()
        self.run_worker(self._load())

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self._fill)

    async def _load(self) -> None:
        try:
            self.found = await self._read()
        except TrainerError as refused:
            self._refused = first_line(refused)
        self.query_one("#why", Lines).refresh(layout=True)
        self.commands_changed()
        self.call_after_refresh(self._fill)

    def _draw_why(self, width: int, _height: int) -> list[Line]:
        if self._refused:
            return [Line(line) for line in wrapped(self._refused, width, style="$warning")]
        if self.found is None:
            return [Line(plain(_("Reading…"), "$wait"))]
        told = [Line(line) for line in wrapped(pages.why_number(self.found.number), width)]
        n = len(self.found.cards)
        count = (
            ngettext("{n} card", "{n} cards", n).format(n=n)
            if n
            else _("No card yet: the next one you send begins it.")
        )
        return [*told, Line(plain(count, "$wait"))]

    def _fill(self) -> None:
        cards = self.query_one("#cards", Choices)
        if self.found is None or not cards.room:
            return
        cards.show([Choice(f"{at}", _card(self.found, each, cards.room)) for at, each in enumerate(self.found.cards)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "look":
            return self._look_back and self.found is not None and bool(self.found.cards)
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self._look_back and self.found is not None and event.option_id is not None:
            await self._open(self.found.cards[int(event.option_id)].card.deal_id)

    async def _open(self, deal_id: DealId) -> None:
        try:
            await self.trainer_app.show("aftermath", deal_id)
        except TrainerError as refused:
            self.trainer_app.say(str(refused), look=True)

    def action_look(self) -> None:
        self.query_one("#cards", Choices).action_select()

    def action_back(self) -> None:
        self.dismiss(None)


def _card(found: Evidence, each: EvidenceCard, width: int) -> Content:
    """The card on one line, the reason for its outcome and its part in the number on the next."""
    told = [evidence.because_of(each.card, each.part)]
    if each.weight is not None:
        told.append(_("weighs {share}").format(share=terms.percent(each.weight)))
    if each.value is not None:
        told.append(_("this criterion: {score}").format(score=terms.score(each.value)))
    if found.number is OwnNumber.TREND:
        told.append(pages.part(each.part))
    return Content("\n").join([outcome_line(each.card, width), outcome_reason(" · ".join(told), width)])
