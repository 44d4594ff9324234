"""After the warm-up: what the card's author expected beside what one gave, and why. Source: rules 4 and 7."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget

from trainer.locale import N_, _, terms
from trainer.services.calibrating import WarmUpResult
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import Line, Lines, columns, width_of, wrapped
from trainer.tui.widgets.reading import Reading

LONGEST_TITLE = 16
WIDEST = 96


class WarmUpScreen(Page[None]):
    """Enter goes on to colleagues' answers."""

    COMMANDS = (
        Command("warm_up.on", "enter,f5", "go_on", N_("go on"), N_("Go on to the answers of colleagues")),
        Command("warm_up.read", "pagedown,down", "read(1)", N_("read on"), N_("Read further down"), foot=False),
        Command("warm_up.back_up", "pageup,up", "read(-1)", N_("read up"), N_("Read further up"), foot=False),
        Command("warm_up.home", "escape", "go_on", N_("go on"), foot=False, menu=False),
    )
    DEFAULT_CSS = "WarmUpScreen Reading { padding-top: 1; }"
    AUTO_FOCUS = ""

    def __init__(self, results: Sequence[WarmUpResult]) -> None:
        super().__init__()
        self._results = tuple(results)

    def compose_body(self) -> Iterable[Widget]:
        with Reading(id="results"):
            yield Lines(lambda width, _height: result_lines(self._results, width))

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Warm-up"), _("only you see this; it counts nowhere"))

    def action_read(self, by: int) -> None:
        results = self.query_one("#results", Reading)
        (results.scroll_page_down if by > 0 else results.scroll_page_up)(animate=False)

    def action_go_on(self) -> None:
        self.dismiss(None)


def result_lines(results: Sequence[WarmUpResult], width: int) -> list[Line]:
    """Each answer with a row a criterion: one's own level, the expected one, and both in words where they differ."""
    inner = min(width, WIDEST)
    told = wrapped(_("The cards' authors wrote these answers and say here what they expect, and why."), inner)
    lines = [*told, plain("")]
    for result in results:
        head = _("A strong answer") if result.strong else _("A weaker answer")
        lines += [plain(head, "bold $accent"), *wrapped(_alike(result), inner, style="$wait")]
        lines += wrapped(result.text, inner, before=joined(("▎ ", "$rule")))
        lines += [plain(""), *_rows(result, inner)]
        if result.why:
            lines += wrapped(_("Why: ") + result.why, inner)
        lines.append(plain(""))
    return [Line(each) for each in lines]


def _alike(result: WarmUpResult) -> str:
    """How many criteria are the same, in a count."""
    both = [name for name in result.expected if name in result.given]
    same = sum(result.given[name] == result.expected[name] for name in both)
    near = sum(abs(result.given[name] - result.expected[name]) <= 1 for name in both)
    return _("{same} of {all} the same, {near} within one level").format(same=same, all=len(both), near=near)


def _rows(result: WarmUpResult, width: int) -> list[Content]:
    shown = [each for each in result.criteria if each.name in result.expected]
    titles = min(LONGEST_TITLE, max((width_of(terms.criterion(each)) for each in shown), default=0))
    you, expected = _("you"), _("expected")
    sizes = max(width_of(you), 1), max(width_of(expected), 1)
    heads = [(plain(""), titles), (plain(you, "$wait"), sizes[0]), (plain(expected, "$wait"), sizes[1])]
    lines = [columns(heads)]
    for each in shown:
        wanted, given = result.expected[each.name], result.given.get(each.name)
        apart = given is not None and abs(given - wanted) > 1
        own = plain("–" if given is None else str(given + 1), "bold $warning" if apart else "bold")
        room = max(0, width - titles - sum(sizes) - 6)
        words = wrapped(terms.anchor(each, wanted), max(8, room), style="" if apart else "$wait") or [plain("")]
        cells = [(plain(terms.criterion(each)), titles), (own, sizes[0]), (plain(str(wanted + 1), "bold"), sizes[1])]
        lines.append(columns([*cells, (words[0], room)]))
        lines += [joined(" " * (width - room), line) for line in words[1:]]
    return lines
