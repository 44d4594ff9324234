"""Text is data: what people, decks and other programs bring is shown as typed and obeyed by nobody."""

from pathlib import Path
from unicodedata import normalize

from tests.end_to_end.walking import clock_runs, new_variant, open_card, rate_colleagues, seconds_left, send_star
from tests.support.colleagues import meet, practise, tell
from tests.support.hostile import ESC, FORBIDDEN, HOSTILE, LONG, shown
from tests.support.terminal import Terminal, run, start_trainer

TOGETHER = (
    ("closing tag", "half a tag", "action", "colour"),
    ("clipboard", "title", "reset"),
    ("right to left", "zero width", "combining", "family"),
)
"""What one name or one deck can hold at once: where none of it is read as anything but text, none of it is missing."""

DECK = """\
format: 1
id: hostile-{n}
title: "Deck {text}"
locale: en
cards:
  - id: hostile-01
    type: other
    complaint: "Look: {text}"
    context: "Context {text}"
"""


def nothing_obeyed(terminal: Terminal) -> None:
    for sequence in FORBIDDEN:
        assert sequence not in terminal.raw, sequence


def as_typed(terminal: Terminal, text: str) -> None:
    """Waits until `text` stands on the screen, letter by letter, letters and their marks composed."""
    terminal.wait_until(lambda: text in normalize("NFC", terminal.words), f"not as typed: {text!a}")


def test_hostile_answers_are_written_sent_and_rated_as_plain_text(home: Path) -> None:
    meet(home, "Olena", "Iryna", "Bohdan")
    with start_trainer(home, "--as", "Olena", "--lang", "en", size=(120, 40)) as terminal:
        open_card(terminal)
        for which, text in HOSTILE.items():
            new_variant(terminal)
            terminal.paste(f"{text}:a")
            if which != "empty":
                as_typed(terminal, f"{shown(which)}:a")
            if which == "clipboard":
                terminal.see("2 control characters were taken out.")
        nothing_obeyed(terminal)
        terminal.press("f5")
        terminal.wait_until(lambda: seconds_left(terminal) is None, "still on the card")
        nothing_obeyed(terminal)


def test_a_hostile_answer_from_a_command_harms_no_rater(home: Path) -> None:
    meet(home, "Iryna", "Olena", "Bohdan")
    practise(home, "Olena", "\n".join(f"{text}:a" for text in HOSTILE.values()))
    with start_trainer(home, "--as", "Iryna", "--lang", "en", size=(120, 60)) as terminal:
        terminal.see("Enter")
        rate_colleagues(terminal)
        for which in HOSTILE:
            as_typed(terminal, f"{shown(which)}:a")
        nothing_obeyed(terminal)
    told = run("--as", "Iryna", "rate", "next", home=home)
    assert told.returncode == 0
    assert ESC not in told.stdout + told.stderr


def test_hostile_names_are_names_and_what_is_taken_out_is_said(home: Path) -> None:
    names = [f"{text} Ann {number}" for number, text in enumerate(HOSTILE.values())]
    added = run("team", "add", *names, home=home)
    assert added.returncode == 0
    assert "control characters were taken out." in added.stderr
    assert {person["name"] for person in tell(home, "team", "list")} == {
        f"{shown(which)} Ann {number}".strip() for number, which in enumerate(HOSTILE)
    }
    assert "taken out" in run("team", "rename", "Ann 17", f"a{ESC}[6n", home=home).stderr


def test_hostile_cards_deck_titles_and_names_are_shown_as_written_and_told_of(home: Path) -> None:
    folder = home / "trainer" / "data" / "decks"
    folder.mkdir(parents=True, exist_ok=True)
    for number, kind in enumerate(TOGETHER):
        text = " ".join(HOSTILE[which] for which in kind)
        escaped = "".join(each if " " <= each <= "~" else f"\\U{ord(each):08x}" for each in text)
        (folder / f"hostile-{number}.yaml").write_text(DECK.format(n=number, text=escaped), encoding="utf-8")
    checked = run("deck", "check", str(folder), home=home)
    assert checked.returncode == 0, checked.stdout
    assert "hostile-1.yaml:3:8: warning [control-character]" in checked.stdout
    assert "hostile-2.yaml:8:16: warning [invisible-character]" in checked.stdout
    for number, kind in enumerate(TOGETHER):
        meet(home, " ".join(HOSTILE[which] for which in kind))
        words = " ".join(shown(which) for which in kind)
        with start_trainer(home, "--as", words, "practise", "--deck", f"hostile-{number}", size=(160, 40)) as terminal:
            as_typed(terminal, f"Deck {words}")
            as_typed(terminal, f"Look: {words}")
            as_typed(terminal, f"Context {words}")
            terminal.press("esc")
            terminal.wait_until(lambda: seconds_left(terminal) is None, "not at home")
            as_typed(terminal, f"{words} ·")
            nothing_obeyed(terminal)
    listed = run("deck", "list", home=home)
    assert listed.returncode == 0
    assert all(f"Deck {' '.join(map(shown, kind))}" in listed.stdout for kind in TOGETHER)


def test_a_name_and_an_answer_are_typed_with_everything_with_nothing_and_without_end_in_them(home: Path) -> None:
    """An empty name is asked again, an empty answer not sent; ten thousand characters without a space are taken and sent."""
    with start_trainer(home, "--lang", "en", size=(120, 40)) as terminal:
        terminal.settle()
        terminal.press("enter")
        terminal.settle()
        assert seconds_left(terminal) is None
        terminal.paste(f"Ann [/] [red]x[/red] {ESC}]52;c;cHduZWQ=\x07")
        terminal.see("2 control characters were taken out.")
        terminal.press("enter")
        left = clock_runs(terminal)
        terminal.press("f5")
        terminal.settle()
        still = seconds_left(terminal)
        assert still is not None
        assert still <= left
        terminal.paste(LONG)
        terminal.see("the-end")
        nothing_obeyed(terminal)
        send_star(terminal)
        terminal.press("f10")
        assert terminal.wait() == 0
    assert "Ann [/] [red]x[/red] ]52;c;cHduZWQ=" in str(tell(home, "team", "list"))
