"""trainer deck stats: what the answers say of each card."""

from typing import Any

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.ids import DeckId
from trainer.domain.statistics import CardStatistics
from trainer.domain.texts import clean_line
from trainer.locale import _, statistics
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
    note(statistics.shown_from_sentence())


def _print(card: CardStatistics, indent: str = "") -> None:
    complaint = clean_line(card.complaint, 60) or _("(not in the deck any more)")
    say(f"{indent}{card.card_id} · {_('revision {n}').format(n=card.revision)} · {complaint}")
    say(f"{indent}    {' · '.join(statistics.card_facts(card))}")
    for verdict in card.verdicts:
        say(f"{indent}    → {statistics.verdict_advice(verdict)}")
    for earlier in card.follows:
        say(f"{indent}    {_('before that:')}")
        _print(earlier, indent + "    ")


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
        "hinted": card.hinted,
        "ratings": card.ratings,
        "laughed": card.laughed,
        "laughed_share": card.laughed / card.ratings if card.ratings else None,
        "flags": card.flags,
        "verdicts": [verdict.value for verdict in card.verdicts],
        "follows": [_data(each) for each in card.follows],
    }
