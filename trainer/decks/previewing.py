"""A deck file that is being written: looked at again and again, its last sound state kept."""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from trainer.decks.checking import near_twins, wishes
from trainer.decks.problems import Findings, Problem
from trainer.decks.reading import file_bytes, read_deck_text
from trainer.domain.cards import Deck

YOUNG_SECONDS = 2.0
"""A file changed this recently is compared byte by byte: a second save may leave size and time stamp as they were."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a deck file held when it was looked at."""

    deck: Deck | None
    """None: it has errors."""
    problems: tuple[Problem, ...]


class DeckWatch:
    """Tells when a file holds something new. Not to be used by two threads at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._signature: tuple[int, ...] = ()
        self._digest = ""

    def look(self) -> Look | None:
        """What the file holds; None: the same as last time. A file that is gone is a problem like any other."""
        signature = self._sign()
        if signature == self._signature and not _is_young(signature):
            return None
        self._signature = signature
        findings = Findings(str(self.path))
        data = file_bytes(self.path, findings)
        digest = str(findings.sorted()[0]) if data is None else hashlib.sha256(data).hexdigest()
        if digest == self._digest:
            return None
        self._digest = digest
        if data is None:
            return Look(None, findings.sorted())
        return look_at(self.path, data)

    def _sign(self) -> tuple[int, ...]:
        try:
            about = self.path.stat()
        except OSError:
            return (0,)
        return about.st_mtime_ns, about.st_size, about.st_ino


def look_at_file(path: Path) -> Look:
    """All that can be said of one file as it is now."""
    look = DeckWatch(path).look()
    assert look is not None, "the first look is always new"
    return look


def look_at(path: Path, data: bytes) -> Look:
    """All that can be said of one deck by itself."""
    result = read_deck_text(data, str(path))
    found = list(result.problems)
    if result.deck is not None:
        found += [*wishes(path, result.deck), *near_twins([(path, result.deck, result.places)])]
        found.sort(key=lambda problem: (problem.line, problem.column))
    return Look(result.deck, tuple(found))


def _is_young(signature: tuple[int, ...]) -> bool:
    return abs(time.time() - signature[0] / 1e9) < YOUNG_SECONDS
