"""Quotation marks: the outer and the inner pair of the language, whatever marks a text came with."""

from collections.abc import Iterator

import pytest

from trainer import locale
from trainer.locale.quoting import quoted

TEXTS = {
    "Не чіпайте!": ("“Не чіпайте!”", "«Не чіпайте!»"),
    "Він сказав: «ні» і пішов": ("“Він сказав: ‘ні’ і пішов”", "«Він сказав: „ні“ і пішов»"),
    'The sign says "crab".': ("“The sign says ‘crab’.”", "«The sign says „crab“.»"),
    "The sign says “crab”.": ("“The sign says ‘crab’.”", "«The sign says „crab“.»"),
    "Табличка „краб“ і все": ("“Табличка ‘краб’ і все”", "«Табличка „краб“ і все»"),
    '"one" and "two"': ("“‘one’ and ‘two’”", "«„one“ and „two“»"),
    "«усе разом»": ("“усе разом”", "«усе разом»"),
    "«Кафе “Море” тут», кажу": ("“‘Кафе “Море” тут’, кажу”", "«„Кафе «Море» тут“, кажу»"),
    'a 12" pizza': ('“a 12" pizza”', '«a 12" pizza»'),
    "cut «in the mid…": ("“cut ‘in the mid…”", "«cut „in the mid…»"),
    "  ": ("“”", "«»"),
}


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    locale.use("en")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("language", "which"), [("en", 0), ("uk", 1), ("ru", 1)])
def test_quotations_inside_a_quotation_take_the_other_marks(text: str, language: str, which: int) -> None:
    locale.use(language)
    assert quoted(text) == TEXTS[text][which]
