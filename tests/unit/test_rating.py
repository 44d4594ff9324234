"""Rules 4: which answer a rater is given."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.rating import Candidate, choose_answer, unknown_levels
from trainer.domain.rubric import STANDARD

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        answer_id=st.text("abcdef", min_size=3, max_size=6).map(AnswerId),
        author_id=st.integers(1, 5).map(PersonId),
        taken=st.integers(0, 4),
        needed=st.integers(1, 3),
        author_rated_before=st.integers(0, 5),
    ),
    unique_by=lambda each: each.answer_id,
)


def candidate(answer: str, taken: int, before: int = 0) -> Candidate:
    return Candidate(AnswerId(answer), PersonId(1), taken, 3, before)


def test_the_least_rated_comes_first_then_the_author_rated_least_often() -> None:
    waiting = [candidate("a", 1), candidate("b", 0, before=2), candidate("c", 0, before=1)]
    chosen = choose_answer(waiting, seed="1")
    assert chosen is not None
    assert chosen.answer_id == "c"


@given(CANDIDATES, st.text(max_size=3))
def test_no_answer_gets_more_ratings_than_it_needs(candidates: list[Candidate], seed: str) -> None:
    chosen = choose_answer(candidates, seed=seed)
    if chosen is None:
        assert all(each.taken >= each.needed for each in candidates)
    else:
        assert chosen.taken < chosen.needed
        assert chosen == choose_answer(candidates[::-1], seed=seed)


def test_levels_that_the_rubric_lacks_are_named() -> None:
    assert unknown_levels({"heard": 4, "herd": 2, "solved": 5}, STANDARD) == ("herd", "solved")
