"""Rules 3, 7 and 8 from end to end: publishing, amending, flags, disputes, the warm-up, feedback; and who is told what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.storage.places import on_sqlite
from tests.storage.test_pulling import said
from tests.support.making import LEVELS, FakeClock, a_card, a_deck, render_plainly
from trainer.domain.agreement import Agreement
from trainer.domain.answering import Draft, Undecided
from trainer.domain.clocks import Instant
from trainer.domain.fitting import Basis
from trainer.domain.ids import AnswerId, DealId
from trainer.domain.kinds import AnswerStatus, ComplaintType, Outcome
from trainer.domain.people import Person, Role
from trainer.domain.ports import UnitOfWork
from trainer.domain.rating import GoldWish, Judgement
from trainer.domain.rubric import CriticalFlag
from trainer.domain.scoring import Standing
from trainer.domain.telling import AmendKind, ToldScore
from trainer.errors import (
    AlreadyRated,
    DisputeRefused,
    LeadOnly,
    NotFound,
    OverrideRefused,
    OwnAnswerRated,
    RatingRefused,
)
from trainer.services import (
    answering,
    calibrating,
    dealing,
    disputing,
    feedback,
    leading,
    people,
    rating,
    settling,
    teams,
)
from trainer.services.answering import Aftermath
from trainer.storage.engine import connected
from trainer.storage.units import SqlUnitOfWork

DECK = a_deck(
    *(a_card(f"card-{n:04}", f"Complaint number {n}.", kind) for n, kind in enumerate(list(ComplaintType) * 4))
)
PROMISE = frozenset({CriticalFlag.FALSE_PROMISE})


class Workplace:
    """A team on one database, and short ways to answer and rate."""

    def __init__(self, uow: SqlUnitOfWork, people: int) -> None:
        self.uow, self.clock = uow, FakeClock()
        with uow:
            team = uow.people.add_team("Reception")
            uow.decks.store(DECK)
            names = ["Lena Lead", *(f"Worker Name{n}" for n in range(1, people))]
            self.team = [
                uow.people.add(name, Role.LEAD if n == 0 else Role.EMPLOYEE, team.id, self.clock.now().at)
                for n, name in enumerate(names)
            ]
            uow.commit()
        self.lead = self.team[0]

    def write(self, author: Person, text: str = "I am sorry.") -> tuple[DealId, AnswerId]:
        deal = dealing.prepare_next(self.uow, self.clock, author.id, render=render_plainly, language="en")
        dealing.start_deal(self.uow, self.clock, deal.id)
        sent = answering.send_answer(self.uow, self.clock, deal.id, Draft((text,), 0, 1))
        return deal.id, sent.id

    def rate(self, rater: Person, answer: AnswerId, level: int = 3, **more: object) -> None:
        judgement = Judgement(dict.fromkeys(LEVELS, level), **more)  # type: ignore[arg-type]
        rating.give_rating(self.uow, self.clock, rater.id, answer, judgement)

    def scored(self, author: Person, *levels: int, **more: object) -> tuple[DealId, AnswerId]:
        """An answer of `author`, rated by the others in turn."""
        deal, answer = self.write(author)
        others = [each for each in self.team if each != author]
        for rater, level in zip(others, levels, strict=False):
            self.rate(rater, answer, level, **more)
        return deal, answer

    def told(self, deal: DealId) -> ToldScore:
        found = self.look(deal).told
        assert found is not None
        return found

    def look(self, deal: DealId) -> Aftermath:
        settling.settle(self.uow, self.clock)
        return answering.look_back(self.uow, self.clock, deal)

    def outcome(self, deal: DealId) -> Outcome:
        with self.uow.reading() as uow:
            found = uow.results.of_deal(deal)
        assert found is not None
        return found.outcome


@pytest.fixture
def place(uow: SqlUnitOfWork) -> Callable[[int], Workplace]:
    return lambda people: Workplace(uow, people)


@pytest.fixture
def five(uow: SqlUnitOfWork) -> Workplace:
    return Workplace(uow, 5)


class TestPublishing:
    def test_the_fitted_score_its_interval_and_the_plain_mean_are_told(self, five: Workplace) -> None:
        strict, *others = five.team[1:]
        for author in [five.lead, *others]:
            _deal, answer = five.write(author)
            for rater in [each for each in five.team if each is not author][:3]:
                five.rate(rater, answer, 1 if rater is strict else 3)
        deal, answer = five.write(others[0])
        for rater in (five.lead, strict, others[1]):
            five.rate(rater, answer, 1 if rater is strict else 3)
        told = five.told(deal)
        assert told.basis is Basis.FITTED
        assert told.mean == pytest.approx((75 + 25 + 75) / 3)
        assert told.score > told.mean + 1
        assert told.strictness > 0
        assert told.low is not None
        assert told.high is not None
        assert told.low < told.score < told.high
        assert told.raters == 3
        assert {each.name for each in told.criteria} == set(LEVELS)

    @on_sqlite
    def test_with_nothing_to_compare_it_is_the_plain_mean(self, five: Workplace) -> None:
        deal, _answer = five.scored(five.team[1], 4, 3, 2)
        told = five.told(deal)
        assert (told.basis, told.score, told.mean, told.low) == (Basis.TOO_FEW, 75.0, 75.0, None)

    @on_sqlite
    def test_it_is_published_once_whatever_is_rated_later(self, five: Workplace) -> None:
        deal, _answer = five.scored(five.team[1], 3, 3, 3)
        before = five.told(deal)
        for author in five.team[2:]:
            five.scored(author, 0, 0, 0)
        after = five.told(deal)
        assert (after.score, after.low, after.mean) == (before.score, before.low, before.mean)

    def test_two_who_work_out_the_same_scores_at_once_store_them_once(
        self, five: Workplace, engine: Engine, database: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _deal, answer = five.write(five.team[1])
        for rater in five.team[2:]:
            judgement = Judgement(dict.fromkeys(LEVELS, 3))
            rating.give_rating(five.uow, five.clock, rater.id, answer, judgement, take_back_seconds=10)
        five.clock.advance(11)
        work_out = settling._decided

        def while_somebody_is_faster(uow: UnitOfWork, now: Instant) -> list[tuple[Undecided, Standing]]:
            mine = work_out(uow, now)
            monkeypatch.setattr(settling, "_decided", work_out)
            with connected(database) as own:
                assert settling.settle(SqlUnitOfWork(own), five.clock).published == 1
            return mine

        monkeypatch.setattr(settling, "_decided", while_somebody_is_faster)
        with said(engine) as statements:
            late = settling.settle(five.uow, five.clock)
        assert (late.published, late.moved) == (0, 1)
        assert not [each for each in statements if each.startswith(("UPDATE", "INSERT"))]

    def test_what_is_due_is_read_in_one_statement_while_nothing_is(self, five: Workplace) -> None:
        five.write(five.team[1])
        with said(five.uow._engine) as statements:
            settling.settle(five.uow, five.clock)
        assert len(statements) == 1, statements

    def test_who_leaves_or_joins_the_team_moves_the_quorum_of_what_waits(
        self, place: Callable[[int], Workplace]
    ) -> None:
        four = place(4)
        deal, answer = four.write(four.team[1])
        four.rate(four.team[2], answer, 3)
        four.rate(four.team[3], answer, 2)
        assert four.look(deal).status is AnswerStatus.WAITING
        people.remove_person(four.uow, four.clock, four.lead.name)
        assert four.look(deal).status is AnswerStatus.PUBLISHED
        assert four.told(deal).mean == pytest.approx((75 + 50) / 2)
        _deal, later = four.write(four.team[1])
        people.add_people(four.uow, four.clock, ["Somebody New"], team="Reception")
        settling.settle(four.uow, four.clock)
        with four.uow.reading() as uow:
            found = uow.answers.get(later)
        assert found is not None
        assert found.needed == 3

    def test_a_week_is_the_end_of_the_wait(self, five: Workplace) -> None:
        deal, answer = five.write(five.team[1])
        five.rate(five.team[2], answer, 3)
        five.clock.advance(timedelta(days=7).total_seconds() - 1)
        assert five.look(deal).status is AnswerStatus.WAITING
        five.clock.advance(1)
        looked = five.look(deal)
        assert (looked.status, looked.score, five.outcome(deal)) == (AnswerStatus.UNSCORED, None, Outcome.EXCLUDED)
        with pytest.raises(DisputeRefused, match="Nobody got round"):
            disputing.dispute(five.uow, five.clock, five.team[1].id, answer, "One more look, please.")


class TestAmending:
    def test_an_override_counts_and_the_original_stays_beside_it(self, five: Workplace) -> None:
        deal, answer = five.scored(five.team[1], 1, 1, 1)
        assert five.outcome(deal) is Outcome.MISS
        amended = leading.override(five.uow, five.clock, five.lead.id, answer, 80, "The card was ambiguous.")
        told = five.told(deal)
        assert (amended.score, amended.original) == (80, 25)
        assert (told.score, told.mean, told.low) == (80, 25, None)
        assert told.amended == amended
        assert (told.amended.kind, told.amended.why) == (AmendKind.OVERRIDE, "The card was ambiguous.")
        assert five.outcome(deal) is Outcome.HIT

    @on_sqlite
    def test_only_a_lead_overrides_with_a_reason_and_never_their_own(self, five: Workplace) -> None:
        _deal, answer = five.scored(five.team[1], 1, 1, 1)
        _own_deal, own = five.scored(five.lead, 1, 1, 1)
        waiting = five.write(five.team[2])[1]
        with pytest.raises(LeadOnly):
            leading.override(five.uow, five.clock, five.team[2].id, answer, 80, "Because.")
        with pytest.raises(OwnAnswerRated):
            leading.override(five.uow, five.clock, five.lead.id, own, 80, "Because.")
        for score, why, which in ((80, " ", answer), (101, "Because.", answer), (80, "Because.", waiting)):
            with pytest.raises(OverrideRefused):
                leading.override(five.uow, five.clock, five.lead.id, which, score, why)

    def test_a_dispute_brings_one_more_rating_and_both_scores(self, five: Workplace) -> None:
        author = five.team[1]
        deal, answer = five.scored(author, 1, 1, 1)
        assert five.look(deal).can_dispute
        disputing.dispute(five.uow, five.clock, author.id, answer, "Nobody saw the pun.")
        looked = five.look(deal)
        assert (looked.status, looked.disputed, looked.can_dispute) == (AnswerStatus.PUBLISHED, True, False)
        assert five.told(deal).score == 25
        fresh = rating.next_answer(five.uow, five.clock, five.team[4].id)
        assert fresh is not None
        assert fresh.answer_id == answer
        assert "pun" not in repr(fresh)  # blind: the reason might tell whose it is
        five.rate(five.team[4], answer, 4)
        told = five.told(deal)
        assert told.amended is not None
        assert (told.amended.kind, told.amended.original) == (AmendKind.DISPUTE, 25)
        assert (told.score, told.amended.why) == (43.75, "Nobody saw the pun.")
        assert rating.next_answer(five.uow, five.clock, five.team[4].id) is None

    @on_sqlite
    def test_it_can_be_asked_once_by_the_author_alone_of_what_is_published(self, five: Workplace) -> None:
        author = five.team[1]
        _deal, answer = five.scored(author, 1, 1, 1)
        waiting = five.write(author)[1]
        with pytest.raises(NotFound):
            disputing.dispute(five.uow, five.clock, five.team[2].id, answer, "Why?")
        for which, why in ((answer, "  "), (waiting, "Why?")):
            with pytest.raises(DisputeRefused):
                disputing.dispute(five.uow, five.clock, author.id, which, why)
        disputing.dispute(five.uow, five.clock, author.id, answer, "Why?")
        with pytest.raises(DisputeRefused, match="already"):
            disputing.dispute(five.uow, five.clock, author.id, answer, "Again?")

    @on_sqlite
    def test_with_everybody_s_rating_in_nobody_can_be_asked(self, place: Callable[[int], Workplace]) -> None:
        four = place(4)
        deal, answer = four.scored(four.team[1], 1, 1, 1)
        assert not four.look(deal).can_dispute
        with pytest.raises(DisputeRefused, match="Everybody"):
            disputing.dispute(four.uow, four.clock, four.team[1].id, answer, "Why?")

    @on_sqlite
    def test_a_dispute_that_nobody_answers_ends_after_seven_days(self, five: Workplace) -> None:
        deal, answer = five.scored(five.team[1], 1, 1, 1)
        disputing.dispute(five.uow, five.clock, five.team[1].id, answer, "Why?")
        five.clock.advance(timedelta(days=7).total_seconds())
        told = five.told(deal)
        assert (told.score, told.amended) == (25, None)
        assert rating.next_answer(five.uow, five.clock, five.team[4].id) is None

    def test_resolve_publishes_early_with_what_is_there(self, five: Workplace) -> None:
        deal, answer = five.write(five.team[1])
        five.rate(five.team[2], answer, 3)
        assert leading.resolve(five.uow, five.clock, five.lead.id, answer) is AnswerStatus.PUBLISHED
        assert (five.told(deal).score, five.told(deal).basis) == (75, Basis.TOO_FEW)
        silent_deal, silent = five.write(five.team[2])
        assert leading.resolve(five.uow, five.clock, five.lead.id, silent) is AnswerStatus.UNSCORED
        assert five.outcome(silent_deal) is Outcome.EXCLUDED
        with pytest.raises(OverrideRefused):
            leading.resolve(five.uow, five.clock, five.lead.id, silent)


class TestFlags:
    def flagged(self, five: Workplace, raters: int) -> tuple[DealId, AnswerId]:
        deal, answer = five.write(five.team[1])
        for number, rater in enumerate(five.team[2:]):
            five.rate(rater, answer, 3, flags=PROMISE if number < raters else frozenset())
        return deal, answer

    def test_one_flag_goes_to_the_lead_whose_word_counts_after_publication(self, five: Workplace) -> None:
        deal, answer = self.flagged(five, 1)
        assert five.outcome(deal) is Outcome.HIT
        (found,) = leading.flagged_answers(five.uow, five.clock, five.lead.id)
        assert (found.answer_id, found.flags, found.published) == (answer, (CriticalFlag.FALSE_PROMISE,), True)
        leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=True)
        assert five.outcome(deal) is Outcome.MISS
        told = five.told(deal)
        assert (told.score, told.amended) == (75, None)  # the quality score stays
        assert leading.flagged_answers(five.uow, five.clock, five.lead.id) == ()
        leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=False)
        assert five.outcome(deal) is Outcome.HIT

    @on_sqlite
    def test_two_raters_confirm_and_the_lead_s_dismissal_outranks_them(self, five: Workplace) -> None:
        deal, answer = self.flagged(five, 2)
        assert five.outcome(deal) is Outcome.MISS
        assert leading.flagged_answers(five.uow, five.clock, five.lead.id) == ()
        leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=False)
        assert five.outcome(deal) is Outcome.HIT

    @on_sqlite
    def test_a_word_before_publication_counts_at_publication(self, five: Workplace) -> None:
        deal, answer = five.write(five.team[1])
        five.rate(five.team[2], answer, 3, flags=PROMISE)
        leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=True)
        five.rate(five.team[3], answer, 3)
        five.rate(five.team[4], answer, 3)
        assert five.outcome(deal) is Outcome.MISS

    def test_a_word_on_a_new_flag_leaves_an_earlier_word_alone(self, five: Workplace) -> None:
        """Dismissed, published, then asked about: the rater who comes later sees something else."""
        deal, answer = self.flagged(five, 1)
        leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=False)
        disputing.dispute(five.uow, five.clock, five.team[1].id, answer, "One more look, please.")
        five.rate(five.lead, answer, 3, flags=frozenset({CriticalFlag.UNSAFE_ADVICE, *PROMISE}))
        assert five.outcome(deal) is Outcome.HIT  # dismissed though two raters saw it by now
        ruled = leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=True)
        assert ruled.flags == (CriticalFlag.UNSAFE_ADVICE,)
        assert five.outcome(deal) is Outcome.MISS
        leading.rule_flags(
            five.uow, five.clock, five.lead.id, answer, confirm=False, flags={CriticalFlag.UNSAFE_ADVICE}
        )
        assert five.outcome(deal) is Outcome.HIT
        leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=True, flags=PROMISE)
        assert five.outcome(deal) is Outcome.MISS  # raised again: a later word replaces an earlier one

    def test_a_flag_that_raters_confirmed_stands_on_the_lead_s_list_of_scores(self, five: Workplace) -> None:
        _deal, answer = self.flagged(five, 2)
        (scored,) = leading.rating_queue(five.uow, five.clock, five.lead.id).scored
        assert (scored.answer_id, scored.flags) == (answer, (CriticalFlag.FALSE_PROMISE,))
        leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=False, flags=scored.flags)
        assert leading.rating_queue(five.uow, five.clock, five.lead.id).scored[0].flags == ()

    @on_sqlite
    def test_without_a_flag_there_is_nothing_to_rule_on_and_nobody_else_rules(self, five: Workplace) -> None:
        _deal, answer = self.flagged(five, 0)
        with pytest.raises(NotFound):
            leading.rule_flags(five.uow, five.clock, five.lead.id, answer, confirm=True)
        for act in (
            lambda: leading.rule_flags(five.uow, five.clock, five.team[2].id, answer, confirm=True),
            lambda: leading.flagged_answers(five.uow, five.clock, five.team[2].id),
            lambda: leading.rating_queue(five.uow, five.clock, five.team[2].id),
            lambda: leading.resolve(five.uow, five.clock, five.team[2].id, answer),
        ):
            with pytest.raises(LeadOnly):
                act()


class TestWhoIsToldWhat:
    """Rules 7, on what services return."""

    def work(self, place: Workplace) -> tuple[DealId, AnswerId]:
        deal, answer = place.write(place.team[1], "Text of the author.")
        for number, rater in enumerate([*place.team[2:], place.lead]):
            if number < 3:
                place.rate(rater, answer, 1 + number, comment=f"Kind line {number}", steal=f"phrase {number}")
        return deal, answer

    @pytest.mark.parametrize("people", [3, 4, 5, 8])
    @on_sqlite
    def test_no_rater_and_no_single_rating_reaches_the_author(
        self, place: Callable[[int], Workplace], people: int
    ) -> None:
        here = place(people)
        deal, _answer = self.work(here)
        looked = here.look(deal)
        words = repr(looked)
        for person in here.team:
            assert person.name not in words
        assert "rater_id" not in words
        assert "rated_at" not in words
        told = looked.told
        assert told is not None
        assert bool(told.criteria) == (people > 3)  # criterion means from three ratings on, else the total alone
        assert set(told.comments) == {f"Kind line {n}" for n in range(min(3, people - 1))}
        assert told.team_size == people

    def test_comments_come_in_an_order_that_tells_nothing(self, place: Callable[[int], Workplace]) -> None:
        here = place(8)
        orders = set()
        for _turn in range(12):
            deal, _answer = self.work(here)
            with here.uow as uow:
                uow.deals.look_back(deal)
                uow.commit()
            told = here.told(deal)
            orders.add((told.comments, told.stolen))
        assert len({comments for comments, _stolen in orders}) > 1

    @on_sqlite
    def test_a_rater_is_told_no_author_and_no_other_rating(self, five: Workplace) -> None:
        _deal, answer = five.write(five.team[1])
        five.rate(five.team[2], answer, 0, comment="A line of a colleague.")
        words = repr(rating.next_answer(five.uow, five.clock, five.team[3].id))
        assert not any(person.name in words for person in five.team)
        assert "A line of a colleague." not in words
        assert "sent_at" not in words

    @on_sqlite
    def test_the_lead_is_told_answers_and_counts_but_no_name(self, five: Workplace) -> None:
        _deal, answer = self.work(five)
        waiting = five.write(five.team[2])[1]
        five.rate(five.team[3], waiting, 2, flags=PROMISE)
        queue = leading.rating_queue(five.uow, five.clock, five.lead.id)
        words = repr(queue) + repr(leading.flagged_answers(five.uow, five.clock, five.lead.id))
        assert not any(person.name in words for person in five.team)
        assert (queue.given, queue.raters, queue.flags) == (4, 3, 1)
        assert [each.answer_id for each in queue.answers] == [waiting]
        assert [(each.answer_id, each.raters) for each in queue.scored] == [(answer, 3)]

    def test_the_lead_s_own_answers_are_on_no_list_of_the_lead_s(self, five: Workplace) -> None:
        """Their scores open with their share of ratings like anybody's; another lead decides about them."""
        five.scored(five.lead, 3, 3, 3)
        _deal, waiting = five.write(five.lead)
        five.rate(five.team[2], waiting, 2, flags=PROMISE)
        queue = leading.rating_queue(five.uow, five.clock, five.lead.id)
        assert (queue.answers, queue.scored, queue.flags) == ((), (), 0)
        page = teams.team_page(five.uow, five.clock, five.lead.id)
        assert (page.queue.waiting, page.queue.unconfirmed_flags) == (1, 0)

    @on_sqlite
    def test_the_lead_is_told_no_instant_finer_than_the_session(self, five: Workplace) -> None:
        _deal, _answer = five.write(five.team[2])
        five.clock.advance(timedelta(days=2).total_seconds())
        queue = leading.rating_queue(five.uow, five.clock, five.lead.id)
        assert [each.weeks for each in queue.answers] == [0]
        assert "datetime" not in repr(queue)
        five.clock.advance(timedelta(days=7, seconds=-1).total_seconds() - timedelta(days=2).total_seconds())
        (waiting,) = leading.rating_queue(five.uow, five.clock, five.lead.id).answers
        assert waiting.weeks == 1

    @on_sqlite
    def test_own_scores_open_once_the_share_is_rated(self, five: Workplace) -> None:
        author = five.team[1]
        deal, _answer = five.scored(author, 3, 3, 3)
        assert five.look(deal).owed == 0  # nobody's answer waits
        others = [five.write(each)[1] for each in (five.team[2], five.team[3], five.team[4], five.lead)]
        looked = five.look(deal)
        assert (looked.owed, looked.told, looked.score) == (3, None, None)
        for number, answer in enumerate(others[:3]):
            five.rate(author, answer)
            assert five.look(deal).owed == 2 - number
        assert five.told(deal).score == 75

    @on_sqlite
    def test_the_team_s_middle_is_told_from_four_people(self, five: Workplace) -> None:
        """Own answers of 40 and 80 beside a colleague's of 60: a median of those three would be the colleague's number."""
        deal, _answer = five.scored(five.team[1], 3, 3, 3)
        for author in (five.team[1], five.team[2], five.team[3]):
            five.scored(author, 1, 1, 1)
        assert {each.team_middle for each in five.told(deal).criteria} == {None}
        five.scored(five.lead, 1, 1, 1)
        assert all(each.team_middle is not None for each in five.told(deal).criteria)

    @on_sqlite
    def test_in_a_team_of_two_the_lead_s_rating_is_the_score(self, place: Callable[[int], Workplace]) -> None:
        two = place(2)
        deal, answer = two.write(two.team[1])
        two.rate(two.lead, answer, 3)
        told = two.told(deal)
        assert (told.score, told.criteria, told.team_size) == (75, (), 2)


