"""One's own page: windows cut when read, scores closed until one's share is rated, comments detached."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.support.making import MONDAY
from trainer.domain.ids import DealId, PersonId, TeamId
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.levels import LevelStatus
from trainer.domain.mastery import Stage
from trainer.domain.people import Person, Role, Team
from trainer.domain.progress import (
    NextPractice,
    OwnRecord,
    PastCard,
    Written,
    comments_of_the_week,
    own_page,
    ratings_owed,
)
from trainer.domain.reasons import Reason, Why
from trainer.domain.rubric import CriticalFlag
from trainer.domain.scoring import Ruling
from trainer.domain.telling import CriterionScore
from trainer.domain.trends import Direction

ANN = Person(PersonId(1), "Ann", Role.EMPLOYEE, TeamId(1))


def card(
    days_ago: float, score: float | None = 60.0, outcome: Outcome | None = Outcome.HIT, **more: object
) -> PastCard:
    values: dict[str, object] = {
        "deal_id": DealId(f"d{days_ago:08.2f}"),
        "type": ComplaintType.FEAR,
        "outcome": outcome,
        "score": score,
        "raters": 3,
        "counts_for_quality": score is not None,
        "closed_at": MONDAY - timedelta(days=days_ago),
    }
    return PastCard(**{**values, **more})  # type: ignore[arg-type]


def record(cards: Sequence[PastCard] = (), **more: object) -> OwnRecord:
    empty = OwnRecord(
        person=ANN,
        team=Team(TeamId(1), "Desk"),
        team_size=6,
        next=None,
        cards=sorted(cards, key=lambda each: each.closed_at, reverse=True),
        criteria={},
        comments=(),
        rated=3,
        to_rate=5,
        squares=0.0,
        pairs=0,
        team_criteria={},
    )
    return replace(empty, **more)  # type: ignore[arg-type]


def test_the_level_is_of_the_last_20_eligible_cards_within_180_days() -> None:
    old = [card(181 + n, outcome=Outcome.MISS) for n in range(5)]
    excluded = [card(1.5 + n, outcome=Outcome.EXCLUDED) for n in range(4)]
    beyond = [card(100 + n, outcome=Outcome.MISS) for n in range(6)]
    page = own_page(record([card(n + 1) for n in range(20)] + old + excluded + beyond), MONDAY)
    assert (page.level.hits, page.level.eligible, page.level.status) == (20, 20, LevelStatus.SURELY_MET)
    assert page.outcomes == (Outcome.HIT,) * 20


def test_what_waits_is_counted_beside_and_in_no_number() -> None:
    page = own_page(record([card(1, None, None), card(2), card(3)]), MONDAY)
    assert (page.waiting, page.level.eligible, page.quality.scores) == (1, 2, 2)
    assert page.weeks.shown[-2] is True


def test_the_trend_is_of_this_season_alone() -> None:
    july = (MONDAY - datetime(2026, 7, 1, tzinfo=MONDAY.tzinfo)).days
    before = [card(july + 2 + n, 10.0) for n in range(30)]
    page = own_page(record([card(july - n, 55.0 if n < 10 else 73.0) for n in range(20)] + before), MONDAY)
    assert len(page.scores) == len(page.line) == 20
    assert page.trend.direction is Direction.IMPROVING
    assert (round(page.trend.z, 2), page.start, round(page.wanted or 0, 1)) == (2.68, 55.0, 72.4)


def test_under_20_scores_there_is_neither_trend_nor_start() -> None:
    page = own_page(record([card(n + 1) for n in range(19)]), MONDAY)
    assert (page.trend.direction, page.start, page.wanted) == (Direction.TOO_EARLY, None, None)


def test_this_weeks_scores_stay_closed_until_the_share_is_rated() -> None:
    cards = [card(0.1, 90.0), card(10, 60.0), card(20, 60.0)]
    closed = own_page(record(cards, rated=1, comments=[(cards[0].deal_id, "Lovely!")]), MONDAY)
    assert (closed.owed, closed.held, closed.quality.mean, closed.comments) == (2, 1, 60.0, ())
    assert closed.level.eligible == 3, "the count is home's, too"
    opened = own_page(record(cards, rated=3, comments=[(cards[0].deal_id, "Lovely!")]), MONDAY)
    assert (opened.owed, opened.held, opened.quality.mean, opened.comments) == (0, 0, 70.0, ("Lovely!",))


@pytest.mark.parametrize(
    ("team", "sent", "rated", "to_rate", "owed"),
    [
        (6, 1, 0, 9, 3),
        (6, 0, 0, 9, 0),
        (6, 2, 2, 9, 1),
        (6, 1, 5, 9, 0),
        (6, 1, 0, 1, 1),
        (3, 1, 0, 9, 2),
        (1, 1, 0, 0, 0),
    ],
)
def test_the_share_is_three_or_what_the_team_has_and_what_waits(
    team: int, sent: int, rated: int, to_rate: int, owed: int
) -> None:
    assert ratings_owed(team, sent, rated, to_rate) == owed


def criteria(*scores: float, raters: int = 3) -> Mapping[DealId, Mapping[str, CriterionScore]]:
    return {card(n + 10).deal_id: {"heard": CriterionScore(score, score, raters)} for n, score in enumerate(scores)}


def test_criteria_stand_beside_the_middle_of_four_people_or_more() -> None:
    cards = [card(n + 10) for n in range(3)]
    told = own_page(record(cards, criteria=criteria(50, 70, 90), team_criteria={"heard": [40, 60, 62, 99]}), MONDAY)
    assert (told.criteria[0].own, told.criteria[0].team, told.criteria[0].answers) == (70.0, 61.0, 3)
    few = own_page(record(cards, criteria=criteria(50, 70, 90), team_criteria={"heard": [40, 60, 99]}), MONDAY)
    assert few.criteria[0].team is None


def test_criteria_need_three_raters() -> None:
    page = own_page(record([card(10)], criteria=criteria(50, raters=2)), MONDAY)
    assert (page.criteria[0].own, page.criteria[0].answers) == (None, 0)


def test_two_comments_at_most_and_others_each_week() -> None:
    told = [f"Kind line {n}." for n in range(12)]
    weeks = {comments_of_the_week(told, ANN.id, MONDAY + timedelta(weeks=n)) for n in range(8)}
    assert {len(each) for each in weeks} == {2}
    assert len(weeks) > 3
    assert comments_of_the_week(told, ANN.id, MONDAY) == comments_of_the_week(told[::-1], ANN.id, MONDAY)
    assert comments_of_the_week(["", "One."], ANN.id, MONDAY) == ("One.",)


def test_every_kind_is_on_the_page_and_the_unknown_are_new() -> None:
    page = own_page(record([card(1, 90.0), card(2, 30.0)]), MONDAY)
    assert [each.type for each in page.masteries] == list(ComplaintType)
    fear = next(each for each in page.masteries if each.type is ComplaintType.FEAR)
    assert (fear.answers, fear.last_score, fear.mastery.stage) == (2, 90.0, Stage.LEARNING)
    assert {each.mastery.stage for each in page.masteries if each is not fear} == {Stage.NEW}


def test_the_next_practice_says_how_its_kind_went_last_time() -> None:
    upcoming = NextPractice(DealId("next"), "Fish!", "Sea", ComplaintType.FEAR, Reason(Why.LEAST_MASTERED), 420)
    page = own_page(record([card(19, 46.0), card(40, 90.0)], next=upcoming), MONDAY)
    assert page.next is not None
    assert (page.next.last_score, page.next.last_raters, page.next.last_days_ago) == (46.0, 3, 19)
    fresh = own_page(record([card(5, 46.0, type=ComplaintType.TASTE)], next=upcoming), MONDAY)
    assert fresh.next == upcoming


def test_under_four_people_the_page_says_that_scores_can_be_guessed() -> None:
    assert own_page(record(team_size=3), MONDAY).guessable
    assert not own_page(record(team_size=4), MONDAY).guessable


def test_harm_is_what_two_raters_or_the_lead_confirm() -> None:
    """Rules 3: one flag alone is no harm yet, and the lead's dismissal outranks two."""
    one = frozenset({CriticalFlag.FALSE_PROMISE})
    cards = [card(days) for days in range(10, 15)]
    told = [
        Written(),
        Written(flags=(one,)),
        Written(flags=(one, one)),
        Written(flags=(one,), rulings=(Ruling(CriticalFlag.FALSE_PROMISE, True),)),
        Written(flags=(one, one), rulings=(Ruling(CriticalFlag.FALSE_PROMISE, False),)),
    ]
    written = {each.deal_id: said for each, said in zip(cards, told, strict=True)}
    page = own_page(record(cards, written=written), MONDAY)
    assert (page.critical_free, page.scored) == (3, 5)


def test_what_was_written_is_told_of_open_scores_alone() -> None:
    cards = [card(0.1), card(10)]
    written = {cards[0].deal_id: Written(("one", "two")), cards[1].deal_id: Written(("three",))}
    assert own_page(record(cards, written=written, rated=0), MONDAY).variants == (("three",),)
    assert own_page(record(cards, written=written, rated=3), MONDAY).variants == (("one", "two"), ("three",))
