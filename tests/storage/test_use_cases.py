"""The use cases on a real store, with a clock that moves when it is told to."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from tests.support.making import LEVELS, FakeClock, a_card, a_deck, render_plainly
from trainer.bootstrap import Trainer
from trainer.domain.answering import Draft
from trainer.domain.clocks import Clock
from trainer.domain.dealing import Deal
from trainer.domain.home import NextKind
from trainer.domain.ids import CardId, DeckId, PersonId
from trainer.domain.kinds import AnswerStatus, ComplaintType, DealState, Outcome
from trainer.domain.levels import window_start
from trainer.domain.people import Person
from trainer.domain.ports import UnitOfWork
from trainer.domain.progress import CountedCard
from trainer.domain.rating import Judgement
from trainer.domain.reasons import Why
from trainer.domain.rubric import CriticalFlag
from trainer.errors import (
    AnotherCardOpen,
    DealClosed,
    LeaseLost,
    NothingToDeal,
    NothingWritten,
    OwnAnswerRated,
    RatingRefused,
    TakeBackTooLate,
)
from trainer.services import answering, dealing, decks, home, people, progress, rating, settling
from trainer.services.settling import settle

DECK = a_deck(
    a_card("fish-aaaa", kind=ComplaintType.IMPOSSIBLE_EXPECTATION),
    a_card("lift-bbbb", "The lift was too fast for my joke.", ComplaintType.VAGUE_FEELING),
    a_card("bill-cccc", "The bill rhymes.", ComplaintType.PRICE_FAIRNESS),
)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def trainer(sqlite: str, clock: FakeClock) -> Iterator[Trainer]:
    with Trainer(sqlite, clock=clock) as trainer:
        trainer.run(decks.store_decks, [DECK])
        yield trainer


@pytest.fixture
def team(trainer: Trainer) -> list[Person]:
    return trainer.run(people.add_people, ["Ann", "Bob", "Eve", "Zoe"])


@pytest.fixture
def deal(trainer: Trainer, team: list[Person]) -> Callable[..., Deal]:
    def deal(person: int = 0, **more: Any) -> Deal:
        prepared = trainer.run(dealing.prepare_next, team[person].id, render=render_plainly, language="en", **more)
        return trainer.run(dealing.start_deal, prepared.id)

    return deal


def rate(trainer: Trainer, rater: Person, level: int = 3, **more: Any) -> None:
    waiting = trainer.run(rating.next_answer, rater.id)
    assert waiting is not None
    trainer.run(rating.give_rating, rater.id, waiting.answer_id, Judgement(dict.fromkeys(LEVELS, level), **more))


def result(trainer: Trainer, person_id: PersonId) -> list[tuple[Outcome, float | None]]:
    trainer.run(settle)
    return [(card.outcome, card.score) for card in trainer.run(counted_cards, person_id)]


def counted_cards(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> Sequence[CountedCard]:
    """The person's cards whose outcome is known, newest first."""
    with uow.reading():
        return uow.results.of_person(person_id, window_start(clock.now().at))


def test_the_next_deal_is_prepared_once_and_starts_once(trainer: Trainer, team: list[Person], clock: FakeClock) -> None:
    first = trainer.run(dealing.prepare_next, team[0].id, render=render_plainly, language="en")
    assert trainer.run(dealing.prepare_next, team[0].id, render=render_plainly, language="en") == first
    assert first.reason.why is Why.FIRST_CARD
    opened = trainer.run(dealing.start_deal, first.id, 5)
    clock.advance(60)
    assert opened.seconds_left(clock.now()) == 240
    assert trainer.run(dealing.start_deal, first.id).deadline == opened.deadline


def test_a_changed_card_is_prepared_anew(trainer: Trainer, team: list[Person]) -> None:
    first = trainer.run(dealing.prepare_next, team[0].id, render=render_plainly, language="en")
    changed = tuple(replace(card, revision=2, complaint="New words.") for card in DECK.cards)
    trainer.run(decks.store_decks, [replace(DECK, cards=changed, digest="d2")])
    second = trainer.run(dealing.prepare_next, team[0].id, render=render_plainly, language="en")
    assert (second.id != first.id, second.shown.complaint) == (True, "New words.")


def test_without_a_card_the_refusal_says_what_to_do(trainer: Trainer, team: list[Person]) -> None:
    trainer.run(decks.store_decks, [])
    with pytest.raises(NothingToDeal, match="No deck has a card that is ready"):
        trainer.run(dealing.prepare_next, team[0].id, render=render_plainly, language="en")


