"""Earlier texts: what is gone from the screen, never what merely grew."""

from datetime import UTC, datetime, timedelta

from trainer.domain.answering import Draft, SavedDraft
from trainer.domain.revisions import earlier_texts

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def saved(*variants: tuple[str, ...]) -> list[SavedDraft]:
    return [SavedDraft(Draft(each, None, n), START + timedelta(seconds=n)) for n, each in enumerate(variants)]


def texts(*variants: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    return [each.text for each in earlier_texts(saved(*variants), now)]


def test_a_text_that_merely_grew_is_not_earlier() -> None:
    assert texts(("I",), ("I am",), ("I am sorry",), now=("I am sorry!",)) == []


def test_an_undone_text_comes_back() -> None:
    assert texts(("I am",), ("I am sorry",), ("",), now=("",)) == ["I am sorry"]


def test_the_newest_comes_first_and_each_once() -> None:
    assert texts(("first",), ("second",), ("first",), ("",), now=("third",)) == ["first", "second"]


def test_what_stands_in_another_variant_is_not_gone() -> None:
    assert texts(("moved", ""), now=("", "moved")) == []


def test_a_variant_that_is_no_longer_there_counts() -> None:
    assert texts(("one", "two"), now=("one",)) == ["two"]


def test_nothing_saved_is_nothing_earlier() -> None:
    assert earlier_texts([], ("now",)) == []
