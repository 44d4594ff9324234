"""The rubric as a rater fills it in: a row a criterion, and in words what each level of the current one looks like."""

from textual.content import Content

from trainer.domain.rubric import HIGHEST_LEVEL, NOTES_FOR_RATERS, Criterion
from trainer.locale import _, ngettext, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import Line, columns, spread, width_of, wrapped
from trainer.tui.widgets.sheet import RatingSheet

LONGEST_TITLE = 16
DOTS = 2 * (HIGHEST_LEVEL + 1) - 1
NOTES_BY_CRITERION = {"respected": (1,), "solved": (0, 2), "aftertaste": (0,)}
"""Which of the notes for raters speak of which criterion."""


def rubric_lines(sheet: RatingSheet, width: int, *, ladder: bool = True, airy: bool = True) -> list[Line]:
    """Question, rows, and the five levels of the criterion under the cursor (or, without `ladder`, its two ends)."""
    question = plain(_("What would this customer write back?"), "bold")
    keys = joined(("1-5", "$accent"), ("  ", ""), ("0", "$accent"), (" " + _("n/a"), "$wait"))
    lines = [Line(spread(question, keys, width))]
    titles = min(LONGEST_TITLE, max(width_of(terms.criterion(each)) for each in sheet.criteria))
    for position, each in enumerate(sheet.criteria):
        first_dot = 2 + titles + 2
        dots = tuple((first_dot + 2 * at, f"screen.rate_at({position}, {at + 1})") for at in range(HIGHEST_LEVEL + 1))
        go = f"screen.go_to({position})"
        lines.append(Line(_row(sheet, position, each, titles, width), go, (*dots, (first_dot + DOTS, go))))
    if airy:
        lines.append(Line(plain("")))
    if ladder:
        most = max(len(_ladder(sheet, each, width)) for each in sheet.criteria)
        steps = _ladder(sheet, sheet.current, width)
        lines += [*steps, *[Line(plain(""))] * (most - len(steps))]
    else:
        lines += _ends(sheet.current, width)
    return lines


def ladder_notes(sheet: RatingSheet, width: int) -> list[Line]:
    """The notes for raters that speak of the criterion under the cursor."""
    chosen = NOTES_BY_CRITERION.get(sheet.current.name, ())
    return [Line(line) for at in chosen for line in wrapped(_(NOTES_FOR_RATERS[at]), width, style="$wait italic")]


def extras_lines(sheet: RatingSheet, width: int) -> list[Line]:
    """What stands beside the levels, each with its key: laughed, a phrase, flags, a kind line; as many a line as fit."""
    flags = ngettext("{n} flag", "{n} flags", len(sheet.flags)).format(n=len(sheet.flags)) if sheet.flags else ""
    pieces = [
        _extra("F6", _("made me laugh"), _("yes") if sheet.laughed else "", "screen.laughed"),
        _extra("F7", _("steal a phrase"), quoted(sheet.steal) if sheet.steal else "", "screen.write('steal')"),
        _extra("F8", _("critical flag"), flags, "screen.flags"),
        _extra("F9", _("a kind line"), quoted(sheet.comment) if sheet.comment else "", "screen.write('comment')"),
    ]
    cell = (width - 2) // 2
    if cell < max(piece.content.cell_length for piece in pieces):
        return [Line(piece.content.truncate(width, ellipsis=True), piece.action) for piece in pieces]
    return [
        Line(columns([(left.content, cell), (right.content, cell)]), left.action, ((cell + 2, right.action),))
        for left, right in (pieces[:2], pieces[2:])
    ]


def said_lines(sheet: RatingSheet, width: int) -> list[Line]:
    """What was said beside the levels, on one line; nothing where nothing was."""
    said = [
        _("made me laugh") if sheet.laughed else "",
        ngettext("{n} flag", "{n} flags", len(sheet.flags)).format(n=len(sheet.flags)) if sheet.flags else "",
        *(quoted(words) for words in (sheet.steal, sheet.comment) if words),
    ]
    words = " · ".join(each for each in said if each)
    return [Line(plain(one_line(words, width), "$accent"))] if words else []


def note_lines(note: str, seconds: int, width: int) -> list[Line]:
    """What must be said of this rating; else for how many seconds the one before can be taken back."""
    if note:
        return [Line(line) for line in wrapped(note, width, style="$warning")]
    if seconds <= 0:
        return []
    back = _("takes it back: {seconds} s").format(seconds=seconds)
    words = joined((_("Rated, thank you."), "$accent"), " ", (_("Backspace"), "bold"), " ", back)
    return [Line(words.truncate(width, ellipsis=True), "screen.take_back")]


def _row(sheet: RatingSheet, position: int, each: Criterion, titles: int, width: int) -> Content:
    current = position == sheet.at
    cursor = plain("▸ " if current else "  ", "$accent bold")
    title = plain(one_line(terms.criterion(each), titles), "bold" if current else "")
    words = plain("", "")
    if each.name not in sheet.levels:
        dots = joined(("○ " * (HIGHEST_LEVEL + 1), "$rule"))
    elif (level := sheet.levels[each.name]) is None:
        dots, words = plain("–", "$wait"), plain(_("does not apply here"), "$wait")
    else:
        full = level + 1
        dots = joined(("● " * full, "$accent"), ("○ " * (HIGHEST_LEVEL - level), "$rule"))
        words = joined((f"{full} ", "bold"), terms.anchor(each, level))
    used = 2 + titles + DOTS + 4
    return cursor + columns([(title, titles), (dots.rstrip(), DOTS), (words, max(0, width - used))])


def _ladder(sheet: RatingSheet, each: Criterion, width: int) -> list[Line]:
    """All five levels of one criterion; the chosen one is marked."""
    chosen = sheet.levels.get(each.name)
    words = max(width_of(terms.level(level)) for level in range(HIGHEST_LEVEL + 1))
    lines = []
    for level in range(HIGHEST_LEVEL + 1):
        mark, style = ("●", "$accent") if level == chosen else (" ", "$wait")
        head = joined("  ", (f"{mark} {level + 1} ", style), (f"{terms.level(level):<{words}}  ", style))
        anchor = wrapped(terms.anchor(each, level), width - head.cell_length, style="" if level == chosen else "$wait")
        for position, line in enumerate(anchor or [plain("")]):
            before = head if not position else plain(" " * head.cell_length)
            lines.append(Line(before + line, f"screen.level({level + 1})"))
    return lines


def _ends(each: Criterion, width: int) -> list[Line]:
    """Where there is no room for five levels: what 1 and what 5 looks like."""
    return [
        Line(joined("  ", (f"{level + 1}  ", "$wait"), (one_line(terms.anchor(each, level), width - 5), "$wait")))
        for level in (0, HIGHEST_LEVEL)
    ]


def _extra(key: str, label: str, value: str, action: str) -> Line:
    said = joined(": ", (value, "$accent bold")) if value else plain("")
    return Line(joined((key, "$accent"), " ", (label, "" if value else "$wait"), said), action)
