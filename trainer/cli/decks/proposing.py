"""trainer deck propose: a complaint for the team's decks, or the list of those that wait."""

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line, said_by
from trainer.locale import _


@click.command(
    "propose",
    help=_("Propose a complaint; a trainer makes a card of it. Without TEXT: those that wait, with their numbers."),
)
@click.argument("text", metavar="[TEXT]", required=False)
@json_option
@pass_caller
def command(caller: Caller, text: str | None, as_json: bool) -> None:
    from trainer.decks.installing import own_folder
    from trainer.decks.proposing import list_drafts, propose

    if text is not None:
        draft = propose(own_folder(), caller.language, text)
        if as_json:
            tell_json({"card": draft.card_id, "file": str(draft.path)})
        else:
            say(str(draft.path))
            note(_("Kept. A trainer makes a card of it: trainer deck take"))
        return
    waiting = list_drafts(own_folder())
    if as_json:
        tell_json(
            [
                {"number": number, "card": each.card_id, "complaint": each.complaint, "file": str(each.path)}
                for number, each in enumerate(waiting, 1)
            ]
        )
        return
    for number, each in enumerate(waiting, 1):
        say(f"{number}  {clean_line(said_by(each.complaint), 2000)}")
    if waiting:
        note(_("Make a card of one: trainer deck take NUMBER --into FILE"))
    else:
        note(_("Nothing is proposed. Propose one: trainer deck propose TEXT"))
