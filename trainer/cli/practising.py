"""trainer practise: the practice screen, on the card that the rules choose or one that is picked."""

import click

from trainer.cli.dealing import dealing_options, start_deal_of
from trainer.cli.main import Caller, pass_caller
from trainer.locale import _


@click.command(help=_("Open a card and answer it on the clock: the one that the rules choose, or the one you pick."))
@dealing_options
@pass_caller
def practise(caller: Caller, deck_id: str | None, card_id: str | None, minutes: float | None) -> None:
    from trainer.tui.app import open_practice
    from trainer.tui.leaving import check_terminal

    check_terminal()
    person = caller.person()
    dealt = start_deal_of(caller, person, deck_id, card_id, minutes)
    caller.trainer.remember(person)
    another = (deck_id or dealt.shown.deck_id, card_id or dealt.shown.card_id) != (
        dealt.shown.deck_id,
        dealt.shown.card_id,
    )
    said = _("A card is open already and its clock runs; this is it.") if another else ""
    click.get_current_context().exit(open_practice(caller.trainer, person, dealt, caller.theme, said))
