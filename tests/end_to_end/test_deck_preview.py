"""A trainer at work: the preview in one terminal, the deck saved in another; their own editor opened from it."""

from pathlib import Path

import pytest

from tests.support.terminal import start_trainer

DECK = """\
title: Soups
cards:
  - complaint: The soup was too thick.
  - complaint: The lift was too fast.
"""
EDITOR = """\
#!/bin/sh
echo "$@" > "$HOME/opened"
sed -i 's/too fast/too slow/' "$3"
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    file = tmp_path / "soups.yaml"
    file.write_text(DECK, encoding="utf-8")
    editor = tmp_path / "editor.sh"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    return file


def test_a_save_is_drawn_a_mistake_named_and_the_editor_opened_at_its_line(tmp_path: Path, deck: Path) -> None:
    env = {"EDITOR": f"{tmp_path / 'editor.sh'} --own-flag"}
    with start_trainer(tmp_path, "deck", "preview", str(deck), "--watch", env=env) as terminal:
        terminal.see("The soup was too thick.")
        deck.write_text(DECK.replace("thick", "thin"), encoding="utf-8")
        terminal.see("The soup was too thin.")
        deck.write_text(DECK + "    dificulty: 3\n", encoding="utf-8")
        terminal.see("soups.yaml:5:5 error")
        terminal.see("this is the card as it was before")
        deck.write_text(DECK, encoding="utf-8")
        terminal.see("The soup was too thick.")
        terminal.press("right")
        terminal.see("card 2 of 2")
        terminal.press("f4")
        terminal.see("The lift was too slow.")
        assert (tmp_path / "opened").read_text() == f"--own-flag +4 {deck}\n"
        terminal.press("f10")
        assert terminal.wait() == 0
        assert terminal.not_restored() == []


def test_without_an_editor_one_line_says_what_to_do(tmp_path: Path, deck: Path) -> None:
    with start_trainer(tmp_path, "deck", "preview", str(deck), env={"EDITOR": "", "VISUAL": ""}) as terminal:
        terminal.see("The soup was too thick.")
        terminal.press("f4")
        terminal.see("No editor is set.")
        terminal.press("esc")
        assert terminal.wait() == 0
