"""The rubric as a rater fills it in: a row a criterion, and in words what each level of the current one looks like."""

from textual.content import Content

from trainer.domain.rubric import HIGHEST_LEVEL, NOTES_FOR_RATERS, Criterion
from trainer.locale import _, ngettext, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import Line, columns, spread, width_of, wrapped
from trainer.tui.widgets.sheet import RatingSheet

LONGEST_TITLE = 16
WIDEST_ROWS = 80
DOTS = 2 * (HIGHEST_LEVEL + 1) - 1
NOTES_BY_CRITERION = {"respected": (1,), "solved": (0, 2), "aftertaste": (0,)}
"""Which of the notes for raters speak of which criterion."""


def rubric_lines(
    sheet: RatingSheet, width: int, *, ladder: bool = True, airy: bool = True, rows_only: bool = False
) -> list[Line]:
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
    if rows_only:
        return lines
    if airy:
        lines.append(Line(plain("")))
    if ladder:
        most = max(len(_ladder(sheet, each, width)) for each in sheet.criteria)
        steps = _ladder(sheet, sheet.current, width)
        lines += [*steps, *[Line(plain(""))] * (most - len(steps))]
    else:
        ends = _ends(sheet.current, width, sheet.levels.get(sheet.current.name))
        most = max(len(_ends(each, width, None)) for each in sheet.criteria)
        lines += [*ends, *[Line(plain(""))] * (most - len(ends))]
    return lines


def rubric_beside(sheet: RatingSheet, width: int) -> list[Line]:
    """For wide windows: the rows at the left, what each level of the current criterion looks like at the right.

    As high as the longest of all criteria takes, so that nothing moves while one goes through them.
    """
    left = min(WIDEST_ROWS, width * 3 // 5)
    right = width - left - 2
    rows = rubric_lines(sheet, left, rows_only=True)
    room = len(rows) + 1 + max(len(ladder_notes(each, left)) for each in sheet.criteria)
    rows += [Line(plain("")), *ladder_notes(sheet.current, left)]
    beside = [Line(plain("")), *_ladder(sheet, sheet.current, right)]
    lines = []
    for at in range(max(room, 1 + max(len(_ladder(sheet, each, right)) for each in sheet.criteria))):
        row = rows[at] if at < len(rows) else Line(plain(""))
        level = beside[at] if at < len(beside) else Line(plain(""))
        content = columns([(row.content, left), (level.content, right)])
        lines.append(Line(content, row.action, (*row.places, (left + 2, level.action))))
    return lines


def ladder_notes(each: Criterion, width: int) -> list[Line]:
    """The notes for raters that speak of this criterion."""
    chosen = NOTES_BY_CRITERION.get(each.name, ())
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
    longest = max(piece.content.cell_length for piece in pieces)
    abreast = next((n for n in (4, 2) if (width - 2 * (n - 1)) // n >= longest), 1)
    cell = (width - 2 * (abreast - 1)) // abreast
    return [
        Line(
            columns([(piece.content, cell) for piece in row]),
            places=tuple((at * (cell + 2), piece.action) for at, piece in enumerate(row)),
        )
        for row in (pieces[start : start + abreast] for start in range(0, len(pieces), abreast))
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


def _ends(each: Criterion, width: int, chosen: int | None) -> list[Line]:
    """Where there is no room for five levels: what 1 and what 5 looks like; once one is chosen, that one in full."""
    lines = []
    for level in (0, HIGHEST_LEVEL) if chosen is None else (chosen,):
        style = "$wait" if chosen is None else ""
        anchor = wrapped(terms.anchor(each, level), width - 5, style=style)
        heads = [joined("  ", (f"{level + 1}  ", style or "$accent")), *[plain(" " * 5)] * (len(anchor) - 1)]
        lines += [Line(head + words) for head, words in zip(heads, anchor, strict=False)]
    return lines


def _extra(key: str, label: str, value: str, action: str) -> Line:
    said = joined(": ", (value, "$accent bold")) if value else plain("")
    return Line(joined((key, "$accent"), " ", (label, "" if value else "$wait"), said), action)
