"""Rules 5: why a card counted as it did, told from what was published with it."""

from dataclasses import replace

import pytest

from tests.tui.samples import counted
from trainer.domain.evidence import Because, OwnNumber, TeamNumber, because, without_scores
from trainer.domain.kinds import Outcome
from trainer.locale import pages
from trainer.locale.evidence import because_of


@pytest.mark.parametrize(
    ("outcome", "score", "quality", "reason"),
    [
        (Outcome.HIT, 50.0, True, Because.OVER_BAR),
        (Outcome.MISS, 49.9, True, Because.UNDER_BAR),
        (Outcome.MISS, 50.0, True, Because.FLAGGED),
        (Outcome.MISS, None, False, Because.NO_ANSWER),
        (Outcome.EXCLUDED, 80.0, True, Because.PICKED),
        (Outcome.EXCLUDED, 80.0, False, Because.REPEATED),
        (Outcome.EXCLUDED, None, False, Because.UNRATED),
    ],
)
def test_each_line_of_the_table_has_its_reason(
    outcome: Outcome, score: float | None, quality: bool, reason: Because
) -> None:
    card = replace(counted(0, outcome, score), counts_for_quality=quality)
    assert because(card) is reason
    assert because_of(card)


@pytest.mark.parametrize("outcome", [Outcome.HIT, Outcome.MISS])
def test_the_reason_of_a_score_that_is_still_closed_is_that_it_is_closed(outcome: Outcome) -> None:
    """The reason tells neither points nor a flag; only the count of the level, which home shows, knows the outcome."""
    card = replace(counted(0, outcome, 61.0), counts_for_quality=True)
    (closed,) = without_scores([card], card.closed_at)
    assert because(closed) is Because.CLOSED
    assert because_of(closed) == "its score is still closed"


def test_the_same_name_of_two_numbers_has_two_sentences() -> None:
    """Both enumerations have a "level"; one stands on one's own cards, the other on the team's."""
    assert pages.why_number(OwnNumber.LEVEL) != pages.why_number(TeamNumber.LEVEL)
    assert {pages.why_number(each) for each in OwnNumber} & {pages.why_number(each) for each in TeamNumber} == set()
