"""The practice: the customer speaks, the clock runs, the cursor is where one writes. Source: sessions (solo practice)."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual import events, on
from textual.containers import Container, Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from trainer.domain.answering import Draft
from trainer.domain.dealing import GRACE_SECONDS, NUDGE_AT, Deal
from trainer.domain.kinds import DealState
from trainer.errors import DealClosed, NothingWritten, StoreError, TrainerError
from trainer.locale import N_, _, terms
from trainer.services import dealing
from trainer.tui.commands import Command
from trainer.tui.desk import Desk
from trainer.tui.if_thens import show_beside
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.answer_area import AnswerArea
from trainer.tui.widgets.card import CardView
from trainer.tui.widgets.clock import ClockFace, until_next_second
from trainer.tui.widgets.frame import TitleLine
from trainer.tui.widgets.news import News
from trainer.tui.widgets.note import NoteLine
from trainer.tui.widgets.variants import Variants
from trainer.tui.widgets.whereabouts import Whereabouts

COMMANDS: tuple[Command, ...] = (
    Command("practice.start", "enter", "start", N_("starts the clock"), N_("Start the clock"), at_once=True),
    Command("practice.send", "f5", "send", N_("send ★"), N_("Send the starred text, or the last one if none is")),
    Command("practice.new", "f7", "new", N_("new"), N_("Write one more variant")),
    Command("practice.star", "f6", "star", N_("star"), N_("Mark this variant as the one to send")),
    Command("practice.hint", "f8", "hint", N_("hint"), N_("Show one more hint")),
    Command("practice.pass", "f9", "pass_card", N_("pass"), N_("Pass this card; it is not answered then")),
    Command("practice.next", "tab", "step(1)", N_("next"), N_("To the next variant"), foot=False, at_once=True),
    Command(
        "practice.previous",
        "shift+tab",
        "step(-1)",
        N_("previous"),
        N_("To the variant before"),
        foot=False,
        at_once=True,
    ),
    Command("practice.read", "pagedown", "read(1)", N_("read on"), N_("Read the card further down"), foot=False),
    Command("practice.back_up", "pageup", "read(-1)", N_("read up"), N_("Read the card further up"), foot=False),
    Command("practice.earlier", "", "earlier", N_("earlier"), N_("Bring back an earlier text"), foot=False),
    Command("practice.home", "escape", "home", N_("home"), N_("Back home; the clock runs on"), foot=False),
)


STYLE = """
PracticeScreen #head { height: 2; }
PracticeScreen #more { height: 1; padding: 0 2; color: $wait; }
PracticeScreen #desk { height: 1fr; layout: vertical; }
PracticeScreen #card { max-height: 55%; margin-bottom: 1; }
PracticeScreen #writing { height: 1fr; }
PracticeScreen #enter { height: auto; padding: 1 3; color: $accent; text-style: bold; display: none; }
PracticeScreen.-prepared #enter { display: block; }
PracticeScreen.-prepared Variants { display: none; }
PracticeScreen.-prepared #card { max-height: 85%; }
PracticeScreen.-wide #desk { layout: horizontal; }
PracticeScreen.-wide #card { width: 46%; max-height: 100%; height: 1fr; margin: 1 1 0 0; }
PracticeScreen.-wide #news.-came, PracticeScreen.-whole #news.-came { display: none; }
PracticeScreen.-wide VariantBox.-current { max-height: 16; }
PracticeScreen.-wide #writing { width: 1fr; margin-top: 1; }
"""


class PracticeScreen(Page[None]):
    """One deal: prepared (its clock starts on Enter) or open. At zero and its grace the text is taken as it stands."""

    COMMANDS: ClassVar[tuple[Command, ...]] = COMMANDS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = STYLE

    def __init__(self, deal: Deal, draft: Draft) -> None:
        super().__init__()
        self.deal = deal
        self._variants = Variants(draft, id="variants")
        self._card = CardView(deal.shown, id="card")
        self._clock_face = ClockFace(id="clock")
        self._news = News(deal.shown, self._card, id="news")
        self._more = Static("", markup=False, id="more")
        self._note = NoteLine(id="note")
        self._whereabouts = Whereabouts(self._note)
        self._nudged = self._sentence = self._ending = False
        self._tick_timer: Timer | None = None
        self._desk = Desk(
            lambda: self.trainer_app,
            deal.id,
            self._variants,
            draft,
            kept=self._show_kept,
            journalled=self._show_journalled,
            closed=self._closed_elsewhere,
        )
        self._keeper = self._desk.keeper

    def compose_title(self) -> Iterable[Widget]:
        with Horizontal(id="head"):
            with Vertical():
                yield TitleLine(self.deal.shown.deck_title, id="title")
                yield self._more
            yield self._clock_face

    def compose_body(self) -> Iterable[Widget]:
        with Container(id="desk"):
            yield self._card
            with Vertical(id="writing"):
                yield self._news
                yield Static(plain(_("Enter starts the clock")), id="enter")
                yield self._variants
        yield self._note

    def on_mount(self) -> None:
        self._show_state()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        """Where the card is longer than its place, says how to read on; where all of it shows, its news stand there alone."""
        self.set_class(self._card.max_scroll_y <= 0, "-whole")
        self._more.update(plain("" if self.has_class("-whole") else _("PgDn reads on")), layout=False)

    def on_unmount(self) -> None:
        self._keeper.stop()
        if self._tick_timer is not None:
            self._tick_timer.stop()

    def _show_state(self) -> None:
        """Prepared: reading, the clock stopped. Open: writing, the clock running."""
        running = self.deal.state is DealState.OPEN
        self.set_class(not running, "-prepared")
        self._variants.set_read_only(not running)
        self.commands_changed()
        if running:
            self._variants.area.focus()
            self._news.show_opened(self.deal.hints)
            if not self._sentence:
                self._sentence = True
                self.run_worker(show_beside(self.trainer_app, self.deal.id, self._card), group="sentence")
            self.tick()
        else:
            self.set_focus(None)
            self._clock_face.show_time(self.deal.seconds, self.deal.seconds, running=False)

    def tick(self) -> None:
        """Looks at the deadline: repaints the clock, brings twists, the nudge, and at the end of the grace takes the text."""
        if self._ending or self.deal.state is not DealState.OPEN or not self.is_attached:
            return
        left = self.deal.seconds_left(self.trainer_app.trainer.clock.now())
        if self.app.screen_stack[-1:] == [self]:  # under help or the menu a second would repaint them whole, 15 kB
            self._clock_face.show_time(left, self.deal.seconds, running=True)
        self._bring_news(1 - left / self.deal.seconds)
        if left <= -GRACE_SECONDS:
            self._ending = True
            self.app.run_worker(self._take_at_zero(), exit_on_error=True)  # outlives this screen
            return
        if self._tick_timer is not None:
            self._tick_timer.stop()
        # The app's timer: a timer of its own would repaint this screen, and what covers it, whole at every tick.
        self._tick_timer = self.app.set_timer(until_next_second(left), self.tick)

    def _bring_news(self, passed: float) -> None:
        if self._news.bring_twists(passed):
            self.app.bell()
            self.call_after_refresh(self._say_more)
        if passed >= NUDGE_AT and not self._nudged:
            self._nudged = True
            if passed < 1:
                self._note.say(_("The next idea is usually the better one."), seconds=30)

    @on(Variants.Changed)
    def _words_changed(self) -> None:
        if self.deal.state is DealState.OPEN and not self._ending:
            self._keeper.touch()

    @on(AnswerArea.Cleaned)
    def _say_what_was_not_kept(self, event: AnswerArea.Cleaned) -> None:
        self._note.say(terms.left_out(event.count, event.over), look=True)

    def keep_words(self) -> None:
        """From a signal handler, or after a mistake of our own: what is not saved yet is saved now."""
        if self.deal.state is DealState.OPEN and not self._ending:
            self._desk.keep_now()

    async def may_leave(self) -> str:
        if self.deal.state is not DealState.OPEN or self._ending:
            return ""
        await self._keeper.flush()
        return _("What you wrote is saved. The clock runs on while you are away, for the customer waits. Quit?")

    def _show_kept(self, saved_at: datetime) -> None:
        self.say_title(right=self._whereabouts.saved(saved_at))
        self._note.show_length(len(self._variants.area.text), self.deal.shown.max_chars)

    def _show_journalled(self) -> None:
        if self.is_attached:  # at zero the words are handed in behind the next screen
            self.say_title(right=self._whereabouts.journalled(self.trainer_app.trainer.journal.trouble))

    def _closed_elsewhere(self) -> None:
        if not self._ending:
            self._ending = True
            self.app.run_worker(self._look_back(), exit_on_error=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        prepared = self.deal.state is DealState.PREPARED
        if action == "start":
            return prepared
        if action in {"send", "new", "star", "pass_card", "step", "earlier"}:
            return not prepared
        if action == "hint":
            return not prepared and self._news.more_hints
        if action == "read":
            return self._card.max_scroll_y > 0
        return True

    async def action_start(self) -> None:
        app = self.trainer_app
        try:
            self.deal = await app.use(dealing.start_deal, self.deal.id)
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)
            return
        self._show_state()
        await app.refresh_home()

    async def action_send(self) -> None:
        if self._ending:
            return
        self._ending = True
        self._variants.set_read_only(True)  # what is typed from here on would not be sent
        try:
            await self._desk.send(self._whereabouts.sending_slowly)
        except NothingWritten as refused:
            self._stay(first_line(refused))
        except DealClosed:
            await self._look_back()
        except StoreError as refused:
            self._keeper.touch()
            self._stay(first_line(refused))
        else:
            await self._look_back()

    def _stay(self, why: str) -> None:
        self._ending = False
        self._variants.set_read_only(False)
        self._note.say(why, look=True)
        self.tick()

    async def _take_at_zero(self) -> None:
        await self._desk.take_at_zero()
        await self._look_back()

    async def _look_back(self) -> None:
        self._keeper.stop()
        screen = (await self.trainer_app.screen_class("aftermath"))(self.deal.id)
        if self not in self.app.screen_stack:  # gone home meanwhile, which offers to look back
            return
        while not self.is_active:  # a question or the menu is in front
            self.app.pop_screen()
        await self.app.switch_screen(screen)

    async def action_new(self) -> None:
        await self._variants.add()

    def action_star(self) -> None:
        self._variants.star()

    def action_step(self, by: int) -> None:
        self._variants.step(by)

    def action_hint(self) -> None:
        self.app.run_worker(self._desk.keep_hint(self._news.next_hint()))  # outlives this screen
        self.commands_changed()
        self.call_after_refresh(self._say_more)

    def action_read(self, by: int) -> None:
        self._card.scroll_relative(y=by * max(1, self._card.size.height - 2), animate=False)

    async def action_pass_card(self) -> None:
        from trainer.tui.screens.asking import AskScreen

        question = _("Pass this card? It is not answered then, and counts as “not yet”. What you wrote stays yours.")
        await self.app.push_screen(AskScreen(question, yes=_("Pass"), no=_("Stay")), self._pass)

    async def _pass(self, yes: bool | None) -> None:
        if not yes or self._ending:
            return
        self._ending = True
        await self._keeper.flush()
        try:
            await self.trainer_app.use(dealing.pass_card, self.deal.id)
        except DealClosed:
            pass
        except StoreError as refused:
            self._stay(first_line(refused))
            return
        await self._look_back()

    async def action_earlier(self) -> None:
        from trainer.tui.screens.earlier import EarlierScreen

        texts = await self._desk.earlier()
        if not texts:
            self._note.say(_("Nothing you wrote has gone; there is no earlier text."))
            return
        await self.app.push_screen(EarlierScreen(texts), self._bring_back)

    async def _bring_back(self, text: str | None) -> None:
        if text:
            await self._variants.add(text)

    async def action_home(self) -> None:
        await self._keeper.flush()
        app = self.trainer_app
        app.pop_screen()  # home says that the card is open and how long its clock runs
        await app.refresh_home()
