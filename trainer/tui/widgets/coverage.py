"""What the decks cover: a bar a stage, channel or type, of the share of their cards that somebody has practised.

The scale is fixed, from none to all; how many cards there are stands in words, and a gap says so. Source: rules 7 (the lead).
"""

from collections.abc import Sequence

from textual.content import Content

from trainer.domain.coverage import DeckCard, DeckShare
from trainer.domain.texts import said_by
from trainer.locale import figures, pages, terms
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.bars import score_bar
from trainer.tui.widgets.lines import spread, width_of
from trainer.tui.widgets.outcomes import quoted

SHORTEST_BAR, LONGEST_BAR = 8, 24


def coverage_lines(shares: Sequence[DeckShare], width: int) -> list[Content]:
    """`in the chat   ▇▇▇▇▁▁▁▁  3 of 8 practised`, a line each of at most `width` cells, in the order given."""
    names = [pages.deck_share(each.name) for each in shares]
    words = [figures.coverage_words(each) for each in shares]
    told = max(map(width_of, words), default=0)
    name = min(max(map(width_of, names), default=0), max(8, width - told - SHORTEST_BAR - 4))
    bar = min(LONGEST_BAR, width - name - told - 4)
    lines = []
    for share, title, text in zip(shares, names, words, strict=True):
        kept = one_line(title, name)
        drawn = (
            [score_bar(100 * share.practised / share.cards if share.cards else 0.0, bar)] if bar >= SHORTEST_BAR else []
        )
        style = "$wait" if share.cards else "$warning"
        lines.append(joined(kept + " " * (name - width_of(kept) + 2), *drawn, "  " if drawn else "", (text, style)))
    return lines


def card_lines(cards: Sequence[DeckCard], width: int) -> list[Content]:
    """The cards behind the bars, deck by deck: ● somebody of the team has practised it, ○ nobody yet."""
    lines: list[Content] = []
    title = ""
    for card in cards:
        if card.deck_title != title or not lines:
            title = card.deck_title
            mine = [each for each in cards if each.deck_title == title]
            told = pages.deck_share_sentence(len(mine), sum(each.practised for each in mine))
            lines += [plain(""), spread(plain(title, "bold"), plain(told, "$wait"), width)]
        mark = ("● ", "$accent") if card.practised else ("○ ", "$warning")
        facts = [pages.deck_share(card.stage or ""), terms.channel(card.channel), terms.complaint_type(card.type)]
        lines.append(joined(mark, quoted(said_by(card.complaint), width - 2)))
        lines.append(joined("  ", (one_line(" · ".join(facts), width - 2), "$wait")))
    return lines