class TestWarmUp:
    @on_sqlite
    def test_one_strong_one_weak_answer_of_an_unseen_card_and_reasons_after(self, five: Workplace) -> None:
        me = five.team[1].id

        def ask() -> tuple[rating.AnswerToRate, ...]:
            return calibrating.warm_up(five.uow, five.clock, me, render=render_plainly, language="en")

        both = ask()
        assert len({each.shown.card_id for each in both}) == 1
        assert ask() == both
        assert not any(each.shown.gold or "Turns it to use" in repr(each) for each in both)
        results = {}
        for each in both:
            judgement = Judgement(dict.fromkeys(LEVELS, 3))
            found = calibrating.rate_warm_up(five.uow, five.clock, me, each.answer_id, judgement)
            results[found.strong] = found
        assert results[True].expected == dict.fromkeys(LEVELS, 4)
        assert results[True].alignment == pytest.approx(0.75)
        assert results[False].alignment == pytest.approx(0.25)
        assert (results[True].why, results[False].why) == ("Turns it to use.", "Blames.")
        assert ask() == ()

    def test_it_is_not_the_blind_one_and_counts_for_no_score(self, five: Workplace) -> None:
        me = five.team[1]
        both = calibrating.warm_up(five.uow, five.clock, me.id, render=render_plainly)
        with pytest.raises(NotFound):
            calibrating.rate_warm_up(five.uow, five.clock, five.team[2].id, both[0].answer_id, Judgement(LEVELS))
        for each in both:
            calibrating.rate_warm_up(five.uow, five.clock, me.id, each.answer_id, Judgement(LEVELS))
        with five.uow.reading() as uow:
            assert uow.results.gold_rows(me.team_id, five.clock.now().at - timedelta(days=1), five.clock.now().at) == []
            unseen = {card.id for _deck, card in uow.golds.unseen(me.id, GoldWish("en", 1))}
            assert len(unseen) == 12
            assert both[0].shown.card_id not in unseen

    def test_without_such_a_card_it_is_left_out(self, five: Workplace) -> None:
        with five.uow as uow:
            uow.decks.withdraw(DECK.id, "en")
            uow.commit()
        assert calibrating.warm_up(five.uow, five.clock, five.team[1].id, render=render_plainly) == ()


