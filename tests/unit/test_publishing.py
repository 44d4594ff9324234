"""What a score is fitted over: 8 sessions up to its last rating; each criterion by those who rated it. Source: rules 3."""

from datetime import UTC, datetime, timedelta

import pytest

from trainer.domain.fitting import Basis, GoldScore, RaterScore, fit_scores
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.publishing import GoldRow, ScoreRow, score_answers
from trainer.domain.weeks import weeks_between

FRIDAY = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
LEVELS = {"heard": 2, "solved": 3}


def row(answer: str, rater: int, score: float, *, weeks_ago: int = 0, levels: dict[str, int] | None = None) -> ScoreRow:
    at = FRIDAY - timedelta(weeks=weeks_ago)
    return ScoreRow(AnswerId(answer), PersonId(rater), score, LEVELS if levels is None else levels, at, at)


DUE = {AnswerId("due"): FRIDAY}
NOW = [row("due", 1, 50), row("due", 2, 70), row("due", 3, 60)]


def test_the_window_is_eight_sessions_this_one_among_them() -> None:
    seven = [row("old", rater, 20.0 * rater, weeks_ago=7) for rater in (1, 2, 3)]
    eight = [row("older", rater, 90.0 - rater, weeks_ago=8) for rater in (1, 2, 3)]
    found = score_answers(DUE, [*NOW, *seven, *eight])[AnswerId("due")]
    by_hand = fit_scores([RaterScore(each.answer_id, each.rater_id, each.score) for each in (*NOW, *seven)])
    assert (found.basis, found.score) == (Basis.FITTED, by_hand.answers[AnswerId("due")].score)
    assert score_answers(DUE, [*NOW, *eight])[AnswerId("due")].basis is Basis.TOO_FEW


def test_gold_answers_leave_the_window_as_others_do_and_a_rater_with_gold_alone_still_counts() -> None:
    def gold(rater: int, weeks_ago: int) -> GoldRow:
        return GoldRow(PersonId(rater), 40.0, 80.0, LEVELS, LEVELS, FRIDAY - timedelta(weeks=weeks_ago))

    rows = [*NOW, *(row("other", rater, 55.0 + rater) for rater in (1, 2, 3))]
    found = score_answers(DUE, rows, [gold(1, 7), gold(2, 8), gold(9, 0)])[AnswerId("due")]
    by_hand = fit_scores(
        [RaterScore(each.answer_id, each.rater_id, each.score) for each in rows],
        [GoldScore(PersonId(1), 40.0, 80.0), GoldScore(PersonId(9), 40.0, 80.0)],
    ).answers[AnswerId("due")]
    assert found.score == pytest.approx(by_hand.score, abs=1e-12)
    assert found.half_width == pytest.approx(by_hand.half_width, abs=1e-12)


def test_what_was_rated_after_the_session_is_not_in_it() -> None:
    later = [row("next", rater, 10.0, weeks_ago=-1) for rater in (1, 2, 3)]
    alone = score_answers(DUE, [*NOW, *(row("other", rater, 60.0) for rater in (1, 2, 3))])
    assert score_answers(DUE, [*NOW, *(row("other", rater, 60.0) for rater in (1, 2, 3)), *later]) == alone


def test_a_criterion_that_somebody_left_out_rests_on_the_others() -> None:
    rows = [*NOW[:2], row("due", 3, 60, levels={"heard": 4})]
    found = score_answers(DUE, rows)[AnswerId("due")]
    assert found.criteria["solved"].raters == 2
    assert found.criteria["heard"].raters == 3
    assert found.criteria["heard"].mean == pytest.approx((50 + 50 + 100) / 3)


def test_an_answer_that_nobody_rated_has_no_score() -> None:
    assert score_answers(DUE, [row("other", 1, 50)]) == {}


def test_weeks_are_counted_from_monday_to_monday() -> None:
    assert weeks_between(FRIDAY, FRIDAY + timedelta(days=2)) == 0  # Sunday
    assert weeks_between(FRIDAY, FRIDAY + timedelta(days=3)) == 1  # Monday
