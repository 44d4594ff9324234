"""Rules 8: weeks with practice, two free weeks a quarter."""

from datetime import UTC, datetime, timedelta

from trainer.domain.habits import weeks_with_practice

WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""Of the ISO week 48; the quarter began in week 40."""


def weeks_ago(*numbers: int) -> list[datetime]:
    return [WEDNESDAY - timedelta(weeks=number) for number in numbers]


def test_nothing_practised_is_no_row_and_both_weeks_are_free() -> None:
    found = weeks_with_practice([], WEDNESDAY)
    assert (found.in_a_row, found.free_left, any(found.shown)) == (0, 2, False)


def test_weeks_one_after_the_other_are_a_row() -> None:
    found = weeks_with_practice(weeks_ago(0, 1, 2), WEDNESDAY)
    assert (found.in_a_row, found.free_left) == (3, 2)
    assert found.shown == (False,) * 10 + (True,) * 3


def test_the_running_week_is_not_missed_yet() -> None:
    found = weeks_with_practice(weeks_ago(1, 2), WEDNESDAY)
    assert (found.in_a_row, found.free_left) == (2, 2)


def test_two_weeks_of_a_quarter_are_free_and_the_third_ends_the_row() -> None:
    assert weeks_with_practice(weeks_ago(0, 2, 4), WEDNESDAY).in_a_row == 3
    assert weeks_with_practice(weeks_ago(0, 2, 4), WEDNESDAY).free_left == 0
    assert weeks_with_practice(weeks_ago(0, 2, 4, 6), WEDNESDAY).in_a_row == 3


def test_each_quarter_has_its_own_free_weeks() -> None:
    # Weeks 39 and older belong to the third quarter: 9 weeks ago is week 39.
    found = weeks_with_practice(weeks_ago(0, 1, 2, 3, 4, 5, 8, 11), WEDNESDAY)
    assert (found.in_a_row, found.free_left) == (8, 0)


def test_a_week_belongs_to_the_quarter_of_its_thursday() -> None:
    new_year = datetime(2027, 1, 1, 12, tzinfo=UTC)  # a Friday: the week is of 2026
    missed = weeks_with_practice([new_year - timedelta(weeks=3)], new_year)
    assert (missed.in_a_row, missed.free_left) == (1, 0)
    later = new_year + timedelta(days=4)
    assert weeks_with_practice([new_year - timedelta(weeks=2)], later).free_left == 2


def test_sunday_and_monday_are_two_weeks() -> None:
    sunday = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
    assert weeks_with_practice([sunday, sunday + timedelta(minutes=2)], WEDNESDAY).in_a_row == 2
