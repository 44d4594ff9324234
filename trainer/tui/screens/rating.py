"""Rating, blind: the answer, its case, the rubric with its words; one key a criterion. Sources: rules 2, 4, 7."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Input

from trainer.domain.clocks import Instant
from trainer.domain.dealing import TAKE_BACK_SECONDS
from trainer.domain.ids import AnswerId
from trainer.domain.rubric import LEVEL_WORDS, CriticalFlag
from trainer.domain.texts import clean_line
from trainer.errors import AlreadyRated, LeaseLost, TakeBackTooLate, TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.services import rating
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.case import case_lines
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.reading import Reading
from trainer.tui.widgets.rubric_table import extras_lines, ladder_notes, rubric_lines, said_lines
from trainer.tui.widgets.sheet import RatingSheet

LADDER_FROM = 24
"""Rows of the window from which all five levels of a criterion are written out."""


@dataclass(frozen=True, slots=True)
class Given:
    """The rating that can still be taken back."""

    answer_id: AnswerId
    sheet: RatingSheet
    until: Instant


class RatingScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
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
    AUTO_FOCUS = ""  # digits are levels until a line is asked for
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own type
    DEFAULT_CSS = """
    RatingScreen #desk { height: 1fr; layout: vertical; padding-top: 1; }
    RatingScreen #case { scrollbar-background: $background; scrollbar-color: $rule; }
    RatingScreen #rubric { height: auto; }
    RatingScreen #sheet { height: auto; }
    RatingScreen #line, RatingScreen #line:focus { height: 1; border: none; padding: 0; background: $panel; }
    RatingScreen #line { display: none; margin: 0 1; }
    RatingScreen #asked { display: none; height: auto; color: $accent; }
    RatingScreen.-writing #line, RatingScreen.-writing #asked { display: block; }
    RatingScreen #note { height: auto; min-height: 1; }
    RatingScreen.-wide #desk { layout: horizontal; }
    RatingScreen.-wide #case { width: 1fr; margin-right: 2; }
    RatingScreen.-wide #sheet { width: 60; height: 1fr; }
    RatingScreen.-wide #note { dock: bottom; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: rating.AnswerToRate | None = None
        self._sheet: RatingSheet | None = None
        self._sheets: dict[AnswerId, RatingSheet] = {}
        """Sheets begun and not given, so that an answer that comes again finds what was set."""
        self._given: Given | None = None
        self._loaded = self._busy = self._confirmed = False
        self._note = ""
        self._writing = ""

    def compose_body(self) -> Iterable[Widget]:
        with Container(id="desk"):
            with Reading(id="case"):
                yield Lines(self._draw_case, id="texts")
            with Vertical(id="sheet"):
                yield Lines(self._draw_note, id="note")
                yield Lines(self._draw_rubric, id="rubric")
        yield Lines(self._draw_asked, id="asked")
        yield LineInput(id="line", max_length=rating.LONGEST_LINE, select_on_focus=False, disabled=True)

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Rate"), _("names are hidden from colleagues"))
        self.set_interval(1.0, self._tick)
        self.run_worker(self._next(), group="rating")

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _draw_case(self, width: int, _height: int) -> list[Line]:
        if self._shown is not None:
            return case_lines(self._shown.shown, self._shown.text, self._shown.team_size, width)
        if not self._loaded:
            return [Line(plain(_("Looking for an answer…"), "$wait"))]
        words = (
            (_("No answer of a colleague waits for you now. Thank you!"), "bold"),
            (_("New ones come as colleagues send them; home counts them for you."), "$wait"),
            (_("Esc leads back home; Enter there starts your next card."), "$wait"),
        )
        return [Line(line) for text, style in words for line in [*wrapped(text, width, style=style), plain("")]]

    def _draw_rubric(self, width: int, _height: int) -> list[Line]:
        if self._sheet is None:
            return []
        ladder = self.size.height >= LADDER_FROM
        lines = rubric_lines(self._sheet, width, ladder=ladder)
        if self.has_class("-wide"):
            lines += [*ladder_notes(self._sheet, width), Line(plain(""))]
            return [*lines, *extras_lines(self._sheet, width)]
        return [*lines, *said_lines(self._sheet, width)]

    def _draw_asked(self, width: int, _height: int) -> list[Line]:
        asked = {
            "steal": _("A phrase worth stealing (Enter keeps it, Esc drops it):"),
            "comment": _("One kind line to the author (Enter keeps it, Esc drops it):"),
        }.get(self._writing, "")
        return [Line(line) for line in wrapped(asked, width)]

    def _draw_note(self, width: int, _height: int) -> list[Line]:
        left = self._take_back_left()
        if self._note:
            return [Line(line) for line in wrapped(self._note, width, style="$warning")]
        if left > 0:
            words = joined(
                (_("Rated, thank you."), "$accent"), " ", (_("Backspace"), "bold"), " ",
                _("takes it back: {seconds} s").format(seconds=left),
            )  # fmt: skip
            return [Line(words.truncate(width, ellipsis=True), "screen.take_back")]
        return []

    def _show(self, shown: rating.AnswerToRate | None, sheet: RatingSheet | None = None) -> None:
        self._loaded, self._confirmed = True, False
        self._shown = shown
        self._sheet = None
        if shown is not None:
            self._sheet = sheet or self._sheets.get(shown.answer_id) or RatingSheet(shown.criteria)
            self._sheets[shown.answer_id] = self._sheet
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
        if self._given is not None:
            if self._take_back_left() <= 0:
                self._given = None
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
        if self._sheet is None:
            return
        self._writing = what
        line = self.query_one("#line", LineInput)
        line.value = self._sheet.steal if what == "steal" else self._sheet.comment
        self.set_class(True, "-writing")
        self._redraw()
        line.disabled = False
        line.focus()
        line.action_end()

    def _changed(self) -> None:
        self._confirmed = False
        self._note = ""
        self._redraw()

    def _keep_line(self, *, drop: bool = False) -> None:
        """Closes the line; what stands in it is kept unless dropped."""
        if not self._writing:
            return
        line = self.query_one("#line", LineInput)
        if self._sheet is not None and not drop:
            kept = clean_line(line.value, rating.LONGEST_LINE)
            if self._writing == "steal":
                self._sheet.steal = kept
            else:
                self._sheet.comment = kept
        self._writing = ""
        line.value = ""
        line.disabled = True
        self.set_focus(None)
        self.set_class(False, "-writing")
        self._changed()

    @on(Input.Submitted, "#line")
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
        sheet, shown = self._sheet, self._shown
        if sheet is None or shown is None or self._busy or not self._complete(sheet):
            return
        await self._guarded(self._give(shown, sheet))

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

    async def _give(self, shown: rating.AnswerToRate, sheet: RatingSheet) -> None:
        app = self.trainer_app
        assert app.person is not None
        try:
            await app.use(
                rating.give_rating,
                app.person.id,
                shown.answer_id,
                sheet.judgement(),
                take_back_seconds=TAKE_BACK_SECONDS,
            )
        except (LeaseLost, AlreadyRated) as refused:
            app.say(str(refused), look=True)
        else:
            self._given = Given(shown.answer_id, sheet, app.trainer.clock.now().plus(TAKE_BACK_SECONDS))
        self._sheets.pop(shown.answer_id, None)
        self._note = ""
        await self._next()

    async def _next(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None
        try:
            self._show(await app.use(rating.next_answer, app.person.id))
        except TrainerError as refused:
            self._show(None)
            self._say(str(refused))

    async def action_take_back(self) -> None:
        given = self._given
        if given is None or self._busy:
            return
        await self._guarded(self._take_back(given))

    async def _take_back(self, given: Given) -> None:
        app = self.trainer_app
        assert app.person is not None
        self._given = None
        try:
            shown = await app.use(rating.take_back_rating, app.person.id, given.answer_id)
        except TakeBackTooLate as refused:
            self._say(str(refused))
            return
        self._show(shown, given.sheet)

    async def _guarded(self, work: object) -> None:
        """One write at a time, whatever is pressed meanwhile; a refusal is a line, and the sheet stays as it is."""
        from collections.abc import Coroutine

        assert isinstance(work, Coroutine)
        self._busy = True
        try:
            await work
        except TrainerError as refused:
            self._say(str(refused))
        finally:
            self._busy = False

    def _take_back_left(self) -> int:
        if self._given is None:
            return 0
        return max(0, round(self.trainer_app.trainer.clock.now().seconds_until(self._given.until)))

    async def action_home(self) -> None:
        from trainer.tui.screens.asking import AskScreen

        if self._writing:
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
        app, shown = self.trainer_app, self._shown
        assert app.person is not None
        self.dismiss(None)
        if shown is not None:
            await app.use(rating.put_back, app.person.id, shown.answer_id)
        await app.refresh_home()
