"""One's own page as blocks, each a number that can be opened: first the count and its bar, then the line, then what to do.

Pure: (page, width, height) -> blocks, so every size and state is tested without a screen. Nobody else's number and no rank is
in it (rules 7). Sources: rules 6, 7, 8; screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from trainer.domain.evidence import OwnNumber
from trainer.domain.kinds import Outcome
from trainer.domain.levels import LevelStatus
from trainer.domain.mastery import Stage
from trainer.domain.progress import NextPractice, OwnPage, TypeMastery
from trainer.domain.trends import QUALITY_FROM, Direction
from trainer.locale import _, pages, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, plain
from trainer.tui.widgets.bands import band_bar, band_names
from trainer.tui.widgets.bars import score_bar
from trainer.tui.widgets.choices import Choice
from trainer.tui.widgets.criteria import criterion_bars
from trainer.tui.widgets.interval import interval_figure, interval_line, legend
from trainer.tui.widgets.lines import columns, width_of, wrapped
from trainer.tui.widgets.outcomes import MARKS, outcome_legend
from trainer.tui.widgets.trends import Course, trend_figure, trend_legend

NEXT, RATE = "next", "rate"
"""Blocks that do something instead of being opened."""
WIDEST_FIGURE = 72
WIDEST_BLOCK = 96
LEAST_ROWS, TALLEST_TREND = 3, 13
LOW, TALL = 20, 30
"""Lines of the list from which there is air, and from which there is room for scales and legends."""
SHORTEST_BAR, LONGEST_BAR, SHORTEST_NAME, SHARE = 8, 24, 20, 5
GAP = plain("")


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is to draw in."""

    width: int
    """Cells of a block."""
    height: int
    """Lines of the whole list, so that the essentials fit without scrolling."""
    plain_marks: bool = False
    ideas: float | None = None
    """Different variants an answer, counted once for all drawing (rules 1, fluency)."""


def number_id(number: OwnNumber, of: str = "") -> str:
    """The id of a block: "mastery:fear"."""
    return f"{number}:{of}" if of else str(number)


def number_of(block_id: str) -> tuple[OwnNumber, str]:
    """The number that a block shows, and of what: the criterion's name or the complaint type."""
    name, _colon, of = block_id.partition(":")
    return OwnNumber(name), of


def first_blocks(page: OwnPage, room: Room, *, beside: bool = False) -> list[Choice]:
    """What must be seen at once: the level, the line, what to do next, and what stands in the way of it; with the average where
    the rest stands `beside` it."""
    width = min(room.width, WIDEST_BLOCK)
    airy = room.height >= TALL
    level = _level(page, width, room.height)
    upcoming = _next(page.next, width, roomy=room.height >= LOW)
    owed = _owed(page, width)
    average = _average(page, width) if beside else []
    gap = [GAP] if room.height >= LOW else []
    used = len(level) + len(upcoming) + len(owed) + sum(_lines(each) for each in average) + 2 + 2 * len(gap)
    scores = _scores(page, width, room.height - used, plain_marks=room.plain_marks, legend=airy)
    return [
        Choice(number_id(OwnNumber.LEVEL), _block([*level, GAP])),
        Choice(number_id(OwnNumber.TREND), _block([*scores, GAP])),
        *average,
        Choice(NEXT, _block([*upcoming, *gap])),
        *([Choice(RATE, _block([*owed, *gap]))] if owed else []),
    ]


def other_blocks(page: OwnPage, room: Room, *, beside: bool = False) -> list[Choice]:
    """What follows: the average among the bands (unless it stands before), criteria, the kinds of complaint, kind words, the
    weeks."""
    width = min(room.width, WIDEST_BLOCK)
    average = [] if beside else _average(page, width)
    return [
        *average,
        *_criteria(page, width),
        *_kinds(page, width),
        *_words(page, width),
        *_habit(page, width, room.ideas),
    ]


def _lines(block: Choice) -> int:
    return block.content.plain.count("\n") + 1


def _block(lines: Sequence[Content]) -> Content:
    return Content("\n").join(lines)


