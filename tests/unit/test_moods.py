"""Mood before and after: the team's means, from three pairs; rules 8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.moods import Mood, MoodMeans, mood_change

DIGITS = st.builds(Mood, st.integers(1, 5), st.integers(1, 5))


def test_three_pairs_give_the_means_before_and_after() -> None:
    pairs = [(Mood(2, 1), Mood(4, 3)), (Mood(3, 2), Mood(3, 4)), (Mood(4, 3), Mood(5, 5))]
    found = mood_change(pairs)
    assert found.start == MoodMeans(3.0, 2.0)
    assert found.end == MoodMeans(4.0, 4.0)
    assert (found.pairs, found.pleasure, found.energy) == (3, 1.0, 2.0)


@pytest.mark.parametrize("pairs", [0, 1, 2])
def test_fewer_pairs_would_tell_who_felt_what(pairs: int) -> None:
    found = mood_change([(Mood(5, 5), Mood(1, 1))] * pairs)
    assert found.pairs == pairs
    assert {found.start, found.end, found.pleasure, found.energy} == {None}


def test_who_gave_one_of_the_two_is_counted_and_in_no_mean() -> None:
    found = mood_change([(Mood(1, 1), None), (None, Mood(5, 5)), *[(Mood(3, 3), Mood(4, 2))] * 3])
    assert (found.before, found.after, found.pairs) == (4, 4, 3)
    assert found.start == MoodMeans(3.0, 3.0)


@given(st.lists(st.tuples(DIGITS, DIGITS), min_size=3, max_size=40))
def test_means_stay_on_the_scale_and_no_order_matters(pairs: list[tuple[Mood, Mood]]) -> None:
    found = mood_change(pairs)
    assert found.start is not None
    assert 1 <= found.start.pleasure <= 5
    back = mood_change(pairs[::-1]).start
    assert back is not None
    assert back.energy == pytest.approx(found.start.energy)
