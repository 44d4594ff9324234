"""trainer deal: deal the next card and print it, with its reason."""

import click

from trainer.cli.cards import card_data, print_card
from trainer.cli.if_thens import carried_data
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.numbers import NUMBER
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.dealing import Deal
from trainer.domain.ids import CardId, DeckId
from trainer.domain.people import Person
from trainer.errors import NotFound
from trainer.locale import _, terms
from trainer.services.dealing import open_deal_of, pick_card, prepare_next, start_deal
from trainer.services.decks import find_card
from trainer.services.if_thens import sentence_beside
from trainer.services.settling import settle


def dealing_options(command: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option(
            "--minutes", type=NUMBER, metavar="N", help=_("Length of the timer, 1 to 30; else the card's own.")
        ),
        click.option(
            "--card", "card_id", metavar="ID", help=_("This card; it counts for quality, not for the service level.")
        ),
        click.option("--deck", "deck_id", metavar="ID", help=_("Only from this deck.")),
    ):
        command = option(command)
    return command


@click.command(
    help=_("Deal the next card and print it, with its reason; its clock starts. An open card is printed again.")
)
@dealing_options
@json_option
@pass_caller
def deal(caller: Caller, deck_id: str | None, card_id: str | None, minutes: float | None, as_json: bool) -> None:
    person = caller.person()
    dealt = start_deal_of(caller, person, deck_id, card_id, minutes)
    carried = caller.trainer.run(sentence_beside, dealt.id, person.id)
    now = caller.trainer.clock.now()
    left = dealt.seconds_left(now)
    if as_json:
        tell_json(
            {
                "deal": dealt.id,
                "state": dealt.state,
                "reason": {"why": dealt.reason.why, "type": dealt.reason.type, "times": dealt.reason.times},
                "seconds": dealt.seconds,
                "seconds_left": round(left, 1),
                "deadline": dealt.deadline.at.isoformat() if dealt.deadline else None,
                "if_then": carried_data(carried),
                **card_data(dealt.shown),
            }
        )
        return
    print_card(dealt.shown)
    if carried is not None:
        say()
        say(paragraph(_("You meant to try: ") + carried.sentence.text))
    say()
    say(
        _("Deal {deal} · {left} left · {reason}").format(
            deal=dealt.id, left=terms.clock(left), reason=terms.why(dealt.reason)
        )
    )
    note(_('Answer with: trainer answer {deal} --variant "…" --variant "…" --send 1').format(deal=dealt.id))


def start_deal_of(
    caller: Caller, person: Person, deck_id: str | None, card_id: str | None, minutes: float | None
) -> Deal:
    """The open card of `person`, or a new one with its clock started. Raises NotFound, NothingToDeal, WrongUsage."""
    trainer = caller.trainer
    trainer.load_decks()
    trainer.run(settle)
    still_open = trainer.run(open_deal_of, person.id)
    if still_open is not None:
        if card_id or deck_id or minutes is not None:
            note(_("A card is open already and its clock runs; this is it."))
        return still_open
    return trainer.run(start_deal, prepare_deal_of(caller, person, deck_id, card_id).id, minutes)


def prepare_deal_of(caller: Caller, person: Person, deck_id: str | None, card_id: str | None) -> Deal:
    """The next card of `person`, chosen or picked, its clock not started."""
    trainer = caller.trainer
    if card_id is None:
        chosen = DeckId(deck_id) if deck_id else None
        return trainer.run(prepare_next, person.id, render=trainer.render, language=caller.language, deck_id=chosen)
    deck = DeckId(deck_id) if deck_id else trainer.run(find_card, CardId(card_id))
    if deck is None:
        raise NotFound(_("No deck has a card “{card}”. See the decks with: trainer deck list").format(card=card_id))
    return trainer.run(pick_card, person.id, deck, CardId(card_id), render=trainer.render, language=caller.language)