def _level(page: OwnPage, width: int, height: int) -> list[Content]:
    """The count first, then the line on its fixed scale, then both in words, then the cards as marks."""
    level = page.level
    count = terms.level_count(level)
    marks = _marks(page, width) if height >= LOW else []
    if level.status is LevelStatus.TOO_EARLY:
        return [plain(count, "bold"), *wrapped(terms.level_sentence(level), width), *marks]
    head = joined((count, "bold"), "   ", (terms.level_status(level.status), "bold $accent"))
    if height >= TALL:
        figure = interval_figure(level, min(width, WIDEST_FIGURE))
        return [head, *figure, *legend(level).wrap(width), *wrapped(terms.level_sentence(level), width), *marks]
    told = legend(level, target=True)
    return [head, interval_line(level, min(width, WIDEST_FIGURE)), *told.wrap(width)[:2], *marks]


def _marks(page: OwnPage, width: int) -> list[Content]:
    """One mark a card, oldest first: `● ○ ● ●  ● to standard  ○ not yet`."""
    if not page.outcomes:
        return []
    marks = joined(*(part for each in reversed(page.outcomes) for part in (MARKS[each], " ")))
    told = outcome_legend()
    return [joined(marks, "  ", told) if marks.cell_length + told.cell_length + 2 <= width else marks]


def _scores(page: OwnPage, width: int, room: int, *, plain_marks: bool, legend: bool) -> list[Content]:
    """The half-year: the average, the line, and what the line says in words."""
    words = wrapped(pages.trend_sentence(page.trend, len(page.scores)), width)
    if len(page.scores) < 2:
        return [plain(_("Scores of this half-year"), "bold"), *words]
    direction = page.trend.direction
    head = joined(
        (_("Scores of this half-year"), "bold"),
        "   ",
        ("" if direction is Direction.TOO_EARLY else pages.direction(direction), "bold $accent"),
    ).rstrip()
    course = Course(page.scores, page.line, page.start, page.wanted)
    told = trend_legend(plain_marks=plain_marks, trend=page.start is not None)
    keys = told.wrap(width) if legend else []
    rows = max(LEAST_ROWS, min(TALLEST_TREND, room - len(words) - len(keys) - 1))
    rows -= 1 - rows % 2  # of an odd number 50 is the middle one
    figure = trend_figure(course, min(width, WIDEST_FIGURE), rows, plain_marks=plain_marks)
    return [head, *figure, *keys, *words]


def _next(upcoming: NextPractice | None, width: int, *, roomy: bool) -> list[Content]:
    """The one thing to do next, with its reason and its key."""
    if upcoming is None:
        return [plain(_("The next card is being chosen…"), "$wait")]
    button = joined((f" {_('Enter')} ", "$background on $accent bold"), " ")
    head = joined((_("Next: "), "$accent bold"), pages.next_reason(upcoming))
    first, *others = head.wrap(max(10, width - button.cell_length))
    bar = joined(("▎", "$accent"), " ")
    last = wrapped(pages.last_time(upcoming), width, style="$wait", before=bar) if roomy else []
    return [
        button + first,
        *(joined(" " * button.cell_length, each) for each in others),
        *wrapped(quoted(upcoming.complaint), width, before=bar, most=2 if roomy and not last else 1),
        *last,
    ]


def _owed(page: OwnPage, width: int) -> list[Content]:
    """What stands between the person and their scores: ratings owed, answers that wait, nobody there to rate."""
    told = []
    if not page.colleagues:
        told.append((pages.alone_sentence(), "$wait"))
    if page.owed:
        told.append((_("{sentence} F3 rates.").format(sentence=pages.owed_sentence(page.owed)), "$warning"))
    elif page.waiting:
        told.append((pages.waiting_sentence(page.waiting), "$wait"))
    return [line for words, style in told for line in wrapped(words, width, style=style)]


def _average(page: OwnPage, width: int) -> list[Choice]:
    """The average of the last 20 scores among the bands."""
    quality, cells = page.quality, min(width, WIDEST_FIGURE)
    told = wrapped(pages.quality_sentence(quality), width)
    lines = told if quality.scores < QUALITY_FROM else [*told, band_bar(quality, cells), band_names(cells)]
    return [
        _heading("average", _("Your average")),
        Choice(number_id(OwnNumber.QUALITY), _block([*lines, GAP])),
    ]


