"""Measures the program against a bare Textual one and prints a table of ratios: `python -m tests.benchmarks [ROUNDS]`.

Ends with 1 when a figure is over its bar. The bars are those of the first whole walk (speed.md says what costs what).
"""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import hello
from tests.benchmarks.measuring import (
    Ratio,
    bytes_a_second,
    cpu_of,
    cpu_to_frame,
    in_turns,
    instructions_to_frame,
    perf_counts,
    type_in_turns,
    wait_for_bytes,
)
from tests.end_to_end.walking import clock_runs
from tests.support.colleagues import meet, practise
from tests.support.terminal import PATIENCE, Terminal, start_trainer

HELLO = [sys.executable, str(Path(hello.__file__))]
TRAINER = [str(Path(sys.executable).with_name("trainer"))]
if not Path(TRAINER[0]).exists():
    TRAINER = [sys.executable, "-m", "trainer"]
HOME_WORDS = ("Enter", "F3", "F6", "F7", "decks", "F10")
"""What the first frame of home must hold: the next card, waiting answers, the level, the decks, the keys."""
SIZE = (100, 30)
NAME = "Iryna"


def prepare(home: Path) -> None:
    """A store in which home has something to say on every line: a next card, an answer to rate, decks."""
    meet(home, NAME, "Olena", "Bohdan")
    for colleague in ("Olena", "Bohdan"):
        practise(home, colleague)
    with start_trainer(home, "--as", NAME, "--lang", "en", size=SIZE) as terminal:
        terminal.see("Enter")
        terminal.settle()
        terminal.press("f10")
        terminal.wait()


def first_frame(home: Path, rounds: int) -> list[Ratio]:
    bare, whole = in_turns(
        rounds,
        lambda: cpu_to_frame(HELLO, ["bare Textual"], home),
        lambda: cpu_to_frame(TRAINER, HOME_WORDS, home),
    )
    found = [Ratio("first frame of home, CPU", whole, bare, "ms", 1.25)]
    if perf_counts():
        bare = instructions_to_frame(HELLO, ["bare Textual"], home) or 0.0
        whole = instructions_to_frame(TRAINER, HOME_WORDS, home) or 0.0
        found.append(Ratio("first frame of home, instructions", whole, bare, "M", 1.25))
    return found


def version(home: Path, rounds: int) -> Ratio:
    bare, whole = in_turns(
        rounds,
        lambda: cpu_of([sys.executable, "-c", "pass"], home),
        lambda: cpu_of([*TRAINER, "--version"], home),
    )
    return Ratio("trainer --version, CPU", whole, bare, "ms", 2.0)


def practice(home: Path, rounds: int, keys: int, idle_seconds: float) -> list[Ratio]:
    """Typing, memory and silence with a card dealt and its clock running, beside a bare TextArea and a bare hello."""
    with Terminal(HELLO, size=SIZE, home=home) as bare:
        wait_for_bytes(bare, ["bare Textual"])
        bare.listen(1.0)
        bare_memory = bare.peak_kilobytes() / 1024
    with Terminal([*HELLO, "box"], size=SIZE, home=home) as box, Terminal(TRAINER, size=SIZE, home=home) as card:
        wait_for_bytes(box, ["TextArea"])
        box.settle()
        card.see("Enter", PATIENCE)
        card.press("enter")
        clock_runs(card)
        card.settle()
        memory = card.peak_kilobytes() / 1024
        floor, typing = type_in_turns(rounds, keys, box, card)
        silence = bytes_a_second(card, idle_seconds)
        memory_after = card.peak_kilobytes() / 1024
    return [
        Ratio("key to screen in the answer box", typing.wait, floor.wait, "ms", 1.15),
        Ratio("key in the answer box with autosave, CPU", typing.cpu, floor.cpu, "ms", 1.25),
        Ratio("peak memory, card dealt", memory, bare_memory, "MB", 2.5),
        Ratio("peak memory, after typing", memory_after, bare_memory, "MB", 2.5),
        Ratio("idle, clock running", silence, 0.0, "B/s", 400, absolute=True),
    ]


def measure(home: Path, rounds: int = 15, keys: int = 40, idle_seconds: float = 10.0) -> list[Ratio]:
    prepare(home)
    return [*first_frame(home, rounds), version(home, rounds), *practice(home, min(rounds, 10), keys, idle_seconds)]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), *map(int, sys.argv[1:2]))
    say(f"{'':<44}{'trainer':>10}{'floor':>10} {'':<6}{'ratio':>8}{'at most':>8}")
    for ratio in found:
        say(ratio.line())
    return 0 if all(ratio.holds for ratio in found) else 1


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
