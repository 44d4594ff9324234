"""Finding a card among thousands: by words, and by what kind of card it is."""

import pytest

from tests.tui.samples import on_shelf
from trainer.domain.browsing import NOT_REVIEWED, NOTHING_SENSITIVE, Filters, find_cards, shelved
from trainer.domain.ids import DeckId
from trainer.domain.kinds import ComplaintType
from trainer.domain.texts import said_by

SOUP = on_shelf("soup", "Your {dish} is far too THICK!", ComplaintType.TASTE, 3, 4, 0)
LIFT = on_shelf("lift", "The lift was {{too}} fast.", ComplaintType.VAGUE_FEELING, 2, 5, 2, sensitivity=("health",))
SEA = on_shelf("sea", "Море надто мокре.", ComplaintType.FEAR, 3, 5, 0, language="uk", sensitivity=None)
ALL = [SOUP, LIFT, SEA]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ALL),
        ("thick your", [SOUP]),
        ("TOO", [SOUP, LIFT]),
        ("  МОКР ", [SEA]),
        ("seaside lift", [LIFT]),
        ("thick fast", []),
    ],
)
def test_every_word_is_somewhere_in_the_card_or_its_decks_title(typed: str, found: list[object]) -> None:
    assert find_cards(ALL, typed, Filters()) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(type=ComplaintType.FEAR), [SEA]),
        (Filters(difficulty=3), [SOUP, SEA]),
        (Filters(absurdity=5, language="en"), [LIFT]),
        (Filters(sensitivity="health"), [LIFT]),
        (Filters(sensitivity=NOTHING_SENSITIVE), [SOUP]),
        (Filters(sensitivity=NOT_REVIEWED), [SEA]),
        (Filters(deck=(DeckId("seaside"), "uk")), [SEA]),
        (Filters(deck=(DeckId("other"), "en")), []),
    ],
)
def test_what_is_set_lets_only_that_through(filters: Filters, found: list[object]) -> None:
    assert find_cards(ALL, "", filters) == found


def test_how_many_filters_are_set_the_deck_aside() -> None:
    assert Filters(deck=(DeckId("seaside"), "en")).chosen == 0
    assert Filters(language="en", difficulty=2).chosen == 2


def test_a_card_knows_how_often_it_was_dealt_to_this_person() -> None:
    assert [card.times_dealt for card in (SOUP, LIFT)] == [0, 2]
    assert shelved([SOUP], [])[0].times_dealt == 0


def test_placeholders_are_an_ellipsis_and_escaped_braces_are_braces() -> None:
    assert said_by("I am {customer.full_name}, room {number:1..9}.") == "I am …, room …."
    assert said_by("The lift was {{too}} fast.") == "The lift was {too} fast."
