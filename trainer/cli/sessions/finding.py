"""Which session a command means, and that whoever calls is there: every command of a seat counts as a sign of life."""

from contextlib import suppress

import click

from trainer.cli.main import Caller
from trainer.cli.sessions.describing import session_data
from trainer.cli.speaking import say, tell_json
from trainer.domain.ids import SessionId
from trainer.domain.people import Person
from trainer.domain.sessions import COMMAND_HOLDS, Session
from trainer.errors import SessionRefused
from trainer.locale import _
from trainer.locale import sessions as words
from trainer.services.sessions.opening import find_session
from trainer.services.sessions.seats import beat, my_session, set_ready


def session_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--session`; left out, it is the one where the caller has a seat."""
    told = _("Which one, by id or code; else the one you sit in.")
    return click.option("--session", "wanted", metavar="ID", help=told)(command)


def seat_of(caller: Caller, wanted: str | None) -> tuple[Person, SessionId]:
    """Who calls and the session they sit in, after a beat. Raises NotFound."""
    person = caller.person()
    if wanted is not None:
        session_id = caller.trainer.run(find_session, wanted).id
    else:
        session_id = caller.trainer.run(my_session, person.id)
    stay(caller, person, session_id)
    return person, session_id


def stay(caller: Caller, person: Person, session_id: SessionId) -> None:
    """A command stands for whoever gave it until the next: nobody beats every 5 s by hand."""
    caller.trainer.run(beat, session_id, person.id, holds=COMMAND_HOLDS)


def be_ready(caller: Caller, person: Person, session_id: SessionId) -> None:
    """What the phase asks for is done: ready, as on screen. Said too late it is nothing."""
    with suppress(SessionRefused):
        caller.trainer.run(set_ready, session_id, person.id)
    stay(caller, person, session_id)


def tell_session(caller: Caller, session: Session, as_json: bool) -> None:
    """Where the session stands now."""
    left = session.seconds_left(caller.trainer.clock.now())
    if as_json:
        tell_json(session_data(session, left))
        return
    ready, present = session.ready_count(caller.trainer.clock.now())
    say(f"{words.phase_title(session.phase)}  ·  {words.ready_count(ready, present)}")
