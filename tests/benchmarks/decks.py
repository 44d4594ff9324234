"""Reading decks, against libyaml's own loader, which says nothing of places and checks nothing.

    python -m tests.benchmarks.decks

Read, validated and with places: at most 1.0 of the time of `yaml.load` with CSafeLoader on the same 10,000 cards, the garbage
collector off in both, and linear in the cards. `trainer deck check` of 12 decks: at most twice the start of
`python -c "import yaml, pydantic"` plus the reading.
"""

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.benchmarks.measuring import Ratio, cpu_of, in_turns
from trainer.decks.reading import read_deck_text

_TEXT = (
    "the soup was far too thick and nobody warned us about fish in sea beach sand room gull waiter towel clock quiet noise "
    "bill price tea cold warm late early friendly"
)
_WORDS = _TEXT.split()


def deck_of(cards: int, seed: int = 7) -> str:
    """A deck as trainers write them: placeholders, a customer, two gold answers; 0.77 KB a card."""
    draw = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(draw.choice(_WORDS) for _ in range(count)).capitalize()

    head = (
        "format: 1\nid: big\ntitle: Big\nlocale: en-GB\nlicense: CC-BY-4.0\ndefaults:\n  minutes: 7\n"
        "  answer: {min_variants: 3, max_chars: 700}\ncards:\n"
    )
    return head + "".join(
        f"""\
  - id: card-{number}
    type: own_mistake
    skills: [empathy, clarify]
    difficulty: {number % 5 + 1}
    absurdity: {number % 5 + 1}
    persona:
      gender: any
      age: [30, 60]
      mood: indignant, {words(3)}
    complaint: |
      I am {{customer.full_name}}, room {{number:100..420}}, case {number}.
      {words(9)}.
    context: {words(8)}.
    hidden_interest: {words(7)}.
    hints: [{words(5)}.]
    gold:
      - {{id: g1, text: "{words(8)}.", levels: {{heard: 5, respected: 5, solved: 5, next_step: 4, aftertaste: 4}}}}
      - {{id: g2, text: "{words(5)}.", levels: {{heard: 2, respected: 1, solved: 2, next_step: 1, aftertaste: 1}}}}
"""
        for number in range(cards)
    )


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of `work` with the collector off; what it made is thrown away afterwards."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        made = work()
        taken = time.process_time() - began
        del made
    finally:
        gc.enable()
    return taken


def reading(cards: int, rounds: int, most: float = 1.0) -> Ratio:
    text = deck_of(cards)
    assert read_deck_text(text).problems == ()
    ours, theirs = in_turns(
        rounds,
        lambda: cpu_seconds(lambda: read_deck_text(text)),
        lambda: cpu_seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader)),
    )
    return Ratio(f"{cards:,} cards read, validated, with places", ours * 1000, theirs * 1000, "ms", most)


def growth(few: int, rounds: int, most: float = 13.0) -> Ratio:
    """Ten times the cards; linear is 10."""
    small, large = deck_of(few), deck_of(10 * few)
    little, much = in_turns(
        rounds,
        lambda: cpu_seconds(lambda: read_deck_text(small)),
        lambda: cpu_seconds(lambda: read_deck_text(large)),
    )
    return Ratio(f"{10 * few:,} cards against {few:,}", much * 1000, little * 1000, "ms", most)


def check_command(folder: Path, rounds: int) -> Ratio:
    """`deck check` of 12 decks of 12 cards; the floor is twice two imports, plus the reading."""
    decks = folder / "decks"
    decks.mkdir()
    texts = [deck_of(12, seed).replace("id: big", f"id: big-{seed}") for seed in range(12)]
    for number, text in enumerate(texts):
        (decks / f"deck-{number}.yaml").write_text(text, encoding="utf-8")
    check, imports = in_turns(
        rounds,
        lambda: cpu_of([sys.executable, "-m", "trainer", "deck", "check", str(decks)], folder),
        lambda: cpu_of([sys.executable, "-c", "import yaml, pydantic"], folder),
    )
    read = min(cpu_seconds(lambda: [read_deck_text(text) for text in texts]) for _ in range(rounds)) * 1000
    return Ratio("deck check of 12 decks", check, 2 * imports + read, "ms", 1.0)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        found = [reading(10_000, 5), growth(1_000, 5), check_command(Path(folder), 9)]
    for ratio in found:
        sys.stdout.write(ratio.line() + "\n")
    return 0 if all(ratio.holds for ratio in found) else 1


if __name__ == "__main__":
    sys.exit(main())