def _criteria(page: OwnPage, width: int) -> list[Choice]:
    if all(each.own is None for each in page.criteria):
        told = wrapped(_("From an answer with three raters on, each criterion is told here."), width, style="$wait")
        return [_heading("criteria", _("What raters look at")), _fixed("criteria-none", [*told, GAP])]
    bars = criterion_bars(page.criteria, width)
    last = len(bars) - 1
    return [
        _heading("criteria", _("What raters look at")),
        *(
            Choice(number_id(OwnNumber.CRITERION, each.name), _block([bar, *([GAP] if at == last else [])]))
            for at, (each, bar) in enumerate(zip(page.criteria, bars, strict=True))
        ),
    ]


def _words(page: OwnPage, width: int) -> list[Choice]:
    """Two kind lines at most, of nobody in particular and of no card in particular."""
    if not page.comments:
        return []
    bar = joined(("▎", "$accent"), " ")
    lines = [line for each in page.comments for line in wrapped(quoted(each), width, before=bar, most=3)]
    return [_heading("words", _("What colleagues wrote")), _fixed("comments", [*lines, GAP])]


def _kinds(page: OwnPage, width: int) -> list[Choice]:
    """The kinds of complaint in the order of the closed list: how far each is mastered, and when that fades."""
    names = [terms.complaint_type(each.type) for each in page.masteries]
    stages = max(width_of(words) for words in (_("not tried yet"), *map(pages.mastery_stage, Stage)))
    tail = max(width_of(_tail(page, each)) for each in page.masteries)
    room = width - stages - SHORTEST_BAR - SHARE - 6
    with_tail = room - tail - 2 >= SHORTEST_NAME
    longest = min(max(map(width_of, names)), max(12, room - (tail + 2 if with_tail else 0)))
    cells = width - longest - stages - SHARE - 6 - (tail + 2 if with_tail else 0)
    cells = max(5, min(LONGEST_BAR, cells))
    rows = []
    for each, name in zip(page.masteries, names, strict=True):
        new = not each.answers
        bar = plain("▁" * cells, "$rule") if new else score_bar(each.mastery.mean * 100, cells)
        share = plain("" if new else f"{terms.percent(each.mastery.mean):>5}", "bold")
        stage = plain(_("not tried yet") if new else pages.mastery_stage(each.mastery.stage), "$wait" if new else "")
        row = [(plain(name), longest), (bar, cells), (share, SHARE), (stage, stages)]
        row += [(plain(_tail(page, each), "$wait"), tail)] if with_tail else []
        rows.append(Choice(number_id(OwnNumber.MASTERY, each.type), columns(row).rstrip()))
    rows[-1] = Choice(rows[-1].id, _block([rows[-1].content, GAP]))
    return [_heading("kinds", _("Kinds of complaint")), *rows]


def _tail(page: OwnPage, each: TypeMastery) -> str:
    """When the stage fades, where that is near; else how long ago the last answer was."""
    if each.last_at is None:
        return ""
    return pages.fading_sentence(each.mastery) or pages.days_ago((page.as_of - each.last_at).days)


def _habit(page: OwnPage, width: int, ideas: float | None) -> list[Choice]:
    weeks = joined(
        *(part for each in page.weeks.shown for part in (MARKS[Outcome.HIT if each else Outcome.EXCLUDED], " "))
    )
    lines = [joined(weeks, " ", (_("the last 13 weeks"), "$wait")), *wrapped(pages.weeks_sentence(page.weeks), width)]
    told = [
        pages.own_critical_free_sentence(page.critical_free, page.scored),
        pages.fluency_sentence(ideas, len(page.variants)),
        pages.bar_sentence(page.bar, None),
        pages.guessable_sentence() if page.guessable else "",
    ]
    notes = [each for each in told if each]
    return [
        _heading("habit", _("The habit")),
        Choice(
            number_id(OwnNumber.WEEKS),
            _block([*lines, GAP, *(line for each in notes for line in wrapped(each, width, style="$wait"))]),
        ),
    ]


def _heading(name: str, words: str) -> Choice:
    return _fixed(f"head-{name}", [plain(words, "bold")])


def _fixed(block_id: str, lines: Sequence[Content]) -> Choice:
    """Something to read that can't be opened."""
    return Choice(block_id, _block(lines), fixed=True)
