"""trainer deck schema: the format for editors."""

from pathlib import Path

import click

from trainer.cli.main import json_option
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused
from trainer.locale import _


@click.command(
    "schema",
    help=_("Print the JSON Schema of decks, which editors complete and check by. --out writes it beside your decks."),
)
@click.option(
    "--out", metavar="PATH", type=click.Path(path_type=Path), help=_("A file, or a folder for deck.schema.json.")
)
@json_option
def command(out: Path | None, as_json: bool) -> None:
    from trainer.decks.describing import schema_text
    from trainer.decks.making import SCHEMA_FILE, SCHEMA_LINE
    from trainer.decks.writing import refuse_deck, write_file

    if out is None:
        click.echo(schema_text(), nl=False)
        return
    path = out / SCHEMA_FILE if out.is_dir() else out
    refuse_deck(path)
    try:
        write_file(path, schema_text(), replace=True)
    except OSError as error:
        reason = error.strerror or str(error)
        shown = clean_line(str(path), 500)
        raise DeckRefused(_("{file} can't be written: {reason}.").format(file=shown, reason=reason)) from None
    if as_json:
        tell_json({"file": str(path), "first_line": SCHEMA_LINE})
        return
    say(str(path))
    note(_("The first line of each deck beside it: {line}").format(line=SCHEMA_LINE))
