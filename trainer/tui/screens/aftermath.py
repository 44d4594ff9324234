"""After sending: what was really behind it, and what others have found. For some seconds it can be taken back."""

from collections.abc import Iterable
from math import ceil
from typing import ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.domain.answering import Draft
from trainer.domain.dealing import TAKE_BACK_SECONDS
from trainer.domain.ids import DealId
from trainer.domain.if_thens import Carried
from trainer.domain.kinds import AnswerStatus, DealState
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.locale import if_thens as asked
from trainer.services import answering, dealing, if_thens
from trainer.services.answering import Aftermath
from trainer.services.disputing import dispute
from trainer.services.rating import LONGEST_LINE
from trainer.services.settling import settle
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.behind import behind_parts
from trainer.tui.widgets.card import meant_words
from trainer.tui.widgets.clock import until_next_second
from trainer.tui.widgets.line_form import LineForm
from trainer.tui.widgets.told_score import Parts, own_parts, score_parts

MARGINS = 9
"""Cells that padding and scroll bar take at both sides of a text."""
TWICE_SECONDS = 0.6
"""An F5 sooner than this after sending is the same press, held a little long."""


class AftermathScreen(Page[None]):
    COMMANDS = (
        Command("aftermath.on", "enter", "next_card", N_("next card"), N_("Look at the next card; its clock waits")),
        Command("aftermath.back", "f5,backspace", "take_back", N_("take back"), N_("Take it back and go on writing")),
        Command("aftermath.rate", "f3", "rate", N_("rate"), N_("Rate answers of colleagues")),
        Command("aftermath.dispute", "f8", "dispute", N_("one more"), N_("Ask for one more rating, with a reason")),
        Command("aftermath.own", "f7", "rate_own", N_("rate it"), N_("Rate it yourself, beside the gold answer")),
        Command("aftermath.again", "f6", "again", N_("try again"), N_("The same card once more, only for yourself")),
        Command(
            "aftermath.said", "1", "told_of(True)", N_("said it"), N_("You said what you meant to say"), foot=False
        ),
        Command("aftermath.not_yet", "2", "told_of(False)", N_("not yet"), N_("You did not say it yet"), foot=False),
        Command("aftermath.home", "escape", "home", N_("home"), N_("Back home")),
    )
    DEFAULT_CSS = """
    AftermathScreen #scroll { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-color: $rule; }
    AftermathScreen #scroll > Static { height: auto; width: 1fr; max-width: 100; padding: 0 1 0 3; }
    AftermathScreen #scroll > .head { padding: 0; margin-top: 1; color: $accent; text-style: bold; }
    AftermathScreen #scroll > .head:first-child { margin-top: 0; }
    AftermathScreen #scroll > .aside { color: $wait; }
    AftermathScreen #scroll > .asked { color: $accent; margin-bottom: 1; }
    AftermathScreen #scroll > .look { margin-top: 1; padding: 0; color: $warning; }
    AftermathScreen #scroll > .body.-next { margin-top: 1; }
    AftermathScreen #note { height: 2; padding: 1 2 0 2; color: $wait; }
    """
    AUTO_FOCUS: ClassVar = "#scroll"

    def __init__(self, deal_id: DealId) -> None:
        super().__init__()
        self._deal_id = deal_id
        self._aftermath: Aftermath | None = None
        self._told = VerticalScroll(id="scroll")
        self._carried: Carried | None = None
        """The if-then sentence that lay beside the card."""
        self._note = Static("", markup=False, id="note")
        self._timer: Timer | None = None
        self._leaving = False

    def compose_body(self) -> Iterable[Widget]:
        yield self._told
        yield self._note
        yield LineForm(LONGEST_LINE, id="line")

    def on_mount(self) -> None:
        self.run_worker(self._load(), exit_on_error=True)

    async def _load(self) -> None:
        app = self.trainer_app
        await self._told.remove_children()
        try:
            self._aftermath = await app.use(answering.look_back, self._deal_id)
        except TrainerError as refused:
            await self._told.mount(Static(plain(first_line(refused))))
            return
        self.say_title(left=self._aftermath.deal.shown.deck_title)
        if app.person is not None and self._aftermath.deal.state is DealState.SENT:
            self._carried = await app.use(if_thens.sentence_beside, self._deal_id, app.person.id)
        await self._told.mount_all(
            _row(kind, text)
            for kind, text in (*_meant(self._carried), *told(self._aftermath, self.size.width - MARGINS))
        )
        self.tick()

    @property
    def seconds_to_take_back(self) -> float:
        if self._aftermath is None or self._aftermath.final_at is None or self._aftermath.deal.by_timeout:
            return 0.0
        now = self.trainer_app.trainer.clock.now().at
        return (self._aftermath.final_at - now).total_seconds()

    def tick(self) -> None:
        """Shows how long it can still be taken back; then it is on its way to the colleagues."""
        if not self.is_attached or self._leaving:
            return
        left = self.seconds_to_take_back
        if left > 0:
            whole = ceil(left)
            self._note.update(
                plain(_("Sent. F5 takes it back for {seconds} s more.").format(seconds=whole), "$warning"), layout=False
            )
            self._timer = self.set_timer(until_next_second(left), self.tick)
        else:
            self._note.update(plain(self._what_next()), layout=False)
            self.run_worker(self._settle(), exit_on_error=True)
        self.commands_changed()

    async def _settle(self) -> None:
        app = self.trainer_app
        try:
            await app.use(settle)
            await app.refresh_home()
        except TrainerError as refused:
            self._note.update(plain(first_line(refused), "$warning"), layout=False)
        else:
            self._note.update(plain(self._what_next()), layout=False)
        self.commands_changed()

    def _what_next(self) -> str:
        home = self.trainer_app.home
        if home is not None and home.to_rate:
            return ngettext(
                "{n} answer of a colleague waits for your rating.",
                "{n} answers of colleagues wait for your rating.",
                home.to_rate,
            ).format(n=home.to_rate)
        if self._aftermath is not None and self._may_rate_own(self._aftermath):
            return _("F7: rate it yourself beside gold; it counts nowhere.")
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take_back":
            return self.seconds_to_take_back > 0
        if action == "rate":
            home = self.trainer_app.home
            return home is not None and home.to_rate > 0
        if action == "dispute":
            return self._aftermath is not None and self._aftermath.can_dispute
        if action == "told_of":
            return self._carried is not None and not self.query_one("#line", LineForm).what
        if action == "rate_own":
            return self._aftermath is not None and self._may_rate_own(self._aftermath)
        return True

    async def action_told_of(self, said: bool) -> None:
        """Whether one said what one meant to say; the other key takes it back."""
        app = self.trainer_app
        if self._carried is None or app.person is None:
            return
        try:
            self._carried = await app.use(if_thens.tell_beside, self._deal_id, app.person.id, said=said)
        except TrainerError as refused:
            self._note.update(plain(first_line(refused), "$warning"), layout=False)
            return
        self._told.query_one(".asked", Static).update(plain(asked.question(self._carried)))

    def action_dispute(self) -> None:
        """Asks why; the one more rating comes from a colleague who is told nothing of it."""
        form = self.query_one("#line", LineForm)
        if not form.what:
            form.ask("dispute", _("Why should one more colleague rate it? (Enter asks for it, Esc drops it)"), "")

    @on(Input.Submitted)
    async def _dispute(self) -> None:
        app, after, why = self.trainer_app, self._aftermath, self._close_line()
        if after is None or after.answer_id is None or app.person is None or not why:
            return
        try:
            await app.use(dispute, app.person.id, after.answer_id, why)
        except TrainerError as refused:
            self._note.update(plain(first_line(refused), "$warning"), layout=False)
            return
        await self._load()

    def _may_rate_own(self, after: Aftermath) -> bool:
        return after.can_rate_own and after.answer_id is not None and self.seconds_to_take_back <= 0

    async def action_rate_own(self) -> None:
        """In a team of one or two: as a colleague would rate it; then the page says what the gold answer does otherwise."""
        after = self._aftermath
        if after is None or after.answer_id is None or not self._may_rate_own(after):
            return

        async def looked(_result: object) -> None:
            await self._load()

        await self.app.push_screen((await self.trainer_app.screen_class("own_rating"))(after.answer_id), looked)

    def _close_line(self) -> str:
        words = self.query_one("#line", LineForm).close()
        self._told.focus()
        return words

    async def action_take_back(self) -> None:
        if self._leaving or self.seconds_to_take_back > TAKE_BACK_SECONDS - TWICE_SECONDS:
            return
        self._leaving = True
        try:
            deal, draft = await self.trainer_app.use(answering.take_back, self._deal_id)
        except TrainerError as refused:
            self._leaving = False
            self._note.update(plain(first_line(refused), "$warning"), layout=False)
            return
        await self._replace_by_practice(deal, draft)

    async def action_again(self) -> None:
        if await self._close():
            deal = await self.trainer_app.use(dealing.try_again, self._deal_id)
            await self._replace_by_practice(deal, Draft(("",)))

    async def action_next_card(self) -> None:
        """The next card with its clock stopped; where there is none, home says why."""
        if not await self._close():
            return
        app = self.trainer_app
        await app.prepare()
        if app.next_card is None:
            app.pop_screen()
            return
        deal, draft = await app.use(dealing.resume_deal, app.next_card.deal_id)
        if deal.state in (DealState.PREPARED, DealState.OPEN):
            await self._replace_by_practice(deal, draft)
        else:
            app.pop_screen()

    async def action_rate(self) -> None:
        if await self._close():
            await self.trainer_app.switch_screen((await self.trainer_app.screen_class("rate"))())

    async def action_home(self) -> None:
        if self.query_one("#line", LineForm).what:
            self._close_line()
        elif await self._close():
            app = self.trainer_app
            app.pop_screen()
            await app.prepare()

    async def _close(self) -> bool:
        """Marks it as seen, once; home goes on to the next card then."""
        if self._leaving:
            return False
        self._leaving = True
        try:
            await self.trainer_app.use(answering.close_look_back, self._deal_id)
        except TrainerError as refused:
            self._leaving = False
            self._note.update(plain(first_line(refused), "$warning"), layout=False)
            return False
        return True

    async def _replace_by_practice(self, deal: object, draft: Draft) -> None:
        app = self.trainer_app
        await app.switch_screen((await app.screen_class("practice"))(deal, draft))


