"""Cards that say nearly the same: within a deck and across decks of one language."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from trainer.domain.cards import Card

ALIKE_FROM = 0.75
"""Shared words / all words of two complaints, from which on they are twins."""
FEWEST_WORDS = 4
MOST_COMPARED = 60
"""Cards looked at for one word; a word that more cards share says little."""
_WORD = re.compile(r"\w+")
_BRACES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Twin:
    """Two cards by their numbers in the list given, the later one first."""

    later: int
    earlier: int
    share: float


def find_twins(cards: Sequence[Card]) -> list[Twin]:
    """Each card that nearly repeats an earlier one, with the most alike of those. Time grows with the cards, not their pairs:
    only cards that share one of their rarest words are held together."""
    texts = [_words(card.complaint) for card in cards]
    common = Counter(word for words in texts for word in words)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    found: list[Twin] = []
    for number, words in enumerate(texts):
        if len(words) < FEWEST_WORDS:
            continue
        rarest = sorted(words, key=lambda word: (common[word], word))
        prefix = rarest[: len(words) - ceil(ALIKE_FROM * len(words)) + 1]
        best: Twin | None = None
        for other in {each for word in prefix for each in by_word[word][-MOST_COMPARED:]}:
            others = texts[other]
            if not ALIKE_FROM <= len(words) / len(others) <= 1 / ALIKE_FROM:
                continue  # so many words more cannot be shared
            shared = len(words & others)
            share = shared / (len(words) + len(others) - shared)
            if share >= ALIKE_FROM and (best is None or (share, -other) > (best.share, -best.earlier)):
                best = Twin(number, other, share)
        for word in prefix:
            by_word[word].append(number)
        if best is not None:
            found.append(best)
    return found


def _words(complaint: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_BRACES.sub(" ", complaint).casefold()))
