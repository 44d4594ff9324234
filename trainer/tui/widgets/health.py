"""The last weeks of the programme: how many of the invited practised in each, on a fixed scale from none to all; never who."""

from textual.content import Content

from trainer.domain.teams import Health
from trainer.locale import _, ngettext, pages
from trainer.tui.text import joined, plain
from trainer.tui.widgets.bars import score_bar
from trainer.tui.widgets.lines import width_of, wrapped

LONGEST_BAR = 40


def health_lines(health: Health, width: int) -> list[Content]:
    """A line a week, the running one first, and over them the sentence of the page."""
    lines = [plain(""), *wrapped(pages.health_sentence(health), width), plain("")]
    weeks = [_week(back) for back in range(len(health.by_week))]
    longest = max(map(width_of, weeks), default=0)
    for name, people in zip(weeks, reversed(health.by_week), strict=True):
        count = _("{n} of {all}").format(n=people, all=health.invited)
        bar = score_bar(100 * people / max(1, health.invited), min(LONGEST_BAR, width - longest - width_of(count) - 4))
        lines.append(joined((name + " " * (longest - width_of(name) + 2), "$wait"), bar, f"  {count}"))
    return lines


def _week(back: int) -> str:
    if not back:
        return _("this week")
    return ngettext("{n} week ago", "{n} weeks ago", back).format(n=back)