def test_one_card_at_a_time(trainer: Trainer, team: list[Person], deal: Callable[..., Deal]) -> None:
    deal()
    other = trainer.run(dealing.prepare_next, team[0].id, render=render_plainly, language="en")
    with pytest.raises(AnotherCardOpen):
        trainer.run(dealing.start_deal, other.id)


def test_a_late_save_never_wins(trainer: Trainer, deal: Callable[..., Deal]) -> None:
    card = deal()
    trainer.run(answering.save_draft, card.id, Draft(("newer",), None, 2))
    trainer.run(answering.save_draft, card.id, Draft(("older",), None, 1))
    assert trainer.run(dealing.resume_deal, card.id)[1].variants == ("newer",)


def test_at_zero_and_the_grace_the_starred_text_is_sent_by_anybodys_program(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal], clock: FakeClock
) -> None:
    card = deal()
    trainer.run(answering.save_draft, card.id, Draft(("starred", "last"), 0, 1))
    clock.advance(card.seconds + 14.9)
    assert trainer.run(settling.settle).closed == 0
    clock.advance(0.1)
    assert trainer.run(settling.settle).closed == 1
    after = trainer.run(answering.look_back, card.id)
    assert (after.sent_text, after.deal.by_timeout, after.status) == ("starred", True, AnswerStatus.WAITING)
    shown = trainer.run(home.show_home, team[0].id)
    assert shown.next is not None
    assert (shown.next.kind, shown.next.by_timeout) == (NextKind.LOOK_BACK, True)


def test_nothing_written_at_zero_is_a_miss(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal], clock: FakeClock
) -> None:
    card = deal()
    trainer.run(answering.save_draft, card.id, Draft(("  ",), None, 1))
    clock.advance(card.seconds + 15)
    assert result(trainer, team[0].id) == [(Outcome.MISS, None)]
    assert trainer.run(answering.look_back, card.id).deal.state is DealState.EXPIRED


def test_the_newest_text_of_the_screen_is_taken_at_zero(
    trainer: Trainer, deal: Callable[..., Deal], clock: FakeClock
) -> None:
    card = deal()
    trainer.run(answering.save_draft, card.id, Draft(("half",), None, 1))
    clock.advance(card.seconds + 15.2)
    closed = trainer.run(answering.close_at_zero, card.id, Draft(("half a thought",), None, 2))
    assert (closed.state, trainer.run(answering.look_back, card.id).sent_text) == (DealState.SENT, "half a thought")


def test_words_saved_too_late_are_refused_and_kept(
    trainer: Trainer, deal: Callable[..., Deal], clock: FakeClock
) -> None:
    card = deal()
    trainer.run(answering.save_draft, card.id, Draft(("in time",), None, 1))
    clock.advance(card.seconds + 16)
    with pytest.raises(DealClosed):
        trainer.run(answering.save_draft, card.id, Draft(("too late",), None, 2))
    assert trainer.run(answering.look_back, card.id).sent_text == "in time"
    assert trainer.run(answering.revisions, card.id)[0].draft.variants == ("too late",)


def test_sending_can_be_taken_back_for_ten_seconds_and_nobody_sees_it_meanwhile(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal], clock: FakeClock
) -> None:
    card = deal()
    trainer.run(answering.send_answer, card.id, Draft(("one", "two"), 0, 3), take_back_seconds=10)
    assert trainer.run(rating.next_answer, team[1].id) is None
    clock.advance(9.9)
    reopened, draft = trainer.run(answering.take_back, card.id)
    assert (reopened.state, draft.variants, draft.starred) == (DealState.OPEN, ("one", "two"), 0)
    assert reopened.deadline == card.deadline
    trainer.run(answering.send_answer, card.id, Draft(("one", "two"), 1, 4), take_back_seconds=10)
    clock.advance(10)
    with pytest.raises(TakeBackTooLate):
        trainer.run(answering.take_back, card.id)
    waiting = trainer.run(rating.next_answer, team[1].id)
    assert waiting is not None
    assert waiting.text == "two"


def test_sending_twice_gives_the_first_answer(trainer: Trainer, deal: Callable[..., Deal]) -> None:
    card = deal()
    first = trainer.run(answering.send_answer, card.id, Draft(("one",), None, 1))
    assert trainer.run(answering.send_answer, card.id, Draft(("other",), None, 2)) == first


