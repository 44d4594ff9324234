"""Two people: the partner's answer, made better; then the own one rated, beside a gold one. Sources: sessions, rules 3."""

import asyncio
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from trainer.domain.ids import AnswerId, PersonId, SessionId
from trainer.errors import NothingToRate, NothingWritten, StoreError, TrainerError
from trainer.locale import N_, _, terms
from trainer.locale.quoting import quoted
from trainer.services.rating import AnswerToRate
from trainer.services.sessions import rating
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.own_rating import OneTurn, OwnAnswerScreen
from trainer.tui.screens.page import Page
from trainer.tui.screens.sessions.rating import Place
from trainer.tui.text import joined, plain
from trainer.tui.widgets.answer_area import AnswerArea
from trainer.tui.widgets.beside_gold import beside_gold_lines
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.note import NoteLine
from trainer.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp

KEEP_SECONDS = 0.2
"""From the first unsaved key to the save."""
RETRY_SECONDS = 2.0


class ImprovingScreen(Page[None]):
    """The partner's answer stands in the field as it was sent; what is changed is kept as it is typed."""

    COMMANDS = (
        Command("improving.done", "f5", "done", N_("done"), N_("On to your own answer")),
        Command("improving.read", "pagedown", "read(1)", N_("read on"), N_("Read the card further down"), foot=False),
        Command("improving.up", "pageup", "read(-1)", N_("read up"), N_("Read the card further up"), foot=False),
        Command("improving.home", "escape", "home", N_("seat"), N_("Back to the seat; what you wrote is kept")),
    )
    DEFAULT_CSS = """
    ImprovingScreen #case { height: auto; max-height: 50%; padding: 1 1 0 1; }
    ImprovingScreen AnswerArea, ImprovingScreen AnswerArea:focus { height: 1fr; min-height: 4; margin: 1 2 0 2;
        border: none; padding: 0 1; background: $surface; }
    ImprovingScreen #note { padding: 0 2; }
    """

    def __init__(self, session_id: SessionId, person_id: PersonId, place: Place) -> None:
        super().__init__()
        self._where, self._seat = (session_id, person_id), place
        self._partner: rating.ToImprove | None = None
        self._asked = False
        self._kept = ""
        self._saving: asyncio.Task[None] | None = None
        self._area = AnswerArea(changed=self._touched)
        self._note = NoteLine(id="note")

    def compose_body(self) -> Iterable[Widget]:
        with Reading(id="case"):
            yield Lines(self._draw)
        yield self._area
        yield self._note

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Two people"), _("make it better"))
        self._area.read_only = True
        self.set_interval(1.0, self._tick)
        self.run_worker(self._read(), group="reading")

    async def _read(self) -> None:
        try:
            self._partner = await self.trainer_app.use(rating.partner_answer, *self._where)
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)
        self._asked = True
        if self._partner is not None and self._area.read_only:
            self._kept = self._partner.improved or self._partner.text
            self._area.text = self._kept
            self._area.read_only = False
            self._area.move_cursor(self._area.document.end)
            self._area.focus()
        self.query_one(Lines).refresh(layout=True)

    def _tick(self) -> None:
        left = self._seat.seconds_left()
        if left is not None and self.is_active:
            self.say_title(right=f"{_('make it better')} · {terms.clock(max(0.0, left))}")
        if self._partner is None and self._asked and self.is_active:  # their text may come within the grace
            self.run_worker(self._read(), group="reading", exclusive=True)

    def _draw(self, width: int, _height: int) -> list[Line]:
        if self._partner is None:
            words = _("Your partner's answer is on its way.") if self._asked else _("Looking for an answer…")
            return [Line(each) for each in wrapped(words, width, style="$wait")]
        lines = wrapped(quoted(self._partner.shown.complaint), width, before=joined(("▎ ", "$rule")))
        told = _("Your partner's answer. Change it so that it works better; they will see what you made of it.")
        return [Line(each) for each in [*lines, plain(""), *wrapped(told, width, style="bold $accent")]]

    # --- keeping ------------------------------------------------------------------------------------------------------

    def _touched(self) -> None:
        if self._partner is not None and (self._saving is None or self._saving.done()):
            self._saving = asyncio.get_running_loop().create_task(self._keep_soon())

    async def _keep_soon(self) -> None:
        wait = KEEP_SECONDS
        while self._area.text != self._kept:  # also behind the next screen, where the database was away at the end
            await asyncio.sleep(wait)
            wait = KEEP_SECONDS if await self._keep() else RETRY_SECONDS

    async def _keep(self) -> bool:
        """Keeps what stands there; whether it is kept."""
        words = self._area.text
        if self._partner is None or words == self._kept:
            return True
        try:
            await self.trainer_app.use(rating.improve, *self._where, words)
        except NothingWritten:
            self._kept = words
            return True
        except StoreError as refused:
            self._say(first_line(refused), look=True)
            return False
        except TrainerError as refused:
            self._say(first_line(refused), look=True)
            self._kept = words
            return True
        self._kept = words
        self._say(_("kept"))
        return True

    def _say(self, words: str, *, look: bool = False) -> None:
        if self.is_attached:
            self._note.say(words, look=look)

    @on(AnswerArea.Cleaned)
    def _say_what_was_not_kept(self, event: AnswerArea.Cleaned) -> None:
        self._note.say(terms.left_out(event.count, event.over), look=True)

    async def end(self) -> None:
        """The phase is over."""
        await self._keep()

    def keep_words(self) -> None:
        """A signal ends the program."""
        if self._partner is not None and self._area.text.strip() and self._area.text != self._kept:
            app, (session_id, person_id) = self.trainer_app, self._where
            app.database.start(app.trainer.run, rating.improve, session_id, person_id, self._area.text)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def action_read(self, by: int) -> None:
        case = self.query_one("#case", Reading)
        (case.scroll_page_down if by > 0 else case.scroll_page_up)(animate=False)

    async def action_done(self) -> None:
        await self._keep()
        app = self.trainer_app
        try:
            own = await app.use(rating.own_beside_gold, *self._where)
        except NothingToRate:  # nothing was sent, so there is nothing to look at
            await self._seat.finished()
            return
        except TrainerError as refused:
            self._note.say(first_line(refused), look=True)
            return
        sheet, seat = OwnInPairScreen(*self._where, own), self._seat

        async def rated(_nothing: None) -> None:
            if sheet.result is not None:
                await app.push_screen(BesideGoldScreen(sheet.result), looked)

        async def looked(_nothing: None) -> None:
            await seat.finished()

        if own.given:
            await app.push_screen(BesideGoldScreen(own), looked)
        else:
            await app.push_screen(sheet, rated)

    async def action_home(self) -> None:
        await self._keep()
        if self.is_active:
            self.dismiss(None)


