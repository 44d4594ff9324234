"""trainer rate: rate colleagues' answers, blind, on a screen or by command."""

from typing import Any

import click

from trainer.cli.cards import card_data, print_card
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.ids import AnswerId
from trainer.domain.rating import Judgement
from trainer.domain.rubric import HIGHEST_LEVEL, CriticalFlag
from trainer.errors import NothingToRate, RatingRefused
from trainer.locale import _, terms
from trainer.services.rating import AnswerToRate, give_rating, next_answer


@click.group(
    invoke_without_command=True, help=_("Rate colleagues' answers, blind. Without a command the screen opens.")
)
@pass_caller
@click.pass_context
def rate(ctx: click.Context, caller: Caller) -> None:
    if ctx.invoked_subcommand is None:
        from trainer.tui.app import open_rating
        from trainer.tui.leaving import check_terminal

        check_terminal()
        person = caller.person()
        caller.trainer.remember(person)
        ctx.exit(open_rating(caller.trainer, person, caller.theme))


@rate.command("next", help=_("Give me the next answer to rate; it is kept for me for three minutes."))
@json_option
@pass_caller
def rate_next(caller: Caller, as_json: bool) -> None:
    to_rate = caller.trainer.run(next_answer, caller.person().id)
    if to_rate is None:
        raise NothingToRate(_("No answer waits for you. Come back when colleagues have practised."))
    if as_json:
        tell_json(_data(to_rate))
        return
    print_card(to_rate.shown)
    say()
    say(_("The answer:"))
    say(paragraph(to_rate.text, indent="    "))
    say()
    say(_("What would this customer write back?"))
    for criterion in to_rate.criteria:
        say(f"  {criterion.name} ({terms.criterion(criterion)})")
        for level in range(HIGHEST_LEVEL + 1):
            say(f"     {level + 1}  {terms.anchor(criterion, level)}")
    say()
    say(_("Names are hidden from colleagues."))
    names = " ".join(f"{criterion.name}=3" for criterion in to_rate.criteria)
    note(_("Rate with: trainer rate give {answer} {levels}").format(answer=to_rate.answer_id, levels=names))


@rate.command("give", help=_("Rate an answer: CRITERION=LEVEL, levels 1 (awful) to 5 (WOW)."))
@click.argument("answer_id", metavar="ANSWER")
@click.argument("levels", metavar="[CRITERION=LEVEL]...", nargs=-1)
@click.option("--na", "not_applicable", metavar="C", multiple=True, help=_("A criterion that does not apply here."))
@click.option(
    "--flag",
    "flags",
    type=click.Choice([flag.value for flag in CriticalFlag]),
    multiple=True,
    help=_("A critical flag."),
)
@click.option("--laughed", is_flag=True, help=_("This made me laugh."))
@click.option("--steal", metavar="TEXT", default="", help=_("A phrase worth stealing."))
@click.option("--comment", metavar="TEXT", default="", help=_("One kind line to the author."))
@json_option
@pass_caller
def rate_give(
    caller: Caller,
    answer_id: str,
    levels: tuple[str, ...],
    not_applicable: tuple[str, ...],
    flags: tuple[str, ...],
    laughed: bool,
    steal: str,
    comment: str,
    as_json: bool,
) -> None:
    given = {name: level for name, level in map(_level, levels) if name not in not_applicable}
    judgement = Judgement(given, frozenset(map(CriticalFlag, flags)), laughed, steal, comment)
    rating = caller.trainer.run(give_rating, caller.person().id, AnswerId(answer_id), judgement)
    if as_json:
        tell_json(
            {
                "answer": rating.answer_id,
                "levels": {name: level + 1 for name, level in rating.judgement.levels.items()},
                "score": rating.score,
                "valid": rating.score is not None,
            }
        )
        return
    if rating.score is None:
        say(_("Kept, but it gives no score: less than 60 % of the rubric's weight was rated."))
    else:
        say(_("Rated: {score} of 100. Thank you.").format(score=terms.score(rating.score)))


def _level(pair: str) -> tuple[str, int]:
    name, _equals, level = pair.partition("=")
    if not level.isdecimal() or not 1 <= int(level) <= HIGHEST_LEVEL + 1:
        raise RatingRefused(_("“{pair}” is no rating: write heard=4, with a level from 1 to 5.").format(pair=pair))
    return name.strip(), int(level) - 1


def _data(to_rate: AnswerToRate) -> dict[str, Any]:
    return {
        "answer": to_rate.answer_id,
        "text": to_rate.text,
        "waiting": to_rate.waiting,
        "criteria": [
            {
                "name": criterion.name,
                "weight": criterion.weight,
                "levels": [terms.anchor(criterion, level) for level in range(HIGHEST_LEVEL + 1)],
            }
            for criterion in to_rate.criteria
        ],
        **card_data(to_rate.shown),
        "success_when": to_rate.shown.success_when,
        "worth_winning": to_rate.shown.worth_winning,
        "real_severity": to_rate.shown.real_severity,
    }
