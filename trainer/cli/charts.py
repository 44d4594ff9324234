"""Charts for a terminal without a screen: one fixed scale, letters that every terminal has, the numbers beside them."""

from collections.abc import Sequence

from trainer.domain.levels import ServiceLevel
from trainer.domain.progress import OwnCriterion
from trainer.domain.teamwork import TeamLevel
from trainer.locale import _, terms

WIDE = 50
ROWS = (90, 70, 50, 30, 10)
"""Middles of the five bands of 20 points that a score is drawn in."""


def level_line(level: ServiceLevel | TeamLevel) -> str:
    """0 to 100 % in 51 places: = what the cards can tell, o the share, | the target. Empty under 5 cards."""
    if level.low is None or level.high is None or not level.eligible:
        return ""
    marks = ["-"] * (WIDE + 1)
    for place in range(_at(level.low), _at(level.high) + 1):
        marks[place] = "="
    marks[_at(level.target)] = "|"
    marks[_at(level.hits / level.eligible)] = "o"
    legend = _("o your share, = what the cards can tell, | target {target}").format(target=terms.percent(level.target))
    return f"0 {''.join(marks)} 100   {legend}"


def trend_lines(scores: Sequence[float], line: Sequence[float]) -> list[str]:
    """The last 50 scores of the season as dots, the smoothed line as stars, five rows of 20 points each."""
    dots, stars = scores[-WIDE:], line[-WIDE:]
    if len(dots) < 2:
        return []
    rows = []
    for middle in ROWS:
        marks = [
            "*" if _row(star) == middle else "." if _row(dot) == middle else " "
            for dot, star in zip(dots, stars, strict=True)
        ]
        rows.append(f"{middle:>3} {''.join(marks).rstrip()}")
    return rows


def bars(criteria: Sequence[OwnCriterion]) -> list[str]:
    """A bar a criterion, one # for 4 points, + where the team's middle is."""
    known = [each for each in criteria if each.own is not None]
    titles = [_(each.title) for each in known]
    wide = max(map(len, titles), default=0)
    drawn = []
    for each, title in zip(known, titles, strict=True):
        own = each.own or 0.0
        marks = ["#" if place < round(own / 4) else "." for place in range(26)]
        if each.team is not None:
            marks[max(0, min(25, round(each.team / 4)))] = "+"
        drawn.append(f"{title:<{wide}} {''.join(marks)} {terms.score(own)}")
    return drawn


def _at(share: float) -> int:
    return round(WIDE * max(0.0, min(1.0, share)))


def _row(points: float) -> int:
    return ROWS[max(0, min(4, 4 - int(max(0.0, min(99.9, points)) // 20)))]
