"""trainer deck install: decks from a file or a folder become decks that are dealt."""

from pathlib import Path

import click

from trainer import paths
from trainer.cli.decks.checking import deck_files
from trainer.cli.main import json_option
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line
from trainer.locale import _, ngettext


@click.command(
    "install",
    help=_("Check decks and copy them into your folder of decks, so that they are dealt. Says what they replace."),
)
@click.argument("wanted", metavar="PATHS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def command(ctx: click.Context, wanted: tuple[Path, ...], as_json: bool) -> None:
    from trainer.decks.installing import install, own_folder

    installed, problems = install(deck_files(wanted), own_folder(), paths.shipped_decks())
    if as_json:
        tell_json(
            {
                "installed": [
                    {
                        "id": each.deck.id,
                        "title": each.deck.title,
                        "locale": each.deck.locale,
                        "cards": len(each.deck.cards),
                        "file": str(each.target),
                        "replaced": each.replaced is not None,
                    }
                    for each in installed
                ],
                "problems": [str(each) for each in problems],
            }
        )
    else:
        for problem in problems:
            (note if installed else say)(str(problem))
        for each in installed:
            title = clean_line(each.deck.title, 200)
            cards = ngettext("{n} card", "{n} cards", len(each.deck.cards)).format(n=len(each.deck.cards))
            say(f"{title} · {cards}\n    {clean_line(str(each.target), 1000)}")
            if each.replaced is not None:
                old = ngettext("{n} card", "{n} cards", len(each.replaced.cards)).format(n=len(each.replaced.cards))
                note(
                    _("It takes the place of “{title}” ({cards}).").format(
                        title=clean_line(each.replaced.title, 200), cards=old
                    )
                )
        if installed:
            note(_("Practise with it: trainer practise --deck {id}").format(id=installed[0].deck.id))
            note(
                _("After a change, install it again; or edit it among the decks (F7 at home), where a save is enough.")
            )
    if not installed:
        note(_("Nothing was installed: mend the errors first."))
    ctx.exit(0 if installed else 1)
