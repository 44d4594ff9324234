"""The level on a line: a fixed scale, an exact width, readable without colour."""

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.samples import level
from trainer.tui.widgets.interval import interval_bar, interval_figure, place

COUNTS = st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(lambda pair: 5 <= sum(pair) <= 20)


def test_sixteen_of_twenty_stands_on_its_target() -> None:
    assert interval_bar(level(16, 4), 22).plain == "├────────────━━━◉━━──┤"


def test_seven_of_ten_stands_left_of_its_target() -> None:
    assert interval_bar(level(7, 3), 22).plain == "├────────━━━━━●━╋━━──┤"


def test_under_five_cards_only_the_target_is_drawn() -> None:
    assert interval_bar(level(3, 0), 22).plain == "├───────────────╋────┤"


def test_the_target_is_named_within_the_width_wherever_it_stands() -> None:
    for width in (20, 40, 72):
        above, bar, ends = (line.plain for line in interval_figure(level(16, 4), width))
        assert "target 80\u00a0%" in above
        assert above.index("▼") == bar.index("◉")
        assert ends.startswith("0\u00a0%")
        assert ends.endswith("100\u00a0%")
        assert max(len(above), len(bar), len(ends)) <= width


@given(COUNTS, st.integers(12, 120))
def test_a_bar_is_exactly_as_wide_as_asked_and_shows_share_and_target(pair: tuple[int, int], width: int) -> None:
    bar = interval_bar(level(*pair), width)
    assert bar.cell_length == width
    assert ("●" in bar.plain and "╋" in bar.plain) or "◉" in bar.plain


@given(st.floats(0, 1), st.floats(0, 1), st.integers(10, 118))
def test_the_scale_is_fixed_a_larger_share_never_stands_further_left(one: float, other: float, cells: int) -> None:
    low, high = sorted((one, other))
    assert 0 <= place(low, cells) <= place(high, cells) <= cells - 1


def test_the_ends_of_the_scale_are_none_and_all() -> None:
    assert interval_bar(level(0, 20), 40).plain[1] == "●"
    assert interval_bar(level(20, 0), 40).plain[-2] == "●"
