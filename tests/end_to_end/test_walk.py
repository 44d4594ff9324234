"""The whole walk, as a person types it in a real terminal."""

import json
import sys
from pathlib import Path

import pytest

from tests.end_to_end.walking import first_card, new_variant, rate_colleagues, send_star, write
from tests.support.colleagues import meet, practise, rate_next, tell
from tests.support.homes import settle_in
from tests.support.terminal import Terminal, kitty_ctrl, start_trainer, under_ukrainian

TELLING = """
import atexit, json, pathlib, sys
atexit.register(lambda: pathlib.Path("modules.json").write_text(json.dumps(sorted(sys.modules))))
from trainer.__main__ import main
sys.argv = ["trainer", "--lang", "en"]
main()
"""
FIRST, SECOND = "Thank you for telling me.", "May I show you round myself?"


@pytest.mark.parametrize(
    ("size", "look"),
    [((80, 24), "dark"), ((80, 24), "light"), ((60, 20), "light"), ((120, 40), "dark")],
    ids=["80x24-dark", "80x24-light", "60x20-light", "120x40-dark"],
)
def test_a_newcomer_answers_a_first_card(tmp_path: Path, size: tuple[int, int], look: str) -> None:
    """The first of them on an empty disk, where the program makes its store and reads its decks meanwhile. They are quick: the
    name begins before there is a screen to type it on."""
    if (size, look) != ((80, 24), "dark"):
        settle_in(tmp_path / "trainer")
    with start_trainer(tmp_path, "--lang", "en", "--theme", look, size=size) as terminal:
        terminal.type("Ir")
        terminal.see("Your name")
        first_card(terminal, "yna")
        write(terminal, FIRST)
        new_variant(terminal)
        write(terminal, SECOND)
        terminal.press("f6")
        terminal.see("★")
        send_star(terminal)
        terminal.see(SECOND.split(maxsplit=1)[0])
        terminal.press("f10")
        assert terminal.wait() == 0
        assert terminal.not_restored() == []
    assert [each["name"] for each in tell(tmp_path, "team", "list")] == ["Iryna"]
    assert tell(tmp_path, "progress")["waiting"] == 1


def test_three_people_rate_each_other_and_a_service_level_is_computed(home: Path) -> None:
    meet(home, "Iryna", "Olena", "Bohdan")
    practise(home, "Olena", f"{FIRST} {SECOND}")
    assert rate_next(home, "Bohdan")["text"] == f"{FIRST} {SECOND}"
    with start_trainer(home, "--as", "Iryna", "--lang", "en") as terminal:
        terminal.see("Enter")
        rate_colleagues(terminal)
        terminal.see("names are hidden")
        terminal.see(SECOND)
        assert "Olena" not in terminal.text
        terminal.press(*"44444")
        terminal.settle()
        terminal.press("f5")
        terminal.settle()
        terminal.press("esc")
        terminal.see("Enter")
        terminal.press("f10")
        assert terminal.wait() == 0
    with start_trainer(home, "--as", "Olena", "--lang", "en") as terminal:
        terminal.see("1 of ")  # the rating is final after ten seconds; home looks again by itself
        terminal.press("f6")
        terminal.see("1 of ")
        terminal.press("f10")
        assert terminal.wait() == 0
    level = tell(home, "--as", "Olena", "progress")
    assert "75.0" in str(level)


def test_the_walk_under_a_ukrainian_layout_in_ukrainian(home: Path) -> None:
    """Letters arrive as Cyrillic: in a field they are written, elsewhere they are keys; ctrl+й is ctrl+q."""
    with start_trainer(home, "--lang", "uk") as terminal:
        first_card(terminal, under_ukrainian("Shbyf"))  # Ірина
        terminal.type(under_ukrainian("lzre."))  # дякую
        terminal.see("дякую")
        send_star(terminal)
        terminal.type(kitty_ctrl("й"))
        assert terminal.wait() == 0
    people = tell(home, "--lang", "uk", "team", "list")
    assert "Ірина" in str(people)


def test_alembic_is_never_in_the_program_s_own_process(tmp_path: Path) -> None:
    """Not even on a first run, which makes the store: a child process migrates."""
    with Terminal([sys.executable, "-c", TELLING], home=tmp_path) as terminal:
        first_card(terminal, "Iryna")
        write(terminal, FIRST)
        send_star(terminal)
        terminal.press("f10")
        assert terminal.wait() == 0
    loaded = {name.partition(".")[0] for name in json.loads((tmp_path / "modules.json").read_text())}
    assert "sqlmodel" in loaded
    assert loaded & {"alembic", "mako", "psycopg"} == set()
