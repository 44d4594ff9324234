"""trainer progress: one's own service level, the cards behind it, and what to practise next."""

from typing import Any

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.kinds import Outcome
from trainer.domain.progress import Progress
from trainer.errors import NothingToDeal
from trainer.locale import _, ngettext, terms
from trainer.services.dealing import prepare_next
from trainer.services.progress import own_progress


@click.command(help=_("Your own service level, the cards behind it, and what to practise next. Nobody else sees it."))
@json_option
@pass_caller
def progress(caller: Caller, as_json: bool) -> None:
    person = caller.person()
    trainer = caller.trainer
    trainer.load_decks()
    try:
        trainer.run(prepare_next, person.id, render=trainer.render, language=caller.language)
    except NothingToDeal as nothing:
        note(str(nothing))
    found = trainer.run(own_progress, person.id)
    if as_json:
        tell_json(_data(found))
    else:
        _print(found)


def _print(found: Progress) -> None:
    level = found.level
    say(terms.level_count(level))
    for sentence in (terms.level_interval(level), terms.level_sentence(level)):
        if sentence:
            say(paragraph(sentence))
    if found.cards:
        say()
    for card in found.cards:
        points = "" if card.score is None else f" {terms.score(card.score)}"
        day = terms.day(card.closed_at.astimezone().date())
        say(f"  {day:>7}  {terms.outcome(card.outcome)}{points}  {_start(card.complaint)}")
    if found.waiting:
        say()
        waits = ngettext(
            "{n} answer of yours waits for ratings.", "{n} answers of yours wait for ratings.", found.waiting
        )
        say(waits.format(n=found.waiting))
    if found.next_reason:
        say()
        say(_("Next for you"))
        say(paragraph(found.next_complaint))
        say(paragraph(f"{terms.complaint_type(found.next_reason.type)} · {terms.why(found.next_reason)}"))
    say()
    say(_("This is practice: it is for learning and no verdict on anybody's work."))


def _start(complaint: str) -> str:
    return complaint.strip().partition("\n")[0][:60]


def _data(found: Progress) -> dict[str, Any]:
    level = found.level
    reason = found.next_reason
    return {
        "service_level": {
            "hits": level.hits,
            "eligible": level.eligible,
            "status": level.status,
            "low": level.low,
            "high": level.high,
            "target": level.target,
        },
        "cards": [
            {
                "deal": card.deal_id,
                "deck": card.deck_id,
                "card": card.card_id,
                "complaint": card.complaint,
                "type": card.type,
                "outcome": card.outcome,
                "counts_for_service_level": card.outcome is not Outcome.EXCLUDED,
                "counts_for_quality": card.counts_for_quality,
                "score": card.score,
                "raters": card.raters,
                "bar": card.bar,
                "closed_at": card.closed_at.isoformat(),
            }
            for card in found.cards
        ],
        "waiting": found.waiting,
        "next": None
        if reason is None
        else {"complaint": found.next_complaint, "type": reason.type, "why": reason.why, "times": reason.times},
        "practice": True,
    }
