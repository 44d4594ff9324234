"""One's own answer beside a gold one: a row a criterion, both levels, and gold's level in words where it goes further. Rules 3.

Pure: (own text, own levels, gold, criteria, width) -> lines.
"""

from collections.abc import Mapping, Sequence

from textual.content import Content

from trainer.domain.dealing import ShownGold
from trainer.domain.rubric import Criterion
from trainer.locale import _, terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import Line, columns, width_of, wrapped

WIDEST = 96
LONGEST_TITLE = 16


def beside_gold_lines(
    text: str,
    given: Mapping[str, int],
    gold: Sequence[ShownGold],
    criteria: Sequence[Criterion],
    improved: str,
    width: int,
) -> list[Line]:
    """The own answer, what the partner made of it, and the strongest gold one with its levels and reason."""
    inner = min(width, WIDEST)
    lines = [plain(_("Your answer"), "$wait"), *wrapped(text, inner, before=_bar("$rule"))]
    if improved:
        lines += [plain(""), plain(_("What your partner made of it"), "$wait")]
        lines += wrapped(improved, inner, style="bold", before=_bar("$accent"))
    if not gold:
        lines += [plain(""), *wrapped(_("This card has no gold answer; talk about yours instead."), inner)]
        return [Line(each) for each in lines]
    best = max(gold, key=lambda each: sum(each.levels.values()) / max(1, len(each.levels)))
    lines += [plain(""), plain(_("A gold answer"), "$wait"), *wrapped(best.text, inner, before=_bar("$accent"))]
    lines += [plain(""), *_rows(given, best.levels, criteria, inner)]
    if best.why:
        lines += [plain(""), *wrapped(_("Why: ") + best.why, inner)]
    return [Line(each) for each in lines]


def _rows(
    given: Mapping[str, int], gold: Mapping[str, int], criteria: Sequence[Criterion], width: int
) -> list[Content]:
    shown = [each for each in criteria if each.name in gold]
    titles = min(LONGEST_TITLE, max((width_of(terms.criterion(each)) for each in shown), default=0))
    yours, golden = _("yours"), _("gold")
    sizes = width_of(yours), width_of(golden)
    room = max(8, width - titles - sum(sizes) - 6)
    lines = [columns([(plain(""), titles), (plain(yours, "$wait"), sizes[0]), (plain(golden, "$wait"), sizes[1])])]
    for each in shown:
        own, wanted = given.get(each.name), gold[each.name]
        further = own is None or wanted > own
        words = wrapped(terms.anchor(each, wanted), room, style="" if further else "$wait") or [plain("")]
        cells = [
            (plain(terms.criterion(each)), titles),
            (plain("–" if own is None else str(own + 1), "bold"), sizes[0]),
            (plain(str(wanted + 1), "bold $accent" if further else "bold"), sizes[1]),
        ]
        lines.append(columns([*cells, (words[0], room)]))
        lines += [joined(" " * (titles + sum(sizes) + 6), line) for line in words[1:]]
    return lines


def _bar(style: str) -> Content:
    return joined(("▎ ", style))
