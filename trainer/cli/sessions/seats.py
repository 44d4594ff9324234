"""trainer session join | leave | view | mood | ready: a seat."""

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.sessions.describing import print_public, seat_data
from trainer.cli.sessions.finding import be_ready, seat_of, session_option, stay, tell_session
from trainer.cli.speaking import is_terminal, note, paragraph, say, tell_json
from trainer.domain.phases import Phase
from trainer.locale import _
from trainer.locale import sessions as words
from trainer.services.sessions import seats
from trainer.services.sessions.opening import show_session
from trainer.services.sessions.viewing import seat_view


@click.command(
    "join", help=_("Take a seat, or come back to it: the same draft, the same time. In a terminal its screen opens.")
)
@click.argument("code", metavar="CODE")
@json_option
@pass_caller
def join_command(caller: Caller, code: str, as_json: bool) -> None:
    person = caller.person()
    session = caller.trainer.run(seats.join, code, person.id)
    caller.trainer.remember(person)
    if not as_json and is_terminal():
        from trainer.tui.app import open_session_screen

        ended = open_session_screen(caller.trainer, "seat", session.id, person, caller.theme)
        click.get_current_context().exit(ended)
    stay(caller, person, session.id)
    tell_session(caller, session, as_json)
    if not as_json:
        note(_("Names are hidden from colleagues where answers are rated."))


@click.command("leave", help=_("Get up; the seat stays yours."))
@session_option
@json_option
@pass_caller
def leave_command(caller: Caller, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    tell_session(caller, caller.trainer.run(seats.leave, session_id, person.id), as_json)


@click.command("view", help=_("What your seat sees now."))
@session_option
@json_option
@pass_caller
def view_command(caller: Caller, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    view = caller.trainer.run(seat_view, session_id, person.id)
    if as_json:
        tell_json(seat_data(view))
        return
    print_public(view.public)
    if view.hidden_interest and not view.public.hidden_interest:
        say()
        say(_("What was behind it"))
        say(paragraph(view.hidden_interest))
    if view.answer_label:
        mine = not view.group or view.holds_pen
        told = _("Your own point: {label}") if mine else _("Your group's point: {label}")
        say(told.format(label=view.answer_label))


@click.command("mood", help=_("Two digits from 1 to 5: how good you feel, how much energy you have."))
@click.argument("pleasure", metavar="P", type=int)
@click.argument("energy", metavar="E", type=int)
@session_option
@json_option
@pass_caller
def mood_command(caller: Caller, pleasure: int, energy: int, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    after = caller.trainer.run(seats.give_mood, session_id, person.id, pleasure, energy)
    if caller.trainer.run(show_session, session_id).phase is Phase.LOBBY:  # the two digits are all that it asks for
        be_ready(caller, person, session_id)
    if as_json:
        tell_json(
            {"session": session_id, "when": "after" if after else "before", "pleasure": pleasure, "energy": energy}
        )
    else:
        say(_("Kept: how you feel after the session.") if after else _("Kept: how you feel before the session."))


@click.command("ready", help=_("Say that you are ready; it begins anew with every phase."))
@click.option("--not", "not_yet", is_flag=True, help=_("Take it back."))
@session_option
@json_option
@pass_caller
def ready_command(caller: Caller, not_yet: bool, wanted: str | None, as_json: bool) -> None:
    person, session_id = seat_of(caller, wanted)
    session = caller.trainer.run(seats.set_ready, session_id, person.id, not not_yet)
    stay(caller, person, session_id)
    if as_json:
        tell_session(caller, session, as_json)
    else:
        say(words.ready_count(*session.ready_count(caller.trainer.clock.now())))
