"""The statistics of a deck's cards: a line a card with as many columns as there is room for, and one card in full.

No person is in it, and a column head says what each number is. Source: rules 7 (the trainer).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content

from trainer.domain.cards import DeckPlaces
from trainer.domain.statistics import CardStatistics, Verdict
from trainer.domain.texts import said_by
from trainer.locale import N_, _, statistics, terms
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.bars import score_bar
from trainer.tui.widgets.lines import Line, width_of, wrapped
from trainer.tui.widgets.outcomes import quoted

NARROWEST_COMPLAINT = 30
VERDICT_MARK = "!"


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    """N_ text, at most nine letters."""
    tell: Callable[[CardStatistics], str]
    wide: int = 6


def _number(value: float | None) -> str:
    return "" if value is None else terms.score(value)


COLUMNS = (
    Column(N_("answers"), lambda card: str(card.answers), 7),
    Column(N_("mean"), lambda card: _number(card.mean)),
    Column(N_("apart"), lambda card: _number(card.disagreement)),
    Column(N_("laughed"), lambda card: terms.percent(card.laughed / card.ratings) if card.ratings else "", 7),
    Column(N_("flags"), lambda card: str(card.flags or "")),
    Column(N_("hints"), lambda card: str(card.hinted or "")),
    Column(N_("time"), lambda card: "" if card.median_seconds is None else terms.clock(card.median_seconds)),
    Column(N_("passes"), lambda card: str(card.passes or "")),
    Column(N_("spread"), lambda card: _number(card.spread)),
    Column(N_("gold"), lambda card: "" if card.gold_gap is None else f"{card.gold_gap:+.1f}".replace("-", "−")),
)
"""The most telling first: a narrow window has room for the first few, and the card beneath says the rest."""


def shown_columns(width: int) -> Sequence[Column]:
    """As many of the columns as leave room for the complaint."""
    used, kept = 2 + NARROWEST_COMPLAINT, []
    for each in COLUMNS:
        used += _wide(each) + 1
        if used > width:
            break
        kept.append(each)
    return kept


def head_line(width: int) -> Content:
    """What the columns are, over the list."""
    shown = shown_columns(width)
    room = width - 2 - sum(_wide(each) + 1 for each in shown)
    heads = [(" " + " " * (_wide(each) - width_of(_(each.head))) + _(each.head), "$wait") for each in shown]
    return joined("  ", plain(_("card"), "$wait").truncate(room, pad=True), *heads)


def card_line(card: CardStatistics, width: int) -> Content:
    """`! “Nobody warned us…”   14  61.3   9.1`: the mark says that there is a verdict."""
    shown = shown_columns(width)
    room = width - 2 - sum(_wide(each) + 1 for each in shown)
    name = quoted(said_by(card.complaint), room) if card.complaint else plain(one_line(card.card_id, room), "$wait")
    mark = (f"{VERDICT_MARK} ", "$warning bold") if card.verdicts else "  "
    numbers = [f" {each.tell(card):>{_wide(each)}}" for each in shown]
    return joined(mark, name.truncate(room, pad=True), *numbers)


def card_lines(card: CardStatistics, places: DeckPlaces | None, width: int) -> list[Line]:
    """One card: its verdicts with what may be done, every number in words, what it follows, and where it stands."""
    title = said_by(card.complaint) if card.complaint else _("(not in the deck any more)")
    lines = [
        *wrapped(title, width, style="bold", before=joined(("▎ ", "$accent")), most=2),
        *_place(card, places, width),
    ]
    for each in card.verdicts:
        advice = statistics.verdict_advice(each)
        lines += wrapped(advice[:1].upper() + advice[1:] + ".", width, style="$warning")
    if card.mean is not None:
        lines.append(joined(score_bar(card.mean, min(30, width - 8)), f"  {terms.score(card.mean)}"))
    lines += wrapped(" · ".join(statistics.card_facts(card)) + ".", width)
    for earlier in card.follows:
        told = _("Before that, as {card}, revision {n}: {facts}.").format(
            card=earlier.card_id, n=earlier.revision, facts=" · ".join(statistics.card_facts(earlier))
        )
        lines += wrapped(told, width, style="$wait")
    return [Line(line) for line in lines]


def place_of(card: CardStatistics, places: DeckPlaces | None) -> tuple[str, int] | None:
    """File and line of a card; the top of the file where the card is not found in it."""
    return None if places is None else (places.file, places.lines.get(card.card_id, 1))


def _place(card: CardStatistics, places: DeckPlaces | None, width: int) -> list[Content]:
    found = place_of(card, places)
    if found is None:
        return []
    file, line = found
    text = f"{file}:{line}"
    if width_of(text) > width:  # the end of a path says more than its beginning
        text = "…" + text[-(width - 1) :]
    return [plain(text, "$wait")]


def verdict_count(cards: Sequence[CardStatistics]) -> str:
    """`2 too easy · 1 flat`; empty without a verdict."""
    found = [(each, sum(each in card.verdicts for card in cards)) for each in Verdict]
    return " · ".join(f"{n} {statistics.verdict(each)}" for each, n in found if n)


def _wide(column: Column) -> int:
    return max(column.wide, width_of(_(column.head)))
