"""trainer deck take: a proposed complaint becomes a card of a deck."""

from pathlib import Path

import click

from trainer.cli.main import json_option
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.kinds import ComplaintType, Skill
from trainer.domain.texts import clean_line
from trainer.errors import NotFound, WrongUsage
from trainer.locale import _


@click.command("take", help=_("Make a card of a proposed complaint (trainer deck propose lists them)."))
@click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))
@click.option(
    "--into", "file", metavar="FILE", type=click.Path(path_type=Path), help=_("The deck that the card goes to.")
)
@click.option("--turn-down", "down", is_flag=True, help=_("Make no card of it: it waits no more."))
@click.option(
    "--type",
    "kind",
    type=click.Choice([each.value for each in ComplaintType]),
    default="other",
    help=_("What kind of complaint it is."),
)
@click.option(
    "--skills", metavar="LIST", default="", help=_("One or more of: {skills}").format(skills=", ".join(Skill))
)
@click.option("--difficulty", type=click.IntRange(1, 5), default=3, help=_("How hard it is to answer well."))
@click.option("--absurdity", type=click.IntRange(1, 5), default=3, help=_("How silly it is."))
@json_option
def command(
    number: int, file: Path | None, down: bool, kind: str, skills: str, difficulty: int, absurdity: int, as_json: bool
) -> None:
    from trainer.decks.installing import own_folder
    from trainer.decks.proposing import Wanted, list_drafts, make_card, turn_down

    wanted_skills = [each.strip() for each in skills.split(",") if each.strip()]
    if unknown := [each for each in wanted_skills if each not in list(Skill)]:
        raise WrongUsage(
            _("{skill} is no skill; there are {known}.").format(skill=clean_line(unknown[0]), known=", ".join(Skill))
        )
    if (file is None) != down:
        raise WrongUsage(_("Name the deck that the card goes to (--into FILE), or turn it down (--turn-down)."))
    waiting = list_drafts(own_folder())
    if number > len(waiting):
        raise NotFound(_("No proposal has number {n}. See them with: trainer deck propose").format(n=number))
    draft = waiting[number - 1]
    if file is None:
        turn_down(draft)
        if as_json:
            tell_json({"turned_down": draft.card_id})
        return
    _deck, card = make_card(
        draft, file, Wanted(ComplaintType(kind), tuple(Skill(each) for each in wanted_skills), difficulty, absurdity)
    )
    if as_json:
        tell_json({"card": card.id, "file": str(file), "line": card.line})
    else:
        say(f"{clean_line(str(file), 1000)}:{card.line}: {card.id}")
        note(
            _("See it: trainer deck preview {file} --card {card}").format(
                file=clean_line(str(file), 1000), card=card.id
            )
        )