def test_an_empty_answer_can_not_be_sent(trainer: Trainer, deal: Callable[..., Deal]) -> None:
    card = deal()
    with pytest.raises(NothingWritten):
        trainer.run(answering.send_answer, card.id, Draft((" ", ""), None, 1))


def test_passing_alone_is_a_miss_and_keeps_the_words(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal]
) -> None:
    card = deal()
    trainer.run(answering.save_draft, card.id, Draft(("almost",), None, 1))
    assert trainer.run(dealing.pass_card, card.id).state is DealState.PASSED
    assert result(trainer, team[0].id) == [(Outcome.MISS, None)]
    assert trainer.run(answering.look_back, card.id).variants == ("almost",)


def test_a_score_is_published_at_quorum_and_never_changes(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal]
) -> None:
    card = deal()
    trainer.run(answering.send_answer, card.id, Draft(("one",), None, 1))
    rate(trainer, team[1], 4)
    rate(trainer, team[2], 3)
    assert result(trainer, team[0].id) == []
    late = trainer.run(rating.next_answer, team[3].id)
    assert late is not None
    rate(trainer, team[3], 2)
    assert result(trainer, team[0].id) == [(Outcome.HIT, 75.0)]
    newcomer = trainer.run(people.add_people, ["Max"])[0]
    with pytest.raises(LeaseLost):
        trainer.run(rating.give_rating, newcomer.id, late.answer_id, Judgement(dict.fromkeys(LEVELS, 0)))
    assert result(trainer, team[0].id) == [(Outcome.HIT, 75.0)]


def test_two_raters_who_see_the_same_critical_flag_make_it_a_miss(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal]
) -> None:
    card = deal()
    trainer.run(answering.send_answer, card.id, Draft(("one",), None, 1))
    for rater in team[1:]:
        rate(trainer, rater, 4, flags=frozenset({CriticalFlag.FALSE_PROMISE}))
    assert result(trainer, team[0].id) == [(Outcome.MISS, 100.0)]


def test_after_seven_days_without_quorum_it_is_excluded(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal], clock: FakeClock
) -> None:
    card = deal()
    trainer.run(answering.send_answer, card.id, Draft(("one",), None, 1))
    rate(trainer, team[1])
    clock.advance(timedelta(days=7).total_seconds())
    assert result(trainer, team[0].id) == [(Outcome.EXCLUDED, None)]
    assert trainer.run(answering.look_back, card.id).status is AnswerStatus.UNSCORED


def test_a_rating_can_be_taken_back_for_ten_seconds(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal], clock: FakeClock
) -> None:
    card = deal()
    sent = trainer.run(answering.send_answer, card.id, Draft(("one",), None, 1))
    judgement = Judgement(dict.fromkeys(LEVELS, 0))
    trainer.run(rating.next_answer, team[1].id)
    trainer.run(rating.give_rating, team[1].id, sent.id, judgement, take_back_seconds=10)
    assert trainer.run(rating.take_back_rating, team[1].id, sent.id).answer_id == sent.id
    trainer.run(rating.give_rating, team[1].id, sent.id, judgement, take_back_seconds=10)
    clock.advance(10)
    with pytest.raises(TakeBackTooLate):
        trainer.run(rating.take_back_rating, team[1].id, sent.id)


def test_a_lease_keeps_an_answer_for_three_minutes_and_comes_back_by_itself(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal], clock: FakeClock
) -> None:
    sent = trainer.run(answering.send_answer, deal().id, Draft(("one",), None, 1))
    for rater in team[1:]:
        assert trainer.run(rating.next_answer, rater.id) is not None
    newcomer = trainer.run(people.add_people, ["Max"])[0]
    assert trainer.run(rating.next_answer, newcomer.id) is None
    clock.advance(180)
    taken = trainer.run(rating.next_answer, newcomer.id)
    assert taken is not None
    assert taken.answer_id == sent.id
    trainer.run(rating.put_back, newcomer.id, sent.id)


def test_what_a_rater_gets_holds_no_author_no_hint_and_nothing_of_the_reveal(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal]
) -> None:
    trainer.run(answering.send_answer, deal().id, Draft(("one", "unsent variant"), 0, 1))
    waiting = trainer.run(rating.next_answer, team[1].id)
    told = repr(waiting)
    assert waiting is not None
    assert not any(word in told for word in ("Ann", "unsent variant", "frightened", "Ask one question", "calm down"))


