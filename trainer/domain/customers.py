"""The customer's file: facts that are computed, never typed. Source: rules 9."""

from trainer.domain.kinds import CustomerState

SHORTEST_PASSIVE_MONTHS = 12.0
"""Nobody is called passive sooner, however often they used to buy."""
MONTHS_A_YEAR = 12


def yearly_value(average_check: float | None, visits_a_month: float | None) -> float | None:
    """What the customer brings in a year, in the deck's money: average check x visits a month x 12 (rules 9).

    None where either figure is unknown.
    """
    if average_check is None or visits_a_month is None:
        return None
    return average_check * visits_a_month * MONTHS_A_YEAR


def passive_after_months(replacement_cycle_years: float | None = None) -> float:
    """Months without an order from which a customer is passive: max(12, 12 x replacement cycle in years) (rules 9)."""
    return max(SHORTEST_PASSIVE_MONTHS, MONTHS_A_YEAR * (replacement_cycle_years or 0.0))


def customer_state(
    months_since_last_order: float | None,
    replacement_cycle_years: float | None = None,
    said: CustomerState | None = None,
) -> CustomerState | None:
    """Active, passive or lost by the months since the last order; what the author `said` (returned, promoter) wins.

    Passive from max(12, 12 x replacement cycle) months, lost from twice that (rules 9). None: nothing is known.
    """
    if said is not None:
        return said
    if months_since_last_order is None:
        return None
    passive = passive_after_months(replacement_cycle_years)
    if months_since_last_order >= 2 * passive:
        return CustomerState.LOST
    return CustomerState.PASSIVE if months_since_last_order >= passive else CustomerState.ACTIVE
