"""Whatever ends the program: the words are safe, the terminal is as it was, the exit code tells."""

import signal
import sys
from pathlib import Path

import pytest

from tests.end_to_end.walking import clock_runs, first_card, leave_card, new_variant, open_card, seconds_left, write
from tests.support.terminal import PATIENCE, Terminal, run, start_trainer

WORDS = "Thank you for telling me, nothing of this may be lost"
CRASHING = """
import sys
from trainer.tui.screens.help import HelpScreen
def boom(self, *_):
    answer = "secret words of a person"
    raise ZeroDivisionError(answer)
HelpScreen.compose_body = boom
from trainer.__main__ import main
sys.argv = ["trainer", "--lang", "en"]
main()
"""


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM], ids=lambda number: signal.Signals(number).name)
def test_a_signal_keeps_the_words_and_restores_the_terminal(home: Path, number: signal.Signals) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        write(terminal, WORDS)
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        if number != signal.SIGHUP:  # after a real hang-up there is no terminal to restore
            assert terminal.not_restored() == []
    _goes_on_with(home, WORDS)


def test_a_closed_window_keeps_the_words(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        write(terminal, WORDS)
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    _goes_on_with(home, WORDS)


def test_killed_a_second_after_the_last_key_no_word_is_lost(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        left = first_card(terminal, "Iryna")
        complaint = _complaint(terminal)
        write(terminal, WORDS)
        new_variant(terminal)
        write(terminal, "and a second one")
        terminal.listen(1.0)
        terminal.kill()
    with start_trainer(home, "--lang", "en") as terminal:
        assert open_card(terminal) < left, "the deadline runs on while the program is dead"
        assert _complaint(terminal) == complaint
        terminal.see("and a second one")
        terminal.see(WORDS.split(",", maxsplit=1)[0])


KILLS = 5
"""Three seconds each; with twenty the same test passed as well."""


@pytest.mark.slow
def test_killed_again_and_again_every_acknowledged_word_is_there(home: Path) -> None:
    """Five kills, each a second after the last key, on one card: what was typed before is always there."""
    typed = ""
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        terminal.kill()
    for turn in range(KILLS):
        with start_trainer(home, "--lang", "en") as terminal:
            open_card(terminal)
            if typed:
                terminal.see(typed[-30:].strip())
            terminal.press("ctrl+end")
            more = f"w{turn:02d} "
            terminal.type(more)
            terminal.see(more.strip())
            terminal.listen(1.0)
            terminal.kill()
            typed += more
    with start_trainer(home, "--lang", "en") as terminal:
        open_card(terminal)
        for turn in range(KILLS):
            terminal.see(f"w{turn:02d}")


def test_a_crash_is_one_line_and_a_log_without_anybody_s_words(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        write(terminal, WORDS)
        terminal.listen(0.5)
        terminal.kill()
    with Terminal([sys.executable, "-c", CRASHING], home=home) as terminal:
        open_card(terminal)
        terminal.see("nothing of this")
        terminal.press("f1")
        assert terminal.wait() == 1
        assert terminal.not_restored() == []
        said = terminal.said_afterwards()
        assert "crash.log" in " ".join(said.split())
        assert len(said) < 400, said
        assert "Traceback" not in said
        assert b"secret words" not in terminal.raw
    [log] = home.rglob("crash.log")
    text = log.read_text()
    assert "ZeroDivisionError" in text
    assert "secret words" not in text
    assert "nothing of this" not in text
    _goes_on_with(home, WORDS)


@pytest.mark.parametrize(
    "words", [(), ("practise",), ("rate",), ("--lang", "en")], ids=lambda words: " ".join(words) or "bare"
)
def test_without_a_terminal_it_says_so_in_one_line(home: Path, words: tuple[str, ...]) -> None:
    done = run(*words, home=home)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "terminal" in done.stderr


def test_a_byte_that_is_no_utf_8_is_taken_as_a_strange_letter(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        terminal.send(b"abc\xe9def")
        terminal.see("def")
        write(terminal, " and on")
        clock_runs(terminal)


def test_below_60_by_20_one_line_asks_for_more_room_and_nothing_is_lost(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        write(terminal, WORDS)
        terminal.resize(59, 20)
        terminal.see("60x20")
        assert seconds_left(terminal) is None
        for columns, rows in ((20, 5), (1, 1), (200, 3)):
            terminal.resize(columns, rows)
            terminal.listen(0.2)
        terminal.resize(80, 24)
        terminal.see("nothing of this")
        clock_runs(terminal)


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "dumb"},
        {"TERM": ""},
        {"NO_COLOR": "1"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"COLORTERM": ""},
    ],
    ids=lambda env: " ".join(f"{name}={value}" for name, value in env.items()),
)
def test_poor_terminals_are_good_enough(home: Path, env: dict[str, str]) -> None:
    with start_trainer(home, "--lang", "uk", env=env) as terminal:
        first_card(terminal, "Ірина")
        write(terminal, "дякую")
        leave_card(terminal)


def _complaint(terminal: Terminal) -> str:
    """What the customer says, as the screen shows it: between the first quotation marks."""
    return " ".join(terminal.words.partition("“")[2].partition("”")[0].split())


def _goes_on_with(home: Path, words: str) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        open_card(terminal)
        terminal.see(words)
