"""After a session: the wall of WOW holds what works very well, and only what its author gave."""

from tests.support.making import LEVELS
from tests.support.played import Meeting
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.domain.rating import Judgement
from trainer.services.sessions import talking, walls
from trainer.storage.units import SqlUnitOfWork

WOW = Judgement(dict.fromkeys(LEVELS, 4))


def test_the_wall_of_wow_holds_what_its_authors_gave(uow: SqlUnitOfWork) -> None:
    meeting = Meeting(uow, people=4)
    named, silent, shy, _other = meeting.team
    meeting.go_to(Phase.WRITE)
    for person in meeting.team:
        meeting.send(person, f"by {person.name}")
    meeting.go_to(Phase.RATE)
    meeting.rate_all(judgement=WOW)
    meeting.go_to(Phase.REVEAL)
    talking.claim(uow, meeting.clock, meeting.id, named.id, wall=True)
    talking.claim(uow, meeting.clock, meeting.id, silent.id, named=False, wall=True)
    talking.claim(uow, meeting.clock, meeting.id, shy.id)
    assert walls.wall_of_wow(uow, meeting.clock, named.id) == ()  # while the session runs
    meeting.press(Order.CLOSE)
    wall = walls.wall_of_wow(uow, meeting.clock, shy.id)
    assert {each.text: each.author for each in wall} == {f"by {named.name}": named.name, f"by {silent.name}": ""}
    assert all(dict(each.levels) == dict.fromkeys(LEVELS, 4) for each in wall)
    assert walls.answer_on_the_wall(uow, meeting.clock, shy.id, wall[0].answer_id) == wall[0]
    talking.claim(uow, meeting.clock, meeting.id, named.id, named=False)
    assert len(walls.wall_of_wow(uow, meeting.clock, shy.id)) == 1
