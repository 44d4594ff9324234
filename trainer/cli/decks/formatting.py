"""trainer deck fmt: ids written, decks laid out alike, nothing lost."""

from pathlib import Path

import click

from trainer.cli.decks.checking import deck_files
from trainer.cli.main import json_option
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused
from trainer.locale import _, ngettext


@click.command(
    "fmt",
    help=_(
        "Write format and ids into decks and lay them out alike; comments and the order of keys stay. "
        "Without PATHS, your own decks."
    ),
)
@click.argument("wanted", metavar="[PATHS]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help=_("Write nothing; leave with 1 where something would change."))
@json_option
@click.pass_context
def command(ctx: click.Context, wanted: tuple[Path, ...], check: bool, as_json: bool) -> None:
    from trainer.decks.finding import find_decks
    from trainer.decks.formatting import format_deck
    from trainer.decks.installing import own_folder
    from trainer.decks.problems import Severity
    from trainer.decks.reading import read_deck
    from trainer.decks.writing import write_file

    changed: list[Path] = []
    refused: list[str] = []
    files = deck_files(wanted) if wanted else find_decks([own_folder()])
    for path in files:
        result = read_deck(path)
        if result.deck is None:
            refused.extend(str(each) for each in result.problems if each.severity is Severity.ERROR)
            continue
        try:
            formatted = format_deck(result.data, result.deck)
            if formatted != result.data:
                changed.append(path)
                if not check:
                    write_file(path, formatted, replace=True)
        except DeckRefused as reason:
            refused.append(f"{clean_line(str(path), 500)}: {reason}")
        except OSError as error:
            refused.append(f"{clean_line(str(path), 500)}: {error.strerror or error}")
    if as_json:
        tell_json({"files": len(files), "changed": [str(path) for path in changed], "refused": refused})
    else:
        for path in changed:
            say(clean_line(str(path), 1000))
    for line in refused:
        note(line)
    note(_summary(len(changed), len(files), check))
    ctx.exit(1 if refused or (check and changed) else 0)


def _summary(changed: int, files: int, check: bool) -> str:
    of = ngettext("of {files} deck", "of {files} decks", files).format(files=files)
    if check:
        return ngettext("{n} {of} would change.", "{n} {of} would change.", changed).format(n=changed, of=of)
    return ngettext("{n} {of} changed.", "{n} {of} changed.", changed).format(n=changed, of=of)