def told(after: Aftermath, width: int) -> Parts:
    """The page from top to bottom: what was sent, what colleagues say of it, what was behind it, what others found."""
    shown = after.deal.shown
    parts = [*_sent(after), *_score(after, width), *(own_parts(after.own) if after.own else [])]
    return [*parts, *behind_parts(shown, after.avoid)]


def _meant(carried: Carried | None) -> Parts:
    """First of all, in two lines: the sentence that lay beside the card, and whether it was said."""
    if carried is None:
        return []
    return [
        ("body", meant_words(carried.sentence.text)),
        ("asked", plain(asked.question(carried))),
    ]


def _row(kind: str, text: Content) -> Static:
    return Static(text, classes=kind)


def _head(words: str) -> tuple[str, Content]:
    return "head", plain(words)


def owed_words(owed: int) -> str:
    """Why a score is not open yet (rules 7)."""
    return ngettext(
        "Your score opens once you have rated {n} more answer of a colleague.",
        "Your score opens once you have rated {n} more answers of colleagues.",
        owed,
    ).format(n=owed)


def _score(after: Aftermath, width: int) -> Parts:
    """The score, once it is there and open; and that one more rating is under way."""
    if after.told is None:
        return [("look", plain(owed_words(after.owed)))] if after.owed else []
    parts = score_parts(after.told, width)
    if after.disputed and after.told.amended is None:
        words = _("One more rating was asked for; what comes of it will stand beside this score.")
        parts.append(("aside", plain(words)))
    return parts


