"""Rules 5: why a card counted as it did, told from what was published with it."""

from dataclasses import replace

import pytest

from tests.tui.samples import counted
from trainer.domain.evidence import (
    Because,
    OwnNumber,
    TeamNumber,
    because,
    behind_bar,
    behind_criterion,
    behind_quality,
    behind_team_change,
    behind_weeks,
    without_scores,
)
from trainer.domain.kinds import Outcome
from trainer.domain.telling import CriterionScore
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


def test_a_closed_score_takes_its_place_among_the_last_twenty_as_on_the_page() -> None:
    cards = [
        replace(
            counted(days, Outcome.HIT, 60.0), counts_for_quality=True, criteria={"heard": CriterionScore(70, 70, 3)}
        )
        for days in range(25)
    ]
    held = without_scores(cards, cards[1].closed_at)
    assert [each.card for each in behind_criterion(held, "heard")] == cards[2:20]
    assert len(behind_quality(held)) == 20


def test_a_week_stands_on_answers_that_wait_as_well() -> None:
    known, waits = counted(9, Outcome.HIT, 60.0), counted(2, Outcome.EXCLUDED, None)
    told = behind_weeks([known], [waits], waits.closed_at)
    assert [(each.card, because_of(each.card, each.part)) for each in told] == [
        (waits, "waits for its ratings"),
        (known, "60.0 points; 50 were wanted"),
    ]


def test_the_team_s_numbers_stand_on_the_people_who_count_in_them() -> None:
    """Three answers in each month, five cards in each four weeks: who has fewer is in neither number."""
    cards = [replace(counted(place, Outcome.HIT, 60.0), counts_for_quality=True) for place in (1, 2, 3, 4, 12, 13)]
    now = counted(0, Outcome.HIT, 60.0).closed_at  # a place is three days
    assert behind_team_change(cards, now) == ()
    more = [*cards, replace(counted(14, Outcome.HIT, 60.0), counts_for_quality=True)]
    assert len(behind_team_change(more, now)) == 7
    assert behind_bar(more, now) == ()
    assert len(behind_bar([counted(0, Outcome.MISS, 40.0), *more], now)) == 5


def test_the_same_name_of_two_numbers_has_two_sentences() -> None:
    """Both enumerations have a "level"; one stands on one's own cards, the other on the team's."""
    assert pages.why_number(OwnNumber.LEVEL) != pages.why_number(TeamNumber.LEVEL)
    assert {pages.why_number(each) for each in OwnNumber} & {pages.why_number(each) for each in TeamNumber} == set()
