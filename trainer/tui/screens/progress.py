"""Own progress: the count, the line and what to do next at one look; every number opens to the cards behind it.

Nobody else's number and no rank passes through here. Sources: rules 6, 7; screens.
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList

from trainer.domain.answering import mean_fluency
from trainer.domain.evidence import OwnNumber
from trainer.domain.kinds import ComplaintType
from trainer.domain.progress import OwnPage
from trainer.errors import TrainerError
from trainer.locale import N_, _, evidence
from trainer.services.progress import cards_behind, own_page
from trainer.services.settling import settle
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.evidence import EvidenceScreen
from trainer.tui.screens.page import Page
from trainer.tui.walking import practise
from trainer.tui.widgets.choices import Choices
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.progress import NEXT, RATE, Room, first_blocks, number_of, other_blocks

TWO_COLUMNS = 110
"""Cells from which what follows stands beside the essentials."""
AIRY = 24
"""Lines of the window from which a line is left free under the title."""


class ProgressScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("progress.start", "f5", "start", N_("next card"), N_("Start the next practice")),
        Command("progress.rate", "f3", "app.show('rate')", N_("rate"), N_("Rate answers of colleagues"), foot=False),
        Command("progress.why", "f7", "why", N_("why?"), N_("The cards behind the number under the cursor")),
        Command("progress.home", "escape", "home", N_("home"), N_("Back home")),
        Command("progress.side", "left,right", "side", N_("other column"), foot=False, menu=False),
    )
    DEFAULT_CSS = """
    ProgressScreen #note { height: auto; padding: 0 1; }
    ProgressScreen #columns { height: 1fr; padding: 1 1 0 1; }
    ProgressScreen.-low #columns { padding: 0 1; }
    ProgressScreen #others { display: none; }
    ProgressScreen.-wide #others { display: block; margin-left: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.page: OwnPage | None = None
        self._says = ""
        self._ideas: float | None = None

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_note, id="note")
        with Horizontal(id="columns"):
            yield Choices(id="numbers", beside=True)
            yield Choices(id="others", beside=True)

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Your practice"), _("practice, not a verdict on your work"))
        self._says = _("Counting…")
        self.query_one("#numbers", Choices).focus()

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        self.run_worker(self._load(), group="progress", exclusive=True)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.set_class(event.size.width >= TWO_COLUMNS, "-wide")
        self.set_class(event.size.height < AIRY, "-low")
        self.call_after_refresh(self._fill)

    async def _load(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None
        try:
            await app.use(settle)
            self.page = await app.use(own_page, app.person.id)
            self._ideas = await app.in_db(mean_fluency, self.page.variants)
            self._says = ""
        except TrainerError as refused:
            self._says = first_line(refused)
        self.query_one("#note", Lines).refresh(layout=True)
        self.call_after_refresh(self._fill)

    def _draw_note(self, width: int, _height: int) -> list[Line]:
        return [Line(line) for line in wrapped(self._says, width, style="$warning")] if self._says else []

    def _fill(self) -> None:
        numbers, others = self.query_one("#numbers", Choices), self.query_one("#others", Choices)
        if self.page is None or not numbers.room:
            return
        wide, plain_marks = self.has_class("-wide"), self.trainer_app.plain_marks
        room = Room(numbers.room, numbers.size.height, plain_marks, self._ideas)
        first = first_blocks(self.page, room, beside=wide)
        if wide:
            room = Room(others.room, others.size.height, plain_marks, self._ideas)
            others.show(other_blocks(self.page, room, beside=True))
        numbers.show(first if wide else [*first, *other_blocks(self.page, room)], NEXT)

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == NEXT:
            await self.action_start()
        elif event.option_id == RATE:
            await self.app.run_action("app.show('rate')")
        elif event.option_id is not None:
            await self._open(*number_of(event.option_id))

    async def _open(self, number: OwnNumber, of: str) -> None:
        """The cards behind a number."""
        app, page = self.trainer_app, self.page
        if app.person is None or page is None:
            return
        kind = ComplaintType(of) if number is OwnNumber.MASTERY else None
        criterion = of if number is OwnNumber.CRITERION else ""
        title = next((each.title for each in page.criteria if each.name == criterion), "")
        load = partial(app.use, cards_behind, app.person.id, number, kind=kind, criterion=criterion)
        await app.push_screen(EvidenceScreen(evidence.own_number(number, kind, title), load, look_back=True))

    async def action_start(self) -> None:
        await practise(self.trainer_app)

    async def action_why(self) -> None:
        """Of the number under the cursor; where that is no number, of the level."""
        focused = self.focused if isinstance(self.focused, Choices) else self.query_one("#numbers", Choices)
        at = focused.highlighted
        chosen = focused.get_option_at_index(at).id if at is not None else None
        await self._open(*(number_of(chosen) if chosen not in (None, NEXT, RATE) else (OwnNumber.LEVEL, "")))

    def action_side(self) -> None:
        if self.has_class("-wide"):
            self.focus_next(Choices)

    def action_home(self) -> None:
        self.dismiss(None)
