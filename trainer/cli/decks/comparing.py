"""trainer deck diff: what became of each card between two states of a deck."""

from pathlib import Path

import click

from trainer.cli.main import json_option
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.meaning import GOLD, CardChange, ChangeKind, FieldChange
from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused
from trainer.locale import _, ngettext


@click.command(
    "diff",
    help=_(
        "Compare two states of a deck, a line a card: wording, meaning, new, retired, vanished. 1: a revision is due."
    ),
)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def command(ctx: click.Context, before: Path, after: Path, as_json: bool) -> None:
    from trainer.decks.comparing import compare_decks
    from trainer.decks.reading import read_deck

    decks = []
    for path in (before, after):
        result = read_deck(path)
        if result.deck is None:
            for problem in result.problems:
                note(str(problem))
            raise DeckRefused(_("{file} has errors: mend them first.").format(file=clean_line(str(path), 500)))
        decks.append(result.deck)
    changes = compare_decks(*decks)
    due = sum(change.kind is ChangeKind.UNMARKED for change in changes)
    if as_json:
        tell_json([_data(change) for change in changes])
    else:
        for change in changes:
            _print(change)
    if not changes:
        note(_("No card changed."))
    elif due:
        note(
            ngettext(
                "{n} card means something else now: raise its revision.",
                "{n} cards mean something else now: raise their revisions.",
                due,
            ).format(n=due)
        )
    ctx.exit(1 if due else 0)


def _print(change: CardChange) -> None:
    words = {
        ChangeKind.COSMETIC: _("wording only"),
        ChangeKind.MEANING: _("another meaning, a new revision"),
        ChangeKind.UNMARKED: _("another meaning: raise the revision"),
        ChangeKind.NEW: _("a new card"),
        ChangeKind.RETIRED: _("retired"),
        ChangeKind.VANISHED: _("the id is gone"),
    }
    said = words[change.kind]
    if change.like:
        said = _("the id is gone; {id} says nearly the same: give it the old id back").format(id=change.like)
    elif change.kind is ChangeKind.COSMETIC and change.fields and all(_is_gold(each) for each in change.fields):
        said = _("gold answers alone")
    say(f"{change.card_id}: {said}")
    if change.kind in (ChangeKind.NEW, ChangeKind.VANISHED):
        say(f"    {clean_line(change.complaint, 100)}")
    for field in change.fields:
        say(f"    {field.field}")
        say(paragraph(f"- {field.before or '—'}", "      "))
        say(paragraph(f"+ {field.after or '—'}", "      "))


def _is_gold(field: FieldChange) -> bool:
    return field.field.startswith(f"{GOLD} ")


def _data(change: CardChange) -> dict[str, object]:
    return {
        "card": change.card_id,
        "change": change.kind.value,
        "complaint": change.complaint,
        "fields": [{"field": each.field, "before": each.before, "after": each.after} for each in change.fields],
        "like": change.like or None,
    }
