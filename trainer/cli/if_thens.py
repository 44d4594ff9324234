"""trainer if-then: one's own if-then sentences, and what becomes of them, without a screen."""

from typing import Any

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, say, tell_json
from trainer.domain.if_thens import Carried, Event, Sentence
from trainer.errors import NotFound
from trainer.locale import _
from trainer.locale import if_thens as words
from trainer.services.if_thens import own_sentences, tell

number_argument = click.argument("number", metavar="N", type=click.IntRange(min=1))


@click.group("if-then", help=_("Your if-then sentences, which come beside your cards. Nobody else sees them."))
def if_then() -> None:
    """Sub-commands do the work."""


@if_then.command("list", help=_("Your sentences with their numbers: not tried yet, not yet, said once, kept, at rest."))
@json_option
@pass_caller
def list_command(caller: Caller, as_json: bool) -> None:
    own = caller.trainer.run(own_sentences, caller.person().id)
    if as_json:
        tell_json({"if_thens": [sentence_data(each, number) for number, each in enumerate(own, 1)]})
        return
    for number, each in enumerate(own, 1):
        say(f"{number}  {each.text}  ·  {words.stand_title(each)}")
    if not own:
        note(_("No sentence of yours yet: a team session asks for one, “If a customer …, I will say …”."))


@if_then.command("said", help=_("You said it. On two different days it is a habit, and rests."))
@number_argument
@json_option
@pass_caller
def said_command(caller: Caller, number: int, as_json: bool) -> None:
    _tell(caller, number, Event.SAID, as_json)


@if_then.command("not-yet", help=_("You did not say it yet: it comes again."))
@number_argument
@json_option
@pass_caller
def not_yet_command(caller: Caller, number: int, as_json: bool) -> None:
    _tell(caller, number, Event.NOT_YET, as_json)


@if_then.command("rest", help=_("Let a sentence rest: it comes beside no card."))
@number_argument
@json_option
@pass_caller
def rest_command(caller: Caller, number: int, as_json: bool) -> None:
    _tell(caller, number, Event.REST, as_json)


@if_then.command("back", help=_("Bring back one that rests or is kept; its days are counted anew."))
@number_argument
@json_option
@pass_caller
def back_command(caller: Caller, number: int, as_json: bool) -> None:
    _tell(caller, number, Event.BACK, as_json)


def sentence_data(sentence: Sentence, number: int) -> dict[str, Any]:
    """With stable keys; `state`: open, kept, rests."""
    last = sentence.last_tried
    return {
        "number": number,
        "text": sentence.text,
        "state": sentence.stand.value,
        "days_said": sentence.days_said,
        "written_at": sentence.written_at.isoformat(),
        "last_tried_at": last.isoformat() if last else None,
    }


def carried_data(carried: Carried | None) -> dict[str, Any] | None:
    """The sentence beside a card; `said`: null until it is told."""
    if carried is None:
        return None
    said = None if carried.event is Event.CARRIED else carried.event is Event.SAID
    return {"text": carried.sentence.text, "said": said}


def _tell(caller: Caller, number: int, event: Event, as_json: bool) -> None:
    person = caller.person()
    own = caller.trainer.run(own_sentences, person.id)
    if number > len(own):
        raise NotFound(_("You have no such sentence. See yours with: trainer if-then list"))
    told = caller.trainer.run(tell, person.id, own[number - 1].id, event)
    if as_json:
        tell_json(sentence_data(told, number))
    else:
        say(f"{told.text}  ·  {words.stand_title(told)}")
