"""The terminal in memory shows what pyte's own would."""

import pyte
from hypothesis import given
from hypothesis import strategies as some

from tests.support.cells import Screen, Stream

WORDS = some.text("aZ 0~│█ёЇ…é漢😀é\u0301", max_size=30)
"""Narrow and wide characters and a mark that combines; joiners, which pyte drops with all after them, are not among them."""
NUMBERS = some.sampled_from(["", "0", "1", "2", "5", "19", "24", "99999"])
COLOURS = some.sampled_from(
    ["", "0", "1;3;4", "7", "22", "31;42", "38;2;1;22;250", "48;2;9;8;7;1", "38;5;200", "39;49", "38;2"]
)
OTHERS = (
    "\r\n \t \b \x1b[K \x1b[1K \x1b[J \x1b[2J \x1b7 \x1b8 \x1b[?5h \x1b[?5l \x1b[4h \x1b[4l \x1b(0 \x1b)0 \x0e \x0f"
    " \x1b[?7l \x1b[?7h \x1bM \x1b[2;5r \x1b[r \x1b]0;x\x07 \x1bc \x1b[?25l \x1b[1\r;3H"
)
SEQUENCES = some.one_of(
    COLOURS.map(lambda numbers: f"\x1b[{numbers}m"),
    some.builds("\x1b[{};{}H".format, NUMBERS, NUMBERS),
    some.builds("\x1b[{}{}".format, NUMBERS, some.sampled_from("ABCDGLMPXd@")),
    some.sampled_from(OTHERS.split(" ")),
)


def shown(screen: pyte.Screen) -> list[str]:
    try:
        return screen.display
    except IndexError:  # pyte cannot say it where half of a wide character was written over
        return []


@given(some.lists(WORDS | SEQUENCES, max_size=40), some.lists(some.integers(1, 9), min_size=1))
def test_cell_by_cell_it_is_pytes_own_screen(pieces: list[str], cuts: list[int]) -> None:
    ours, theirs = Screen(20, 6), pyte.Screen(20, 6)
    our_stream, their_stream = Stream(ours), pyte.ByteStream(theirs)
    data = "".join(pieces).encode()
    for number in range(len(data)):  # a sequence may be cut anywhere, a character too
        if not data:
            break
        piece, data = data[: cuts[number % len(cuts)]], data[cuts[number % len(cuts)] :]
        our_stream.take_in(piece)
        their_stream.feed(piece)
    assert {y: dict(line) for y, line in ours.buffer.items()} == {y: dict(line) for y, line in theirs.buffer.items()}
    assert (ours.cursor.x, ours.cursor.y, ours.cursor.attrs) == (theirs.cursor.x, theirs.cursor.y, theirs.cursor.attrs)
    assert (shown(ours), ours.mode, ours.title) == (shown(theirs), theirs.mode, theirs.title)
