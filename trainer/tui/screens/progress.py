"""Own progress: the count, how sure it is, the cards behind it, and what to practise next. Sources: rules 6, 7.

Nobody else's number and no rank passes through here.
"""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from trainer.domain.ids import DealId
from trainer.domain.levels import WINDOW_CARDS, LevelStatus
from trainer.domain.progress import Progress
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.services.progress import own_progress
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.walking import practise
from trainer.tui.widgets.choices import Choice, Choices
from trainer.tui.widgets.interval import interval_figure, legend
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.outcomes import outcome_legend, outcome_line, outcome_marks, quoted

NEXT = "next"
WIDEST_FIGURE = 72


class ProgressScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("progress.start", "f5", "start", N_("next card"), N_("Start the next practice")),
        Command("progress.home", "escape", "home", N_("home"), N_("Back home")),
    )
    DEFAULT_CSS = """
    ProgressScreen #level { height: auto; padding: 1 1 0 1; }
    ProgressScreen Choices { margin: 1 1 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self._refused = ""

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_level, id="level")
        yield Choices(id="cards")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Your practice"), _("practice, not a verdict on your work"))
        self.query_one("#cards", Choices).focus()

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        self.run_worker(self._load(), group="progress", exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self._fill()

    async def _load(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None
        try:
            self.progress = await app.use(own_progress, app.person.id)
        except TrainerError as refused:
            self._refused = str(refused)
            self.query_one("#level", Lines).refresh(layout=True)
            return
        self.query_one("#level", Lines).refresh(layout=True)
        self._fill()

    def _draw_level(self, width: int, _height: int) -> list[Line]:
        if self._refused:
            return [Line(line) for line in wrapped(self._refused, width, style="$warning")]
        return level_lines(self.progress, width, self.size.height)

    def _fill(self) -> None:
        if self.progress is None:
            return
        cards = self.query_one("#cards", Choices)
        if cards.room:
            counted = [Choice(str(card.deal_id), outcome_line(card, cards.room)) for card in self.progress.cards]
            cards.show([Choice(NEXT, _next_lines(self.progress, cards.room)), *counted])

    @on(OptionList.OptionSelected, "#cards")
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == NEXT:
            await self.action_start()
        elif event.option_id is not None:
            await self._look_back(DealId(event.option_id))

    async def _look_back(self, deal_id: DealId) -> None:
        try:
            await self.trainer_app.show("aftermath", deal_id)
        except TrainerError as refused:
            self.trainer_app.say(str(refused), look=True)

    async def action_start(self) -> None:
        await practise(self.trainer_app)

    def action_home(self) -> None:
        self.dismiss(None)


def level_lines(progress: Progress | None, width: int, rows: int) -> list[Line]:
    """The count first, then the line on its fixed scale, then both in a kind sentence."""
    if progress is None:
        return [Line(plain(_("Counting…"), "$wait"))]
    level, inner = progress.level, width - 2
    lines = [joined((terms.level_count(level), "bold"))]
    if level.status is LevelStatus.TOO_EARLY:
        lines += [plain(""), *wrapped(terms.level_sentence(level), inner)]
    else:
        lines[0] = joined((terms.level_count(level), "bold"), "   ", (terms.level_status(level.status), "bold $accent"))
        lines += [plain(""), *interval_figure(level, min(inner, WIDEST_FIGURE))]
        lines += [*([] if rows < 24 else [plain("")]), *legend(level).wrap(inner)]
        lines += wrapped(terms.level_sentence(level), inner)
    marks = outcome_marks(progress.cards, WINDOW_CARDS)
    if marks:
        lines += ([plain("")] if rows >= 24 else []) + [marks]
        told = outcome_legend()
        if marks.cell_length + told.cell_length + 2 <= inner:
            lines[-1] = joined(marks, "  ", told)
    if progress.waiting:
        words = ngettext(
            "{n} answer of yours waits for its ratings", "{n} answers of yours wait for their ratings", progress.waiting
        ).format(n=progress.waiting)
        lines += wrapped(words, inner, style="$wait")
    return [Line(joined(" ", line)) for line in lines]


def _next_lines(progress: Progress, width: int) -> Content:
    """What Enter does first: the next practice with its reason."""
    if progress.next_reason is None:
        return joined((_("The next card is being chosen…"), "$wait"), "\n")
    reason = progress.next_reason
    head = joined((_("Next: "), "$accent bold"), (terms.complaint_type(reason.type), "bold"), ", ", terms.why(reason))
    words = quoted(progress.next_complaint, width - 2)
    return Content("\n").join([*head.wrap(width), joined("  ", words), plain("")])
