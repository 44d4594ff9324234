"""Own criteria as bars on a fixed scale from 0 to 100, the team's middle as a mark on each. Source: rules 7, screens."""

from collections.abc import Sequence

from textual.content import Content

from trainer.domain.progress import OwnCriterion
from trainer.locale import _, terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.bars import NARROWEST, score_bar
from trainer.tui.widgets.lines import columns, width_of

LONGEST_TITLE, LONGEST_BAR = 18, 40


def criterion_bars(criteria: Sequence[OwnCriterion], width: int) -> list[Content]:
    """`Heard  ▇▇▇▇▇▇▇┃▁▁  72.0  ┃ team 77.6`, a line of at most `width` cells each, all bars of one length."""
    titles = min(LONGEST_TITLE, max((width_of(_(each.title)) for each in criteria), default=0))
    beside = max(width_of(_beside(each)) for each in criteria) if criteria else 0
    cells = max(NARROWEST, min(LONGEST_BAR, width - titles - 5 - beside - 8))
    lines = []
    for each in criteria:
        title = (plain(_(each.title)), titles)
        if each.own is None:
            told = _("too few raters")
            rest = columns([(plain("▁" * cells, "$rule"), cells), (plain(told, "$wait"), width - titles - cells - 4)])
            lines.append((columns([title]) + plain("  ") + rest).rstrip())
            continue
        bar = score_bar(each.own, cells, mark=each.team)
        score = plain(f"{terms.score(each.own):>5}", "bold")
        mark = joined("  ", ("┃ ", "$warning"), (_beside(each), "$wait")) if each.team is not None else plain("")
        lines.append((columns([title, (bar, cells), (score, 5)]) + mark).rstrip())
    return lines


def _beside(each: OwnCriterion) -> str:
    return "" if each.team is None else _("team {score}").format(score=terms.score(each.team))
