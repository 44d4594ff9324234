"""How one rates, told in private: strict or mild, how wide, how near to the cards' authors. Sources: rules 7 and 8."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from trainer.domain.feedback import RaterFeedback
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, scores, terms
from trainer.services.feedback import rater_feedback
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.bars import balance_bar
from trainer.tui.widgets.lines import Line, Lines, columns, width_of, wrapped
from trainer.tui.widgets.reading import Reading
from trainer.tui.widgets.told_score import criterion_title

WIDEST = 96
MOST = 20.0
"""Points at either end of the strict-mild scale."""
SURE = 1.645
"""Standard errors of a 90 % interval."""


class FeedbackScreen(Page[None]):
    COMMANDS = (
        Command("feedback.back", "escape,enter", "back", N_("back"), N_("Back")),
        Command("feedback.read", "pagedown,down", "read(1)", N_("read on"), N_("Read further down"), foot=False),
        Command("feedback.back_up", "pageup,up", "read(-1)", N_("read up"), N_("Read further up"), foot=False),
    )
    DEFAULT_CSS = "FeedbackScreen Reading { padding-top: 1; }"
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._told: RaterFeedback | None = None
        self._refused = ""

    def compose_body(self) -> Iterable[Widget]:
        with Reading(id="told"):
            yield Lines(self._draw)

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("How you rate"), _("only you see this"))
        self.run_worker(self._load(), group="feedback")

    async def _load(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None, "somebody sits here once the app is ready"
        try:
            self._told = await app.use(rater_feedback, app.person.id)
        except TrainerError as refused:
            self._refused = str(refused)
        self.query_one(Lines).refresh(layout=True)

    def _draw(self, width: int, _height: int) -> list[Line]:
        if self._refused:
            return [Line(line) for line in wrapped(self._refused, width, style="$warning")]
        return feedback_lines(self._told, min(width, WIDEST)) if self._told else [Line(plain(_("Counting…"), "$wait"))]

    def action_read(self, by: int) -> None:
        told = self.query_one("#told", Reading)
        (told.scroll_page_down if by > 0 else told.scroll_page_up)(animate=False)

    def action_back(self) -> None:
        self.dismiss(None)


def feedback_lines(told: RaterFeedback, width: int) -> list[Line]:
    """The page from top to bottom. Numbers from 10 ratings on; it changes no score, and says so."""
    given = ngettext("{n} rating of yours in the last 8 weeks", "{n} ratings of yours in the last 8 weeks", told.given)
    lines = [plain(given.format(n=told.given), "bold"), plain("")]
    if told.leniency is None or told.leniency_error is None:
        left = max(1, told.needed - told.given)
        early = ngettext(
            "{n} more rating, and you see here how strict or mild you are beside your colleagues.",
            "{n} more ratings, and you see here how strict or mild you are beside your colleagues.",
            left,
        )
        lines += wrapped(early.format(n=left), width)
    else:
        lines += _leniency(told.leniency, told.leniency_error, width)
    lines += [*_habits(told, width), plain("")]
    if told.agreement:
        lines += [
            plain(_("How far your team agrees, criterion by criterion"), "$accent bold"),
            *_agreements(told, width),
        ]
        lines.append(plain(""))
    last = _("None of this changes a score by itself. Your lead sees how many ratings were given, nothing else.")
    return [Line(each) for each in [*lines, *wrapped(last, width, style="$wait")]]


def _leniency(leniency: float, error: float, width: int) -> list[Content]:
    """Strict or mild, first in words, then on a fixed scale; within what the ratings can tell it is neither."""
    points, margin = round(abs(leniency)), max(1, round(SURE * error))
    about = ngettext("{n} point", "{n} points", points).format(n=points)
    if abs(leniency) <= SURE * error or not points:
        words = _("About as strict as your colleagues, as far as so many ratings can tell.")
    elif leniency > 0:
        words = _("You give about {points} more than your colleagues for the same answer.").format(points=about)
    else:
        words = _("You give about {points} less than your colleagues for the same answer.").format(points=about)
    sure = ngettext("give or take {n} point", "give or take {n} points", margin).format(n=margin)
    strict, mild = _("strict"), _("mild")
    cells = max(11, min(41, width - width_of(strict) - width_of(mild) - 4))
    bar = balance_bar(leniency, SURE * error, MOST, cells)
    scale = joined((strict, "$wait"), "  ", bar, "  ", (mild, "$wait"))
    return [*wrapped(words, width), plain(""), scale, plain(sure, "$wait")]


def _habits(told: RaterFeedback, width: int) -> list[Content]:
    lines: list[Content] = []
    if told.spread is not None:
        words = _("Your scores spread by about {own} points.").format(own=round(told.spread))
        if told.team_spread is not None:
            words = _("Your scores spread by about {own} points, your colleagues' by {team}.").format(
                own=round(told.spread), team=round(told.team_spread)
            )
        lines += wrapped(words, width)
    if told.alignment is not None:
        words = ngettext(
            "Your levels and the card author's were {share} alike in {n} answer.",
            "Your levels and the card authors' were {share} alike in {n} answers.",
            told.gold_rated,
        )
        lines += wrapped(words.format(share=terms.percent(told.alignment), n=told.gold_rated), width)
    if told.flat:
        gently = _(
            "Your scores lie close together lately. Each answer is another one: 1 and 5 are there for what stands out."
        )
        lines += wrapped(gently, width, style="$warning")
    return [plain(""), *lines] if lines else []


def _agreements(told: RaterFeedback, width: int) -> list[Content]:
    titles = [criterion_title(each.name, each.title) for each in told.agreement]
    size = min(16, max(map(width_of, titles)))
    room = max(0, width - size - 2)
    return [
        columns([(plain(title), size), (plain(scores.agreement(each.agreement), "$wait"), room)])
        for title, each in zip(titles, told.agreement, strict=True)
    ]
