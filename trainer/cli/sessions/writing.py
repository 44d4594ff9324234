"""trainer session card | offer | pen: the card of a seat; it is answered by `trainer answer DEAL`."""

import click

from trainer.cli.cards import card_data, print_card
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.sessions.finding import seat_of, session_option, stay, tell_session
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.phases import Phase
from trainer.locale import _, terms
from trainer.services.sessions import writing
from trainer.services.sessions.opening import show_session


@click.command("card", help=_("Your card, and the time that is left for it. Answer with: trainer answer DEAL"))
@session_option
@json_option
@pass_caller
def card_command(caller: Caller, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    trainer = caller.trainer
    mine = trainer.run(writing.my_card, session_id, person.id, render=trainer.render, language=caller.language)
    if as_json:
        tell_json(
            {
                "session": session_id,
                "deal": mine.deal.id if mine.deal else None,
                "state": mine.deal.state if mine.deal else None,
                "seconds_left": None if mine.seconds_left is None else round(mine.seconds_left, 1),
                "variants": list(mine.draft.variants),
                "group": list(mine.group),
                "pen_holder": mine.pen_holder,
                "offered": [{"name": each.name, "text": each.text} for each in mine.offered],
                **card_data(mine.shown),
            }
        )
        return
    print_card(mine.shown)
    say()
    if mine.group:
        say(_("You write with {names}.").format(names=", ".join(mine.group)))
        for each in mine.offered:
            say(paragraph(f"{each.name}: {each.text}"))
    if mine.deal is None and mine.pen_holder and trainer.run(show_session, session_id).phase is Phase.WRITE:
        told = _("{name} holds the pen. Give a variant to your group: trainer session offer TEXT")
        note(told.format(name=mine.pen_holder))
        return
    if mine.deal is None:
        note(_("There is nothing to write for now."))
        return
    left = max(0.0, mine.seconds_left or 0.0)
    say(_("Deal {deal} · {left} left").format(deal=mine.deal.id, left=terms.clock(left)))
    note(_('Answer with: trainer answer {deal} --variant "…" --variant "…" --send 1').format(deal=mine.deal.id))


@click.command("offer", help=_("In groups: a variant for the one who holds the pen."))
@click.argument("text", metavar="TEXT")
@click.option("--place", type=click.IntRange(0, 20), default=0, help=_("Which of your variants, from 0."))
@session_option
@json_option
@pass_caller
def offer_command(caller: Caller, text: str, place: int, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    caller.trainer.run(writing.offer_variant, session_id, person.id, text, place=place)
    if as_json:
        tell_json({"session": session_id, "offered": text})
    else:
        say(_("Offered to your group."))


@click.command("pen", help=_("In groups: take the pen from a colleague who is away."))
@session_option
@json_option
@pass_caller
def pen_command(caller: Caller, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    session = caller.trainer.run(writing.take_pen, session_id, person.id)
    stay(caller, person, session_id)
    tell_session(caller, session, as_json)
