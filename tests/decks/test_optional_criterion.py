"""The sixth criterion, easy: off until a card gives it a weight (rules 2)."""

from trainer.decks.reading import read_deck_text
from trainer.domain.rubric import OPTIONAL, criteria_for
from trainer.domain.scoring import rater_score

DECK = """
id: seaside
title: Seaside
cards:
  - id: fish-k3vd
    complaint: The sea has fish in it.
    rubric:
      weights: {easy: 10}
    gold:
      - id: g1
        text: We will see to it; you need do nothing.
        levels: {heard: 5, respected: 5, solved: 5, next_step: 5, aftertaste: 5, easy: 5}
        why: All is done for them.
      - id: g2
        text: Write to the office.
        levels: {heard: 1, respected: 1, solved: 1, next_step: 1, aftertaste: 1, easy: 1}
        why: The customer does our work.
  - id: lift-k3ve
    complaint: The lift is too quick.
"""


def test_a_card_switches_it_on_by_a_weight_and_its_gold_answers_have_a_level_for_it() -> None:
    result = read_deck_text(DECK, "deck.yaml")
    assert [each for each in result.problems if each.severity == "error"] == []
    assert result.deck is not None
    with_it, without = result.deck.cards
    names = [each.name for each in criteria_for(with_it.rubric)]
    assert names == ["heard", "respected", "solved", "next_step", "aftertaste", "easy"]
    assert "easy" not in [each.name for each in criteria_for(without.rubric)]
    levels = dict.fromkeys(names, 4) | {"easy": 0}
    assert rater_score(levels, criteria_for(with_it.rubric)) == 100 * 400 / 440


def test_it_stays_unknown_where_no_weight_switches_it_on_and_its_name_is_taken() -> None:
    off = read_deck_text(DECK.replace("      weights: {easy: 10}", "      weights: {heard: 25}"), "deck.yaml")
    assert any("easy: no such criterion" in each.message for each in off.problems)
    own = "      criterion: {name: easy, weight: 10, low: hard, high: light}"
    taken = read_deck_text(DECK.replace("      weights: {easy: 10}", own), "deck.yaml")
    assert any(each.rule == "own-criterion" for each in taken.problems)
    assert [each.name for each in OPTIONAL] == ["easy"]