class TestOwnRating:
    """In a team of one or two there is no blind score: self-rating against gold, never counted, until the lead rates."""

    OWN = Judgement({"heard": 3, "respected": 4, "solved": 1, "next_step": 4})

    @pytest.mark.parametrize("people", [1, 2])
    def test_the_author_sees_where_gold_goes_further_and_nothing_of_it_counts(
        self, place: Callable[[int], Workplace], people: int
    ) -> None:
        few = place(people)
        me = few.team[-1]
        deal, answer = few.write(me)
        assert few.look(deal).can_rate_own
        to_rate = calibrating.own_to_rate(few.uow, few.clock, me.id)
        assert (to_rate.answer_id, to_rate.shown.gold) == (answer, ())
        own = calibrating.rate_own(few.uow, few.clock, me.id, answer, self.OWN)
        assert {each.name for each in own.alike} == {"respected", "next_step"}
        assert [each.name for each in own.further] == ["solved", "heard"]  # the widest gap first
        assert (own.gold["solved"], own.why) == (4, "Turns it to use.")
        after = few.look(deal)
        assert (after.own, after.can_rate_own, after.told, after.status) == (own, False, None, AnswerStatus.WAITING)
        since, now = few.clock.now().at - timedelta(days=60), few.clock.now().at
        with few.uow.reading() as uow:
            assert uow.results.score_rows(me.team_id, since, now) == []
            assert uow.results.gold_rows(me.team_id, since, now) == []
            assert uow.golds.blind_of(me.id, since, now) == []
            assert uow.results.of_deal(deal) is None
        with pytest.raises(AlreadyRated):
            calibrating.rate_own(few.uow, few.clock, me.id, answer, self.OWN)

    @on_sqlite
    def test_it_ends_with_the_lead_s_rating(self, place: Callable[[int], Workplace]) -> None:
        two = place(2)
        deal, answer = two.write(two.team[1])
        two.rate(two.lead, answer, 3)
        after = two.look(deal)
        assert (after.can_rate_own, after.told is not None) == (False, True)
        with pytest.raises(RatingRefused, match="has its score"):
            calibrating.rate_own(two.uow, two.clock, two.team[1].id, answer, self.OWN)

    @on_sqlite
    def test_in_a_larger_team_colleagues_rate_it(self, place: Callable[[int], Workplace]) -> None:
        three = place(3)
        deal, answer = three.write(three.team[1])
        assert not three.look(deal).can_rate_own
        with pytest.raises(RatingRefused, match="Colleagues rate"):
            calibrating.rate_own(three.uow, three.clock, three.team[1].id, answer, self.OWN)
        with pytest.raises(NotFound):  # nor anybody else's
            calibrating.rate_own(three.uow, three.clock, three.team[2].id, answer, self.OWN)
        with pytest.raises(NotFound):
            calibrating.own_to_rate(three.uow, three.clock, three.team[2].id)


