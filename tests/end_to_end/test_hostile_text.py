"""Text is data: what people, decks and other programs bring is shown as typed and obeyed by nobody."""

import re
from pathlib import Path

import pytest

from tests.end_to_end.walking import first_card, new_variant, open_card, rate_colleagues, seconds_left, send_star
from tests.support.colleagues import meet, practise, tell
from tests.support.terminal import Terminal, run, start_trainer

ESC = "\x1b"
HOSTILE = {
    "closing tag": "[/]",
    "half a tag": "[/",
    "action": "[@click=app.quit]x[/]",
    "colour": "[red]x[/red]",
    "clipboard": f"a{ESC}]52;c;cHduZWQ=\x07b",
    "title": f"a{ESC}]0;pwned\x07b",
    "reset": f"a{ESC}cb",
    "report": f"a{ESC}[6nb",
    "colour by escape": f"a{ESC}[31;7;5mb",
    "c1": "a\x9b31mb",
    "right to left": "abc\u202edef\u2066ghi",
    "zero width": "no\u200bbreak",
    "combining": "e\u0301" + "\u0323" * 20 + "x",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 all",
}
TOGETHER = {
    "markup": ("closing tag", "half a tag", "action", "colour"),
    "sequences that set": ("clipboard", "title", "reset"),
    "sequences that ask": ("report", "colour by escape", "c1"),
    "letters": ("right to left", "zero width", "combining", "family"),
}
"""What one text can hold at once: where none of it is read as anything but text, none of it is missing from the screen."""
FORBIDDEN = (
    b"\x1b]52", b"\x1b]0;pwned", b"pwned\x07", b"\x1bc", b"\x1b[6n", b"\x1b[31;7;5m",
    "\u202e".encode(), "\u2066".encode(), "\x9b".encode(),
)  # fmt: skip
"""What no data may bring to a terminal."""

DECK = """
format: 1
id: hostile
title: 'Deck {text}'
locale: en
cards:
  - id: hostile-01
    type: other
    complaint: 'Look: {text}'
    context: 'Context {text}'
"""


def printable(text: str) -> str:
    """What is left of it to see: everything but controls; compared without what has no width."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", text)


def nothing_obeyed(terminal: Terminal) -> None:
    for sequence in FORBIDDEN:
        assert sequence not in terminal.raw, sequence


def test_hostile_answers_are_written_sent_and_rated_as_plain_text(home: Path) -> None:
    meet(home, "Olena", "Iryna", "Bohdan")
    with start_trainer(home, "--as", "Olena", "--lang", "en", size=(120, 40)) as terminal:
        open_card(terminal)
        for number, text in enumerate(HOSTILE.values()):
            if number:
                new_variant(terminal)
            terminal.paste(text)
            terminal.settle(0.1)
        nothing_obeyed(terminal)
        terminal.press("f5")
        terminal.wait_until(lambda: seconds_left(terminal) is None, "still on the card")
        nothing_obeyed(terminal)


def test_a_hostile_answer_from_a_command_harms_no_rater(home: Path) -> None:
    meet(home, "Iryna", "Olena", "Bohdan")
    everything = "\n".join(HOSTILE.values())
    practise(home, "Olena", everything)
    with start_trainer(home, "--as", "Iryna", "--lang", "en", size=(120, 60)) as terminal:
        terminal.see("Enter")
        rate_colleagues(terminal)
        terminal.see("[red]x[/red]")
        for text in ("[/]", "[@click=app.quit]x[/]", "a[31;7;5mb", "abcdefghi", "a]52;c;cHduZWQ=b"):
            terminal.see(text)
        nothing_obeyed(terminal)
    shown = run("--as", "Iryna", "rate", "next", home=home)
    assert shown.returncode == 0
    assert ESC not in shown.stdout + shown.stderr


@pytest.mark.parametrize("kind", TOGETHER)
def test_a_hostile_name_is_a_name(home: Path, kind: str) -> None:
    text = " ".join(HOSTILE[name] for name in TOGETHER[kind])
    meet(home, f"Ann {text}")
    [stored] = [person["name"] for person in tell(home, "team", "list")]
    if kind != "letters":
        assert stored == f"Ann {printable(text)}"
    with start_trainer(home, "--as", stored, "--lang", "en", size=(120, 40)) as terminal:
        terminal.see("Enter")
        terminal.see(f"Ann {printable(text)}" if kind != "letters" else "Ann")
        open_card(terminal)
        nothing_obeyed(terminal)


def test_a_name_is_typed_with_everything_in_it(home: Path) -> None:
    with start_trainer(home, "--lang", "en", size=(120, 40)) as terminal:
        terminal.settle()
        terminal.paste(f"Ann [/] [red]x[/red] {ESC}]52;c;cHduZWQ=\x07")
        terminal.press("enter")
        terminal.wait_until(lambda: seconds_left(terminal) is not None, "no card")
        nothing_obeyed(terminal)
    assert "Ann [/] [red]x[/red]" in str(tell(home, "team", "list"))


@pytest.mark.parametrize("kind", ["markup", "letters"])
def test_a_hostile_card_and_deck_title_are_shown_as_written(home: Path, kind: str) -> None:
    text = " ".join(HOSTILE[name] for name in TOGETHER[kind] if name != "right to left")
    folder = home / "trainer" / "data" / "decks"
    folder.mkdir(parents=True)
    (folder / "hostile.yaml").write_text(DECK.format(text=text), encoding="utf-8")
    meet(home, "Iryna")
    with start_trainer(home, "--as", "Iryna", "practise", "--deck", "hostile", size=(120, 40)) as terminal:
        terminal.wait_until(lambda: seconds_left(terminal) is not None, "no card")
        if kind == "markup":
            terminal.see(f"Look: {text}")
        nothing_obeyed(terminal)
    assert run("deck", "list", home=home).returncode == 0


def test_ten_thousand_characters_without_a_space_are_taken_and_sent(home: Path) -> None:
    long = "x" * 9_990 + "the-end"
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        terminal.paste(long)
        terminal.see("the-end")
        send_star(terminal)
        terminal.press("f10")
        assert terminal.wait() == 0


def test_an_empty_answer_is_not_sent_and_the_card_stays(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        left = first_card(terminal, "Iryna")
        terminal.press("f5")
        terminal.settle()
        assert (seconds_left(terminal) or 0) <= left
        terminal.type("now with words")
        terminal.see("now with words")


def test_an_empty_name_is_asked_again(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        terminal.settle()
        terminal.press("enter")
        terminal.settle()
        assert seconds_left(terminal) is None
        first_card(terminal, "Iryna")
