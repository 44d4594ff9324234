"""Figures as SVG: a fixed scale of 0-100, drawn with the page's own colours, each with its words inside for those who listen.

No script, no font, no outside address; classes are coloured by the page (html.py) and stay readable in grey.
"""

from collections.abc import Sequence
from html import escape

from trainer.domain.levels import ServiceLevel
from trainer.domain.progress import OwnCriterion
from trainer.domain.reveals import Point
from trainer.domain.teamwork import TeamLevel
from trainer.locale import _, terms

WIDE, TALL = 640, 200
LEFT, RIGHT, BESIDE = 40, 28, 120
NEAR = 10
"""Points below which two labels would touch."""
INNER = WIDE - LEFT - RIGHT


def interval(level: ServiceLevel | TeamLevel, words: str) -> str:
    """The share of cards to standard on its line of 0-100 %, what the cards can tell as a bar, the target as a tick."""
    if level.low is None or level.high is None or not level.eligible:
        return ""
    share = level.hits / level.eligible
    low, high, here, target = (_x(each) for each in (level.low, level.high, share, level.target))
    parts = [
        _line(LEFT, 30, LEFT + INNER, 30, "axis"),
        f'<rect class="can-tell" x="{low:.1f}" y="24" width="{high - low:.1f}" height="12" rx="6"/>',
        _line(target, 14, target, 46, "target"),
        _text(target, 10, _("target {target}").format(target=terms.percent(level.target)), "middle"),
        f'<circle class="here" cx="{here:.1f}" cy="30" r="7"/>',
        *(_text(_x(each), 62, terms.percent(each), "middle") for each in (0.0, 0.25, 0.5, 0.75, 1.0)),
    ]
    return _figure(72, words, parts)


def trend(scores: Sequence[float], line: Sequence[float], start: float | None, wanted: float | None, words: str) -> str:
    """Every score as a dot, the smoothed line, the level at the start and the level from which the rise is clear."""
    if len(scores) < 2:
        return ""
    across = INNER - BESIDE
    step = across / (len(scores) - 1)
    at = [(LEFT + place * step) for place in range(len(scores))]
    parts = [
        *(_line(LEFT, _y(each), LEFT + across, _y(each), "axis") for each in (0, 25, 50, 75, 100)),
        *(_text(LEFT - 6, _y(each) + 4, str(each), "end") for each in (0, 25, 50, 75, 100)),
        *(f'<circle class="dot" cx="{x:.1f}" cy="{_y(y):.1f}" r="2.5"/>' for x, y in zip(at, scores, strict=True)),
        f'<polyline class="line" points="{" ".join(f"{x:.1f},{_y(y):.1f}" for x, y in zip(at, line, strict=True))}"/>',
    ]
    levels = [(start, _("where it began")), (wanted, _("clear rise"))]
    told = [(value, label) for value, label in levels if value is not None and 0 <= value <= 100]
    for value, label in told:
        parts.append(_line(LEFT, _y(value), LEFT + across, _y(value), "target"))
        parts.append(
            _text(LEFT + across + 8, _y(value) + _apart(value, [each for each, _label in told]), label, "start")
        )
    return _figure(TALL, words, parts)


def criteria(found: Sequence[OwnCriterion], words: str) -> str:
    """A bar a criterion, the team's middle as a tick on it."""
    known = [each for each in found if each.own is not None]
    parts = []
    for place, each in enumerate(known):
        top = 8 + place * 26
        own = max(0.0, min(100.0, each.own or 0.0))
        width = (INNER - 130) / 100
        left = LEFT + 100
        parts += [
            _text(left - 8, top + 13, _(each.title), "end"),
            f'<rect class="room" x="{left}" y="{top}" width="{100 * width:.1f}" height="18"/>',
            f'<rect class="bar" x="{left}" y="{top}" width="{own * width:.1f}" height="18"/>',
            _text(left + 100 * width + 6, top + 13, terms.score(own), "start"),
        ]
        if each.team is not None:
            x = left + max(0.0, min(100.0, each.team)) * width
            parts.append(_line(x, top - 3, x, top + 21, "target"))
    return _figure(12 + 26 * len(known), words, parts) if known else ""


def works_and_laughed(points: Sequence[Point], words: str) -> str:
    """An answer a dot with its letter: how well it works across (0-100), who laughed up (0-100 %)."""
    scored = [(each.label, each.works, each.laughed) for each in points if each.works is not None]
    if not scored:
        return ""
    parts = [
        _line(LEFT, 12, LEFT, TALL - 12, "axis"),
        _line(LEFT, TALL - 12, LEFT + INNER, TALL - 12, "axis"),
        _text(LEFT + INNER, TALL + 4, _("works"), "end"),
        _text(LEFT + 4, 10, _("laughed"), "start"),
    ]
    for label, works, laughed in scored:
        x, y = _x(works / 100), _y(laughed * 100)
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
        parts.append(_text(x + 8, y + 4, label, "start"))
    return _figure(TALL + 8, words, parts)


def _figure(height: int, words: str, parts: Sequence[str]) -> str:
    inside = "".join(parts)
    label = escape(words, quote=True)
    return f'<svg viewBox="0 0 {WIDE} {height}" role="img" aria-label="{label}"><title>{label}</title>{inside}</svg>'


def _apart(value: float, levels: Sequence[float]) -> float:
    """How far a label stands beneath its level, so that two near ones don't lie on each other."""
    near = [each for each in levels if each != value and abs(each - value) < NEAR]
    return 4.0 if not near else -3.0 if value > near[0] else 12.0


def _x(share: float) -> float:
    return LEFT + INNER * max(0.0, min(1.0, share))


def _y(points: float) -> float:
    return 12 + (TALL - 24) * (1 - max(0.0, min(100.0, points)) / 100)


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