class TestFeedback:
    def rated_much(self, five: Workplace, own_level: Callable[[int], int]) -> Person:
        """Ten answers, all rated by the same three; the second rater by `own_level`."""
        rater = five.team[2]
        for turn in range(10):
            _deal, answer = five.write(five.team[1] if turn % 2 else five.team[3])
            five.rate(five.lead, answer, 1 + turn % 3)
            five.rate(rater, answer, own_level(turn))
            five.rate(five.team[4], answer, 1 + turn % 3)
        return rater

    @on_sqlite
    def test_a_mild_rater_learns_it_from_ten_ratings_on_with_its_error(self, five: Workplace) -> None:
        rater = self.rated_much(five, lambda turn: 2 + turn % 3)
        told = feedback.rater_feedback(five.uow, five.clock, rater.id)
        assert told.given == 10
        assert told.leniency is not None
        assert told.leniency > 5
        assert told.leniency_error is not None
        assert 0 < told.leniency_error < 15
        assert told.spread is not None
        assert (told.flat, told.team_spread) == (False, None)  # two colleagues: one could be worked out
        few = feedback.rater_feedback(five.uow, five.clock, five.team[1].id)
        assert (few.given, few.leniency, few.spread) == (0, None, None)

    def test_flat_scores_bring_one_private_notice_and_change_no_score(self, five: Workplace) -> None:
        rater = self.rated_much(five, lambda _turn: 2)
        assert feedback.rater_feedback(five.uow, five.clock, rater.id).flat
        assert not feedback.rater_feedback(five.uow, five.clock, five.lead.id).flat
        assert "flat" not in repr(leading.rating_queue(five.uow, five.clock, five.lead.id))

    def test_agreement_is_told_in_words_from_thirty_pairs_and_gold_alignment_is_one_s_own(
        self, five: Workplace
    ) -> None:
        rater = self.rated_much(five, lambda turn: 1 + turn % 3)
        told = feedback.rater_feedback(five.uow, five.clock, rater.id)
        assert {each.agreement for each in told.agreement} == {Agreement.STRONG}
        assert {each.pairs for each in told.agreement} == {30}
        five.clock.advance(timedelta(weeks=1).total_seconds())
        for author in five.team[3:] * 2:
            five.write(author)
        for _turn in range(4):
            found = rating.next_answer(five.uow, five.clock, rater.id, render=render_plainly)
            assert found is not None
            five.rate(rater, found.answer_id, 3)
        told = feedback.rater_feedback(five.uow, five.clock, rater.id)
        assert told.gold_rated == 1
        assert told.alignment in (pytest.approx(0.75), pytest.approx(0.25))
        assert feedback.rater_feedback(five.uow, five.clock, five.lead.id).gold_rated == 0
