"""trainer session warm-up | rate | partner | improve | rate-self: rating in a session, and what two people do instead."""

from typing import Any

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.sessions.finding import be_ready, seat_of, session_option
from trainer.cli.sheets import example, level_of, print_to_rate, sheet_data
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.rating import Judgement
from trainer.errors import NothingToRate
from trainer.locale import _
from trainer.services.sessions import rating
from trainer.services.sessions.seats import my_warm_up


@click.command("warm-up", help=_("The gold answers of the warm-up. Rate them with: trainer rate warm-up ANSWER LEVELS"))
@session_option
@json_option
@pass_caller
def warm_up_command(caller: Caller, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    trainer = caller.trainer
    left = trainer.run(my_warm_up, session_id, person.id, render=trainer.render, language=caller.language)
    if not left:
        be_ready(caller, person, session_id)
    if as_json:
        tell_json([sheet_data(each) for each in left])
        return
    for each in left:
        print_to_rate(each)
        note(_("Rate with: trainer rate warm-up {answer} {levels}").format(answer=each.answer_id, levels=example(each)))
    if not left:
        note(_("Your warm-up is done."))


@click.command("rate", help=_("The next answer of this session to rate. Rate it with: trainer rate give ANSWER LEVELS"))
@session_option
@json_option
@pass_caller
def rate_command(caller: Caller, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    trainer = caller.trainer
    found = trainer.run(rating.next_to_rate, session_id, person.id, render=trainer.render, language=caller.language)
    if found is None:
        be_ready(caller, person, session_id)
        raise NothingToRate(_("Nothing to rate for you in this moment. Ask again while the rating runs."))
    if as_json:
        tell_json(sheet_data(found))
        return
    print_to_rate(found)
    say(_("Names are hidden from colleagues."))
    note(_("Rate with: trainer rate give {answer} {levels}").format(answer=found.answer_id, levels=example(found)))


@click.command("partner", help=_("Two people: the other's answer, to be made better."))
@session_option
@json_option
@pass_caller
def partner_command(caller: Caller, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    found = caller.trainer.run(rating.partner_answer, session_id, person.id)
    if found is None:
        raise NothingToRate(_("Your partner has sent no answer."))
    if as_json:
        tell_json({"answer": found.answer_id, "text": found.text, "improved": found.improved})
    else:
        say(paragraph(found.text))


@click.command("improve", help=_("Two people: the other's answer as you would send it."))
@click.argument("text", metavar="TEXT")
@session_option
@json_option
@pass_caller
def improve_command(caller: Caller, text: str, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    caller.trainer.run(rating.improve, session_id, person.id, text)
    if as_json:
        tell_json({"session": session_id, "improved": text})
    else:
        say(_("Kept; your partner reads it."))


@click.command(
    "rate-self", help=_("Two people: levels for your own answer; then the gold ones beside it. It counts nowhere.")
)
@click.argument("levels", metavar="[CRITERION=LEVEL]...", nargs=-1)
@session_option
@json_option
@pass_caller
def rate_self_command(caller: Caller, levels: tuple[str, ...], wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    if levels:
        own = caller.trainer.run(rating.rate_self, session_id, person.id, Judgement(dict(map(level_of, levels))))
    else:
        own = caller.trainer.run(rating.own_beside_gold, session_id, person.id)
    if as_json:
        data: dict[str, Any] = {
            "text": own.text,
            "levels": {name: level + 1 for name, level in own.given.items()},
            "criteria": [criterion.name for criterion in own.criteria],
            "gold": [
                {"text": gold.text, "levels": {name: level + 1 for name, level in gold.levels.items()}, "why": gold.why}
                for gold in own.gold
            ],
            "improved": own.improved,
        }
        tell_json(data)
        return
    say(paragraph(own.text))
    for label, text in ((_("Your partner would send"), own.improved), *((_("Gold"), gold.text) for gold in own.gold)):
        if text:
            say()
            say(label)
            say(paragraph(text))
