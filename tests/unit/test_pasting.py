"""What a terminal sends as pasted arrives as one text in its order, wherever the chunks of a read end."""

import pytest
from textual.events import AppBlur, AppFocus, Key, MouseMove, Paste, Resize

from trainer.tui.pasting import MOST_PASTED, QUIET_LOOKS, PasteParser

START, END = "\x1b[200~", "\x1b[201~"


def fed(*chunks: str) -> list[str]:
    """Pasted texts in angle brackets, keys by name."""
    parser = PasteParser()
    found = [event for chunk in chunks for event in parser.feed(chunk)]
    return [
        f"<{event.text}>" if isinstance(event, Paste) else event.key
        for event in found
        if isinstance(event, Paste | Key)
    ]


@pytest.mark.parametrize(
    ("pasted", "arrives"),
    [
        ("plain", "<plain>"),
        ("a\x1b]52;c;cHduZWQ=\x07b", "<a\x1a]52;c;cHduZWQ=\x07b>"),
        ("a\x1b[31mred\x1b[0m", "<a\x1a[31mred\x1a[0m>"),
        ("\x1b\x1b\x1b", "<\x1a\x1a\x1a>"),
        ("a\x1bOPb\x1b[15~c", "<a\x1aOPb\x1a[15~c>"),
        ("a\x00b", "<a\x1ab>"),
        ("a\x1b[20", "<a\x1a[20>"),
        ("x" * 5_000 + "\x1b[A", "<" + "x" * 5_000 + "\x1a[A>"),
        ("два\nрядки", "<два\nрядки>"),
    ],
)
def test_a_paste_is_one_text_and_no_key(pasted: str, arrives: str) -> None:
    stream = f"{START}{pasted}{END}z"
    assert fed(stream) == [arrives, "z"]
    middle = len(stream) // 2
    for cut in {*range(1, min(len(stream), 40)), middle, *range(len(stream) - 9, len(stream))}:
        assert fed(stream[:cut], stream[cut:]) == [arrives, "z"], cut
    if len(stream) < 100:
        assert fed(*stream) == [arrives, "z"]


def test_keys_before_between_and_after_pastes_stay_keys() -> None:
    assert fed(f"a\x1b[15~{START}one\x1b[A{END}\x1b[A{START}two{END}b") == [
        "a",
        "f5",
        "<one\x1a[A>",
        "up",
        "<two>",
        "b",
    ]
    assert fed("\x1bOP", "\x1b[A") == ["f1", "up"]


def test_a_number_that_is_no_character_ends_nothing() -> None:
    assert fed("a\x1b[999999999999999Ab", "c") == ["a", "unknown", "b", "c"]


def test_of_a_megabyte_no_more_is_looked_at_than_a_field_could_take() -> None:
    pasted = fed(START, *["x" * 8192] * 128, f"{END}b")
    assert [len(each) for each in pasted] == [MOST_PASTED + 2, 1]
    assert fed(f"{START}one{END}{START}two{END}") == ["<one>", "<two>"]


def test_a_paste_whose_end_never_comes_ends_when_nothing_more_of_it_comes() -> None:
    parser = PasteParser()
    assert [*parser.feed(f"{START}one\x1b[20")] == []
    for _look in range(QUIET_LOOKS):
        assert [*parser.tick()] == []
    assert [*parser.feed("two")] == [], "it was slow, not over"
    for _look in range(QUIET_LOOKS):
        assert [*parser.tick()] == []
    (paste,) = parser.tick()
    assert isinstance(paste, Paste)
    assert paste.text == "one\x1a[20two"
    late = [*parser.feed(f"a{END}b")]
    assert [each.key for each in late if isinstance(each, Key)] == ["a", "b"]
    assert len(late) == 2


def test_a_window_that_cannot_be_is_none() -> None:
    parser = PasteParser()
    sizes = ("0;0", "0;80", "24;0", "5000;5000", "999999999;99999999", "-5;-5", "24;80")
    resizes = [each for size in sizes for each in parser.feed(f"\x1b[48;{size};480;800t") if isinstance(each, Resize)]
    assert [each.size for each in resizes] == [(80, 24)]
    (moved,) = parser.feed("\x1b[<35;101;41M")
    assert isinstance(moved, MouseMove)
    assert (moved.x, moved.y) == (10, 2), "in pixels, by the window that was believed"


@pytest.mark.parametrize("pixels", ["0;0", "0;800", "480;0"])
def test_a_window_without_pixels_has_a_mouse_by_cells(pixels: str) -> None:
    resize, moved = PasteParser().feed(f"\x1b[48;24;80;{pixels}t\x1b[<35;5;7M")
    assert isinstance(resize, Resize)
    assert isinstance(moved, MouseMove)
    assert (moved.x, moved.y) == (4, 6)


def test_of_focus_reports_in_a_row_the_last_counts() -> None:
    kinds = [type(each) for each in PasteParser().feed("\x1b[O\x1b[I" * 2000 + "\x1b[Ox" + "\x1b[I")]
    assert kinds == [AppBlur, Key, AppFocus]
