"""A deck that is being written: what is new in the file, and which card its author wants to see."""

import json
import os
from pathlib import Path

import pytest

from tests.decks.calling import called
from trainer.decks.previewing import DeckWatch
from trainer.decks.reading import read_deck_text
from trainer.domain.cards import Deck
from trainer.domain.previewing import place_after_change, place_of_line

HEAD = "format: 1\nid: sea\ntitle: Sea\nlicense: CC-BY-4.0\ncards:\n"


def a_deck(*cards: str) -> Deck:
    found = read_deck_text(HEAD + "".join(f"  - {card}\n" for card in cards), "sea.yaml").deck
    assert found is not None
    return found


SEA, LIFT, SOUP = "The sea was too wet.", "The lift was too fast.", "{id: soup-1, complaint: The soup was too thick.}"
THIN = "{id: soup-1, complaint: The soup was too thin.}"


@pytest.mark.parametrize(
    ("before", "after", "at", "shown"),
    [
        pytest.param((SEA, LIFT, SOUP), (SEA, LIFT, THIN), 0, 2, id="the changed card"),
        pytest.param((SEA, LIFT, SOUP), (SEA, "The lift was too slow.", SOUP), 0, 1, id="changed, without an id"),
        pytest.param((SEA, LIFT, SOUP), (SEA, LIFT, SOUP), 1, 1, id="nothing changed"),
        pytest.param((SEA, LIFT, SOUP), (LIFT, SOUP), 2, 1, id="one above went: the same card"),
        pytest.param((SEA, LIFT, SOUP), (SEA, LIFT), 2, 1, id="the card went: the last one"),
        pytest.param((SEA, SOUP), (SEA, LIFT, SOUP), 1, 1, id="a new card"),
        pytest.param((SEA, SOUP), ("The sea was dry.", THIN), 1, 1, id="both changed: the one that was shown"),
    ],
)
def test_the_card_shown_after_a_save(before: tuple[str, ...], after: tuple[str, ...], at: int, shown: int) -> None:
    assert place_after_change(a_deck(*before), a_deck(*after), at) == shown


def test_a_line_belongs_to_the_card_above_it() -> None:
    deck = a_deck(SEA, LIFT)
    assert [place_of_line(deck, line) for line in (1, 6, 7, 99)] == [0, 0, 1, 1]


def test_a_file_is_new_once_for_each_content(tmp_path: Path) -> None:
    file = tmp_path / "sea.yaml"
    file.write_text(HEAD + f"  - {SEA}\n", encoding="utf-8")
    watch = DeckWatch(file)
    first = watch.look()
    assert first is not None
    assert first.deck is not None
    assert watch.look() is None
    about = file.stat()
    file.write_text(HEAD + f"  - {SEA.replace('wet', 'dry')}\n", encoding="utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))  # the same size and time stamp
    second = watch.look()
    assert second is not None
    assert second.deck is not None
    assert "dry" in second.deck.cards[0].complaint
    file.write_text(HEAD + "  - {dificulty: 3\n", encoding="utf-8")
    broken = watch.look()
    assert broken is not None
    assert broken.deck is None
    assert broken.problems
    file.unlink()
    gone = watch.look()
    assert gone is not None
    assert [problem.rule for problem in gone.problems] == ["unreadable"]
    assert watch.look() is None
    file.mkdir()
    assert watch.look() is not None


def test_without_a_terminal_the_card_is_printed_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sea.yaml"
    file.write_text(HEAD + f"  - {SEA}\n  - {LIFT}\n", encoding="utf-8")
    code, out, _err = called(capfd, "preview", file, "--card", "2", "--watch")
    assert code == 0
    assert LIFT in out
    assert "card 2 of 2" in out
    again = called(capfd, "preview", file, "--card", "2")
    other = called(capfd, "preview", file, "--card", "2", "--seed", "2")
    assert again[1] == out
    assert other[1] != out
    data = json.loads(called(capfd, "preview", file, "--json")[1])
    assert (data["number"], data["of"], data["seed"]) == (1, 2, 1)
    assert data["card"]["complaint"] == SEA
    assert "hidden_interest" not in data["card"]
    assert called(capfd, "preview", file, "--card", "nobody")[0] == 2
    file.write_text(HEAD + "  - {complaint: Wet., dificulty: 3}\n", encoding="utf-8")
    code, out, _err = called(capfd, "preview", file)
    assert code == 1
    assert out.startswith(f"{file}:6:23: error [unknown-key] dificulty")
    assert called(capfd, "preview", tmp_path / "nowhere.yaml")[0] == 2
