"""Big letters for the projector: as large as the place allows, never wider."""

import pytest

from trainer.tui.widgets.big_text import big_lines


@pytest.mark.parametrize(
    ("width", "height", "rows", "columns"),
    [(40, 12, 5, 34), (80, 8, 7, 54), (80, 24, 10, 68), (120, 40, 15, 102), (162, 40, 21, 162), (30, 4, 4, 27)],
)
def test_the_clock_takes_the_largest_letters_that_fit(width: int, height: int, rows: int, columns: int) -> None:
    lines = big_lines("06:42", width, height)
    assert len(lines) == rows
    assert {len(line) for line in lines} == {columns}


def test_where_no_letter_fits_the_text_itself_stands() -> None:
    assert big_lines("06:42", 20, 12) == ["06:42"]
    assert big_lines("06:42", 3, 12) == ["06:"]
    assert big_lines("06:42", 80, 2) == ["06:42"]


def test_every_letter_of_a_code_has_a_picture_of_its_own() -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:+-/"
    pictures = {"\n".join(big_lines(letter, 40, 7)) for letter in letters}
    assert len(pictures) == len(letters)


def test_what_has_no_picture_is_left_out() -> None:
    assert big_lines("1\x1b2", 80, 7) == big_lines("12", 80, 7)
    assert big_lines("", 80, 7) == [""]
