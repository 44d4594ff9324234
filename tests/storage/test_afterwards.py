"""After a session: the wall of WOW, and customers who are not won back yet; only what its author gave."""

from tests.support.making import LEVELS, render_plainly
from tests.support.played import Meeting
from trainer.domain.answering import Draft
from trainer.domain.dealing import Deal
from trainer.domain.kinds import Outcome
from trainer.domain.orders import Order
from trainer.domain.people import Person
from trainer.domain.phases import Phase
from trainer.domain.rating import Judgement
from trainer.domain.reasons import Why
from trainer.services import answering, dealing, rating, settling
from trainer.services.sessions import talking, walls
from trainer.storage.units import SqlUnitOfWork

WOW = Judgement(dict.fromkeys(LEVELS, 4))
WEAK = Judgement(dict.fromkeys(LEVELS, 1))


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


def test_what_did_not_win_the_customer_comes_to_a_colleague_the_week_after(uow: SqlUnitOfWork) -> None:
    """To one at a time, never to its author; after two failures nobody gets it any more."""
    meeting = Meeting(uow, people=4)
    author, first, second, third = meeting.team
    meeting.go_to(Phase.WRITE)
    for person in meeting.team:
        meeting.send(person, f"by {person.name}")
    meeting.go_to(Phase.RATE)
    meeting.rate_all(judgement=WEAK)
    meeting.go_to(Phase.REVEAL)
    talking.claim(uow, meeting.clock, meeting.id, author.id, named=False, win_back=True)
    meeting.press(Order.CLOSE)

    def next_of(person: Person) -> Deal:
        return dealing.prepare_next(uow, meeting.clock, person.id, render=render_plainly, language="en")

    assert next_of(first).reason.why is not Why.WIN_BACK  # not in the same week
    meeting.clock.advance(7 * 24 * 3600)
    assert next_of(author).reason.why is not Why.WIN_BACK

    def tries(person: Person) -> Deal:
        deal = next_of(person)
        assert deal.reason.why is Why.WIN_BACK
        assert f"by {author.name}" in deal.shown.context
        assert next_of(person).id == deal.id
        assert next_of(meeting.lead).reason.why is not Why.WIN_BACK
        return dealing.start_deal(uow, meeting.clock, deal.id)

    tried = tries(second)
    assert (
        tried.again
    )  # the card of the session, days ago: it counts for nobody, and yet colleagues say whether it works
    answer = answering.send_answer(uow, meeting.clock, tried.id, Draft(("Once more.",)))
    for rater in (author, first, third):
        asked = rating.next_answer(uow, meeting.clock, rater.id)
        assert asked is not None
        assert asked.answer_id == answer.id
        assert next_of(first).reason.why is not Why.WIN_BACK  # nobody knows yet
        rating.give_rating(uow, meeting.clock, rater.id, answer.id, WEAK)
    settling.settle(uow, meeting.clock)
    with uow.reading():
        card = uow.results.of_deal(tried.id)
    assert card is not None
    assert (card.outcome, card.counts_for_quality) == (Outcome.EXCLUDED, False)
    dealing.pass_card(uow, meeting.clock, tries(third).id)
    late = meeting.invite("Late")
    assert next_of(late).reason.why is not Why.WIN_BACK
