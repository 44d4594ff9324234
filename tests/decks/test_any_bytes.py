"""Whatever the bytes, reading ends in a deck or in problems."""

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.decks.problems import Severity
from trainer.decks.reading import ReadResult, read_deck_text
from trainer.domain.texts import UNSAFE

PIECES = st.sampled_from(
    [
        "title: T\n", "cards:\n", "  - ", "- ", "  ", "    ", "\t", "\n", "complaint: ", "gold: ", "levels: ", "twists: ",
        "persona: ", "rubric: ", "vars: ", "defaults: ", "criterion: ", "weights: ", "not_applicable: ", "answer: ",
        "[", "]", "{", "}", ", ", ": ", " #", "# x\n", '"', "'", "|\n", ">-\n", "&a ", "*a", "!x ", "<<: ", "---\n", "...\n",
        "%YAML 1.1\n", "? ", "\\x1b", "\\u0000", "\u202e", "\x85", "\ufeff", "\x00", "\r", "é", "приїхав", "50%", "1-2",
        "{number:1..9}", "{gender: a|b}", "{count: 2|a|b}", "{{", "heard", "no", "~", "null", "1e9", "0x1F", "2024-13-45",
    ]
)  # fmt: skip


def check(result: ReadResult, name: str) -> None:
    assert (result.deck is None) == any(problem.severity is Severity.ERROR for problem in result.problems)
    for problem in result.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert str(problem).startswith(f"{name}:{problem.line}:{problem.column}: ")
        assert not UNSAFE.search(str(problem))
        assert "\n" not in str(problem)
    if result.deck is not None:
        assert result.deck.cards
        assert len({card.id for card in result.deck.cards}) == len(result.deck.cards)
        assert not any(UNSAFE.search(card.complaint) for card in result.deck.cards)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_deck_or_in_problems(data: bytes) -> None:
    check(read_deck_text(data, "d.yaml"), "d.yaml")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_does(text: str) -> None:
    check(read_deck_text(text, "d.yaml"), "d.yaml")


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_pieces_of_decks_in_any_order_do(text: str) -> None:
    check(read_deck_text("title: T\ncards:\n  - complaint: " + text, "d.yaml"), "d.yaml")
    check(read_deck_text(text, "d.yaml"), "d.yaml")
