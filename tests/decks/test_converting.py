"""What is read without pydantic is what pydantic would have read."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decks.test_broken_decks import CASES
from tests.support.shapes import shapes
from trainer.decks import reading
from trainer.decks.converting import NotPlain, reader_of
from trainer.decks.explaining import ask_card
from trainer.decks.finding import find_decks
from trainer.decks.nodes import Fields, Items
from trainer.decks.parsing import parse
from trainer.decks.problems import Findings
from trainer.decks.reading import read_deck_text
from trainer.decks.shapes import SHAPES
from trainer.paths import shipped_decks

FILES = [Path(__file__).with_name("full.yaml"), *find_decks([shipped_decks()])]


def cards_of(text: str) -> list[Any]:
    root = parse(text, text.split("\n"), Findings("d")).root
    cards = root.at("cards") if isinstance(root, Fields) else None
    return list(cards) if isinstance(cards, Items) else []


def agree(card: Any) -> bool:
    """Whether the plain reader took the card; where it did, pydantic takes it too and makes the same of it."""
    findings = Findings("d")
    asked = ask_card(card, findings, quiet=False)
    try:
        said = reader_of("CardModel")(card)
    except NotPlain:
        return False
    assert said == asked
    assert not findings.has_errors
    return True


def test_the_shapes_are_those_of_the_models() -> None:
    assert shapes() == SHAPES, "run: python -m tests.support.shapes"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sound_decks_never_need_pydantic(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cards = cards_of(path.read_text(encoding="utf-8"))
    assert [agree(card) for card in cards] == [True] * len(cards)


@pytest.mark.parametrize("text", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_broken_cards_are_never_taken(text: str) -> None:
    for card in cards_of(text):
        agree(card)


VALUES = st.sampled_from(
    ["", "3", "6", "-1", "2.5", "no", "yes", "on", "50%", "phone", "PHONE ", "in-person", "a b", "a\tb", "é́", "«так»", "[1, 2]",
     "[55, 75]", "{a: b}", "{heard: 5}", "[{at: 50%, says: x}]", "{gender: any, vars: {dish: [a]}}",
     "{months_since_last_order: lost}",
     "{months_since_last_order: returned}", "{origin: folklore}",
     "g-1", "_", "-", "[empathy, '']", "[]", "{}", "|\n      two\n      lines"]
)  # fmt: skip
KEYS = st.sampled_from([*SHAPES["CardModel"][1], "x-own", "unknown"])


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_whatever_a_card_says_both_read_the_same(said: dict[str, str]) -> None:
    text = "cards:\n  - x-first: 1\n" + "".join(f"    {key}: {value}\n" for key, value in said.items())
    for card in cards_of(text):
        agree(card)


def test_cards_before_the_rest_of_the_deck_are_read_too() -> None:
    last = "cards:\n  - Too sandy.\n  - complaint: Too wet.\n"
    first = "title: T\ndefaults: {minutes: 5}\n"
    assert read_deck_text(first + last).deck is not None
    one, other = read_deck_text(first + last).deck, read_deck_text(last + first).deck
    assert one is not None
    assert other is not None
    assert [card.minutes for card in other.cards] == [card.minutes for card in one.cards] == [5, 5]
    assert [card.id for card in other.cards] == [card.id for card in one.cards]


def test_a_sound_deck_with_its_cards_last_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[int] = []

    def counted(*arguments: Any) -> Any:
        parsed.append(len(arguments))
        return parse(*arguments)

    monkeypatch.setattr(reading, "parse", counted)
    assert read_deck_text(FILES[0].read_text(encoding="utf-8")).deck is not None
    assert parsed == [4]
