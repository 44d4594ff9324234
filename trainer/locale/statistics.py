"""What the statistics of a card say in words, and what may be done about a verdict. Source: rules 7 (the trainer)."""

from collections.abc import Mapping
from enum import StrEnum

from trainer.domain.statistics import SHOWN_FROM, CardOrder, CardsKept, CardStatistics, Verdict
from trainer.locale import N_, _, ngettext, terms

_VERDICTS: Mapping[StrEnum, str] = {
    Verdict.TOO_EASY: N_("too easy"),
    Verdict.AMBIGUOUS: N_("ambiguous"),
    Verdict.FLAT: N_("flat"),
    Verdict.LEECH: N_("hard to get into"),
}
_ADVICE: Mapping[StrEnum, str] = {
    Verdict.TOO_EASY: N_("too easy: nearly everybody answers it well; raise its difficulty or retire it"),
    Verdict.AMBIGUOUS: N_("ambiguous: raters of one answer lie far apart; add gold answers or an anchor of its own"),
    Verdict.FLAT: N_("flat: hardly anybody laughs; make it sillier, or lower its absurdity"),
    Verdict.LEECH: N_("hard to get into: four people had it twice below 40; give it a hint or cut it in two"),
}
_ORDERS: Mapping[StrEnum, str] = {
    CardOrder.DECK: N_("as in the deck"),
    CardOrder.VERDICTS: N_("verdicts first"),
    CardOrder.ANSWERS: N_("most answers first"),
    CardOrder.MEAN: N_("lowest mean first"),
    CardOrder.APART: N_("raters furthest apart first"),
    CardOrder.GOLD: N_("furthest from gold first"),
    CardOrder.TIME: N_("longest time first"),
    CardOrder.LAUGHED: N_("fewest laughs first"),
    CardOrder.HINTS: N_("most hints first"),
    CardOrder.PASSES: N_("most passes first"),
    CardOrder.FLAGS: N_("most flags first"),
}
_KEPT: Mapping[StrEnum, str] = {
    CardsKept.ALL: N_("all cards"),
    CardsKept.VERDICT: N_("with a verdict"),
    CardsKept.FLAGGED: N_("with a flag"),
    CardsKept.ANSWERED: N_("with answers"),
    CardsKept.UNANSWERED: N_("without answers"),
}


def verdict(code: Verdict) -> str:
    """In a word or three: "too easy"."""
    return _(_VERDICTS[code])


def verdict_advice(code: Verdict) -> str:
    """A verdict and what may be done about it."""
    return _(_ADVICE[code])


def card_order(code: CardOrder) -> str:
    return _(_ORDERS[code])


def cards_kept(code: CardsKept) -> str:
    return _(_KEPT[code])


def shown_from_sentence() -> str:
    """Why some numbers are not there, and what the others are about."""
    return _("Means are shown from {n} scored answers on. This is practice: it judges cards, not people.").format(
        n=SHOWN_FROM
    )


def card_facts(card: CardStatistics) -> list[str]:
    """Each number of a card as half a sentence, those that are there."""
    facts = [
        ngettext("{n} answer", "{n} answers", card.answers).format(n=card.answers),
        ngettext("{n} pass", "{n} passes", card.passes).format(n=card.passes),
    ]
    if card.timeouts:
        facts.append(ngettext("{n} ran out of time", "{n} ran out of time", card.timeouts).format(n=card.timeouts))
    if card.mean is not None and card.spread is not None:
        facts.append(
            _("mean {mean}, spread {spread}").format(mean=terms.score(card.mean), spread=terms.score(card.spread))
        )
    if card.disagreement is not None:
        facts.append(_("raters {n} apart").format(n=terms.score(card.disagreement)))
    if card.gold_gap is not None:
        facts.append(_("gold answers rated {n} from their author").format(n=f"{card.gold_gap:+.1f}"))
    if card.median_seconds is not None:
        facts.append(_("median time {time}").format(time=terms.clock(card.median_seconds)))
    if card.hinted:
        facts.append(
            ngettext("a hint was opened {n} time", "a hint was opened {n} times", card.hinted).format(n=card.hinted)
        )
    if card.ratings:
        facts.append(_("{n} of {all} ratings with a laugh").format(n=card.laughed, all=card.ratings))
    if card.flags:
        facts.append(ngettext("{n} flag", "{n} flags", card.flags).format(n=card.flags))
    return facts
