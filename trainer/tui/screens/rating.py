"""Rating, blind: the answer, its case, the rubric with its words; one key a criterion. Sources: rules 2, 4, 7."""

from collections.abc import Awaitable, Callable, Iterable
from functools import cached_property

from textual import events, on
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Input

from trainer.domain.rubric import LEVEL_WORDS, CriticalFlag
from trainer.errors import AlreadyRated, LeaseLost, TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.services.rating import LONGEST_LINE
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.turns import RatingTurns
from trainer.tui.widgets.case import case_lines, nothing_lines
from trainer.tui.widgets.line_form import LineForm
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.lines import Line, Lines
from trainer.tui.widgets.reading import Reading
from trainer.tui.widgets.rubric_table import extras_lines, ladder_notes, note_lines, rubric_lines, said_lines
from trainer.tui.widgets.sheet import RatingSheet

LADDER_FROM = 24
"""Rows of the window from which all five levels of a criterion are written out."""

QUESTIONS = {
    "steal": N_("A phrase worth stealing (Enter keeps it, Esc drops it):"),
    "comment": N_("One kind line to the author (Enter keeps it, Esc drops it):"),
}
AIRY_FROM = 30
"""Rows from which there is room for a line of air above them."""


COMMANDS: tuple[Command, ...] = (
    Command("rate.done", "f5", "done", N_("done"), N_("Give this rating and go on to the next answer")),
    Command("rate.enter", "enter", "done", N_("done"), foot=False, menu=False),
    Command("rate.na", "0", "level(0)", N_("n/a"), N_("This criterion does not apply here"), foot=False),
    Command("rate.laughed", "f6", "laughed", N_("laughed"), N_("This made me laugh; never scored")),
    Command("rate.steal", "f7", "write('steal')", N_("steal"), N_("A phrase worth stealing, one line; never scored")),
    Command("rate.flags", "f8", "flags", N_("flags"), N_("Critical flags")),
    Command("rate.comment", "f9", "write('comment')", N_("comment"), N_("One kind line to the author")),
    Command("rate.back", "backspace", "take_back", N_("take back"), N_("Take it back within 10 seconds"), foot=False),
    *[
        Command(f"rate.{n}", str(n), f"level({n})", word, foot=False, menu=False)
        for n, word in enumerate(LEVEL_WORDS, start=1)
    ],
    Command("rate.up", "up", "move(-1)", N_("up"), foot=False, menu=False),
    Command("rate.down", "down", "move(1)", N_("down"), foot=False, menu=False),
    Command("rate.read", "pagedown", "read(1)", N_("read on"), N_("Read the answer and its case further down"), foot=False),
    Command("rate.back_up", "pageup", "read(-1)", N_("read up"), N_("Read the answer and its case further up"), foot=False),
    Command("rate.home", "escape", "home", N_("home"), N_("Back home; the answer is left for somebody else"), foot=False),
)  # fmt: skip

CSS = """
RatingScreen #desk { height: 1fr; layout: vertical; padding-top: 1; }
RatingScreen #case { scrollbar-background: $background; scrollbar-color: $rule; }
RatingScreen #rubric { height: auto; }
RatingScreen #sheet { height: auto; }
RatingScreen #note { height: auto; min-height: 1; }
RatingScreen.-wide #desk { layout: horizontal; }
RatingScreen.-wide #case { width: 1fr; margin-right: 2; }
RatingScreen.-wide #sheet { width: 60; height: 1fr; }
RatingScreen.-wide #note { dock: bottom; }
"""


