"""trainer deck import: a list or a table of complaints becomes a deck."""

from pathlib import Path

import click

from trainer.cli.decks.making import is_new_here, keep_new_file, tell_next
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused
from trainer.locale import _, ngettext


@click.command(
    "import", help=_("Make a deck of a list: a text file with a complaint a line, or a CSV table with any header.")
)
@click.argument("source", metavar="LIST", type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help=_("The deck's file; else named after the list.")
)
@click.option("--title", metavar="TEXT", default="", help=_("What people choose the deck by."))
@click.option("--locale", metavar="TAG", default="", help=_("Its language, e.g. en-GB or uk-UA."))
@json_option
@pass_caller
def command(caller: Caller, source: Path, out: Path | None, title: str, locale: str, as_json: bool) -> None:
    from trainer.decks.composing import slug
    from trainer.decks.importing import MOST_BYTES, import_list

    try:
        with source.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        shown = clean_line(str(source), 500)
        raise DeckRefused(_("{file} can't be read: {reason}.").format(file=shown, reason=reason)) from None
    made = import_list(data, source.name, title=title, locale=locale, language=caller.language)
    path = out or Path(f"{slug(source.stem, 12, 60) or 'imported'}.yaml")
    keep_new_file(path, made.text)
    if as_json:
        tell_json({"file": str(path), "cards": made.cards, "locale": made.locale, "guesses": made.guesses})
        return
    for guess in made.guesses:
        note(guess)
    say(str(path))
    note(ngettext("{n} card", "{n} cards", made.cards).format(n=made.cards))
    tell_next(path, made.deck_id, newcomer=is_new_here(caller))
