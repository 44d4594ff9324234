"""Rules 1: several variants, one sent."""

from datetime import timedelta

import pytest

from tests.support.making import MONDAY
from trainer.domain.answering import Draft, SavedDraft, fluency, mean_fluency, phrases_used, worth_keeping


@pytest.mark.parametrize(
    ("variants", "starred", "sent"),
    [
        (("one", "two"), 0, "one"),
        (("one", "two"), None, "two"),
        (("one", "two", "  "), None, "two"),
        (("one", " "), 1, "one"),
        ((" one ",), 0, "one"),
        ((), None, ""),
        (("", "\n"), 0, ""),
        (("one",), 7, "one"),
    ],
)
def test_the_starred_text_is_sent_else_the_last_one(variants: tuple[str, ...], starred: int | None, sent: str) -> None:
    assert Draft(variants, starred).text_to_send() == sent


def test_fluency_counts_ideas_and_not_spellings() -> None:
    assert fluency(["May I introduce them?", "may I  introduce them!!", "A mask and a guide, free."]) == 2
    assert fluency(["", "  ", "…"]) == 0


def test_phrases_to_avoid_are_found_whatever_their_case_but_only_as_whole_words() -> None:
    assert phrases_used("Please CALM   down, madam.", ("calm down", "as I said")) == ("calm down",)
    assert phrases_used("Becalm downstairs", ("calm down",)) == ()
    assert phrases_used("Заспокойтеся, будь ласка", ("заспокойтеся",)) == ("заспокойтеся",)


def test_after_closing_the_last_revision_and_those_before_a_loss_stay() -> None:
    texts = ["a" * 5, "a" * 30, "a" * 34, "", "b", "bc"]
    saved = [
        SavedDraft(Draft((text,), None, seq), MONDAY + timedelta(seconds=seq * 0.3))
        for seq, text in enumerate(texts, 1)
    ]
    assert worth_keeping(saved) == (1, 3, 6)
    assert worth_keeping([]) == ()


def test_fluency_over_several_answers_is_their_mean() -> None:
    """Empty variants and answers without any are no answer; near twins are one idea."""
    assert mean_fluency([]) is None
    assert mean_fluency([("", " "), ()]) is None
    assert mean_fluency([("A walk at four?", "A walk, at four!"), ("A towel.", "A mask and a guide.", "")]) == 1.5
