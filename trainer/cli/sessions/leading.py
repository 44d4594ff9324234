"""trainer session lead ID … | project ID: the lead's powers, and what a wall shows."""

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.sessions.describing import lead_data, print_public, public_data
from trainer.cli.sessions.finding import stay, tell_session
from trainer.cli.speaking import is_terminal, note, paragraph, say, tell_json
from trainer.domain.orders import Order
from trainer.domain.sessions import Session
from trainer.errors import WrongUsage
from trainer.locale import _
from trainer.locale import sessions as words
from trainer.services.people import find_person
from trainer.services.sessions import leading, seats
from trainer.services.sessions.opening import find_session
from trainer.services.sessions.viewing import lead_view, public_view

HIDE, SHOW, AWAY, BACK_AGAIN, SEAT = "hide", "unhide", "away", "here", "seat"
HAND_OVER, TAKE_OVER, VIEW = "hand-over", "take-over", "view"
WITH_WORD = (HIDE, SHOW, AWAY, BACK_AGAIN, SEAT, HAND_OVER)
ORDERS = (*(order.value for order in Order), *WITH_WORD, TAKE_OVER, VIEW)


@click.command(
    "lead",
    help=_("Lead a session: its console opens; or give one order from here: {orders}.").format(
        orders="start, next, back, extend, pause, resume, skip, hide ANSWER, unhide ANSWER, away NAME, here NAME, "
        "seat NAME, hand-over NAME, take-over, close, view"
    ),
)
@click.argument("wanted", metavar="ID")
@click.argument("order", metavar="[ORDER]", type=click.Choice(ORDERS), required=False)
@click.argument("word", metavar="[ANSWER|NAME]", required=False)
@click.option("--turn", type=int, help=_("Only if the session still is at this turn (see: view --json)."))
@json_option
@pass_caller
def lead_command(
    caller: Caller, wanted: str, order: str | None, word: str | None, turn: int | None, as_json: bool
) -> None:
    if order is None:
        _open_console(caller, wanted, as_json)
        return
    if (word is None) == (order in WITH_WORD):
        raise WrongUsage(
            _("{order} wants a name or an answer after it.").format(order=order)
            if word is None
            else _("{order} stands alone; {word} is too much.").format(order=order, word=word)
        )
    trainer, me = caller.trainer, caller.person()
    session = trainer.run(find_session, wanted)
    if session.lead_id == me.id:
        trainer.run(seats.beat, session.id, me.id, leading=True)
        if session.seat_of(me.id) is not None:
            stay(caller, me, session.id)
    if order == VIEW:
        _tell_view(caller, session, as_json)
        return
    if order == TAKE_OVER:
        moved = trainer.run(leading.take_over, session.id, me.id)
    elif word is None:
        moved = trainer.run(leading.lead, session.id, me.id, Order(order), turn=turn)
    else:
        moved = _with_word(caller, session, order, word)
    tell_session(caller, moved, as_json)
    if (moved.is_closed and order == Order.CLOSE.value) or (moved.is_closed and not session.is_closed):
        kept = trainer.keep_proposals(moved.id)
        if kept and not as_json:
            note(_("The complaints for next time are in the team's drafts: trainer deck propose"))


@click.command(
    "project", help=_("What a projector shows: public things alone. In a terminal it fills the window; Esc leaves it.")
)
@click.argument("wanted", metavar="ID")
@json_option
@pass_caller
def project_command(caller: Caller, wanted: str, as_json: bool) -> None:
    session = caller.trainer.run(find_session, wanted)
    view = caller.trainer.run(public_view, session.id)
    if as_json:
        tell_json(public_data(view))
    elif is_terminal():
        from trainer.tui.app import open_session_screen

        code = open_session_screen(caller.trainer, "projector", session.id, None, caller.theme)
        click.get_current_context().exit(code)
    else:
        print_public(view)


def _open_console(caller: Caller, wanted: str, as_json: bool) -> None:
    """`lead ID` alone: the lead's screen, or, for whoever does not lead, what may be looked at and taken over."""
    from trainer.tui.app import open_session_screen
    from trainer.tui.leaving import check_terminal

    if as_json:
        raise WrongUsage(_("With --json name an order, such as: view"))
    check_terminal()
    me = caller.person()
    session = caller.trainer.run(find_session, wanted)
    caller.trainer.remember(me)
    click.get_current_context().exit(open_session_screen(caller.trainer, "console", session.id, me, caller.theme))


def _with_word(caller: Caller, session: Session, order: str, word: str) -> Session:
    trainer, me = caller.trainer, caller.person()
    if order in (HIDE, SHOW):
        return trainer.run(leading.hide, session.id, me.id, word, hidden=order == HIDE)
    who = trainer.run(find_person, word)
    if order == SEAT:
        seated = trainer.run(seats.seat_people, session.id, me.id, [who.id])
        stay(caller, who, session.id)
        return seated
    if order == HAND_OVER:
        return trainer.run(leading.hand_over, session.id, me.id, who.id)
    return trainer.run(leading.set_away, session.id, me.id, who.id, away=order == AWAY)


def _tell_view(caller: Caller, session: Session, as_json: bool) -> None:
    view = caller.trainer.run(lead_view, session.id, caller.person().id)
    speaks = view.is_lead and not session.is_closed
    script = caller.trainer.script(session.preset.id).get(session.phase, "") if speaks else ""
    if as_json:
        tell_json({**lead_data(view), "say": script})
        return
    if script:
        say(_("Say, in your own words:"))
        say(paragraph(script))
        say()
    print_public(view.public)
    say(words.answers_in(view.written))
    for seat in view.seats:
        state = _("away") if not seat.present else _("ready") if seat.ready else _("here")
        say(f"  {seat.name}  ·  {state}")
    for item in view.items:
        say(f"  {item.label}  {item.text}" + (f"  ({_('hidden')})" if item.hidden else ""))
