"""Coming to a session: a code to type, what is going on in the team, a session of one's own to open. Source: sessions."""

import contextlib
from collections.abc import Iterable, Sequence
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from trainer.domain.calendars import Planned
from trainer.domain.sessions import SessionLine
from trainer.errors import TrainerError
from trainer.locale import N_, _, sessions, terms
from trainer.services.sessions import opening, planning, seats
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.note import NoteLine

LONGEST_CODE = 12
REFRESH_SECONDS = 3.0
MOST_PAST = 8


class ComingScreen(Page[None]):
    """F4 at home. The cursor is where the code goes; Enter sits one down."""

    COMMANDS = (
        Command("coming.join", "enter", "join", N_("sit down"), N_("Take a seat in the session with this code")),
        Command("coming.open", "f5", "open", N_("new session"), N_("Open a session that you lead")),
        Command("coming.wow", "f6", "wow", N_("wall of WOW"), N_("Answers that their authors gave to the wall of WOW")),
        Command("coming.home", "escape", "home", N_("home"), N_("Back home")),
    )
    DEFAULT_CSS = """
    ComingScreen #ask { height: auto; padding: 1 2 0 2; }
    ComingScreen #code, ComingScreen #code:focus { width: 20; height: 1; border: none; padding: 0 1;
        margin: 0 3 1 3; background: $panel; }
    ComingScreen #board { padding: 0 2; }
    ComingScreen #note { padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[SessionLine] = ()
        self._looked = False
        self._planned: tuple[Planned, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_ask, id="ask")
        yield LineInput(max_length=LONGEST_CODE, placeholder=_("code"), id="code")
        yield Lines(self._draw, id="board")
        yield NoteLine(id="note")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Team sessions"))
        self.query_one("#code", LineInput).focus()
        self.run_worker(self._look(), group="looking")
        self.run_worker(self._see_to_proposals(), group="proposals")
        self.set_interval(REFRESH_SECONDS, lambda: self.run_worker(self._look(), group="looking"))

    async def _see_to_proposals(self) -> None:
        """Of rooms that closed themselves: whoever looks next puts what was proposed there into the drafts."""
        app = self.trainer_app
        await app.ready.wait()
        if app.person is not None:
            with contextlib.suppress(TrainerError):
                await app.in_db(app.trainer.keep_what_was_proposed, app.person.team_id)

    async def _look(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        if app.person is None:
            return
        try:
            lines = await app.use(opening.list_sessions, app.person.team_id)
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        if not self._looked:
            with contextlib.suppress(TrainerError):  # the calendar is a courtesy
                presets, _problems = await app.in_db(app.trainer.presets)
                self._planned = await app.use(planning.next_sessions, app.person.id, presets, count=2)
        if lines != self._lines or not self._looked:
            self._lines, self._looked = lines, True
            self.query_one("#board", Lines).refresh()

    def _draw_ask(self, width: int, _height: int) -> list[Line]:
        words = _("The code stands on the wall, or on the lead's screen:")
        return [Line(each) for each in wrapped(words, width)]

    def _draw(self, width: int, _height: int) -> list[Line]:
        if not self._looked:
            return [Line(plain(_("Looking…"), "$wait"))]
        running = [each for each in self._lines if each.closed_at is None]
        past = [each for each in self._lines if each.closed_at is not None][:MOST_PAST]
        lines: list[Line] = []
        if running:
            lines.append(Line(plain(_("Going on now"), "$wait")))
            lines += [
                Line(_running(each, self._leads(each)).truncate(width, ellipsis=True), f"screen.enter({each.id!r})")
                for each in running
            ]
            if any(self._leads(each) for each in running):
                words = _("Enter without a code takes you back to the session that you lead.")
                lines += [Line(each) for each in wrapped(words, width, style="$wait")]
        else:
            words = _("No session of your team is open. F5 opens one: Monday to tune in, Friday to let off steam.")
            lines += [Line(each) for each in wrapped(words, width, style="$wait")]
        if self._planned:
            lines += [Line(plain("")), Line(plain(_("Next"), "$wait"))]
            lines += [Line(_next(each).truncate(width, ellipsis=True)) for each in self._planned]
        if past:
            lines += [Line(plain("")), Line(plain(_("Earlier"), "$wait"))]
            lines += [Line(_past(each).truncate(width, ellipsis=True), f"screen.enter({each.id!r})") for each in past]
        return lines

    def _leads(self, line: SessionLine) -> bool:
        return self.trainer_app.person is not None and line.lead_id == self.trainer_app.person.id

    def _say(self, words: str) -> None:
        self.query_one("#note", NoteLine).say(words, look=True)

    @on(Input.Submitted, "#code")
    async def _typed(self) -> None:
        await self.action_join()

    async def action_join(self) -> None:
        """With a code: its session. Without one, where one session of the team is open and one leads it: the console."""
        app, code = self.trainer_app, self.query_one("#code", LineInput).value.strip()
        running = [each for each in self._lines if each.closed_at is None]
        if app.person is None:
            return
        if not code:
            own = [each for each in running if self._leads(each)]
            if own:
                await self.action_enter(own[0].id)
            else:
                self._say(_("Type the code first; the lead's screen shows it."))
            return
        try:
            session = await app.use(seats.join, code, app.person.id)
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        await self._swap("seat", session.id)

    async def action_enter(self, session_id: str) -> None:
        """A session in the list: one's own console, the summary of an old one; a seat wants its code."""
        line = next((each for each in self._lines if each.id == session_id), None)
        if line is None:
            return
        if self._leads(line):
            await self._swap("console", line.id)
        elif line.closed_at is not None:
            await self._swap("seat", line.id)
        else:
            self._say(_("Type the code to sit down; the lead's screen shows it."))

    async def action_open(self) -> None:
        await self.trainer_app.show("opening")

    async def action_wow(self) -> None:
        await self.trainer_app.show("wow")

    async def _swap(self, screen: str, session_id: Any) -> None:
        app = self.trainer_app
        assert app.person is not None
        shown = (await app.screen_class(screen))(session_id, app.person.id)
        app.switch_screen(shown)  # not awaited: this very page would wait for its own end

    async def action_home(self) -> None:
        self.dismiss(None)


def _running(line: SessionLine, mine: bool) -> Any:
    who = _("you lead") if mine else _("{name} leads").format(name=line.lead_name)
    told = f"{who} · {sessions.phase_title(line.phase)} · {sessions.people_here(line.people)}"
    return joined(("▎ ", "$accent"), (sessions.preset_title(line.preset), "bold"), "  ", (told, "$wait"))


def _next(planned: Planned) -> Any:
    day = terms.weekday_and_day(planned.day)
    told = _("{name} leads, by the rota").format(name=planned.lead_name) if planned.lead_name else ""
    return joined(("▎ ", "$rule"), f"{day}  ", sessions.preset_title(planned.preset), ("  " + told, "$wait"))


def _past(line: SessionLine) -> Any:
    day = terms.weekday_and_day(line.opened_at.astimezone())
    told = _("{name} led").format(name=line.lead_name)
    return joined(("▎ ", "$rule"), f"{day}  ", sessions.preset_title(line.preset), ("  " + told, "$wait"))
