"""A deck on paper: cards to cut out, a rating sheet, and, if wanted, the lead's key. One HTML file that prints well.

On the cards stands what an employee may see before and while writing (deck-format, "Who sees what"); what is the lead's until
the reveal stands on the key alone, on pages of its own.
"""

from collections.abc import Mapping, Sequence
from html import escape

from trainer.domain.cards import RubricChange
from trainer.domain.dealing import ShownCard
from trainer.domain.rubric import FLAG_WORDS, HIGHEST_LEVEL, NOTES_FOR_RATERS, criteria_for
from trainer.domain.texts import clean
from trainer.locale import _, terms
from trainer.locale.quoting import quoted
from trainer.reports.html import POLICY

STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.4 system-ui, sans-serif; color: #000; background: #fff; margin: 1rem auto; max-width: 19cm; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 13pt; margin: 1.2rem 0 .4rem; } p { margin: .25rem 0; }
.small { font-size: 9pt; color: #333; }
.cards { display: grid; grid-template-columns: 1fr 1fr; }
.card { border: 1px dashed #888; padding: .5cm; min-height: 8cm; break-inside: avoid; display: flex; flex-direction: column; }
.card .number { color: #333; font-size: 9pt; } .complaint { font-size: 12.5pt; white-space: pre-line; margin: .35rem 0; }
.card footer { margin-top: auto; font-size: 9pt; color: #333; } ul { margin: .2rem 0; padding-left: 1.1rem; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; } th, td { border: 1px solid #888; padding: .15rem .3rem;
  text-align: left; vertical-align: top; } thead { display: table-header-group; } tr { break-inside: avoid; }
.box { width: 1.4cm; } .page { break-before: page; } .key { break-inside: avoid; border-top: 1px solid #888; padding: .4rem 0; }
blockquote { margin: .3rem 0; padding-left: .6rem; border-left: 3px solid #888; white-space: pre-line; }
@media print { body { margin: 0; max-width: none; } @page { margin: 1.2cm; } }
"""
SHEET_ROWS = 6


def deck_on_paper(
    title: str,
    language: str,
    cards: Sequence[ShownCard],
    *,
    with_key: bool = False,
    minutes: float | None = None,
) -> str:
    """The page. `cards` are rendered: a customer for each, every placeholder filled in. `minutes`: what a session gives for
    the writing, in place of the cards' own."""
    parts = [_sheet(cards)]
    if with_key:
        parts.append(_key(cards))
    slips = "\n".join(_slip(number, card, minutes or card.minutes) for number, card in enumerate(cards, 1))
    return f"""<!doctype html>
<html lang="{escape(language, quote=True)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{_text(title)}</h1>
<p class="small">{_text(_("Cut along the dashed lines. This is practice: no verdict on anybody's work."))}</p>
<section class="cards">
{slips}
</section>
{"".join(parts)}
</body>
</html>
"""


def _slip(number: int, card: ShownCard, minutes: float) -> str:
    customer = card.customer
    who = ", ".join(
        each
        for each in (customer.full_name, str(customer.age or ""), terms.channel(card.channel), customer.mood)
        if each
    )
    lines = [
        f'<p class="number">{number} · {_text(who)}</p>',
        f'<p class="complaint">{_text(quoted(card.complaint))}</p>',
        *([f"<p>{_text(card.context)}</p>"] if card.context else []),
        *(
            [f'<p class="small">{_text(_("Yours to give"))}: {_text("; ".join(card.can_do))}</p>']
            if card.can_do
            else []
        ),
        *(
            [f'<p class="small">{_text(_("Keep to"))}: {_text(" ".join(card.constraints))}</p>']
            if card.constraints
            else []
        ),
    ]
    role = f"{_('You answer as')}: {card.role} · " if card.role else ""
    time = _("{n} minutes").format(n=f"{round(minutes, 1):g}")
    lines.append(f"<footer>{_text(role + time)}</footer>")
    return '<article class="card">\n' + "\n".join(lines) + "\n</article>"


def _sheet(cards: Sequence[ShownCard]) -> str:
    criteria = criteria_for(RubricChange())
    head = "".join(
        f'<th scope="col">{level + 1} {_text(terms.level(level))}</th>' for level in range(HIGHEST_LEVEL + 1)
    )
    rubric = "\n".join(
        f'<tr><th scope="row">{_text(terms.criterion(each))} ({each.weight:g})</th>'
        + "".join(f"<td>{_text(terms.anchor(each, level))}</td>" for level in range(HIGHEST_LEVEL + 1))
        + "</tr>"
        for each in criteria
    )
    columns = "".join(f'<th scope="col">{_text(terms.criterion(each))}</th>' for each in criteria)
    boxes = '<td class="box"></td>' * len(criteria)
    rows = "\n".join(f"<tr><td>&nbsp;</td>{boxes}<td></td><td></td></tr>" for _row in range(SHEET_ROWS))
    notes = "".join(f"<li>{_text(_(note))}</li>" for note in NOTES_FOR_RATERS)
    flags = ", ".join(_(words) for words in FLAG_WORDS.values())
    last = "".join(f"<th>{_text(each)}</th>" for each in (_("Laughed"), _("Kind line")))
    own = [_own_rubric(number, card) for number, card in enumerate(cards, 1)]
    return f"""
<section class="page">
<h2>{_text(_("Rating sheet"))}</h2>
<p>{_text(_("What would this customer write back? A level from 1 to 5 in each column; names stay off the sheet."))}</p>
<table><thead><tr><th></th>{head}</tr></thead><tbody>
{rubric}
</tbody></table>
<ul class="small">{notes}</ul>
<p class="small">{_text(_("Flags"))}: {_text(flags)}</p>
{"".join(each for each in own if each)}
<h2>{_text(_("Ratings"))}</h2>
<table><thead><tr><th>{_text(_("Card and answer"))}</th>{columns}{last}</tr></thead><tbody>
{rows}
</tbody></table>
</section>
"""


def _own_rubric(number: int, card: ShownCard) -> str:
    """What a card changes in the rubric, in a line; empty where it changes nothing."""
    change = card.rubric
    said = [_("leave out {names}").format(names=", ".join(change.not_applicable))] if change.not_applicable else []
    said += [f"{name}: {weight:g}" for name, weight in change.weights.items()]
    if change.criterion is not None:
        own = change.criterion
        said.append(f"{own.name} ({own.weight:g}): 1 = {own.low or '—'}; 5 = {own.high or '—'}")
    return f'<p class="small">{_text(_("Card {n}").format(n=number))}: {_text("; ".join(said))}</p>' if said else ""


def _key(cards: Sequence[ShownCard]) -> str:
    entries = []
    for number, card in enumerate(cards, 1):
        gold = "".join(
            f"<blockquote>{_text(each.text)}<br>"
            f'<span class="small">{_text(_levels(each.levels))} {_text(each.why)}</span></blockquote>'
            for each in card.gold
        )
        lines = [
            (_("What is behind it"), card.hidden_interest),
            (_("It worked when"), card.success_when),
            (_("Why it matters"), card.why_it_matters),
            (_("Twists"), "; ".join(f"{twist.at:.0%} {twist.says}" for twist in card.twists)),
            (_("Better not said"), "; ".join(card.must_not)),
            (_("To talk about"), " ".join(card.debrief)),
        ]
        told = "".join(f"<p><b>{_text(name)}:</b> {_text(words)}</p>" for name, words in lines if words)
        start = card.complaint.partition("\n")[0]
        entries.append(f'<div class="key"><p><b>{number}</b> {_text(quoted(start))}</p>{told}{gold}</div>')
    return f"""
<section class="page">
<h2>{_text(_("The lead's key: keep it until the reveal"))}</h2>
{"".join(entries)}
</section>
"""


def _levels(levels: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {level + 1}" for name, level in levels.items())


def _text(text: str) -> str:
    return escape(clean(text, limit=1_000_000), quote=True)
