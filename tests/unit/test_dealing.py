"""Choosing a card; deadlines; what whom is shown."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.support.making import MONDAY, a_card, a_deal, a_deck, render_plainly
from trainer.domain.clocks import Instant
from trainer.domain.dealing import CardChoice, PastDeal, choose_card, for_rater, for_writer, is_repeat
from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import ComplaintType
from trainer.domain.reasons import Why

DECK = DeckId("deck")
TYPES = (ComplaintType.FEAR, ComplaintType.TASTE, ComplaintType.PRESSURE)
CARDS = [CardChoice(DECK, CardId(f"{kind}-{n}"), kind, "en") for kind in TYPES for n in range(2)]


def past(*cards: CardChoice, days_ago: float = 1) -> list[PastDeal]:
    return [PastDeal(card.deck_id, card.card_id, card.type, MONDAY - timedelta(days=days_ago)) for card in cards]


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert choose_card([], [], now=MONDAY, seed="1") is None


def test_the_first_card_is_called_so() -> None:
    chosen = choose_card(CARDS, [], now=MONDAY, seed="1")
    assert chosen is not None
    assert chosen[1].why is Why.FIRST_CARD


def test_an_untried_type_comes_first_and_the_reason_says_so() -> None:
    chosen = choose_card(CARDS, past(CARDS[0], CARDS[2]), now=MONDAY, seed="1")
    assert chosen is not None
    assert chosen[0].type is ComplaintType.PRESSURE
    assert (chosen[1].why, chosen[1].times) == (Why.NEW_TYPE, 0)


def test_the_last_two_types_rest() -> None:
    history = past(CARDS[4], CARDS[5], CARDS[4], CARDS[0], CARDS[2], days_ago=90)
    chosen = choose_card(CARDS, history, now=MONDAY, seed="1")
    assert chosen is not None
    assert chosen[0].type is ComplaintType.PRESSURE
    assert (chosen[1].why, chosen[1].times) == (Why.LEAST_PRACTISED, 3)


def test_an_unseen_card_goes_before_a_seen_one() -> None:
    chosen = choose_card(CARDS[:2], past(CARDS[0], days_ago=100), now=MONDAY, seed="1")
    assert chosen is not None
    assert chosen[0] == CARDS[1]


def test_a_card_of_the_last_60_days_comes_only_when_nothing_else_is_left() -> None:
    chosen = choose_card(CARDS[:2], past(CARDS[0]), now=MONDAY, seed="1")
    assert chosen is not None
    assert chosen[0] == CARDS[1]
    assert choose_card(CARDS[:1], past(CARDS[0]), now=MONDAY, seed="1") is not None


def test_the_same_card_counts_again_after_60_days() -> None:
    card = CARDS[0]
    assert is_repeat(card.card_id, DECK, past(card, days_ago=59.9), MONDAY)
    assert not is_repeat(card.card_id, DECK, past(card, days_ago=60), MONDAY)
    assert not is_repeat(CARDS[1].card_id, DECK, past(card), MONDAY)


@given(st.lists(st.sampled_from(CARDS), max_size=12), st.text(max_size=4))
def test_the_same_seed_and_history_give_the_same_card(history: list[CardChoice], seed: str) -> None:
    first = choose_card(CARDS, past(*history), now=MONDAY, seed=seed)
    assert first == choose_card(CARDS[::-1], past(*history), now=MONDAY, seed=seed)


def test_time_left_follows_the_boot_clock_and_not_a_wall_clock_that_jumps() -> None:
    opened = Instant(MONDAY, "boot-a", 100.0)
    deal = a_deal(opened_at=opened, seconds=420)
    an_hour_ahead = Instant(MONDAY + timedelta(hours=1), "boot-a", 130.0)
    assert deal.seconds_left(an_hour_ahead) == 390
    another_machine = Instant(MONDAY + timedelta(seconds=60), "boot-b", 5.0)
    assert deal.seconds_left(another_machine) == 360


def test_a_deal_is_over_when_the_grace_is() -> None:
    opened = Instant(MONDAY, "boot-a", 0.0)
    deal = a_deal(opened_at=opened, seconds=60)
    assert not deal.is_over(opened.plus(74.9))
    assert deal.is_over(opened.plus(75))


def test_before_sending_an_employee_sees_nothing_that_is_kept_back() -> None:
    card = a_card()
    shown = for_writer(render_plainly(a_deck(card), card, ""))
    assert (shown.hidden_interest, shown.gold, shown.must_not, shown.success_when) == ("", (), (), "")
    assert shown.customer.green_light is None
    assert shown.hints == card.hints


def test_a_rater_sees_no_hints_and_nothing_of_the_reveal_but_the_green_light() -> None:
    card = a_card()
    shown = for_rater(render_plainly(a_deck(card), card, ""))
    assert (shown.hints, shown.hidden_interest, shown.gold, shown.must_not) == ((), "", (), ())
    assert shown.customer.green_light is True
