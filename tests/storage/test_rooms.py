"""A session that runs stands at home for all of its team and for nobody else, until it is over."""

from pathlib import Path

import pytest

from tests.support.played import Meeting
from trainer.domain.home import Home
from trainer.domain.ids import PersonId
from trainer.domain.orders import Order
from trainer.domain.people import Person, Role
from trainer.domain.rooms import IDLE_CLOSE, Door, OpenRoom
from trainer.errors import SessionRefused
from trainer.services.home import room_at_home, show_home
from trainer.services.sessions import leading, seats
from trainer.storage.glance import glance
from trainer.storage.units import SqlUnitOfWork


@pytest.fixture
def meeting(uow: SqlUnitOfWork) -> Meeting:
    return Meeting(uow, people=3)


def test_each_of_the_team_is_told_the_own_way_in(meeting: Meeting, uow: SqlUnitOfWork, database: str) -> None:
    ann, late = meeting.team[0], meeting.invite("Late")
    with uow:
        other = uow.people.add("Stranger", Role.EMPLOYEE, uow.people.add_team("Zoo").id, meeting.clock.now().at)
        uow.commit()

    def at_home(person: Person) -> OpenRoom | None:
        """As the repositories say it, and in a file as the first frame says it."""
        home = show_home(uow, meeting.clock, person.id)
        if database.startswith("sqlite"):
            assert glanced(database, person.id, meeting) == home
        assert room_at_home(uow, meeting.clock, person.id) == home.room
        return home.room

    def door(person: Person) -> Door:
        room = at_home(person)
        assert room is not None
        assert (room.session_id, room.preset_id, room.title) == (meeting.id, "monday", "Monday")
        return room.door

    assert [door(each) for each in (meeting.lead, ann, late)] == [Door.CONSOLE, Door.SEAT, Door.CODE]
    assert at_home(other) is None
    seats.leave(uow, meeting.clock, meeting.id, ann.id)
    up = at_home(ann)
    assert up is not None
    assert (up.people, up.up, up.door) == (2, True, Door.SEAT)
    seats.sit_again(uow, meeting.clock, meeting.id, ann.id)
    back = at_home(ann)
    assert back is not None
    assert (back.people, back.up) == (3, False)
    with pytest.raises(SessionRefused, match="no seat"):
        seats.sit_again(uow, meeting.clock, meeting.id, late.id)
    with pytest.raises(SessionRefused):
        seats.sit_again(uow, meeting.clock, meeting.id, other.id)

    meeting.clock.advance(IDLE_CLOSE + 121)  # the lobby's two minutes ran out half an hour ago
    assert at_home(ann) is None
    leading.lead(uow, meeting.clock, meeting.id, meeting.lead.id, Order.NEXT)  # nobody closed it meanwhile
    assert door(ann) is Door.SEAT
    leading.lead(uow, meeting.clock, meeting.id, meeting.lead.id, Order.CLOSE)
    assert at_home(ann) is None


def glanced(database: str, person_id: PersonId, meeting: Meeting) -> Home | None:
    return glance(Path(database.removeprefix("sqlite:///")), person_id, meeting.clock.now())