class PairTurns(OneTurn):
    """The own answer of this session."""

    def __init__(self, app: "TrainerApp", where: tuple[SessionId, PersonId], own: rating.SelfRating) -> None:
        super().__init__(app)
        self._where, self._own = where, own
        self.result: rating.SelfRating | None = None

    async def next(self) -> None:
        own = self._own
        self._take(AnswerToRate(AnswerId(""), own.shown, own.text, own.criteria, waiting=1, team_size=2))

    async def give(self) -> None:
        if self.sheet is not None:
            self.result = await self._app.use(rating.rate_self, *self._where, self.sheet.judgement())
        self.drop()


class OwnInPairScreen(OwnAnswerScreen):
    """`result` is what stands beside the own answer then."""

    def __init__(self, session_id: SessionId, person_id: PersonId, own: rating.SelfRating) -> None:
        super().__init__()
        self._where, self._own = (session_id, person_id), own

    @cached_property
    def _turns(self) -> PairTurns:
        return PairTurns(self.trainer_app, self._where, self._own)

    @property
    def result(self) -> rating.SelfRating | None:
        return self._turns.result

    async def _leave(self) -> None:
        if self.is_active:
            self.dismiss(None)


class BesideGoldScreen(Page[None]):
    """Enter goes back to the seat."""

    COMMANDS = (
        Command("beside.on", "enter,f5,escape", "go_on", N_("go on"), N_("Back to your seat")),
        Command("beside.read", "pagedown,down", "read(1)", N_("read on"), N_("Read further down"), foot=False),
        Command("beside.up", "pageup,up", "read(-1)", N_("read up"), N_("Read further up"), foot=False),
    )
    DEFAULT_CSS = "BesideGoldScreen Reading { padding: 1 1 0 1; }"
    AUTO_FOCUS = ""

    def __init__(self, own: rating.SelfRating) -> None:
        super().__init__()
        self._own = own

    def compose_body(self) -> Iterable[Widget]:
        with Reading(id="page"):
            yield Lines(self._draw)

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Your own answer"), _("only you see this"))

    def _draw(self, width: int, _height: int) -> list[Line]:
        own = self._own
        return beside_gold_lines(own.text, own.given, own.gold, own.criteria, own.improved, width)

    def action_read(self, by: int) -> None:
        page = self.query_one("#page", Reading)
        (page.scroll_page_down if by > 0 else page.scroll_page_up)(animate=False)

    def action_go_on(self) -> None:
        self.dismiss(None)
