"""trainer deck stats: what the answers say of each card."""

from typing import Any

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.ids import DeckId
from trainer.domain.statistics import CardStatistics, Verdict
from trainer.domain.texts import clean_line
from trainer.locale import _, ngettext, terms
from trainer.services.settling import settle
from trainer.services.statistics import deck_statistics


@click.command(
    "stats", help=_("What the answers say of each card of a deck; for leads and trainers, of nobody in particular.")
)
@click.argument("deck", metavar="ID")
@json_option
@pass_caller
def command(caller: Caller, deck: str, as_json: bool) -> None:
    person = caller.person()
    trainer = caller.trainer
    trainer.load_decks()
    trainer.run(settle)
    found = trainer.run(deck_statistics, person.id, DeckId(deck), caller.language)
    if as_json:
        tell_json({"deck": found.deck_id, "title": found.title, "cards": [_data(card) for card in found.cards]})
        return
    say(clean_line(found.title, 200))
    for card in found.cards:
        _print(card)
    if not any(card.answers or card.passes for card in found.cards):
        note(_("No card of this deck was dealt yet."))
    note(_("Means are shown from 3 scored answers on. This is practice: it judges cards, not people."))


def _print(card: CardStatistics, indent: str = "") -> None:
    complaint = clean_line(card.complaint, 60) or _("(not in the deck any more)")
    say(f"{indent}{card.card_id} · {_('revision {n}').format(n=card.revision)} · {complaint}")
    say(f"{indent}    {' · '.join(_facts(card))}")
    for verdict in card.verdicts:
        say(f"{indent}    → {verdict_words(verdict)}")
    for earlier in card.follows:
        say(f"{indent}    {_('before that:')}")
        _print(earlier, indent + "    ")


def _facts(card: CardStatistics) -> list[str]:
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
    if card.ratings:
        facts.append(_("{n} of {all} ratings with a laugh").format(n=card.laughed, all=card.ratings))
    if card.flags:
        facts.append(ngettext("{n} flag", "{n} flags", card.flags).format(n=card.flags))
    return facts


def verdict_words(verdict: Verdict) -> str:
    """A verdict and what may be done about it."""
    return {
        Verdict.TOO_EASY: _("too easy: nearly everybody answers it well; raise its difficulty or retire it"),
        Verdict.AMBIGUOUS: _("ambiguous: raters of one answer lie far apart; add gold answers or an anchor of its own"),
        Verdict.FLAT: _("flat: hardly anybody laughs; make it sillier, or lower its absurdity"),
        Verdict.LEECH: _("hard to get into: four people had it twice below 40; give it a hint or cut it in two"),
    }[verdict]


def _data(card: CardStatistics) -> dict[str, Any]:
    return {
        "card": card.card_id,
        "revision": card.revision,
        "complaint": card.complaint or None,
        "answers": card.answers,
        "passes": card.passes,
        "timeouts": card.timeouts,
        "mean": card.mean,
        "spread": card.spread,
        "rater_disagreement": card.disagreement,
        "gap_to_gold": card.gold_gap,
        "median_seconds": card.median_seconds,
        "ratings": card.ratings,
        "laughed": card.laughed,
        "laughed_share": card.laughed / card.ratings if card.ratings else None,
        "flags": card.flags,
        "verdicts": [verdict.value for verdict in card.verdicts],
        "follows": [_data(each) for each in card.follows],
    }
