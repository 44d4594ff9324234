"""The customer's file, rules 9."""

import pytest

from trainer.domain.customers import customer_state, passive_after_months, yearly_value
from trainer.domain.kinds import CustomerState


def test_the_yearly_value_is_check_times_visits_times_twelve() -> None:
    assert yearly_value(45, 2) == 1080


@pytest.mark.parametrize(("check", "visits"), [(None, 2), (45, None), (None, None)])
def test_without_both_figures_there_is_no_yearly_value(check: float | None, visits: float | None) -> None:
    assert yearly_value(check, visits) is None


@pytest.mark.parametrize(
    ("months", "cycle", "state"),
    [
        (0, None, CustomerState.ACTIVE),
        (11.9, None, CustomerState.ACTIVE),
        (12, None, CustomerState.PASSIVE),
        (23, None, CustomerState.PASSIVE),
        (24, None, CustomerState.LOST),
        (6, 0.25, CustomerState.ACTIVE),  # a short cycle never makes it less than twelve months
        (12, 0.25, CustomerState.PASSIVE),
        (35, 3, CustomerState.ACTIVE),
        (36, 3, CustomerState.PASSIVE),
        (71, 3, CustomerState.PASSIVE),
        (72, 3, CustomerState.LOST),
    ],
)
def test_the_state_follows_the_months_without_an_order(
    months: float, cycle: float | None, state: CustomerState
) -> None:
    assert customer_state(months, cycle) is state


def test_what_the_author_says_wins() -> None:
    assert customer_state(40, None, CustomerState.RETURNED) is CustomerState.RETURNED
    assert customer_state(None, None, CustomerState.PROMOTER) is CustomerState.PROMOTER


def test_nothing_known_gives_no_state() -> None:
    assert customer_state(None) is None
    assert passive_after_months() == 12
