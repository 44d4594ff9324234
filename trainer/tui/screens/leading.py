"""The lead's desk for scores: critical flags to look at, answers that wait for ratings, scores of the last weeks.

Nobody's name is on it, neither who wrote nor who rated. Sources: rules 3, 7.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from textual import events, on
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList

from trainer.domain.ids import AnswerId
from trainer.domain.rubric import CriticalFlag
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.locale.quoting import quoted
from trainer.services import leading
from trainer.services.leading import FlaggedAnswer, RatingQueue, ScoredAnswer, WaitingAnswer
from trainer.services.rating import LONGEST_LINE
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.choices import Choice, Choices
from trainer.tui.widgets.line_form import LineForm
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.lines import Line, Lines, width_of, wrapped
from trainer.tui.widgets.reading import Reading

Listed = FlaggedAnswer | WaitingAnswer | ScoredAnswer


class View(StrEnum):
    FLAGS = "flags"
    WAITING = "waiting"
    SCORED = "scored"


NAMES = {View.FLAGS: N_("Flags"), View.WAITING: N_("Waiting"), View.SCORED: N_("Scored")}
NOTHING = {
    View.FLAGS: N_("No critical flag waits for your word."),
    View.WAITING: N_("No answer waits for ratings."),
    View.SCORED: N_("No score was published in the last weeks."),
}
QUESTIONS = {
    "confirm": N_("Confirm the flag: it counts as not yet, the score stays. A word why, if you like (Enter confirms):"),
    "dismiss": N_("Dismiss the flag, whoever set it. A word why, if you like (Enter dismisses):"),
    "score": N_("The score that counts from now on, 0 to 100; the published one stays beside it:"),
    "why": N_("Why? The author reads it beside both scores:"),
}
NOT_NAMED = {"score": N_("A score is a number from 0 to 100.")}

CSS = """
LeadingScreen #desk { layout: vertical; height: 1fr; }
LeadingScreen #views { height: 3; padding: 1 1 0 1; }
LeadingScreen #answers { height: auto; max-height: 40%; margin: 0 1 1 1; }
LeadingScreen #detail { height: 1fr; scrollbar-background: $background; scrollbar-color: $rule; }
LeadingScreen #note { height: auto; min-height: 1; }
LeadingScreen.-wide #desk { layout: horizontal; }
LeadingScreen.-wide #answers { width: 2fr; height: 1fr; max-height: 100%; }
LeadingScreen.-wide #detail { width: 3fr; }
"""


class LeadingScreen(Page[None]):
    COMMANDS = (
        Command("leading.confirm", "f5", "confirm", N_("confirm"), N_("Confirm the critical flag")),
        Command("leading.dismiss", "f6", "dismiss_flag", N_("dismiss"), N_("Dismiss the critical flag")),
        Command("leading.resolve", "f5", "resolve", N_("publish"), N_("Publish it with the ratings that are there")),
        Command("leading.override", "f5", "override", N_("amend"), N_("Give it another score, with a reason")),
        Command("leading.right", "right,tab", "turn(1)", N_("next list"), N_("Flags, waiting, scored: the next list")),
        Command("leading.left", "left", "turn(-1)", N_("last list"), foot=False, menu=False),
        Command("leading.read", "pagedown", "read(1)", N_("read on"), N_("Read the answer further down"), foot=False),
        Command("leading.up", "pageup", "read(-1)", N_("read up"), N_("Read the answer further up"), foot=False),
        Command("leading.home", "escape", "home", N_("home"), N_("Back home")),
    )
    DEFAULT_CSS = CSS
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's own type

    def __init__(self, view: str = "") -> None:
        """`view`: the list to begin with; empty: the first that asks for the lead's word."""
        super().__init__()
        self._view = View(view) if view else View.FLAGS
        self._wanted = bool(view)
        self._lists: dict[View, tuple[Listed, ...]] = {}
        self._queue: RatingQueue | None = None
        self._note = self._refused = ""
        self._score = 0.0

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_views, id="views")
        with Container(id="desk"):
            yield Choices(id="answers")
            with Reading(id="detail"):
                yield Lines(self._draw_detail)
        yield Lines(self._draw_note, id="note")
        yield LineForm(LONGEST_LINE, id="line")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Ratings of the team"), _("nobody's name is here"))
        self.query_one("#answers", Choices).focus()
        self.run_worker(self._load(first=True), group="leading")

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self._fill)

    async def _load(self, *, first: bool = False) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None, "somebody sits here once the app is ready"
        try:
            self._queue = await app.use(leading.rating_queue, app.person.id)
            flagged = await app.use(leading.flagged_answers, app.person.id)
        except TrainerError as refused:
            self._refused = str(refused)
            self._redraw()
            return
        self._refused = ""
        self._lists = {View.FLAGS: flagged, View.WAITING: self._queue.answers, View.SCORED: self._queue.scored}
        if first and not self._wanted:  # what asks for the lead's word comes first
            self._view = next((view for view in View if self._lists[view]), View.FLAGS)
        self._fill()

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def _answers(self) -> tuple[Listed, ...]:
        return self._lists.get(self._view, ())

    @property
    def _chosen(self) -> Listed | None:
        at = self.query_one("#answers", Choices).highlighted
        return self._answers[at] if at is not None and at < len(self._answers) else None

    def _fill(self) -> None:
        choices = self.query_one("#answers", Choices)
        if choices.room:
            choices.show([Choice(str(each.answer_id), _entry(each, choices.room)) for each in self._answers])
        self._redraw()
        self.commands_changed()

    def _redraw(self) -> None:
        for each in self.query(Lines):
            each.refresh(layout=True)

    def _say(self, words: str) -> None:
        self._note = words
        self._redraw()

    def _draw_views(self, width: int, _height: int) -> list[Line]:
        parts: list[Content] = []
        places: list[tuple[int, str]] = []
        at = 1
        for view in View:
            words = f"{_(NAMES[view])} {len(self._lists.get(view, ()))}"
            places.append((at, f"screen.show_view('{view.value}')"))
            parts.append(joined((words, "bold $accent underline" if view is self._view else "$wait"), "   "))
            at += width_of(words) + 3
        return [Line(joined(" ", *parts), places=tuple(places)), Line(joined(" ", _counts(self._queue, width - 2)))]

    def _draw_detail(self, width: int, _height: int) -> list[Line]:
        chosen = self._chosen
        if self._refused:
            return [Line(line) for line in wrapped(self._refused, width, style="$warning")]
        if chosen is None:
            words = _(NOTHING[self._view]) if self._lists else _("Counting…")
            return [Line(line) for line in wrapped(words, width, style="$wait")]
        return detail_lines(chosen, width)

    def _draw_note(self, width: int, _height: int) -> list[Line]:
        return [Line(line) for line in wrapped(self._note, width, style="$warning")] if self._note else []

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        belongs = {
            "confirm": View.FLAGS,
            "resolve": View.WAITING,
            "override": View.SCORED,
        }
        if action in belongs:
            return self.is_mounted and self._view is belongs[action] and self._chosen is not None
        if action == "dismiss_flag":
            return self.is_mounted and bool(_flags_of(self._chosen))
        return super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        views = list(View)
        self.action_show_view(views[(views.index(self._view) + by) % len(views)].value)

    def action_show_view(self, view: str) -> None:
        self._close_line()
        self._view, self._note = View(view), ""
        self._fill()

    def action_read(self, by: int) -> None:
        detail = self.query_one("#detail", Reading)
        (detail.scroll_page_down if by > 0 else detail.scroll_page_up)(animate=False)

    def action_confirm(self) -> None:
        self._ask("confirm")

    def action_dismiss_flag(self) -> None:
        self._ask("dismiss")

    async def action_resolve(self) -> None:
        from trainer.tui.screens.asking import AskScreen

        chosen = self._chosen
        if not isinstance(chosen, WaitingAnswer):
            return

        async def answered(yes: bool | None) -> None:
            if yes:
                await self._decide(leading.resolve, chosen.answer_id)

        await self.app.push_screen(AskScreen(_resolve_question(chosen), yes=_("Publish"), no=_("Wait")), answered)

    def action_override(self) -> None:
        self._ask("score")

    def action_home(self) -> None:
        if self.query_one("#line", LineForm).what:
            self._close_line()
        else:
            self.dismiss(None)

    def _ask(self, what: str) -> None:
        form = self.query_one("#line", LineForm)
        if form.what:  # a second F5 must not empty the line
            return
        self._note = ""
        form.ask(what, _(QUESTIONS[what]), "")
        self._redraw()

    def _close_line(self) -> str:
        words = self.query_one("#line", LineForm).close()
        self.set_focus(self.query_one("#answers", Choices))  # at once: the next question may follow, and must keep it
        return words

    @on(Input.Submitted)
    async def _line_done(self) -> None:
        what, chosen = self.query_one("#line", LineForm).what, self._chosen
        words = self._close_line()
        if chosen is None:
            return
        if what in {"confirm", "dismiss"}:
            flags = _flags_of(chosen)  # those that were read here, even if another one came meanwhile
            await self._decide(leading.rule_flags, chosen.answer_id, confirm=what == "confirm", why=words, flags=flags)
        elif what == "score":
            score = _number(words)
            if score is None:
                self._say(_(NOT_NAMED["score"]))
                return
            self._score = score
            self._ask("why")
        elif what == "why":
            await self._decide(leading.override, chosen.answer_id, self._score, words)

    @on(LineInput.Cleaned)
    def _say_cleaned(self, event: LineInput.Cleaned) -> None:
        self._say(terms.left_out(event.count, event.over))

    @on(OptionList.OptionHighlighted, "#answers")
    def _look_at(self) -> None:
        self.query_one("#detail", Reading).scroll_home(animate=False)
        self._redraw()
        self.commands_changed()

    @on(OptionList.OptionSelected, "#answers")
    async def _main_action(self) -> None:
        await self.run_action({View.FLAGS: "confirm", View.WAITING: "resolve", View.SCORED: "override"}[self._view])

    async def _decide(
        self, decision: Callable[..., object], answer_id: AnswerId, *args: object, **more: object
    ) -> None:
        """One decision of the lead; a refusal is a line."""
        app = self.trainer_app
        assert app.person is not None, "somebody sits here once the app is ready"
        try:
            await app.use(decision, app.person.id, answer_id, *args, **more)
        except TrainerError as refused:
            self._say(str(refused))
            return
        self._note = _("Done. It stands beside what was there before.")
        await self._load()


