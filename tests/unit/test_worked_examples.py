"""The examples of rules 6, 8 and 9 worked twice: by the program, and by scipy, numpy or arithmetic that knows nothing of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import sqrt

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from tests.tui.samples import counted
from trainer.domain.customers import customer_state, yearly_value
from trainer.domain.evidence import behind_level
from trainer.domain.kinds import CustomerState, Outcome
from trainer.domain.levels import LevelStatus, service_level, wilson, window_start
from trainer.domain.mastery import PastScore, Stage, mastery
from trainer.domain.progress import CountedCard
from trainer.domain.teamwork import Change, next_bar, recommendation, team_change, team_level
from trainer.domain.trends import Direction, pooled_spread, quality, season_start, smoothed, trend, trend_window

HIT, MISS, OUT = Outcome.HIT, Outcome.MISS, Outcome.EXCLUDED
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def outcomes(hits: int, n: int) -> list[Outcome]:
    return [HIT] * hits + [MISS] * (n - hits)


# --- service level -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hits", "n", "status"),
    [
        (7, 10, LevelStatus.NEAR),
        (16, 20, LevelStatus.MET),
        (19, 20, LevelStatus.SURELY_MET),
        (20, 20, LevelStatus.SURELY_MET),
        (18, 20, LevelStatus.MET),  # its low end is .737
        (15, 20, LevelStatus.NEAR),
        (12, 20, LevelStatus.BELOW),
        (10, 10, LevelStatus.MET),  # ten of ten are not enough to be sure: .787
        (12, 15, LevelStatus.MET),  # exactly on the target
        (14, 14, LevelStatus.SURELY_MET),
        (4, 10, LevelStatus.BELOW),
        (9, 9, LevelStatus.EARLY),
        (5, 5, LevelStatus.EARLY),
        (4, 4, LevelStatus.TOO_EARLY),
    ],
)
def test_the_level_with_scipys_wilson_interval(hits: int, n: int, status: LevelStatus) -> None:
    found = service_level(outcomes(hits, n))
    ends = stats.binomtest(hits, n).proportion_ci(confidence_level=0.90, method="wilson")
    assert wilson(hits, n) == pytest.approx((ends.low, ends.high), abs=1e-12)
    assert found.status is status
    if status is not LevelStatus.TOO_EARLY:
        assert (found.low, found.high) == pytest.approx((ends.low, ends.high), abs=1e-12)


def test_seven_of_ten_in_three_decimals() -> None:
    low, high = wilson(7, 10)
    assert f"{low:.3f}-{high:.3f}" == "0.442-0.873"


def test_the_target_is_the_teams_own() -> None:
    assert service_level(outcomes(14, 20), target=0.7).status is LevelStatus.MET
    assert service_level(outcomes(14, 20), target=0.6).status is LevelStatus.MET
    assert service_level(outcomes(18, 20), target=0.7).status is LevelStatus.SURELY_MET


def test_twenty_cards_are_the_limit_and_excluded_ones_take_no_place() -> None:
    mixed = [OUT, *outcomes(0, 3), OUT, *outcomes(17, 17), OUT, *outcomes(9, 9)]
    assert (service_level(mixed).hits, service_level(mixed).eligible) == (17, 20)


def test_a_card_180_days_old_to_the_second_still_counts() -> None:
    def card(age: timedelta) -> CountedCard:
        return replace(counted(1, HIT, 80.0), closed_at=NOW - age)

    edge = timedelta(days=180)
    assert window_start(NOW) == NOW - edge
    assert len(behind_level([card(edge), card(edge + timedelta(seconds=1))], NOW)) == 1


# --- quality and trend ------------------------------------------------------------------------------------------------


def test_five_scores_with_scipys_t_interval() -> None:
    scores = [40.0, 55.0, 60.0, 65.0, 80.0]
    found = quality(scores)
    low, high = stats.t.interval(0.90, 4, loc=np.mean(scores), scale=stats.sem(scores))
    assert (found.mean, found.low, found.high) == pytest.approx((60.0, low, high), abs=1e-9)
    assert f"{found.low:.2f}-{found.high:.2f}" == "46.10-73.90"


@pytest.mark.parametrize(
    ("last", "z", "direction"),
    [(73.0, 2.68, Direction.IMPROVING), (71.0, 2.39, Direction.STEADY), (37.0, -2.68, Direction.SLIPPING)],
)
def test_first_ten_at_55_and_the_last_ten(last: float, z: float, direction: Direction) -> None:
    scores = [55.0] * 10 + [last] * 10
    found = trend(scores, 15.0)
    assert found.z == pytest.approx((np.mean(scores[-10:]) - np.mean(scores[:10])) / (15 * sqrt(2 / 10)))
    assert (round(found.z, 2), found.direction, found.change) == (z, direction, last - 55)
    assert f"{found.needed:+.1f}" == "+17.4"


@pytest.mark.parametrize(("n", "window"), [(19, 0), (20, 10), (21, 10), (39, 19), (40, 20), (41, 20), (200, 20)])
def test_the_window_of_a_trend(n: int, window: int) -> None:
    assert trend_window(n) == window


def test_the_pooled_spread_by_numpy() -> None:
    people = [[50.0, 60.0, 40.0, 80.0], [70.0, 65.0], [90.0], []]
    steps = np.concatenate([np.diff(each) for each in people])
    assert pooled_spread(people) == pytest.approx(np.sqrt((20 * 15**2 + (steps**2).sum() / 2) / (20 + steps.size)))


def test_the_drawn_line_by_numpy() -> None:
    scores = [40.0, 50.0, 60.0, 70.0, 80.0, 20.0]
    weights = 0.8 ** np.arange(len(scores) - 1, -1, -1)
    last = 0.8 ** len(scores) * np.mean(scores[:5]) + 0.2 * weights @ np.array(scores)
    assert smoothed(scores)[-1] == pytest.approx(last)


def test_a_season_begins_with_its_first_instant() -> None:
    assert season_start(datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)) == datetime(2026, 1, 1, tzinfo=UTC)
    assert season_start(datetime(2026, 7, 1, tzinfo=UTC)) == datetime(2026, 7, 1, tzinfo=UTC)


# --- mastery -------------------------------------------------------------------------------------------------------------


def test_three_answers_with_scipys_beta_distribution() -> None:
    found = mastery([PastScore(40, 0), PastScore(60, 180), PastScore(80, 360)], 0.6)
    beta = stats.beta(4 * 0.6 + 0.4 + 0.5 * 0.6 + 0.25 * 0.8, 4 * 0.4 + 0.6 + 0.5 * 0.4 + 0.25 * 0.2)
    assert (found.mean, found.cautious) == pytest.approx((beta.mean(), beta.mean() - beta.std()))
    assert (f"{found.mean:.3f}", f"{found.cautious:.3f}", found.evidence) == ("0.574", "0.384", 1.75)
    assert found.stage is Stage.LEARNING


@pytest.mark.parametrize(
    ("score", "prior", "answers", "stage"),
    [
        (60, 0.6, 1, Stage.LEARNING),
        (60, 0.6, 2, Stage.SOLID),  # mean exactly .60, evidence exactly 2
        (60, 0.6, 7, Stage.SOLID),
        (70, 0.7, 3, Stage.SOLID),
        (70, 0.7, 4, Stage.MASTERED),  # mean exactly .70, evidence exactly 4
        (70, 0.7, 11, Stage.MASTERED),
        (59, 0.6, 9, Stage.LEARNING),
        (100, 0.3, 3, Stage.SOLID),  # (1.2 + 3) / 7
        (100, 0.3, 4, Stage.SOLID),  # .65
        (100, 0.3, 6, Stage.MASTERED),  # .72
    ],
)
def test_the_thresholds_of_the_stages_hold_to_the_point(score: float, prior: float, answers: int, stage: Stage) -> None:
    assert mastery([PastScore(score, 0)] * answers, prior).stage is stage


def test_an_answer_of_yesterday_alone_is_no_evidence_yet() -> None:
    assert mastery([PastScore(90, 0)], 0.6).stage is Stage.LEARNING
    assert mastery([PastScore(90, 1)], 0.6).stage is Stage.NEW


@pytest.mark.parametrize(("scores", "prior"), [([90] * 5, 0.5), ([75] * 6, 0.6), ([95, 80, 66], 0.62), ([90] * 5, 0.8)])
def test_a_stage_lasts_as_long_as_it_says(scores: list[float], prior: float) -> None:
    """On the day told it is still there, a day later it is not: found by moving the clock instead of by the formula."""
    found = mastery([PastScore(score, 0) for score in scores], prior)
    assert found.fades_in_days is not None
    for days, kept in ((found.fades_in_days - 0.01, True), (found.fades_in_days + 0.01, False)):
        later = mastery([PastScore(score, days) for score in scores], prior)
        assert (later.stage is found.stage) is kept


def test_what_is_learning_or_new_has_nothing_to_lose() -> None:
    assert mastery([], 0.9).fades_in_days is None
    assert mastery([PastScore(30, 0)] * 6, 0.7).fades_in_days is None


# --- the team --------------------------------------------------------------------------------------------------------------


def test_the_team_pools_hits_of_those_with_five_cards() -> None:
    found = team_level([outcomes(4, 4), outcomes(3, 5), outcomes(18, 25), outcomes(0, 0)])
    # the newest 20 of 25 are 18 hits and 2 misses
    ends = stats.binomtest(21, 25).proportion_ci(confidence_level=0.90, method="wilson")
    assert (found.hits, found.eligible, found.counted, found.people) == (21, 25, 2, 4)
    assert (found.low, found.high) == pytest.approx((ends.low, ends.high))


def test_month_to_month_with_scipys_interval() -> None:
    people = [([50.0] * 3, [58.0] * 3), ([60.0] * 3, [66.0] * 4), ([40.0] * 3, [49.0] * 3), ([10.0] * 2, [99.0] * 9)]
    low, high = stats.ttest_1samp([8.0, 6.0, 9.0], 0).confidence_interval(0.95)
    found = team_change(people)
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.people == 3
    assert found.change is Change.UP


@pytest.mark.parametrize(
    ("bar", "periods", "suggested"),
    [
        (50.0, [(19, 20), (19, 20)], 60.0),
        (60.0, [(19, 20), (19, 20)], 70.0),
        (70.0, [(19, 20), (19, 20)], None),
        (50.0, [(19, 20), (16, 20)], None),
        (50.0, [(19, 20)], None),
        (50.0, [(10, 20), (19, 20), (19, 20)], 60.0),
        (50.0, [(19, 20), (19, 20), (0, 0)], None),
    ],
)
def test_raising_the_bar_takes_two_sure_periods_of_four_weeks(
    bar: float, periods: list[tuple[int, int]], suggested: float | None
) -> None:
    assert next_bar(bar, [team_level([outcomes(hits, n)]) for hits, n in periods]) == suggested


@pytest.mark.parametrize("answers", [[10] * 4 + [8] * 3 + [5] * 3, [9] * 10, [0] * 5 + [10] * 7, [7] * 12])
def test_the_recommend_score_by_numpy(answers: list[int]) -> None:
    """Each answer counts +1, 0 or -1; the score is their mean, its error that mean's (rules 8)."""
    signs = np.array([1 if each >= 9 else -1 if each <= 6 else 0 for each in answers])
    found = recommendation(answers)
    assert found.score == pytest.approx(100 * signs.mean())
    assert found.error == pytest.approx(100 * signs.std() / np.sqrt(signs.size))


def test_under_ten_answers_there_are_counts_alone() -> None:
    found = recommendation([10, 9, 8, 6, 0, 10, 10, 7, 3])
    assert (found.promoters, found.passives, found.detractors, found.score, found.error) == (4, 2, 3, None, None)


# --- the customer's file ----------------------------------------------------------------------------------------------------


def test_the_customers_figures() -> None:
    assert yearly_value(45.0, 2.0) == 45 * 2 * 12
    assert yearly_value(12.5, 0.17) == pytest.approx(25.5)
    months = [customer_state(each, 1.5) for each in (17.9, 18, 35.9, 36)]
    assert months == [CustomerState.ACTIVE, CustomerState.PASSIVE, CustomerState.PASSIVE, CustomerState.LOST]
