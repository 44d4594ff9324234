"""How phases and sessions end in the store: what can still be taken back then, and what a forgotten room leaves."""

from pathlib import Path

import pytest

from tests.support.meetings import a_preset
from tests.support.played import JUDGEMENT, Meeting
from trainer.bootstrap import Trainer
from trainer.decks.installing import own_folder
from trainer.decks.proposing import list_drafts, turn_down
from trainer.domain.answering import Draft
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.domain.presets import Seating
from trainer.domain.views import SeatLine
from trainer.errors import NothingWritten, TakeBackTooLate
from trainer.services import answering, rating
from trainer.services.people import remove_person
from trainer.services.reporting import report_session
from trainer.services.sessions import leading, opening, seats, talking, viewing
from trainer.services.sessions import rating as rounds
from trainer.storage.units import SqlUnitOfWork

FORGOTTEN = 30 * 60


@pytest.fixture
def meeting(uow: SqlUnitOfWork) -> Meeting:
    return Meeting(uow, people=3)


def test_the_end_of_the_writing_and_of_the_round_end_what_could_be_taken_back(meeting: Meeting) -> None:
    """Ten seconds are for second thoughts within a phase; under its end nobody pulls an answer or a rating away."""
    uow, clock = meeting.uow, meeting.clock
    meeting.go_to(Phase.WRITE)
    for person in meeting.team:
        draft = Draft((f"by {person.name}",), 0, 1)
        answering.send_answer(uow, clock, meeting.deal(person), draft, take_back_seconds=10)
    changed = meeting.team[0]
    answering.take_back(uow, clock, meeting.deal(changed))
    answering.send_answer(uow, clock, meeting.deal(changed), Draft(("better",), 0, 2), take_back_seconds=10)
    meeting.press(Order.NEXT)
    with pytest.raises(TakeBackTooLate):
        answering.take_back(uow, clock, meeting.deal(changed))
    given = []
    for rater in meeting.team:  # at once, and not ten seconds later
        found = rounds.next_to_rate(uow, clock, meeting.id, rater.id)
        assert found is not None
        rating.give_rating(uow, clock, rater.id, found.answer_id, JUDGEMENT, take_back_seconds=10)
        given.append((rater.id, found.answer_id))
    meeting.press(Order.NEXT)
    with uow.reading():
        answers = uow.session_cards.answers(meeting.id, clock.now().at)
    assert sorted(each.text for each in answers) == ["better", *(f"by {each.name}" for each in meeting.team[1:])]
    assert sum(len(each.ratings) for each in answers) == 3  # all of them count in the reveal
    with pytest.raises(TakeBackTooLate):
        rating.take_back_rating(uow, clock, *given[-1])


def test_at_one_terminal_an_unfinished_text_is_taken_when_the_lead_goes_on(uow: SqlUnitOfWork) -> None:
    """Nobody sits at a client that would hand it in, and the first one rates at once."""
    meeting = Meeting(uow, a_preset(seating=Seating.ONE_TERMINAL), people=2)
    meeting.go_to(Phase.WRITE)
    meeting.write(meeting.team[0], "So far")
    meeting.press(Order.NEXT)
    meeting.clock.advance(1)
    assert meeting.texts() == ["So far"]
    meeting.press(Order.BACK)  # an accidental next: it is open again
    meeting.write(meeting.team[0], "So far, and further")
    meeting.press(Order.NEXT)
    found = rounds.next_to_rate(uow, meeting.clock, meeting.id, meeting.team[1].id)
    assert found is not None
    assert found.text == "So far, and further"


