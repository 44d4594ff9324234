"""Rules 6, practise next: the lowest cautious mastery that is not one of the last two dealt, an unseen card of it first."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.support.making import MONDAY
from trainer.domain.dealing import REPEAT_DAYS, CardChoice, PastDeal, choose_card
from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import ComplaintType
from trainer.domain.mastery import cautious_masteries
from trainer.domain.reasons import Why

DECK = DeckId("deck")
FEAR, TASTE, PRESSURE, OTHER = (
    ComplaintType.FEAR, ComplaintType.TASTE, ComplaintType.PRESSURE, ComplaintType.OTHER
)  # fmt: skip
TYPES = (FEAR, TASTE, PRESSURE, OTHER)
CARDS = [CardChoice(DECK, CardId(f"{kind}-{n}"), kind, "en") for kind in TYPES for n in range(3)]
CAUTIOUS = {FEAR: 0.2, TASTE: 0.3, PRESSURE: 0.4, OTHER: 0.5}


def dealt(*choices: tuple[ComplaintType, int], days_ago: float = 90) -> list[PastDeal]:
    return [PastDeal(DECK, CardId(f"{kind}-{n}"), kind, MONDAY - timedelta(days=days_ago)) for kind, n in choices]


def test_the_weakest_kind_comes_next_and_the_reason_says_so() -> None:
    chosen = choose_card(CARDS, dealt((FEAR, 0), (OTHER, 0), (OTHER, 1)), now=MONDAY, seed="1", cautious=CAUTIOUS)
    assert chosen is not None
    assert (chosen[0].type, chosen[1].why, chosen[1].type, chosen[1].times) == (FEAR, Why.LEAST_MASTERED, FEAR, 1)


def test_the_last_two_dealt_rest() -> None:
    past = dealt((PRESSURE, 0), (FEAR, 0), (TASTE, 0))
    chosen = choose_card(CARDS, past, now=MONDAY, seed="1", cautious=CAUTIOUS)
    assert chosen is not None
    assert chosen[0].type is PRESSURE
    alone = choose_card(CARDS[:3], past, now=MONDAY, seed="1", cautious=CAUTIOUS)
    assert alone is not None, "where there is no other kind, it does not rest"
    assert alone[0].type is FEAR


def test_an_unseen_card_of_the_kind_comes_first_then_the_one_seen_longest_ago() -> None:
    past = [*dealt((FEAR, 1), days_ago=300), *dealt((FEAR, 0)), *dealt((OTHER, 0), (OTHER, 1))]
    chosen = choose_card(CARDS, past, now=MONDAY, seed="1", cautious=CAUTIOUS)
    assert chosen is not None
    assert chosen[0].card_id == "fear-2"
    seen = [*past[:2], *dealt((FEAR, 2)), *past[2:]]
    chosen = choose_card(CARDS, seen, now=MONDAY, seed="1", cautious=CAUTIOUS)
    assert chosen is not None
    assert chosen[0].card_id == "fear-1"


def test_a_kind_that_was_never_dealt_says_so() -> None:
    chosen = choose_card(CARDS, dealt((OTHER, 0)), now=MONDAY, seed="1", cautious=CAUTIOUS)
    assert chosen is not None
    assert (chosen[0].type, chosen[1].why) == (FEAR, Why.NEW_TYPE)


def test_a_kind_without_a_card_that_would_count_is_passed_over() -> None:
    past = dealt((FEAR, 0), (FEAR, 1), (FEAR, 2), (OTHER, 0), (OTHER, 1), days_ago=REPEAT_DAYS - 1)
    chosen = choose_card(CARDS, past, now=MONDAY, seed="1", cautious=CAUTIOUS)
    assert chosen is not None
    assert chosen[0].type is TASTE


@given(st.lists(st.tuples(st.sampled_from(TYPES), st.integers(0, 2)), max_size=8), st.permutations(CARDS))
def test_the_order_of_the_decks_changes_nothing(
    history: list[tuple[ComplaintType, int]], cards: list[CardChoice]
) -> None:
    past = dealt(*history)
    assert choose_card(cards, past, now=MONDAY, seed="s", cautious=CAUTIOUS) == choose_card(
        CARDS, past, now=MONDAY, seed="s", cautious=CAUTIOUS
    )


def test_low_scores_are_weaker_than_none_and_none_weaker_than_good_ones() -> None:
    at = MONDAY - timedelta(days=3)
    found = cautious_masteries(
        [(FEAR, 30.0, at), (FEAR, 40.0, at), (TASTE, 90.0, at), (TASTE, 85.0, at)], TYPES, MONDAY
    )
    assert found[FEAR] < found[PRESSURE] < found[TASTE]
    assert found[PRESSURE] == found[OTHER]


def test_what_was_good_fades_and_is_asked_for_again() -> None:
    scored = [(FEAR, 80.0, MONDAY - timedelta(days=900)), (TASTE, 80.0, MONDAY)]
    found = cautious_masteries(scored, TYPES, MONDAY)
    assert found[FEAR] < found[TASTE]


def test_before_anything_is_scored_the_least_practised_kind_comes_next() -> None:
    assert cautious_masteries([], TYPES, MONDAY) == {}
