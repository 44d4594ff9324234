"""trainer deck preview: a card as its employee will see it, while its author writes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.decks.checking import problem_data
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.texts import clean_line
from trainer.errors import WrongUsage
from trainer.locale import _, ngettext

if TYPE_CHECKING:
    from trainer.decks.previewing import Look


@click.command(
    "preview",
    help=_(
        "Show a card as an employee sees it: arrow keys go through the deck, F6 draws another customer. Without a terminal "
        "the card is printed once."
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--watch", is_flag=True, help=_("Draw anew whenever the file is saved, its problems beside the card."))
@click.option("--seed", metavar="N", type=click.IntRange(min=0), default=1, help=_("Which customer; 1 is the first."))
@click.option("--card", "wanted", metavar="ID", default="", help=_("The card to begin with: its id, or its number."))
@json_option
@pass_caller
@click.pass_context
def command(ctx: click.Context, caller: Caller, file: Path, watch: bool, seed: int, wanted: str, as_json: bool) -> None:
    from trainer.decks.previewing import look_at_file

    if not file.exists():
        raise WrongUsage(_("There is no {path}.").format(path=clean_line(str(file), 1000)))
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        ctx.exit(_print_once(look_at_file(file), seed, wanted, as_json))
    ctx.exit(_show(caller, file, watch, seed, wanted))


def _show(caller: Caller, file: Path, watch: bool, seed: int, wanted: str) -> int:
    from trainer.decks.personas import render_card
    from trainer.tui.authoring import file_source
    from trainer.tui.previewing import open_preview

    source = file_source(file, render_card, watch=watch, first=wanted, seed=seed)
    return open_preview(source, caller.language, caller.theme)


def _print_once(look: "Look", seed: int, wanted: str, as_json: bool) -> int:
    """The card, then what is to mend; the exit code: 1 where the deck has errors."""
    from trainer.cli.cards import card_data, print_card
    from trainer.decks.personas import render_card
    from trainer.domain.dealing import for_writer
    from trainer.domain.previewing import place_named

    data: dict[str, Any] = {"seed": seed, "card": None, "number": None, "of": None}
    if look.deck is not None:
        at = place_named(look.deck, wanted)
        if at is None:
            raise WrongUsage(
                _("There is no card “{card}” in this deck; it has cards 1 to {n}.").format(
                    card=clean_line(wanted), n=len(look.deck.cards)
                )
            )
        card = look.deck.cards[at]
        shown = for_writer(render_card(look.deck, card, f"preview|{seed}"))
        data |= {"number": at + 1, "of": len(look.deck.cards), "status": card.status, "line": card.line}
        data["card"] = card_data(shown)
        if not as_json:
            print_card(shown)
            for number, hint in enumerate(shown.hints, 1):
                say(paragraph(_("Hint {n} of {of}: ").format(n=number, of=len(shown.hints)) + hint))
            for twist in shown.twists:
                say(paragraph(_("And now: ") + twist.says))
            say()
            of = ngettext("card {number} of {n}", "card {number} of {n}", len(look.deck.cards))
            say("  " + of.format(number=at + 1, n=len(look.deck.cards)) + " · " + _("Customer {n}").format(n=seed))
    if as_json:
        tell_json({**data, "problems": [problem_data(each) for each in look.problems]})
    else:
        for problem in look.problems:
            (note if look.deck is not None else say)(str(problem))
    return 0 if look.deck is not None else 1
