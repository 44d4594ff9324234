"""Rating, blind: the answer, its case, the rubric with its words; one key a criterion. Sources: rules 2, 4, 7."""

from collections.abc import Awaitable, Callable, Iterable
from functools import cached_property

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from trainer.domain.rubric import LEVEL_WORDS, CriticalFlag
from trainer.domain.sentences import sentences
from trainer.errors import AlreadyRated, LeaseLost, TrainerError
from trainer.locale import N_, _, terms
from trainer.services.rating import LONGEST_LINE
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.turns import RatingTurns
from trainer.tui.widgets.line_form import LineForm
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.rating_desk import RatingDesk
from trainer.tui.widgets.sheet import RatingSheet

QUESTIONS = {
    "steal": N_("A phrase worth stealing (Enter keeps it, Esc drops it):"),
    "comment": N_("One kind line to the author (Enter keeps it, Esc drops it):"),
}
BEGINNINGS = (
    N_("I liked how you"),
    N_("It helped that you"),
    N_("As the customer I would now"),
    N_("Next time you could"),
    N_("I take with me"),
)
"""How a kind line may begin; the arrow keys put one into the line."""

COMMANDS: tuple[Command, ...] = (
    Command("rate.done", "f5", "done", N_("done"), N_("Give this rating and go on to the next answer")),
    Command("rate.enter", "enter", "done", N_("done"), foot=False, menu=False),
    Command("rate.na", "0", "level(0)", N_("n/a"), N_("This criterion does not apply here"), foot=False, at_once=True),
    Command("rate.laughed", "f6", "laughed", N_("laughed"), N_("This made me laugh; never scored")),
    Command("rate.steal", "f7", "write('steal')", N_("steal"), N_("A phrase worth stealing, one line; never scored")),
    Command("rate.flags", "f8", "flags", N_("flags"), N_("Critical flags")),
    Command("rate.comment", "f9", "write('comment')", N_("comment"), N_("One kind line to the author")),
    Command("rate.back", "backspace", "take_back", N_("take back"), N_("Take it back within 10 seconds"), foot=False),
    *[
        Command(f"rate.{n}", str(n), f"level({n})", word, foot=False, menu=False, at_once=True)
        for n, word in enumerate(LEVEL_WORDS, start=1)
    ],
    Command("rate.up", "up", "move(-1)", N_("up"), foot=False, menu=False),
    Command("rate.down", "down", "move(1)", N_("down"), foot=False, menu=False),
    Command("rate.read", "pagedown", "read(1)", N_("read on"), N_("Read the answer and its case further down"), foot=False),
    Command("rate.back_up", "pageup", "read(-1)", N_("read up"), N_("Read the answer and its case further up"), foot=False),
    Command("rate.skip", "f3", "skip_warm_up", N_("skip"), N_("Skip the warm-up: straight to colleagues' answers")),
    Command("rate.feedback", "f4", "app.show('feedback')", N_("how I rate"), N_("How you rate; only you see it"), foot=False),
    Command("rate.home", "escape", "home", N_("home"), N_("Back home; the answer is left for somebody else"), foot=False),
)  # fmt: skip


