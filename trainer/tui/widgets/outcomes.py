"""Cards behind a number: a mark each, and a line each with day, type, complaint and score. Source: rules 5."""

from textual.content import Content

from trainer.domain.kinds import Outcome
from trainer.domain.progress import CountedCard
from trainer.locale import quoting, terms
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import columns, width_of

MARKS = {Outcome.HIT: ("●", "$accent"), Outcome.MISS: ("○", "$warning"), Outcome.EXCLUDED: ("·", "$wait")}
"""Told apart by shape as well as by colour."""


def outcome_legend() -> Content:
    """What the two marks mean: `● to standard  ○ not yet`."""
    return joined(
        *(
            part
            for each in (Outcome.HIT, Outcome.MISS)
            for part in (MARKS[each], (f" {terms.outcome(each)}  ", "$wait"))
        )
    ).rstrip()


def outcome_line(card: CountedCard, width: int) -> Content:
    """`● 23 Nov  own mistake  “The soup was…”   72.5  to standard` on exactly `width` cells."""
    mark = plain(*MARKS[card.outcome])
    points = terms.score(card.score) if card.score is not None else "—"
    verdict = terms.outcome(card.outcome)
    tail = joined((f"{points:>5}", "bold" if card.score is not None else "$wait"))
    word_width = max(width_of(terms.outcome(each)) for each in Outcome)
    kind = terms.complaint_type(card.type)
    cells = [(mark, 1), (plain(terms.day(card.closed_at.astimezone()), "$wait"), 7)]
    used = 1 + 7 + 5 + 3 * 2
    if width >= 70:
        of_kind = 26 if width >= 96 else 21
        cells.append((plain(kind), of_kind))
        used += of_kind + 2
    said = width >= 96
    used += word_width + 2 if said else 0
    cells.append((quoted(card.complaint, max(8, width - used)), max(8, width - used)))
    cells.append((tail, 5))
    if said:
        cells.append((plain(verdict, "$wait"), word_width))
    return columns(cells)


def outcome_reason(words: str, width: int) -> Content:
    """The line under a card: why its outcome is what it is, under the day."""
    return joined("   ", (words, "$wait")).truncate(width, ellipsis=True)


def quoted(text: str, width: int) -> Content:
    """The start of what a customer says, in quotation marks, on one line of at most `width` cells."""
    return plain(quoting.quoted(one_line(text, width - 2)))
