"""Rules 2, 3 and 5: from ratings to a score, and from a score to what counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.making import a_deal, a_rating
from trainer.domain.cards import OwnCriterion, RubricChange
from trainer.domain.kinds import AnswerStatus, DealState, Outcome
from trainer.domain.rubric import STANDARD, Band, CriticalFlag, band, criteria_for
from trainer.domain.scoring import Standing, confirmed_flags, counts_for_quality, outcome_of, quorum, rater_score, stand

SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_worked_example_of_the_rules_gives_61_25() -> None:
    levels = {"heard": 3, "respected": 4, "solved": 2, "next_step": 2, "aftertaste": 1}
    assert rater_score(levels, STANDARD) == pytest.approx(61.25)


def test_all_wow_is_100_and_all_awful_is_0() -> None:
    assert rater_score({each.name: 4 for each in STANDARD}, STANDARD) == 100
    assert rater_score({each.name: 0 for each in STANDARD}, STANDARD) == 0


def test_a_rating_under_60_percent_of_the_weight_is_not_valid() -> None:
    assert rater_score({"solved": 4, "heard": 4}, STANDARD) is None  # 50 of 100
    assert rater_score({"solved": 4, "next_step": 4, "aftertaste": 4}, STANDARD) == 100  # 60 of 100


def test_a_card_changes_its_rubric() -> None:
    change = RubricChange(
        not_applicable=("aftertaste",),
        weights={"solved": 25},
        criterion=OwnCriterion("dignity", 20, "Corrected in front of others.", "Leaves with a better story."),
    )
    criteria = criteria_for(change)
    assert [(each.name, each.weight) for each in criteria] == [
        ("heard", 20),
        ("respected", 20),
        ("solved", 25),
        ("next_step", 15),
        ("dignity", 20),
    ]
    assert criteria[-1].anchors[0] == "Corrected in front of others."
    levels = {"heard": 4, "respected": 4, "solved": 3, "next_step": 3, "dignity": 4}
    assert rater_score(levels, criteria) == pytest.approx(100 * (80 + 80 + 75 + 45 + 80) / 400)


@pytest.mark.parametrize(
    ("score", "expected"), [(75, Band.WOW), (74.99, Band.NORMAL), (50, Band.NORMAL), (49.99, Band.NOT_YET)]
)
def test_bands_have_mild_words_and_unrounded_edges(score: float, expected: Band) -> None:
    assert band(score) is expected


@pytest.mark.parametrize(("team", "needed"), [(1, 2), (2, 2), (3, 2), (4, 3), (8, 3), (40, 3)])
def test_quorum_is_three_or_all_colleagues_and_at_least_two(team: int, needed: int) -> None:
    assert quorum(team) == needed


def test_an_answer_waits_until_quorum() -> None:
    two = [a_rating(60), a_rating(70, rater=2)]
    waiting = stand(two, team_size=8, sent_at=SENT, now=SENT)
    assert (waiting.status, waiting.raters, waiting.needed) == (AnswerStatus.WAITING, 2, 3)
    done = stand([*two, a_rating(80, rater=3)], team_size=8, sent_at=SENT, now=SENT)
    assert (done.status, done.mean) == (AnswerStatus.PUBLISHED, 70)


def test_ratings_that_are_not_valid_do_not_make_a_quorum() -> None:
    ratings = [a_rating(60), a_rating(None, rater=2), a_rating(70, rater=3)]
    assert stand(ratings, team_size=8, sent_at=SENT, now=SENT).status is AnswerStatus.WAITING


def test_exactly_two_raters_30_apart_are_joined_by_a_third_where_there_is_one() -> None:
    far = [a_rating(40), a_rating(70, rater=2)]
    assert stand(far, team_size=3, sent_at=SENT, now=SENT).status is AnswerStatus.PUBLISHED
    assert stand(far, team_size=4, sent_at=SENT, now=SENT).needed == 3
    of_a_session = stand(far, team_size=3, people=8, sent_at=SENT, now=SENT)  # whoever was not there may be the third
    assert (of_a_session.status, of_a_session.needed) == (AnswerStatus.WAITING, 3)
    alike = [a_rating(41), a_rating(70, rater=2)]
    assert stand(alike, team_size=3, people=8, sent_at=SENT, now=SENT).status is AnswerStatus.PUBLISHED
    week = SENT + timedelta(days=7)  # the quorum of the session is there: nothing is thrown away
    assert stand(far, team_size=3, people=8, sent_at=SENT, now=week).status is AnswerStatus.PUBLISHED


def test_in_a_team_of_two_the_lead_makes_it_final() -> None:
    assert stand([a_rating(60)], team_size=2, sent_at=SENT, now=SENT).status is AnswerStatus.WAITING
    assert stand([a_rating(60, by_lead=True)], team_size=2, sent_at=SENT, now=SENT).status is AnswerStatus.PUBLISHED


def test_after_seven_days_short_of_quorum_it_is_unscored() -> None:
    almost = stand([a_rating(60)], team_size=8, sent_at=SENT, now=SENT + timedelta(days=6, hours=23))
    after = stand([a_rating(60)], team_size=8, sent_at=SENT, now=SENT + timedelta(days=7))
    assert (almost.status, after.status) == (AnswerStatus.WAITING, AnswerStatus.UNSCORED)


def test_two_different_raters_confirm_a_critical_flag() -> None:
    promise = frozenset({CriticalFlag.FALSE_PROMISE})
    one = [a_rating(60, flags=promise), a_rating(60, rater=2)]
    assert confirmed_flags(one) == frozenset()
    assert confirmed_flags([*one, a_rating(60, rater=3, flags=promise)]) == promise


PUBLISHED_60 = Standing(AnswerStatus.PUBLISHED, 60.0, 3, 3)
PUBLISHED_40 = Standing(AnswerStatus.PUBLISHED, 40.0, 3, 3)
FLAGGED_60 = replace(PUBLISHED_60, confirmed_flags=frozenset({CriticalFlag.MOCKS_CUSTOMER}))
WAITING = Standing(AnswerStatus.WAITING, 60.0, 1, 3)
UNSCORED = Standing(AnswerStatus.UNSCORED, 60.0, 1, 3)


@pytest.mark.parametrize(
    ("state", "standing", "outcome", "quality"),
    [
        (DealState.SENT, PUBLISHED_60, Outcome.HIT, True),
        (DealState.SENT, PUBLISHED_40, Outcome.MISS, True),
        (DealState.SENT, FLAGGED_60, Outcome.MISS, True),
        (DealState.SENT, WAITING, None, False),
        (DealState.SENT, UNSCORED, Outcome.EXCLUDED, False),
        (DealState.EXPIRED, None, Outcome.MISS, False),
        (DealState.PASSED, None, Outcome.MISS, False),
        (DealState.OPEN, None, None, False),
        (DealState.PREPARED, None, None, False),
    ],
)
def test_what_a_dealt_card_counts_for(
    state: DealState, standing: Standing | None, outcome: Outcome | None, quality: bool
) -> None:
    deal = a_deal(state=state)
    assert outcome_of(deal, standing, bar=50) is outcome
    assert counts_for_quality(deal, standing) is quality


def test_a_picked_card_counts_for_quality_alone_and_a_repeat_for_nothing() -> None:
    picked, again = a_deal(state=DealState.SENT, picked=True), a_deal(state=DealState.SENT, again=True)
    assert outcome_of(picked, PUBLISHED_60, bar=50) is Outcome.EXCLUDED
    assert counts_for_quality(picked, PUBLISHED_60)
    assert outcome_of(again, PUBLISHED_60, bar=50) is Outcome.EXCLUDED
    assert not counts_for_quality(again, PUBLISHED_60)


def test_the_bar_itself_is_enough() -> None:
    assert outcome_of(a_deal(state=DealState.SENT), replace(PUBLISHED_60, mean=50.0), bar=50) is Outcome.HIT
