"""trainer session claim | note | if-then | propose-card | recommend: what is said after the reveal."""

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.sessions.finding import seat_of, session_option
from trainer.cli.speaking import say, tell_json
from trainer.errors import NotFound
from trainer.locale import _
from trainer.services.sessions import talking
from trainer.services.sessions.seats import recommend
from trainer.services.sessions.viewing import seat_view


@click.command(
    "claim",
    help=_(
        "Say that an answer was yours: its letter in the reveal, or its id. What you said of it before is replaced."
    ),
)
@click.argument("answer", metavar="ANSWER")
@click.option("--wall", is_flag=True, help=_("It may hang on the wall of WOW and become a gold answer."))
@click.option("--win-back", is_flag=True, help=_("It may come back to a colleague as a win-back card."))
@click.option("--unnamed", is_flag=True, help=_("Without the name: the consents alone."))
@click.option("--take-back", is_flag=True, help=_("Take all of it back."))
@session_option
@json_option
@pass_caller
def claim_command(
    caller: Caller,
    answer: str,
    wall: bool,
    win_back: bool,
    unnamed: bool,
    take_back: bool,
    wanted: str | None,
    as_json: bool,
) -> None:
    person, session_id = seat_of(caller, wanted)
    view = caller.trainer.run(seat_view, session_id, person.id)
    mine = caller.trainer.run(talking.own_answer, session_id, person.id)
    if answer.casefold() not in {view.answer_label.casefold(), str(mine)} or not answer:
        raise NotFound(_("“{answer}” is not your answer.").format(answer=answer))
    named = not unnamed and not take_back
    consents = {"wall": wall and not take_back, "win_back": win_back and not take_back}
    caller.trainer.run(talking.claim, session_id, person.id, named=named, **consents)
    if as_json:
        tell_json({"session": session_id, "answer": mine, "label": view.answer_label, "claimed": named, **consents})
    else:
        say(_("Your name stands beside it.") if named else _("Kept."))


@click.command("note", help=_("A line to the debrief's question; nobody is told whose it is."))
@click.argument("text", metavar="TEXT")
@session_option
@json_option
@pass_caller
def note_command(caller: Caller, text: str, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    caller.trainer.run(talking.write_note, session_id, person.id, text)
    _kept(session_id, text, as_json)


@click.command("if-then", help=_("“If a customer …, I will say …”: something for you to practise."))
@click.argument("text", metavar="TEXT")
@session_option
@json_option
@pass_caller
def if_then_command(caller: Caller, text: str, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    caller.trainer.run(talking.say_if_then, session_id, person.id, text)
    _kept(session_id, text, as_json)


@click.command("propose-card", help=_("An absurd complaint for next time."))
@click.argument("text", metavar="TEXT")
@session_option
@json_option
@pass_caller
def propose_card_command(caller: Caller, text: str, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    caller.trainer.run(talking.propose_card, session_id, person.id, text)
    _kept(session_id, text, as_json)


@click.command("recommend", help=_("Would you recommend these sessions to a colleague? 0 to 10, once a quarter."))
@click.argument("score", metavar="0-10", type=int)
@json_option
@pass_caller
def recommend_command(caller: Caller, score: int, as_json: bool) -> None:
    quarter = caller.trainer.run(recommend, caller.person().id, score)
    if as_json:
        tell_json({"quarter": quarter, "score": score})
    else:
        say(_("Kept for {quarter}.").format(quarter=quarter))


def _kept(session_id: str, text: str, as_json: bool) -> None:
    if as_json:
        tell_json({"session": session_id, "text": text})
    else:
        say(_("Kept."))