def test_own_answers_and_levels_outside_the_rubric_are_refused(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal]
) -> None:
    sent = trainer.run(answering.send_answer, deal().id, Draft(("one",), None, 1))
    with pytest.raises(OwnAnswerRated):
        trainer.run(rating.give_rating, team[0].id, sent.id, Judgement(LEVELS))
    for levels in ({"herd": 2}, {"heard": 5}, {}):
        with pytest.raises(RatingRefused):
            trainer.run(rating.give_rating, team[1].id, sent.id, Judgement(levels))


def test_another_team_never_sees_the_answer(trainer: Trainer, team: list[Person], deal: Callable[..., Deal]) -> None:
    stranger = trainer.run(people.add_people, ["Sam"], team="Other shop")[0]
    trainer.run(answering.send_answer, deal().id, Draft(("one",), None, 1))
    assert trainer.run(rating.next_answer, stranger.id) is None


def test_trying_again_counts_for_nothing_and_bothers_no_colleague(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal]
) -> None:
    card = deal()
    trainer.run(dealing.pass_card, card.id)
    again = trainer.run(dealing.start_deal, trainer.run(dealing.try_again, card.id).id)
    assert (again.again, again.shown.complaint) == (True, card.shown.complaint)
    trainer.run(answering.send_answer, again.id, Draft(("better",), None, 1))
    assert trainer.run(rating.next_answer, team[1].id) is None
    assert sorted(outcome for outcome, _score in result(trainer, team[0].id)) == [Outcome.EXCLUDED, Outcome.MISS]


def test_a_picked_card_counts_for_quality_but_not_for_the_level(trainer: Trainer, team: list[Person]) -> None:
    picked = trainer.run(
        dealing.pick_card, team[0].id, DeckId("seaside"), CardId("bill-cccc"), render=render_plainly, language="en"
    )
    trainer.run(dealing.start_deal, picked.id)
    trainer.run(answering.send_answer, picked.id, Draft(("one",), None, 1))
    for rater in team[1:]:
        rate(trainer, rater)
    trainer.run(settle)
    (card,) = trainer.run(counted_cards, team[0].id)
    assert (card.outcome, card.counts_for_quality) == (Outcome.EXCLUDED, True)
    assert trainer.run(progress.own_page, team[0].id).level.eligible == 0


def test_a_person_taken_off_the_list_is_not_asked_to_rate_and_their_name_is_free(
    trainer: Trainer, team: list[Person]
) -> None:
    trainer.run(people.remove_person, "Bob")
    assert [person.name for person, _team in trainer.run(people.list_people)] == ["Ann", "Eve", "Zoe"]
    assert trainer.run(people.add_people, ["Bob"])[0].id != team[1].id


def test_the_first_person_leads_and_later_ones_do_not(trainer: Trainer) -> None:
    assert [trainer.run(people.first_run, name).role for name in ("Ann", "Bob", "ann")] == ["lead", "employee", "lead"]


def test_people_who_start_at_the_same_moment_share_one_team_and_one_of_them_leads_it(database: str) -> None:
    together = Barrier(4)

    def start(name: str) -> Person:
        with Trainer(database) as starting:
            starting.run(people.list_people)  # connected, so that they do meet
            together.wait()
            return starting.run(people.first_run, name)

    with ThreadPoolExecutor(4) as threads:
        started = list(threads.map(start, ["Ann", "Bob", "Cid", "ann"]))
    assert started[0].id == started[3].id
    assert len({each.team_id for each in started}) == 1
    assert sorted(each.role for each in {each.id: each for each in started}.values()) == [
        "employee",
        "employee",
        "lead",
    ]


def test_decks_stand_in_the_order_of_their_alphabet(trainer: Trainer) -> None:
    """By code points Інтернет would come last."""
    titles = ["Зв’язок", "Інтернет", "Музей", "Ямка"]
    shelf = [a_deck(deck_id=f"deck-{n}", locale="uk", title=title) for n, title in enumerate(reversed(titles))]
    trainer.run(decks.store_decks, shelf)
    assert [deck.title for deck in trainer.run(decks.list_decks)] == titles


def test_a_deck_that_is_gone_is_dealt_no_more_and_what_was_answered_stays(
    trainer: Trainer, team: list[Person], deal: Callable[..., Deal]
) -> None:
    card = deal()
    trainer.run(answering.send_answer, card.id, Draft(("one",), None, 1))
    trainer.run(decks.store_decks, [])
    assert trainer.run(decks.list_decks) == []
    assert trainer.run(answering.look_back, card.id).deal.shown.complaint == card.shown.complaint
