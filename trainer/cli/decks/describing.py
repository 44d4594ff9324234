"""trainer deck schema: the format for editors."""

from pathlib import Path

import click

from trainer.cli.speaking import note, say
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
def command(out: Path | None) -> None:
    from trainer.decks.describing import schema_text
    from trainer.decks.making import SCHEMA_FILE, SCHEMA_LINE
    from trainer.decks.writing import write_file

    if out is None:
        click.echo(schema_text(), nl=False)
        return
    path = out / SCHEMA_FILE if out.is_dir() else out
    try:
        write_file(path, schema_text(), replace=True)
    except OSError as error:
        reason = error.strerror or str(error)
        shown = clean_line(str(path), 500)
        raise DeckRefused(_("{file} can't be written: {reason}.").format(file=shown, reason=reason)) from None
    say(str(path))
    note(_("The first line of each deck beside it: {line}").format(line=SCHEMA_LINE))
