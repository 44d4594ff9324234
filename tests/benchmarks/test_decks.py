"""The benchmark of the decks runs, and says the right order of magnitude on a few cards."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.decks import deck_of, growth, reading
from trainer.decks.reading import read_deck_text


def test_the_measured_deck_is_sound() -> None:
    result = read_deck_text(deck_of(30))
    assert result.problems == ()
    assert result.deck is not None
    assert len(result.deck.cards) == len(result.places) == 30


def test_reading_is_in_the_order_of_libyamls_own_loader_and_linear() -> None:
    # a smoke test with room for a busy machine; the bar itself (1.0) is for `python -m tests.benchmarks.decks`
    assert reading(150, 3).ratio < 2.0
    assert growth(60, 3).ratio < 20


def test_checking_sound_decks_loads_neither_pydantic_nor_faker(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(deck_of(2), encoding="utf-8")
    program = (
        "import sys; from trainer.cli.main import run; code = run(['deck', 'check', sys.argv[1]]);"
        "print(code, sorted({'pydantic', 'pydantic_core', 'faker', 'sqlmodel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("0 []")