class RatingScreen(Page[None]):
    COMMANDS = COMMANDS
    WHO_SEES = N_("names are hidden from colleagues")
    WARM_UP = N_("A warm-up: no colleague wrote this. Afterwards you see what is expected. F3 skips it.")
    AUTO_FOCUS = ""  # digits are levels until a line is asked for

    def __init__(self) -> None:
        super().__init__()
        self._busy = self._confirmed = False

    @cached_property
    def _turns(self) -> RatingTurns:
        return RatingTurns(self.trainer_app)

    @property
    def _sheet(self) -> RatingSheet | None:
        return self._turns.sheet

    @cached_property
    def _desk(self) -> RatingDesk:
        return RatingDesk(self._turns.seconds_left)

    def compose_body(self) -> Iterable[Widget]:
        yield self._desk
        yield LineForm(LONGEST_LINE, id="line")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Rate"), _(self.WHO_SEES))
        self.set_interval(1.0, self._tick)
        self.run_worker(self._turn(self._turns.next), group="rating")

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _show(self, note: str) -> None:
        """Lays what the turns hold on the desk."""
        self._confirmed, shown = False, self._turns.shown
        self.say_title(self._place())
        self._desk.note = note
        self._desk.lay((shown.shown, shown.text, shown.team_size) if shown is not None else None, self._sheet)
        self.commands_changed()

    def _place(self) -> str:
        """Where in the queue one is: "Rate · 2 of 3"."""
        if self._turns.shown is None:
            return _("Rate")
        words = _("Warm-up · {n} of {all}") if self._turns.warming_up else _("Rate · {n} of {all}")
        n, of = self._turns.place
        return words.format(n=n, all=of)

    def _tick(self) -> None:
        if self._turns.given is not None:
            self._desk.count_down()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "level" and self.query_one("#line", LineForm).what:
            return False  # a digit in a line is a letter
        if action in {"done", "level", "laughed", "write", "flags", "move", "go_to", "rate_at", "read"}:
            return self._sheet is not None
        if action == "skip_warm_up":
            return self._turns.warming_up
        return super().check_action(action, parameters)

    def action_level(self, key: int) -> None:
        """Key 1-5 sets a level, 0 says that the criterion does not apply."""
        if self._sheet is not None:
            self._sheet.set_level(None if key == 0 else key - 1)
            self._desk.lead_to_answer()
            self._changed()

    def action_rate_at(self, position: int, key: int) -> None:
        if self._sheet is not None:
            self._sheet.at = position
            self.action_level(key)

    def action_move(self, by: int) -> None:
        form = self.query_one("#line", LineForm)
        if form.what:
            form.offer(by)
        elif self._sheet is not None:
            self._sheet.move(by)
            self._desk.redraw()

    def action_go_to(self, position: int) -> None:
        if self._sheet is not None:
            self._sheet.at = position
            self._desk.redraw()

    def action_laughed(self) -> None:
        if self._sheet is not None:
            self._sheet.laughed = not self._sheet.laughed
            self._changed()

    def action_read(self, by: int) -> None:
        self._desk.read(by)

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
        shown, sheet = self._turns.shown, self._sheet
        if shown is None or sheet is None:
            return
        form = self.query_one("#line", LineForm)
        if what == "steal":
            form.ask(what, _(QUESTIONS[what]), sheet.steal, offers=sentences(shown.text, LONGEST_LINE))
        else:
            form.ask(what, _(QUESTIONS[what]), sheet.comment, offers=[_(each) for each in BEGINNINGS], beginnings=True)
        self._desk.writing = True
        self._desk.lead_to_answer()
        self._desk.redraw()

    def _changed(self) -> None:
        self._confirmed = False
        self._desk.note = ""
        self._desk.redraw()

    def _keep_line(self, *, drop: bool = False) -> None:
        """Closes the line; what stands in it is kept unless dropped."""
        form = self.query_one("#line", LineForm)
        what = form.what
        if not what:
            return
        words, self._desk.writing = form.close(), False
        if self._sheet is not None and not drop:
            setattr(self._sheet, what, words)
        self._changed()

    @on(Input.Submitted)
    def _line_done(self) -> None:
        self._keep_line()

    @on(LineInput.Cleaned)
    def _say_cleaned(self, event: LineInput.Cleaned) -> None:
        self._desk.say(terms.left_out(event.count, event.over))

    # --- giving, taking back, leaving ---------------------------------------------------------------------------------

    async def action_done(self) -> None:
        self._keep_line()
        if self._sheet is not None and not self._busy and self._complete(self._sheet):
            await self._turn(self._give)

    async def action_skip_warm_up(self) -> None:
        if not self._busy:
            self._turns.skip_warm_up()
            await self._turn(self._go_on)

    async def action_take_back(self) -> None:
        if self._turns.given is not None and not self._busy:
            await self._turn(self._turns.take_back)

    def _complete(self, sheet: RatingSheet) -> bool:
        """Whether the sheet may be given; asks once more where criteria are open."""
        left = sheet.open_criteria()
        if len(left) == len(sheet.criteria) and not sheet.flags:
            self._desk.say(_("Give at least one level from 1 to 5, or a critical flag (F8)."))
            return False
        if not left or self._confirmed:
            return True
        sheet.go_to_open()
        names = ", ".join(terms.criterion(each) for each in left)
        words = _("Still open: {names}. Rate it, press 0 if it does not apply, or Enter again to leave it out.")
        if not sheet.counts():
            words = _("Still open: {names}. So little gives no score; rate it, or press Enter again to leave it so.")
        self._desk.redraw()
        self._desk.say(words.format(names=names))
        self._confirmed = True
        return False

    async def _give(self) -> None:
        try:
            await self._turns.give()
        except (LeaseLost, AlreadyRated) as refused:  # colleagues were quicker
            self.trainer_app.say(str(refused), look=True)
            self._turns.drop()
        await self._go_on()

    async def _go_on(self) -> None:
        """The next answer; after the warm-up, first what was expected of it."""
        warmed = self._turns.take_warmed()
        if warmed:
            from trainer.tui.screens.warm_up import WarmUpScreen

            await self.app.push_screen(WarmUpScreen(warmed))
        await self._turns.next()

    async def _turn(self, work: Callable[[], Awaitable[None]]) -> None:
        """One write at a time, whatever is pressed meanwhile; a refusal is a line, and the sheet stays as it is."""
        self._busy, note = True, ""
        try:
            await work()
        except TrainerError as refused:
            note = str(refused)
        finally:
            self._busy = False
        if self._turns.warming_up and not note:
            note = _(self.WARM_UP)
        self._show(note)

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

    async def let_go(self) -> None:
        await self._turns.put_back()

    def keep_words(self) -> None:
        """A signal ends the program: the answer goes back to colleagues."""
        self._turns.put_back_at_once()

    async def _leave(self) -> None:
        self.dismiss(None)
        await self._turns.put_back()
        await self.trainer_app.refresh_home()
