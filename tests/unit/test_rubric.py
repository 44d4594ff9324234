"""The rubric's version: what every rating remembers, and what a score makes of ratings under two of them. Source: rules 2."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from trainer.domain import rubric
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.publishing import GoldRow, ScoreRow, score_answers
from trainer.domain.rubric import HIGHEST_LEVEL, NOTES_FOR_RATERS, OPTIONAL, STANDARD, VALID_SHARE, VERSION

FINGERPRINTS = {1: "261052ba11928d54"}
"""Version -> of all that could give an answer another level, or levels another score. Never change a line: add one."""
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def fingerprint() -> str:
    told = [(each.name, each.weight, each.anchors) for each in (*STANDARD, *OPTIONAL)]
    return hashlib.sha256(repr((told, NOTES_FOR_RATERS, HIGHEST_LEVEL, VALID_SHARE)).encode()).hexdigest()[:16]


def test_another_rubric_is_another_version() -> None:
    assert FINGERPRINTS[VERSION] == fingerprint(), (
        "The rubric says something else than before: raise VERSION and add its fingerprint. "
        "Only a typing mistake was mended? Then write the new fingerprint in the place of the old one."
    )
    assert max(FINGERPRINTS) == VERSION


def test_the_rule_stands_beside_the_rubric() -> None:
    assert "`VERSION` is stored with every rating" in (rubric.__doc__ or "")


def rows(version: int, level: int, answer: str, *raters: int, at: timedelta = timedelta()) -> list[ScoreRow]:
    when = MONDAY + at
    return [
        ScoreRow(AnswerId(answer), PersonId(rater), 25.0 * level, {"heard": level}, MONDAY, when, version)
        for rater in raters
    ]


def test_the_whole_rests_on_ratings_of_both_versions_a_criterion_on_the_newest_alone() -> None:
    old, new = rows(1, 4, "a", 1, 2), rows(2, 2, "a", 3, 4, at=timedelta(hours=1))
    others = [*rows(2, 3, "b", 1, 2, 3, at=timedelta(hours=1)), *rows(1, 3, "c", 2, 3, 4)]
    found = score_answers({AnswerId("a"): MONDAY}, [*old, *new, *others])[AnswerId("a")]
    assert found.raters == 4
    assert found.mean == pytest.approx(75)
    assert found.criteria["heard"].raters == 2
    assert found.criteria["heard"].mean == pytest.approx(50)


def test_gold_from_before_the_new_version_anchors_the_whole_but_no_criterion() -> None:
    level = {"heard": 1}
    gold = [GoldRow(PersonId(rater), 25.0, 75.0, level, {"heard": 3}, MONDAY) for rater in (1, 2, 3)]
    later = timedelta(hours=1)
    new = [*rows(2, 2, "a", 1, 2, 3, at=later), *rows(2, 2, "b", 1, 2, 3, at=later)]
    of_two = score_answers({AnswerId("a"): MONDAY}, [*new, *rows(1, 2, "c", 1, 2, 3)], gold)[AnswerId("a")]
    of_one = score_answers({AnswerId("a"): MONDAY}, [*new, *rows(2, 2, "c", 1, 2, 3)], gold)[AnswerId("a")]
    assert of_two.score == pytest.approx(of_one.score)
    assert of_two.score > of_two.mean + 1  # three strict raters, as the gold answers tell
    assert of_two.criteria["heard"].score == pytest.approx(50)
    assert of_one.criteria["heard"].score > 51


def test_one_version_in_the_window_is_no_other_than_before() -> None:
    ratings = [*rows(1, 4, "a", 1, 2), *rows(1, 2, "b", 1, 2)]
    later = [replace(each, rubric_version=2) for each in ratings]
    assert score_answers({AnswerId("a"): MONDAY}, ratings) == score_answers({AnswerId("a"): MONDAY}, later)