def _sent(after: Aftermath) -> Parts:
    deal = after.deal
    parts: Parts = []
    if deal.state is DealState.PASSED:
        parts.append(_head(_("You passed this card. What you wrote is kept for you.")))
    elif deal.state is DealState.EXPIRED:
        parts.append(_head(_("Time was up before anything was written. The next card is a new start.")))
    else:
        parts.append(_head(_("Sent at zero, as it stood") if deal.by_timeout else _("What you sent")))
        parts.append(("body", plain(after.sent_text)))
    words = [_standing(after)]
    if after.variants:
        ideas = ngettext("{n} idea of yours", "{n} different ideas of yours", after.distinct).format(n=after.distinct)
        words.append(_("{ideas} (only you see this)").format(ideas=ideas))
    parts.append(("aside", plain(" · ".join(each for each in words if each))))
    return parts


def _standing(after: Aftermath) -> str:
    """What becomes of the answer, in a few words."""
    if after.deal.goes_unrated:
        return _("another try: it counts for nothing but you")
    if after.status is AnswerStatus.WAITING and after.small_team:
        return _("waits for your lead's rating")
    if after.status is AnswerStatus.WAITING:
        return ngettext(
            "waits for {n} rating of a colleague", "waits for {n} ratings of colleagues", after.needed
        ).format(n=after.needed)
    if after.status is AnswerStatus.UNSCORED:
        return terms.answer_status(after.status)
    return ""
