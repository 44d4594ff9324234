"""The habit: in which weeks somebody practised. For themself alone. Source: rules 8 (two free weeks a quarter)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FREE_WEEKS = 2
"""A quarter: holidays and busy weeks break nothing."""
SHOWN_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Weeks:
    """ISO weeks with practice."""

    shown: tuple[bool, ...]
    """The last 13 weeks, oldest first; the last one is the week that runs."""
    in_a_row: int
    """Weeks with practice up to now, bridged by free weeks, of which each quarter gives two."""
    free_left: int
    """Free weeks of the running quarter that are still unused."""


def weeks_with_practice(practised_at: Iterable[datetime], now: datetime) -> Weeks:
    """Rules 8 for the instants at which cards were closed (any order).

    A week (ISO, Monday to Sunday) belongs to the quarter of its Thursday. Going back from now, a week with practice counts, a
    week without uses up a free one of its quarter, and the third of a quarter ends the row. The running week is not missed yet.
    """
    practised = {_monday(at.date()) for at in practised_at}
    this = _monday(now.date())
    shown = tuple(this - timedelta(weeks=back) in practised for back in range(SHOWN_WEEKS - 1, -1, -1))
    if not practised:
        return Weeks(shown, 0, FREE_WEEKS)
    first, week = min(practised), this
    used: dict[tuple[int, int], int] = {}
    in_a_row = int(this in practised)
    while (week := week - timedelta(weeks=1)) >= first:
        if week in practised:
            in_a_row += 1
            continue
        quarter = _quarter(week)
        used[quarter] = used.get(quarter, 0) + 1
        if used[quarter] > FREE_WEEKS:
            break
    return Weeks(shown, in_a_row, max(0, FREE_WEEKS - used.get(_quarter(this), 0)))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _quarter(monday: date) -> tuple[int, int]:
    thursday = monday + timedelta(days=3)
    return thursday.year, (thursday.month - 1) // 3
