"""Text is data: what is taken out on the way in, and what never is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.texts import UNSAFE, clean, clean_line, taken_out

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    "text",
    [
        "[/]",
        "[@click=app.quit]x[/]",
        "Привіт, ґанок і їжак",
        "می\u200cخواهم",
        FAMILY,
        "a\nb",
        "",
        "שלום",
        "ก็",
        "e" * 10_000,
    ],
)
def test_printable_text_stays_as_typed(text: str) -> None:
    assert clean(text) == text
    assert taken_out(text) == 0


@pytest.mark.parametrize(
    ("text", "kept", "removed"),
    [
        ("a\x1b[31mb", "a[31mb", 1),
        ("\x1b]52;c;cHduZWQ=\x07", "]52;c;cHduZWQ=", 2),
        ("\u202egnp.exe", "gnp.exe", 1),
        ("a\ud800b", "ab", 1),
        ("a\x00b\x7fc\x9bd", "abcd", 3),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd", 0),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out_and_counted(text: str, kept: str, removed: int) -> None:
    assert (clean(text), taken_out(text)) == (kept, removed)


def test_a_tower_of_marks_is_cut_to_four_above_the_letter() -> None:
    assert clean("a" + "\u0323" * 50) == unicodedata.normalize("NFC", "a" + "\u0323" * 5)  # one melts into the letter


def test_a_line_is_one_line() -> None:
    assert clean_line("  Ann\n\tSmith  ") == "Ann Smith"
    assert len(clean_line("x" * 500)) == 60


@given(st.text(st.characters(), max_size=200))
def test_cleaning_twice_changes_nothing_and_leaves_nothing_unsafe(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not UNSAFE.search(once)
