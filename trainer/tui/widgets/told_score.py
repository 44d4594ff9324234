"""One's own score as its author reads it: the line, its meaning, criteria beside the team's middle, kind words. Rules 3, 7."""

from collections.abc import Sequence

from textual.content import Content

from trainer.domain.feedback import OwnRating
from trainer.domain.rubric import OPTIONAL, STANDARD, band
from trainer.domain.telling import CRITERIA_FROM, ToldCriterion, ToldScore
from trainer.locale import _, ngettext, scores, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, plain
from trainer.tui.widgets.bars import NARROWEST, score_bar
from trainer.tui.widgets.case import SMALL_TEAM
from trainer.tui.widgets.lines import columns, width_of, wrapped

BAR = 16
LONGEST_TITLE = 16
WIDEST = 96
_TITLES = {each.name: each.title for each in (*STANDARD, *OPTIONAL)}

Parts = list[tuple[str, Content]]
"""A page from top to bottom: (class of the line, its text)."""


def score_parts(told: ToldScore, width: int) -> Parts:
    """What colleagues found: nobody's name, no single rating, nothing below three ratings but the total."""
    line = scores.score_line(told)
    line = line[:1].upper() + line[1:]
    parts: Parts = [
        ("head", plain(_("What your colleagues say"))),
        ("body", joined((terms.score(told.score), "bold $accent"), (f"  {terms.band(band(told.score))}", "bold"))),
        ("body", Content("\n").join(wrapped(line, max(20, min(WIDEST, width))))),
    ]
    if told.amended is not None:
        parts.append(("body", plain(scores.amendment_line(told, told.amended), "$accent")))
    parts.append(("aside", plain(scores.score_meaning(told))))
    if told.criteria:
        parts.append(("body -next", Content("\n").join(criterion_lines(told.criteria, width))))
    elif told.raters < CRITERIA_FROM:
        words = _("From {n} ratings on you also see each criterion.").format(n=CRITERIA_FROM)
        parts.append(("aside", plain(words)))
    return [*parts, *_kind_words(told), *_small_team(told)]


def own_parts(own: OwnRating) -> Parts:
    """How the author sees the own answer beside the gold one: where it goes as far, where gold goes further, in its words."""
    parts: Parts = [("head", plain(_("How you see it, beside a gold answer")))]
    if own.alike:
        names = ", ".join(terms.criterion(each) for each in own.alike)
        parts.append(("body", plain(_("As far as the gold answer: {names}.").format(names=names))))
    if own.further:
        parts.append(("body", plain(_("What the gold answer adds, the widest step first:"))))
    for each in own.further:
        words = _("{criterion}, from {own} to {gold}: {anchor}").format(
            criterion=terms.criterion(each),
            own=own.given[each.name] + 1,
            gold=own.gold[each.name] + 1,
            anchor=terms.anchor(each, own.gold[each.name]),
        )
        parts.append(("body", plain(words)))
    return [*parts, ("aside", plain(_("Only you see this; it counts nowhere.")))]


def criterion_lines(criteria: Sequence[ToldCriterion], width: int) -> list[Content]:
    """`Heard  ▇▇▇▇▇▇▇▁▁  78.0  ┃ team 70.0`, a line each; the team's middle also stands on the bar as a mark."""
    titles = min(LONGEST_TITLE, max(width_of(criterion_title(each.name, each.title)) for each in criteria))
    longest = width_of(_("team {score}").format(score=terms.score(100.0)))
    cells_of_bar = max(NARROWEST, min(BAR, width - titles - longest - 13))
    lines = []
    for each in criteria:
        middle = each.team_middle
        beside = _("team {score}").format(score=terms.score(middle)) if middle is not None else ""
        bar = score_bar(each.score, cells_of_bar, mark=middle)
        score = plain(f"{terms.score(each.score):>5}", "bold")
        cells = columns([(plain(criterion_title(each.name, each.title)), titles), (bar, cells_of_bar), (score, 5)])
        mark = joined("  ", ("┃ ", "$warning"), (beside, "$wait")) if beside else plain("")
        lines.append((cells + mark).rstrip())
    return lines


def criterion_title(name: str, title: str) -> str:
    """A criterion of the rubric in the language of the screen; a card's own stays in its author's words."""
    return _(_TITLES[name]) if name in _TITLES else title


def _kind_words(told: ToldScore) -> Parts:
    parts: Parts = []
    if told.laughed:
        laughed = ngettext("It made {n} colleague laugh.", "It made {n} colleagues laugh.", told.laughed)
        parts.append(("body", plain(laughed.format(n=told.laughed))))
    parts += [("body", joined((_("Worth stealing: "), "$wait"), quoted(text))) for text in told.stolen]
    parts += [("body", plain(quoted(text))) for text in told.comments]
    return [("body -next" if not at else kind, text) for at, (kind, text) in enumerate(parts)]


def _small_team(told: ToldScore) -> Parts:
    if not 0 < told.team_size < SMALL_TEAM:
        return []
    words = ngettext(
        "With {n} person in the team, scores can be guessed.",
        "With {n} people in the team, scores can be guessed.",
        told.team_size,
    )
    return [("look", plain(words.format(n=told.team_size)))]
