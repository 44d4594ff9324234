"""trainer deck list: the decks that are installed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer import paths
from trainer.cli.main import json_option
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.people import alphabetical
from trainer.domain.texts import clean_line
from trainer.locale import _, ngettext

if TYPE_CHECKING:
    from trainer.domain.cards import Deck


@click.command("list", help=_("List the installed decks."))
@json_option
def command(as_json: bool) -> None:
    from trainer.decks.finding import find_decks
    from trainer.decks.reading import read_deck

    lines: list[dict[str, Any]] = []
    refused = 0
    for path in find_decks(paths.deck_folders()):
        found = read_deck(path).deck
        if found is None:
            refused += 1
        else:
            lines.append(_line(found, path))
    # one's own come first: among thirty shipped decks nobody would find them
    shipped = str(paths.shipped_decks().resolve())
    lines.sort(key=lambda line: (line["path"].startswith(shipped), line["locale"], alphabetical(line["title"])))
    if as_json:
        tell_json(lines)
    else:
        for line in lines:
            cards = ngettext("{ready} of {n} card ready", "{ready} of {n} cards ready", line["cards"]).format(
                ready=line["ready"], n=line["cards"]
            )
            title, name, locale = (clean_line(line[key], 200) for key in ("title", "id", "locale"))
            say(f"{title}\n    {name} · {locale} · {cards}\n    {clean_line(line['path'], 1000)}")
    if not lines and not refused:
        folders = ", ".join(clean_line(str(folder), 1000) for folder in paths.deck_folders())
        note(_("There is no deck yet. Put YAML files into one of: {folders}").format(folders=folders))
    if refused:
        note(
            ngettext(
                "{n} file has errors and is not listed; its last good version is dealt on until then: trainer deck check",
                "{n} files have errors and are not listed; their last good versions are dealt on until then: "
                "trainer deck check",
                refused,
            ).format(n=refused)
        )


def _line(found: "Deck", path: Path) -> dict[str, Any]:
    from trainer.domain.kinds import CardStatus

    return {
        "id": found.id,
        "title": found.title,
        "locale": found.locale,
        "cards": len(found.cards),
        "ready": sum(card.status is CardStatus.READY for card in found.cards),
        "path": str(path),
    }
