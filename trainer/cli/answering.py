"""trainer answer: send an answer, or keep a draft, without a screen."""

from typing import Any

import click

from trainer.cli.if_thens import carried_data
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note_left_out, paragraph, say, tell_json
from trainer.domain.answering import Draft
from trainer.domain.dealing import Deal
from trainer.domain.ids import DealId
from trainer.domain.people import Person
from trainer.domain.rubric import HIGHEST_LEVEL
from trainer.domain.texts import clean
from trainer.errors import NotFound, NothingWritten, WrongUsage
from trainer.locale import _
from trainer.services.answering import Aftermath, close_look_back, look_back, save_draft, send_answer
from trainer.services.dealing import pass_card, resume_deal
from trainer.services.if_thens import sentence_beside

SEPARATOR = "---"


@click.command(
    help=_("Answer a dealt card. Without --send the last variant is sent; with --draft nothing is sent, only kept.")
)
@click.argument("deal_id", metavar="DEAL")
@click.option("--variant", "variants", metavar="TEXT", multiple=True, help=_("A way to answer; give several."))
@click.option("--send", metavar="N", type=click.IntRange(min=1), help=_("Which variant is sent, counted from 1."))
@click.option(
    "--file", "source", type=click.File("r", encoding="utf-8", errors="replace"), metavar="FILE",
    help=_("Read the variants from FILE (- for standard input), separated by lines of three dashes."),
)  # fmt: skip
@click.option("--draft", "only_draft", is_flag=True, help=_("Keep the text without sending it."))
@click.option("--pass", "passes", is_flag=True, help=_("Pass this card; it is not answered then."))
@json_option
@pass_caller
def answer(
    caller: Caller,
    deal_id: str,
    variants: tuple[str, ...],
    send: int | None,
    source: Any,
    only_draft: bool,
    passes: bool,
    as_json: bool,
) -> None:
    person = caller.person()
    trainer = caller.trainer
    deal, kept = trainer.run(resume_deal, DealId(deal_id))
    if deal.person_id != person.id:
        raise NotFound(_("Deal “{deal}” is not yours. `trainer deal` deals you one.").format(deal=deal_id))
    if passes:
        if variants or source is not None or send is not None or only_draft:
            raise WrongUsage(_("--pass stands alone: a card that is passed is not answered."))
        _pass(caller, person, deal, as_json)
        return
    written = [*variants, *(_split(source.read()) if source is not None else ())]
    if not written and not only_draft:
        written = [text for text in kept.variants if text.strip()]
    if not any(text.strip() for text in written):
        raise NothingWritten(_("There is nothing to send yet: give --variant TEXT or --file FILE, or pass the card."))
    if send is not None and send > len(written):
        raise WrongUsage(_("--send {n} is beyond the {count} variants given.").format(n=send, count=len(written)))
    note_left_out(*written)
    draft = Draft(tuple(clean(text) for text in written), None if send is None else send - 1, kept.seq + 1)
    if only_draft:
        saved_at = trainer.run(save_draft, deal.id, draft)
        if as_json:
            tell_json({"deal": deal.id, "saved_at": saved_at.isoformat(), "variants": list(draft.variants)})
        else:
            say(_("Kept, not sent."))
        return
    sent = trainer.run(send_answer, deal.id, draft)
    after = trainer.run(look_back, deal.id)
    trainer.run(close_look_back, deal.id)
    carried = trainer.run(sentence_beside, deal.id, person.id)
    _say_ready(caller, person, deal)
    if as_json:
        tell_json({"answer": sent.id, "deal": deal.id, "if_then": carried_data(carried), **aftermath_data(after)})
    else:
        say(
            _("Sent. It waits for {count} ratings by colleagues.").format(count=after.needed)
            if after.needed
            else _("Sent.")
        )
        print_aftermath(after)
        if carried is not None:
            say()
            say(paragraph(_("You meant to try: ") + carried.sentence.text))
            say(_("Did you say it? Tell with: trainer if-then said N, or trainer if-then not-yet N"))


def aftermath_data(after: Aftermath) -> dict[str, Any]:
    """What the author sees after sending, with stable keys; levels 1-5."""
    return {
        "sent": after.sent_text,
        "status": after.status,
        "raters": after.raters,
        "needed": after.needed,
        "score": after.score,
        "distinct_variants": after.distinct,
        "hidden_interest": after.deal.shown.hidden_interest,
        "phrases_to_avoid": list(after.avoid),
        "gold": [
            {"text": gold.text, "levels": {name: level + 1 for name, level in gold.levels.items()}, "why": gold.why}
            for gold in after.deal.shown.gold
        ],
        "why_it_matters": after.deal.shown.why_it_matters,
    }


def print_aftermath(after: Aftermath) -> None:
    shown = after.deal.shown
    for label, text in (
        (_("What was behind it"), shown.hidden_interest),
        (_("Better left unsaid"), "; ".join(after.avoid)),
        (_("Why it matters"), shown.why_it_matters),
    ):
        if text:
            say()
            say(label)
            say(paragraph(text))
    for gold in shown.gold:
        say()
        strong = sum(gold.levels.values()) * 2 >= HIGHEST_LEVEL * max(1, len(gold.levels))
        say(_("A strong answer") if strong else _("A weak answer"))
        say(paragraph(gold.text))
        if gold.why:
            say(paragraph(gold.why, indent="    "))


def _pass(caller: Caller, person: Person, deal: Deal, as_json: bool) -> None:
    trainer = caller.trainer
    trainer.run(pass_card, deal.id)
    _say_ready(caller, person, deal)
    after = trainer.run(look_back, deal.id)
    trainer.run(close_look_back, deal.id)
    if as_json:
        tell_json({"deal": deal.id, "state": after.deal.state, **aftermath_data(after)})
        return
    say(_("You passed this card. What you wrote is kept for you."))
    print_aftermath(after)


def _say_ready(caller: Caller, person: Person, deal: Deal) -> None:
    """In a team session nobody waits any more for whoever has sent, or passed."""
    if deal.session_id is not None:
        from trainer.cli.sessions.finding import be_ready

        be_ready(caller, person, deal.session_id)


def _split(text: str) -> list[str]:
    variants = [[]] if text else []  # type: list[list[str]]
    for line in text.splitlines():
        if line.strip() == SEPARATOR:
            variants.append([])
        else:
            variants[-1].append(line)
    return [each for each in ("\n".join(lines).strip() for lines in variants) if each]
