"""trainer deck print: a deck on paper, for a room without screens."""

from pathlib import Path

import click

from trainer import paths
from trainer.cli.main import json_option
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused, NotFound
from trainer.locale import _


@click.command(
    "print", help=_("A deck on paper: cards to cut out and a rating sheet, as an HTML page to print from a browser.")
)
@click.argument("deck", metavar="FILE|ID")
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help=_("The page's file; else it is printed here.")
)
@click.option(
    "--key", "with_key", is_flag=True, help=_("With the lead's key: hidden interests, gold answers, questions.")
)
@click.option("--seed", metavar="TEXT", default="paper", help=_("Another seed, other customers."))
@json_option
@click.pass_context
def command(ctx: click.Context, deck: str, out: Path | None, with_key: bool, seed: str, as_json: bool) -> None:
    from trainer.decks.finding import find_decks
    from trainer.decks.personas import render_card
    from trainer.decks.reading import read_deck
    from trainer.decks.writing import refuse_deck, write_file
    from trainer.domain.kinds import CardStatus
    from trainer.reports.cards import deck_on_paper

    if Path(deck).is_file():
        result = read_deck(deck)
        if result.deck is None:
            for problem in result.problems:
                note(str(problem))
            raise DeckRefused(_("{file} has errors: mend them first.").format(file=clean_line(deck, 500)))
        found = result.deck
    else:
        installed = [each for path in find_decks(paths.deck_folders()) if (each := read_deck(path).deck) is not None]
        named = [each for each in installed if each.id == deck]
        spoken = getattr(ctx.obj, "language", "en")
        match = next((each for each in named if each.language == spoken), named[0] if named else None)
        if match is None:
            raise NotFound(
                _("There is no deck “{deck}”. See the decks with: trainer deck list").format(deck=clean_line(deck, 100))
            )
        found = match
    cards = [render_card(found, card, seed) for card in found.cards if card.status is not CardStatus.RETIRED]
    page = deck_on_paper(found.title, found.locale, cards, with_key=with_key)
    if out is None:
        if as_json:
            tell_json({"deck": found.id, "cards": len(cards), "page": page})
        else:
            click.echo(page, nl=False)
        return
    refuse_deck(out)
    try:
        write_file(out, page, replace=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeckRefused(
            _("{file} can't be written: {reason}.").format(file=clean_line(str(out), 500), reason=reason)
        ) from None
    if as_json:
        tell_json({"deck": found.id, "cards": len(cards), "file": str(out)})
        return
    say(clean_line(str(out), 1000))
    note(_("Open it in a browser and print it."))
