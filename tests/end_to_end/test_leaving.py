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


def test_a_signal_before_the_first_frame_finds_the_terminal_restored(home: Path) -> None:
    with start_trainer(home, "--lang", "en") as terminal:
        terminal.wait_until(lambda: bool(terminal.raw), "nothing was written")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert terminal.not_restored() == []


@pytest.mark.slow
def test_a_signal_a_closed_window_and_a_crash_keep_every_word(home: Path) -> None:
    """One card through all of it: each start goes on with what was there when the one before it ended."""
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        write(terminal, WORDS)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert terminal.not_restored() == []
    with start_trainer(home, "--lang", "en") as terminal:
        _go_on(terminal, WORDS, " apples")
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    with start_trainer(home, "--lang", "en") as terminal:
        _go_on(terminal, "apples", " pears")
        terminal.signal(signal.SIGHUP)
        assert terminal.wait() == 128 + signal.SIGHUP
        assert terminal.not_restored() == [], "somebody sent the signal: the window is still there"
    with Terminal([sys.executable, "-c", CRASHING], home=home) as terminal:
        _go_on(terminal, "pears", " plums")
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
    for word in ("secret words", "nothing of this", "plums"):
        assert word not in text, "a log holds nobody's words"
    with start_trainer(home, "--lang", "en") as terminal:
        open_card(terminal)
        terminal.see(f"{WORDS} apples pears plums")


KILLS = 3
"""Three seconds each; with twenty the same test passed as well."""


@pytest.mark.slow
def test_killed_a_second_after_the_last_key_again_and_again_no_word_is_lost(home: Path) -> None:
    """All on one card: what was typed before is always there, the customer says the same, and the time runs on."""
    with start_trainer(home, "--lang", "en") as terminal:
        left = first_card(terminal, "Iryna")
        complaint = _complaint(terminal)
        write(terminal, WORDS)
        new_variant(terminal)
        write(terminal, "and a second one")
        typed = ["and a second one", WORDS.split(",", maxsplit=1)[0]]
        terminal.live(1.0)
        terminal.kill()
    for turn in range(1, KILLS + 1):
        with start_trainer(home, "--lang", "en") as terminal:
            assert open_card(terminal) < left, "the deadline runs on while the program is dead"
            assert _complaint(terminal) == complaint
            for words in typed:
                terminal.see(words)
            if turn < KILLS:
                terminal.press("ctrl+end")
                terminal.type(f" w{turn:02d}")
                terminal.see(f"w{turn:02d}")
                typed.append(f"w{turn:02d}")
                terminal.live(1.0)
            terminal.kill()


@pytest.mark.parametrize(
    "words", [(), ("practise",), ("rate",), ("--lang", "en")], ids=lambda words: " ".join(words) or "bare"
)
def test_without_a_terminal_it_says_so_in_one_line(home: Path, words: tuple[str, ...]) -> None:
    done = run(*words, home=home)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "terminal" in done.stderr


def test_strange_bytes_and_tiny_windows_lose_nothing(home: Path) -> None:
    """A byte that is no UTF-8 is taken as a strange letter; below 60 by 20 one line asks for more room."""
    with start_trainer(home, "--lang", "en") as terminal:
        first_card(terminal, "Iryna")
        terminal.send(b"abc\xe9def")
        terminal.see("def")
        write(terminal, f" {WORDS}")
        clock_runs(terminal)
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
        {"TERM": "", "NO_COLOR": "1"},
        {"COLORTERM": "", "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
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


def _go_on(terminal: Terminal, there: str, more: str) -> None:
    """The card is open with what was there, and more is written behind it."""
    open_card(terminal)
    terminal.see(there)
    terminal.press("ctrl+end")
    write(terminal, more)
