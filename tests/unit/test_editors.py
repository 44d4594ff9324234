"""How an editor is opened at a line."""

import pytest

from trainer.domain.editors import editor_command, editor_words


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("vi", "vi +12 a deck.yaml"),
        ("/usr/bin/nano -l", "/usr/bin/nano -l +12 a deck.yaml"),
        ("emacs -nw", "emacs -nw +12 a deck.yaml"),
        ("micro", "micro +12 a deck.yaml"),
        ("my-own-editor", "my-own-editor +12 a deck.yaml"),
        ("code", "code --wait -g a deck.yaml:12"),
        ("code -w -g", "code -w -g a deck.yaml:12"),
        ("C:\\Programs\\code.cmd --new-window", "C:\\Programs\\code.cmd --new-window --wait -g a deck.yaml:12"),
        ("subl", "subl --wait a deck.yaml:12"),
        ("hx", "hx a deck.yaml:12"),
        ("kate", "kate --block --line 12 a deck.yaml"),
        ("notepad.exe", "notepad.exe a deck.yaml"),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(said: str, opened: str) -> None:
    command = editor_command(said.split(), "a deck.yaml", 12)
    assert " ".join(command) == opened
    assert command[-1].startswith("a deck.yaml")


def test_visual_goes_before_editor_and_blank_is_none() -> None:
    assert editor_words({"VISUAL": "vim", "EDITOR": "nano"}) == "vim"
    assert editor_words({"VISUAL": "  ", "EDITOR": "nano -w "}) == "nano -w"
    assert editor_words({}) == ""
