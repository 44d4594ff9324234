"""The words for codes: every code has one, and they read well."""

from datetime import date
from enum import StrEnum

import pytest

from trainer.domain.kinds import (
    AnswerStatus,
    Channel,
    ComplaintType,
    CustomerState,
    DealState,
    Gender,
    Intent,
    Outcome,
    Skill,
)
from trainer.domain.levels import LevelStatus, service_level
from trainer.domain.people import Role
from trainer.domain.reasons import Reason, Why
from trainer.domain.rubric import STANDARD, Band, Criterion, CriticalFlag
from trainer.locale import terms

WORDS = {
    ComplaintType: terms.complaint_type,
    Channel: terms.channel,
    CustomerState: terms.customer_state,
    Intent: terms.intent,
    Gender: terms.gender,
    Skill: terms.skill,
    Role: terms.role,
    Band: terms.band,
    Outcome: terms.outcome,
    AnswerStatus: terms.answer_status,
    DealState: terms.deal_state,
    CriticalFlag: terms.flag,
    LevelStatus: terms.level_status,
}


@pytest.mark.parametrize("codes", WORDS, ids=lambda codes: codes.__name__)
def test_every_code_has_words_of_its_own_that_are_no_code(codes: type[StrEnum]) -> None:
    said = [WORDS[codes](code) for code in codes]  # type: ignore[operator]
    assert all(words.strip() and "_" not in words for words in said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_half_a_sentence(why: Why) -> None:
    assert terms.why(Reason(why, ComplaintType.FEAR, 2)).startswith("because ")


def test_a_reason_counts_in_the_plural_of_the_language() -> None:
    assert terms.why(Reason(Why.LEAST_PRACTISED, ComplaintType.FEAR, 1)) == "because you have had this kind 1 time only"
    assert (
        terms.why(Reason(Why.LEAST_PRACTISED, ComplaintType.FEAR, 3)) == "because you have had this kind 3 times only"
    )


def test_an_unknown_channel_is_shown_as_it_stands() -> None:
    assert terms.channel("pigeon") == "pigeon"


def test_under_five_cards_there_is_no_number_but_how_many_are_missing() -> None:
    level = service_level([Outcome.HIT] * 2)
    assert terms.level_count(level) == "2 of 5 cards"
    assert "3 more cards" in terms.level_sentence(level)
    assert terms.level_interval(level) == ""


def test_a_level_names_its_interval_and_count() -> None:
    level = service_level([Outcome.HIT] * 16 + [Outcome.MISS] * 4)
    assert terms.level_count(level) == "16 of 20 to standard"
    assert terms.level_interval(level) == "between 62\u00a0% and 91\u00a0% is what 20 cards can tell"


@pytest.mark.parametrize("status", [each for each in LevelStatus if each is not LevelStatus.TOO_EARLY])
def test_no_level_is_called_a_failure(status: LevelStatus) -> None:
    level = service_level([Outcome.HIT] * 12 + [Outcome.MISS] * 8)
    words = terms.level_status(status) + terms.level_sentence(level)
    assert not any(hard in words.casefold() for hard in ("fail", "bad", "poor", "rank"))


@pytest.mark.parametrize(("seconds", "shown"), [(402.0, "06:42"), (401.2, "06:42"), (0.0, "00:00"), (-3.0, "00:00")])
def test_a_clock_rounds_up_so_that_zero_means_over(seconds: float, shown: str) -> None:
    assert terms.clock(seconds) == shown


@pytest.mark.parametrize(("points", "shown"), [(61.25, "61.2"), (72.0, "72.0"), (103.4, "100.0"), (-2.0, "0.0")])
def test_a_score_has_one_decimal_and_is_clipped_for_display(points: float, shown: str) -> None:
    assert terms.score(points) == shown


def test_a_day_is_said_without_the_systems_locale() -> None:
    assert terms.weekday_and_day(date(2026, 11, 23)) == "Mon 23 Nov"


def test_a_cards_own_criterion_keeps_the_authors_words_and_names_what_lies_between() -> None:
    own = Criterion("dignity", "dignity", 20, ("Corrected in front of others.", "", "", "", "Keeps face."), own=True)
    assert terms.criterion(own) == "dignity"
    assert terms.anchor(own, 0) == "Corrected in front of others."
    assert all(terms.anchor(own, level) for level in range(5))


def test_no_anchor_is_ever_the_header_of_a_catalogue() -> None:
    """gettext answers an empty text with the catalogue's header."""
    assert terms.anchor(Criterion("x", "", 1, ("", "", "", "", "")), 2) == ""
    assert terms.criterion(STANDARD[0]) == "Heard"


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (22, "comes 22 times a month"),
        (1, "comes 1 time a month"),
        (1.5, "comes 1.5 times a month"),
        (0.9, "comes about once a month"),
        (0.5, "comes every 2 months"),
        (0.33, "comes every 3 months"),
        (0.3, "comes every 3 months"),
        (0.25, "comes every 4 months"),
        (0.17, "comes every 6 months"),
        (0.08, "comes once a year"),
        (0.04, "comes every 2 years"),
    ],
)
def test_how_often_a_customer_comes_is_said_in_whole_times_or_months(times: float, said: str) -> None:
    assert terms.visits(times) == said
