"""A colleague's answer becomes a gold answer: one entry more in the file, all else letter by letter."""

from difflib import unified_diff
from pathlib import Path

import pytest

from trainer.decks.golds import add_gold
from trainer.decks.reading import read_deck
from trainer.domain.ids import CardId
from trainer.errors import DeckRefused

HEAD = "# ours\nid: ours\ntitle: Ours   # good\nlocale: en-GB\ncards:\n"
GOLD = '{id: g1, text: "Fine.", levels: {heard: 4}, why: w}'
LAYOUTS = {
    "none": f"{HEAD}  - id: wet\n    complaint: The sea was wet.   # yes\n  - id: dry\n    complaint: The sand was dry.\n",
    "block": f"{HEAD}  - id: wet\n    complaint: The sea was wet.\n    gold:   # two\n      - {GOLD}\n\n    tags: [a]\n",
    "flow": f"{HEAD}  - id: wet\n    complaint: The sea was wet.\n    gold: [{GOLD}]   # one\n    tags: [a]\n",
    "empty": f"{HEAD}  - id: wet\n    complaint: The sea was wet.\n    gold: []\n",
    "deep": f"{HEAD}-   id: wet\n    complaint: >-\n      The sea\n      was wet.\n    gold:\n"
    "    -   id: g1\n        text: Fine.\n        levels:\n            heard: 4\n",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_answer_is_added_to_its_card_and_nothing_else_changes(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(LAYOUTS[layout])
    add_gold(path, CardId("wet"), "Dear guest: {salt} is free.\n\n- Ann", {"heard": 4, "solved": 3}, "It works: see.")
    deck = read_deck(path).deck
    assert deck is not None
    gold = deck.cards[0].gold[-1]
    assert (gold.id, dict(gold.levels)) == ("team-1", {"heard": 4, "solved": 3})
    assert gold.text.split() == ["Dear", "guest:", "{{salt}}", "is", "free.", "-", "Ann"]
    changed = unified_diff(LAYOUTS[layout].splitlines(), path.read_text().splitlines(), lineterm="", n=0)
    taken = [line for line in changed if line.startswith("-") and not line.startswith("---")]
    assert len(taken) == (1 if "gold: [" in LAYOUTS[layout] else 0)
    with pytest.raises(DeckRefused, match="already"):
        add_gold(path, CardId("wet"), gold.text.replace("{{", "{").replace("}}", "}"), {"heard": 4}, "")


def test_a_card_that_is_gone_and_a_deck_with_errors_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(LAYOUTS["none"])
    with pytest.raises(DeckRefused, match="no card"):
        add_gold(path, CardId("gone"), "Fine.", {"heard": 4}, "")
    path.write_text("cards: [")
    with pytest.raises(DeckRefused):
        add_gold(path, CardId("wet"), "Fine.", {"heard": 4}, "")
