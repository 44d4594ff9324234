"""Deck files get into the store, here or in a child process."""

from pathlib import Path

import pytest

from tests.support.making import a_card, a_deck
from trainer.bootstrap import Trainer
from trainer.decks.personas import render_card
from trainer.services.decks import list_decks


@pytest.fixture
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person's own decks, with one in it."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    folder = tmp_path / "data" / "decks"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("title: Mine [/]\ncards:\n  - The soup looked at me.\n", encoding="utf-8")
    return folder


def titles(trainer: Trainer) -> set[str]:
    return {line.title for line in trainer.run(list_decks)}


def test_a_child_process_stores_what_the_program_itself_would(tmp_path: Path, decks: Path) -> None:
    here, apart = (
        Trainer(f"sqlite:///{tmp_path / 'here.db'}"),
        Trainer(f"sqlite:///{tmp_path / 'apart.db'}", apart=True),
    )
    with here, apart:
        assert here.load_decks() == apart.load_decks() > 1
        assert titles(here) == titles(apart)
        assert "Mine [/]" in titles(apart)
        assert apart.load_decks() == 0


def test_a_changed_file_is_read_again_and_a_lost_one_withdrawn(tmp_path: Path, decks: Path) -> None:
    with Trainer(f"sqlite:///{tmp_path / 'trainer.db'}", deck_folders=[decks]) as trainer:
        assert trainer.load_decks() == 1
        (decks / "mine.yaml").write_text("title: Changed\ncards: [It blinked.]\n", encoding="utf-8")
        assert trainer.load_decks() == 1
        assert titles(trainer) == {"Changed"}
        (decks / "mine.yaml").unlink()
        assert trainer.load_decks() == 1
        assert titles(trainer) == set()


def test_a_child_process_draws_the_customer_that_the_program_itself_would(tmp_path: Path) -> None:
    deck = a_deck(
        a_card(complaint="{customer.full_name} saw {number:2..9} fish. [/] \u0457\u0436\u0430\u043a"), locale="uk-UA"
    )
    apart = Trainer(f"sqlite:///{tmp_path / 'trainer.db'}", apart=True)
    assert apart.render(deck, deck.cards[0], "7") == render_card(deck, deck.cards[0], "7")


def test_a_file_that_breaks_is_dealt_on_as_it_was_until_it_is_mended_or_gone(tmp_path: Path, decks: Path) -> None:
    mine, other = decks / "mine.yaml", decks / "other.yaml"
    good = "id: other-deck\nlocale: uk\ntitle: Good\ncards: [The soup looked at me.]\n"
    other.write_text(good, encoding="utf-8")
    with Trainer(f"sqlite:///{tmp_path / 'trainer.db'}", deck_folders=[decks]) as trainer:
        trainer.load_decks()
        other.write_text(good.replace("cards: [", "cards: {"), encoding="utf-8")
        mine.write_text("title: Broken\ncards: 7\n", encoding="utf-8")
        assert trainer.load_decks() == 0
        assert titles(trainer) == {"Good", "Mine [/]"}
        mine.unlink()
        assert trainer.load_decks() == 1
        assert titles(trainer) == {"Good"}
        other.write_text(good.replace("Good", "Better"), encoding="utf-8")
        trainer.load_decks()
        assert titles(trainer) == {"Better"}
        other.write_text("id: another\nnonsense", encoding="utf-8")
        trainer.load_decks()
        assert titles(trainer) == set()
