"""The first run: what this is in three lines, the first complaint, and a name. Its Enter starts the first clock."""

from collections.abc import Iterable

from textual import events, on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.domain.texts import clean_line
from trainer.errors import NothingToDeal, TrainerError
from trainer.locale import N_, _, language, terms
from trainer.locale.quoting import quoted
from trainer.services import dealing, people
from trainer.tui import walking
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.line_input import LineInput

TALL = 24
ROWS_BELOW = {False: 6, True: 8}
"""Rows that are not the story's: title, name, two of what is said, keys, and air."""


class WelcomeScreen(Page[None]):
    ASKS = True
    """It begins with a field, which letters typed before the first frame wait for (pacing.py)."""
    COMMANDS = (
        Command(
            "welcome.session", "f4", "session", N_("to a session"), N_("Your name, then the code of a team session")
        ),
        Command("welcome.read", "pagedown", "read(1)", N_("read on"), N_("Read the card further down"), foot=False),
        Command("welcome.back_up", "pageup", "read(-1)", N_("read up"), N_("Read the card further up"), foot=False),
    )
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = """
    WelcomeScreen #all { height: 1fr; padding: 1 3 0 3; }
    WelcomeScreen #story { height: auto; scrollbar-size-vertical: 1; scrollbar-background: $background;
        scrollbar-color: $rule; }
    WelcomeScreen #lines { height: auto; }
    WelcomeScreen #card { height: auto; padding: 1 0 0 0; }
    WelcomeScreen #complaint { height: auto; padding: 1 3 0 3; text-style: bold; }
    WelcomeScreen.-low #complaint { padding: 0 3; }
    WelcomeScreen #ask { height: 1; margin-top: 1; }
    WelcomeScreen.-low #all { padding: 0 3; }
    WelcomeScreen.-low #then { margin-top: 0; }
    WelcomeScreen #label { width: auto; padding-right: 2; color: $accent; text-style: bold; }
    WelcomeScreen #name { width: 1fr; max-width: 44; height: 1; border: none; padding: 0 1; background: $surface; }
    WelcomeScreen #then { height: auto; margin-top: 1; color: $wait; }
    """

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._suggested = clean_line(name)
        self._first = Static(plain(_("The first complaint is on its way ...")), id="card", classes="wait")
        self._complaint = Static("", markup=False, id="complaint")
        self._then = Static(plain(_("Enter starts the clock of this first card. F4: to a team session.")), id="then")
        self._story = VerticalScroll(id="story", can_focus=False)
        self._busy = False

    def compose_body(self) -> Iterable[Widget]:
        lines = (
            _("Customers complain, sometimes about the strangest things."),
            _("Here you practise answering: a card, a clock, several ideas, one sent."),
            _("Colleagues rate it without your name; you see what was behind it."),
        )
        with Vertical(id="all"):
            with self._story:
                yield Static(plain("\n".join(lines)), id="lines")
                yield self._first
                yield self._complaint
            with Horizontal(id="ask"):
                yield Static(plain(_("Your name")), id="label")
                yield LineInput(value=self._suggested, id="name", compact=True)
            yield self._then

    def on_resize(self, event: events.Resize) -> None:
        """The name and what is said about it stay in sight, however long the first complaint is."""
        super().on_resize(event)
        self._story.styles.max_height = max(3, event.size.height - ROWS_BELOW[event.size.height >= TALL])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._story.max_scroll_y > 0 if action == "read" else super().check_action(action, parameters)

    def action_read(self, by: int) -> None:
        self._story.scroll_relative(y=by * max(1, self._story.size.height - 1), animate=False)

    def on_mount(self) -> None:
        self.say_title(left="trainer", right=_("welcome"))
        self.query_one(LineInput).focus()
        self.run_worker(self._show_first(), exit_on_error=True)

    async def _show_first(self) -> None:
        app = self.trainer_app
        await app.decks_read.wait()
        try:
            shown = await app.use(dealing.preview_first, render=app.trainer.render, language=language())
        except NothingToDeal as refused:
            self._first.update(plain(first_line(refused)))
            return
        who = ", ".join(each for each in (shown.customer.full_name, terms.channel(shown.channel)) if each)
        self._first.update(
            joined((f"{shown.deck_title} · {terms.about_minutes(shown.minutes * 60)}", "$wait"), "\n", f"{who}:")
        )
        self._complaint.update(plain(quoted(shown.complaint)))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._begin(event.value, practise=True)

    def action_session(self) -> None:
        self._begin(self.query_one(LineInput).value, practise=False)

    def _begin(self, value: str, *, practise: bool) -> None:
        """With a name: to the first card, or to where the code of a session is typed."""
        if self._busy:
            return
        try:
            name = people.checked_name(value)
        except TrainerError as refused:
            self._refuse(first_line(refused))
            return
        self._busy = self.query_one(LineInput).disabled = True
        self._then.update(plain(_("One moment: the cards are being laid out ...")))
        self.app.run_worker(self._start(name, practise=practise), exit_on_error=True)  # outlives this screen

    async def _start(self, name: str, *, practise: bool) -> None:
        app = self.trainer_app
        await app.ready.wait()
        try:
            app.person = await app.use(people.first_run, name)
            await app.in_db(app.trainer.remember, app.person)
            await app.prepare()
            with app.batch_update():
                await app.switch_screen((await app.screen_class("home"))(app.home))
                if practise:
                    await walking.practise(app)
            if not practise:
                await app.show("coming")
        except TrainerError as refused:
            self._busy = self.query_one(LineInput).disabled = False
            self.query_one(LineInput).focus()
            self._refuse(first_line(refused))

    @on(LineInput.Cleaned)
    def _say_cleaned(self, event: LineInput.Cleaned) -> None:
        self._refuse(terms.left_out(event.count, event.over))

    def _refuse(self, why: str) -> None:
        self._then.update(plain(why, "$warning"))