def detail_lines(chosen: Listed, width: int) -> list[Line]:
    """One answer of a list: what it is about, its text, where it stands."""
    lines = [
        plain(_("The complaint"), "$wait"),
        *wrapped(quoted(chosen.complaint), width, before=joined(("▎ ", "$rule"))),
        plain(_("The answer"), "$wait"),
        *wrapped(chosen.text, width, style="bold", before=joined(("▎ ", "$accent"))),
        plain(""),
    ]
    for words in _standing(chosen):
        lines += wrapped(words, width)
    return [Line(each) for each in lines]


def _flags_of(chosen: Listed | None) -> tuple[CriticalFlag, ...]:
    """Critical flags that the lead may speak on."""
    return () if chosen is None or isinstance(chosen, WaitingAnswer) else chosen.flags


def _entry(each: Listed, width: int) -> Content:
    """`2 of 3   “Nobody warned us…”`: the mark of its list, then the complaint."""
    if isinstance(each, FlaggedAnswer):
        mark = terms.flag(each.flags[0]) if each.flags else ""
        mark = one_line(mark, max(8, width // 2))
    elif isinstance(each, WaitingAnswer):
        mark = _("{n} of {all}").format(n=each.raters, all=each.needed)
    else:
        mark = terms.score(each.score)
    room = max(8, width - width_of(mark) - 4)
    return joined((mark, "bold"), "  ", quoted(one_line(each.complaint, room))).truncate(width, ellipsis=True)


def _standing(chosen: Listed) -> Sequence[str]:
    if isinstance(chosen, FlaggedAnswer):
        flags = _("A rater flagged: {flags}.").format(flags=", ".join(terms.flag(each) for each in chosen.flags))
        done = _("Its score is published; the score stays, whatever you say.") if chosen.published else ""
        return [each for each in (flags, done) if each]
    if isinstance(chosen, WaitingAnswer):
        have = ngettext("{n} of {all} ratings is there.", "{n} of {all} ratings are there.", chosen.raters)
        since = _since_words(chosen.weeks)
        asked = _("Its author asked for one more rating.") if chosen.disputed else ""
        return [each for each in (have.format(n=chosen.raters, all=chosen.needed), since, asked) if each]
    gave = ngettext("{n} rater gave {score}", "{n} raters gave {score} on average", chosen.raters)
    lines = [_("Score {score}.").format(score=terms.score(chosen.score)) + " "]
    lines[0] += gave.format(n=chosen.raters, score=terms.score(chosen.mean)) + "."
    if chosen.amended is not None:
        before = _("Published: {original}.").format(original=terms.score(chosen.amended.original))
        lines.append(f"{before} {quoted(chosen.amended.why)}" if chosen.amended.why else before)
    if chosen.flags:
        flags = ", ".join(terms.flag(each) for each in chosen.flags)
        lines.append(_("It counts as not yet, for a critical flag is confirmed: {flags}.").format(flags=flags))
    return lines


def _since_words(weeks: int) -> str:
    if weeks <= 0:
        return _("It is this week's.")
    return ngettext("It is last week's.", "It is {n} weeks old.", weeks).format(n=weeks)


def _counts(queue: RatingQueue | None, width: int) -> Content:
    if queue is None:
        return plain("")
    given = ngettext("{n} rating this week", "{n} ratings this week", queue.given).format(n=queue.given)
    raters = ngettext("by {n} person", "by {n} people", queue.raters).format(n=queue.raters)
    return plain(one_line(f"{given}, {raters}", width), "$wait")


def _resolve_question(chosen: WaitingAnswer) -> str:
    if chosen.disputed:
        return _("End the wait for one more rating? The published score stays.")
    if not chosen.raters:
        return _("Nobody has rated it yet. End the wait? It is left without a score, and counts nowhere.")
    return ngettext(
        "Publish it now, with the {n} rating that is there? A published score is not recomputed.",
        "Publish it now, with the {n} ratings that are there? A published score is not recomputed.",
        chosen.raters,
    ).format(n=chosen.raters)


def _number(words: str) -> float | None:
    """A score as typed, with a point or a comma; None where it is none from 0 to 100."""
    try:
        score = float(words.replace(",", "."))
    except ValueError:
        return None
    return score if 0 <= score <= 100 else None
