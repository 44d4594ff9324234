"""Help: the keys of the screen beneath, how scoring works in ten lines, and the rubric. Sources: rules 1-7."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from trainer.domain.kinds import AnswerStatus
from trainer.domain.rubric import HIGHEST_LEVEL, NOTES_FOR_RATERS, STANDARD
from trainer.locale import N_, _, terms
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import Line, Lines, width_of, wrapped
from trainer.tui.widgets.reading import Reading

RULES = (
    N_("You write as many variants as you can and star one. Only that one is sent and rated."),
    N_("At zero there are 15 seconds of grace; then the starred text, or the last one, is sent as it stands."),
    N_("Colleagues rate it by the rubric, blind: they do not see who wrote, you do not see who rated."),
    N_("Three ratings make a score from 0 to 100; in a small team two do."),
    N_("Strict and mild raters are evened out in it; ± says how far off so few ratings may be."),
    N_("From 50 points, in time and with no confirmed critical flag, a card is to standard."),
    N_("Your level: how many of your last 20 cards within 180 days were. The target is 80 %."),
    N_("So few cards can't tell everything: the thick line shows between where and where the truth may lie."),
    N_("A card that you pick counts for quality only; “try again” counts for nothing but you."),
    N_("A passed card is a miss, and so is time up with nothing written. Nobody is ranked, ever."),
    N_("All of it is practice: learning, not a verdict on your work."),
)


class HelpScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("help.back", "escape,enter", "back", N_("back"), N_("Back to where you were")),
        Command("help.down", "down", "scroll(1)", N_("down"), foot=False),
        Command("help.up", "up", "scroll(-1)", N_("up"), foot=False),
        Command("help.read", "pagedown,space", "page(1)", N_("read on"), foot=False),
        Command("help.back_up", "pageup", "page(-1)", N_("read up"), foot=False),
    )
    is_overlay = True
    shown_by = "help"
    DEFAULT_CSS = """
    HelpScreen Reading { padding-top: 1; scrollbar-background: $background; scrollbar-color: $rule; }
    """

    def compose_body(self) -> Iterable[Widget]:
        with Reading(id="text"):
            yield Lines(lambda width, _height: help_lines(self._beneath(), width))

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Help"), _("PgDn reads on, Esc leads back"))

    def commands(self) -> tuple[Command, ...]:
        return self.COMMANDS

    def action_back(self) -> None:
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        self.query_one("#text", Reading).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        text = self.query_one("#text", Reading)
        (text.scroll_page_down if by > 0 else text.scroll_page_up)(animate=False)

    def _beneath(self) -> Sequence[Command]:
        """The commands of the screen that help was asked on."""
        under = [each for each in self.app.screen_stack if isinstance(each, Page) and each is not self]
        return under[-1].commands() if under else ()


def help_lines(commands: Sequence[Command], width: int) -> list[Line]:
    """Keys, ten lines on scoring, the rubric with its words, the notes for raters; for the page beneath."""
    inner = min(width, 96)
    lines = [*_title(_("Keys here")), *_keys(commands, inner)]
    lines += [plain(""), *_title(_("How it counts"))]
    for number, rule in enumerate(RULES, start=1):
        head = joined((f"{number:>2}  ", "$accent"))
        for position, line in enumerate(wrapped(_(rule), inner - 4)):
            lines.append((head if not position else plain("    ")) + line)
    lines += [plain(""), *_title(_("The rubric: what would this customer write back?"))]
    for each in STANDARD:
        weight = _("weight {n}").format(n=f"{each.weight:g}")
        lines.append(joined((terms.criterion(each), "bold"), "  ", (weight, "$wait")))
        for level in range(HIGHEST_LEVEL + 1):
            head = joined(f"  {level + 1} ", (f"{terms.level(level)}: ", "$wait"))
            folded = wrapped(terms.anchor(each, level), inner - head.cell_length)
            lines += [(head if not at else plain(" " * head.cell_length)) + line for at, line in enumerate(folded)]
    lines += [plain(""), *_title(_("Notes for raters"))]
    lines += [line for note in NOTES_FOR_RATERS for line in wrapped(_(note), inner)]
    lines += [
        plain(""),
        plain(_("Names are hidden from colleagues; whoever owns the database file can read it."), "$wait"),
    ]
    lines += [
        plain(
            _("An answer that nobody rated within 7 days: {words}.").format(
                words=terms.answer_status(AnswerStatus.UNSCORED)
            ),
            "$wait",
        )
    ]
    return [Line(line) for each in lines for line in each.wrap(width)]


def _title(words: str) -> list[Content]:
    return [plain(words, "bold $accent")]


def _keys(commands: Sequence[Command], width: int) -> list[Content]:
    """A line a command: its keys, then what it does; commands without a key say that they are in the menu."""
    rows = [(each.shown_key if each.key else _("menu"), each.help_text()) for each in commands]
    column = max((width_of(key) for key, _words in rows), default=0)
    return [
        joined((key + " " * (column - width_of(key)) if not at else " " * column, "$accent"), "  ", line)
        for key, words in rows
        for at, line in enumerate(wrapped(words, max(8, width - column - 2)))
    ]
