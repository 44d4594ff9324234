"""Decks from strangers are data: no file ends in a traceback, a crash, a hang or a hunger for memory (faults 3a)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.decks.hostile import CPU_SECONDS, FILES
from tests.support.once import once
from trainer.decks import parsing
from trainer.decks.reading import read_deck, read_deck_text

PEAK_MB = 200
OUTCOME = "outcome.jsonl"


def _read_them_all(folder: Path) -> None:
    """In a process of its own, once a run: the whole of it takes five seconds."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.decks.hostile"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=600,  # a guard; what each may take is asserted in seconds of the processor
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (folder / OUTCOME).write_text(done.stdout, encoding="utf-8")


@pytest.fixture(scope="module")
def outcome() -> dict[str, tuple[list[list[object]], float]]:
    """What a process of its own made of every hostile file."""
    said = (once("hostile-decks", _read_them_all) / OUTCOME).read_text(encoding="utf-8")
    return {name: (found, seconds) for name, found, seconds in map(json.loads, said.splitlines())}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_in_its_message(outcome: dict[str, tuple[list[list[object]], float]], name: str) -> None:
    found, seconds = outcome[name]
    _make, rule, line = FILES[name]
    assert [line, rule] in found
    assert seconds < CPU_SECONDS


def test_no_hostile_file_takes_much_memory(outcome: dict[str, tuple[list[list[object]], float]]) -> None:
    peak, _seconds = outcome["peak"]
    assert 0 <= int(str(peak)) < PEAK_MB


@pytest.mark.parametrize("name", ["alias bomb", "merge bomb", "25,000 flow lists, closed", "escape beyond Unicode"])
def test_without_libyaml_the_same_files_are_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(parsing, "_CParser", None)
    make, _rule, line = FILES[name]
    result = read_deck_text(make())
    assert result.deck is None
    assert line in {problem.line for problem in result.problems}


def test_without_libyaml_a_sound_deck_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # the parser in Python wants quotes around texts with a question mark inside [ ]; libyaml does not
    text = Path(__file__).with_name("full.yaml").read_text(encoding="utf-8")
    text = text.replace("[What did the customer need that they did not say?]", "[]")
    text = text.replace("[How do you correct somebody without saying that they are wrong?]", "[]")
    fast = read_deck_text(text)
    assert fast.deck is not None
    monkeypatch.setattr(parsing, "_CParser", None)
    assert read_deck_text(text) == fast


def test_what_is_no_file_is_a_problem_and_not_waited_for(tmp_path: Path) -> None:
    import os

    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, tmp_path / "missing.yaml", Path("a\0b.yaml")):
        result = read_deck(path)
        assert result.deck is None
        assert [problem.rule for problem in result.problems] == ["unreadable"]


def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)  # sparse: takes no room, and must not be read
    assert [problem.rule for problem in read_deck(path).problems] == ["too-big"]


def test_control_characters_never_reach_the_deck_or_a_message() -> None:
    result = read_deck_text("title: a\u202eb\ncards:\n  - c\u2066d\n", "d\x1b[31m.yaml")
    assert result.deck is not None
    assert (result.deck.title, result.deck.cards[0].complaint) == ("ab", "cd")
    assert [str(problem)[:15] for problem in result.problems] == ["d[31m.yaml:1:9:", "d[31m.yaml:3:6:"]
    assert "\x1b" not in "".join(
        str(problem) for problem in read_deck_text('title: T\n"\\x1b[2J": x\ncards: [a]\n').problems
    )


def test_the_time_to_read_grows_with_the_cards_and_no_faster() -> None:
    import time

    def seconds(cards: int) -> float:
        text = "title: T\ncards:\n" + "".join(
            f"  - complaint: 'Room {{number:1..9}}: soup {n} is cold'\n    skills: [empathy, clarify]\n    difficulty: 3\n"
            for n in range(cards)
        )
        start = time.process_time()
        assert read_deck_text(text).problems == ()
        return time.process_time() - start

    seconds(10)
    few, many = zip(*((seconds(200), seconds(1_000)) for _turn in range(4)), strict=True)
    assert min(many) < 15 * min(few)  # five times as many; by their square, it would be 25
