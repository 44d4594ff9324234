"""Practice has no sessions of its own: an ISO week is one (rules 3 and 4)."""

from datetime import UTC, datetime, timedelta


def week_start(at: datetime) -> datetime:
    """Monday, 0:00 UTC, of the ISO week of `at`."""
    at = at.astimezone(UTC)
    return datetime(at.year, at.month, at.day, tzinfo=UTC) - timedelta(days=at.weekday())


def window_start(at: datetime, sessions: int) -> datetime:
    """The beginning of the last `sessions` weeks, the week of `at` included."""
    return week_start(at) - timedelta(weeks=sessions - 1)


def weeks_between(earlier: datetime, later: datetime) -> int:
    """How many weeks ago, in whole ISO weeks: 0 for the same one."""
    return (week_start(later) - week_start(earlier)).days // 7


def week_name(at: datetime) -> str:
    """E.g. 2026-W48; names sort as time does."""
    year, week, _day = at.astimezone(UTC).isocalendar()
    return f"{year}-W{week:02}"