class TestAForgottenRoom:
    """No key for half an hour and no deadline running: it closes as if somebody had pressed close."""

    @pytest.fixture
    def trainer(self, meeting: Meeting, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trainer:
        monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
        meeting.go_to(Phase.WRITE)
        meeting.send(meeting.team[0], "Kindly yours")
        meeting.write(meeting.team[1], "Half a sent")
        meeting.go_to(Phase.NEXT_CARD)
        for person, words in zip(meeting.team, ("My soup looked at me", "The moon is too loud"), strict=False):
            talking.propose_card(meeting.uow, meeting.clock, meeting.id, person.id, words)
        return Trainer(database, clock=meeting.clock)

    def test_leaves_what_closing_leaves_once_whoever_comes_by_and_however_often(
        self, meeting: Meeting, trainer: Trainer
    ) -> None:
        uow, clock, (me, *_others) = meeting.uow, meeting.clock, meeting.team
        with trainer:
            assert trainer.keep_proposals(meeting.id) == 0  # it runs: somebody may still change a word
            clock.advance(180 + FORGOTTEN)
            assert seats.beat(uow, clock, meeting.id, me.id) is True
            assert seats.beat(uow, clock, meeting.id, me.id) is False
            assert trainer.keep_proposals(meeting.id) == 2
            drafts = list_drafts(own_folder())
            assert sorted(each.complaint for each in drafts) == ["My soup looked at me", "The moon is too loud"]
            turn_down(drafts[0])
            assert trainer.keep_proposals(meeting.id) == trainer.keep_what_was_proposed(meeting.session.team_id) == 0
            assert len(list_drafts(own_folder())) == 1
        whole = viewing.summary(uow, clock, meeting.id)
        assert (whole.answers, len(whole.proposed), whole.people) == (2, 2, 3)
        report = report_session(uow, clock, meeting.id, me.id)
        assert sorted(each.text for each in report.answers) == ["Half a sent", "Kindly yours"]

    def test_that_nobody_saw_closing_is_found_by_the_next_who_looks(self, meeting: Meeting, trainer: Trainer) -> None:
        meeting.clock.advance(180 + FORGOTTEN)
        with trainer:
            assert trainer.keep_what_was_proposed(meeting.session.team_id) == 2
            assert opening.show_session(meeting.uow, meeting.clock, meeting.id).is_closed
            assert trainer.keep_what_was_proposed(meeting.session.team_id) == 0

    def test_closes_in_the_writing_too_and_takes_the_texts_as_they_stand(self, uow: SqlUnitOfWork) -> None:
        meeting = Meeting(uow, people=2)
        meeting.go_to(Phase.WRITE)
        meeting.write(meeting.team[0], "Half a sent")
        meeting.clock.advance(420 + FORGOTTEN)
        assert opening.show_session(uow, meeting.clock, meeting.id).is_closed
        assert meeting.texts() == ["Half a sent"]


def test_a_lead_at_the_console_leads_whatever_the_own_seat_says(meeting: Meeting) -> None:
    uow, clock, lead = meeting.uow, meeting.clock, meeting.lead
    seats.join(uow, clock, meeting.session.code, lead.id)
    meeting.pass_time(20)  # back at the console: the seat beats no more
    line = next(each for each in leading_seats(meeting) if each.person_id == lead.id)
    assert (line.present, line.leads) == (False, True)
    assert not any(each.leads for each in leading_seats(meeting) if each.person_id != lead.id)
    clock.advance(20)  # the console is gone as well
    assert not any(each.leads for each in leading_seats(meeting))
    leading.take_over(uow, clock, meeting.id, lead.id)
    assert next(each for each in leading_seats(meeting) if each.person_id == lead.id).leads


def test_who_is_taken_off_the_list_is_waited_for_no_longer_and_leads_nothing(meeting: Meeting) -> None:
    """What they wrote is taken as it stands."""
    gone = meeting.team[0]
    meeting.go_to(Phase.WRITE)
    meeting.write(gone, "Half a sent")
    remove_person(meeting.uow, meeting.clock, gone.name)
    meeting.pass_time(5)
    assert [each.name for each in leading_seats(meeting) if not each.present] == [gone.name]
    meeting.go_to(Phase.RATE)
    assert meeting.texts() == ["Half a sent"]
    meeting.press(Order.CLOSE)
    with pytest.raises(NothingWritten):  # nothing that anybody could read
        talking.propose_card(meeting.uow, meeting.clock, meeting.id, meeting.team[1].id, "\u200b \u2060")
    assert viewing.summary(meeting.uow, meeting.clock, meeting.id).next_lead == meeting.team[1].name


def leading_seats(meeting: Meeting) -> tuple[SeatLine, ...]:
    return viewing.lead_view(meeting.uow, meeting.clock, meeting.id, meeting.lead.id).seats