class RatingScreen(Page[None]):
    COMMANDS = COMMANDS
    AUTO_FOCUS = ""  # digits are levels until a line is asked for
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own type
    DEFAULT_CSS = CSS

    def __init__(self) -> None:
        super().__init__()
        self._loaded = self._busy = self._confirmed = False
        self._note = ""

    @cached_property
    def _turns(self) -> RatingTurns:
        return RatingTurns(self.trainer_app)

    @property
    def _sheet(self) -> RatingSheet | None:
        return self._turns.sheet

    def compose_body(self) -> Iterable[Widget]:
        with Container(id="desk"):
            with Reading(id="case"):
                yield Lines(self._draw_case, id="texts")
            with Vertical(id="sheet"):
                yield Lines(self._draw_note, id="note")
                yield Lines(self._draw_rubric, id="rubric")
        yield LineForm(LONGEST_LINE, id="line")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Rate"), _("names are hidden from colleagues"))
        self.set_interval(1.0, self._tick)
        self.run_worker(self._turn(self._turns.next), group="rating")

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _draw_case(self, width: int, _height: int) -> list[Line]:
        to_rate = self._turns.shown
        if to_rate is not None:
            return case_lines(to_rate.shown, to_rate.text, to_rate.team_size, width)
        return nothing_lines(width) if self._loaded else [Line(plain(_("Looking for an answer…"), "$wait"))]

    def _draw_rubric(self, width: int, _height: int) -> list[Line]:
        if self._sheet is None:
            return []
        ladder = self.size.height >= LADDER_FROM
        lines = rubric_lines(self._sheet, width, ladder=ladder, airy=self.size.height >= AIRY_FROM)
        if self.has_class("-wide"):
            lines += [*ladder_notes(self._sheet, width), Line(plain(""))]
            return [*lines, *extras_lines(self._sheet, width)]
        return [*lines, *said_lines(self._sheet, width)]

    def _draw_note(self, width: int, _height: int) -> list[Line]:
        return note_lines(self._note, self._turns.seconds_left(), width)

    def _show(self) -> None:
        """Lays what the turns hold on the desk."""
        self._loaded, self._confirmed, shown = True, False, self._turns.shown
        waiting = shown.waiting if shown else 0
        words = ngettext("Rate · {n} waits", "Rate · {n} wait", waiting).format(n=waiting) if waiting else _("Rate")
        self.say_title(words)
        self.query_one("#case", Reading).scroll_home(animate=False)
        self._redraw()
        self.commands_changed()

    def _redraw(self) -> None:
        for each in self.query(Lines):
            each.refresh(layout=True)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self._redraw()

    def _say(self, words: str) -> None:
        self._note = words
        self.query_one("#note", Lines).refresh(layout=True)

    def _tick(self) -> None:
        if self._turns.given is not None:
            self.query_one("#note", Lines).refresh(layout=True)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"done", "level", "laughed", "write", "flags", "move", "go_to", "rate_at", "read"}:
            return self._sheet is not None
        return super().check_action(action, parameters)

    def action_level(self, key: int) -> None:
        """Key 1-5 sets a level, 0 says that the criterion does not apply."""
        if self._sheet is not None:
            self._sheet.set_level(None if key == 0 else key - 1)
            self._changed()

    def action_rate_at(self, position: int, key: int) -> None:
        if self._sheet is not None:
            self._sheet.at = position
            self.action_level(key)

    def action_move(self, by: int) -> None:
        if self._sheet is not None:
            self._sheet.move(by)
            self._redraw()

    def action_go_to(self, position: int) -> None:
        if self._sheet is not None:
            self._sheet.at = position
            self._redraw()

    def action_laughed(self) -> None:
        if self._sheet is not None:
            self._sheet.laughed = not self._sheet.laughed
            self._changed()

    def action_read(self, by: int) -> None:
        case = self.query_one("#case", Reading)
        (case.scroll_page_down if by > 0 else case.scroll_page_up)(animate=False)

    async def action_flags(self) -> None:
        from trainer.tui.screens.flagging import FlagScreen

        sheet = self._sheet

        def chosen(flags: frozenset[CriticalFlag] | None) -> None:
            if sheet is not None and flags is not None:
                sheet.flags = flags
                self._changed()

        if sheet is not None:
            await self.app.push_screen(FlagScreen(sheet.flags), chosen)

    def action_write(self, what: str) -> None:
        """Opens the line at the foot for a phrase or a comment; opening the other one keeps this one."""
        self._keep_line()
        if self._sheet is not None:
            value = self._sheet.steal if what == "steal" else self._sheet.comment
            self.query_one("#line", LineForm).ask(what, _(QUESTIONS[what]), value)

    def _changed(self) -> None:
        self._confirmed = False
        self._note = ""
        self._redraw()

    def _keep_line(self, *, drop: bool = False) -> None:
        """Closes the line; what stands in it is kept unless dropped."""
        form = self.query_one("#line", LineForm)
        what = form.what
        if not what:
            return
        words = form.close()
        if self._sheet is not None and not drop:
            setattr(self._sheet, what, words)
        self._changed()

    @on(Input.Submitted)
    def _line_done(self) -> None:
        self._keep_line()

    @on(LineInput.Cleaned)
    def _say_cleaned(self, event: LineInput.Cleaned) -> None:
        self._say(
            ngettext(
                "{n} control character was taken out.", "{n} control characters were taken out.", event.count
            ).format(n=event.count)
        )

    @on(Lines.Clicked)
    async def _run_clicked(self, event: Lines.Clicked) -> None:
        await self.run_action(event.action)

    # --- giving, taking back, leaving ---------------------------------------------------------------------------------

    async def action_done(self) -> None:
        self._keep_line()
        if self._sheet is not None and not self._busy and self._complete(self._sheet):
            await self._turn(self._give)

    async def action_take_back(self) -> None:
        if self._turns.given is not None and not self._busy:
            await self._turn(self._turns.take_back)

    def _complete(self, sheet: RatingSheet) -> bool:
        """Whether the sheet may be given; asks once more where criteria are open."""
        left = sheet.open_criteria()
        if len(left) == len(sheet.criteria) and not sheet.flags:
            self._say(_("Give at least one level from 1 to 5, or a critical flag (F8)."))
            return False
        if not left or self._confirmed:
            return True
        sheet.go_to_open()
        names = ", ".join(terms.criterion(each) for each in left)
        words = _("Still open: {names}. Rate it, press 0 if it does not apply, or Enter again to leave it out.")
        if not sheet.counts():
            words = _("Still open: {names}. So little gives no score; rate it, or press Enter again to leave it so.")
        self._redraw()
        self._say(words.format(names=names))
        self._confirmed = True
        return False

    async def _give(self) -> None:
        try:
            await self._turns.give()
        except (LeaseLost, AlreadyRated) as refused:  # colleagues were quicker
            self.trainer_app.say(str(refused), look=True)
            self._turns.drop()
        await self._turns.next()

    async def _turn(self, work: Callable[[], Awaitable[None]]) -> None:
        """One write at a time, whatever is pressed meanwhile; a refusal is a line, and the sheet stays as it is."""
        self._busy, self._note = True, ""
        try:
            await work()
        except TrainerError as refused:
            self._note = str(refused)
        finally:
            self._busy = False
        self._show()

    async def action_home(self) -> None:
        from trainer.tui.screens.asking import AskScreen

        if self.query_one("#line", LineForm).what:
            self._keep_line(drop=True)
            return

        async def answered(yes: bool | None) -> None:
            if yes:
                await self._leave()

        question = await self.may_leave()
        if question:
            await self.app.push_screen(AskScreen(question, yes=_("Leave it"), no=_("Stay")), answered)
        else:
            await self._leave()

    async def may_leave(self) -> str:
        """A question where something was set and would be lost."""
        if self._sheet is None or not self._sheet.touched:
            return ""
        return _("This rating is not given yet; what you set would be lost. Leave the answer to somebody else?")

    async def _leave(self) -> None:
        self.dismiss(None)
        await self._turns.put_back()
        await self.trainer_app.refresh_home()
