"""The reveal: works x laughed as points without names, and the phrases worth stealing. Sources: sessions; rules 2, 7.

No ranking, no order of arrival; single ratings are never shown, so a point needs two of them. An author's name stands where the
author claimed, nowhere else.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from string import ascii_uppercase

from trainer.domain.ids import AnswerId, DealId, PersonId
from trainer.domain.rating import Rating
from trainer.domain.texts import clean_line

POINT_FROM = 2
"""Ratings from which an answer is a point: one would tell what a single colleague gave."""
MOST_PHRASES = 12


@dataclass(frozen=True, slots=True)
class SessionAnswer:
    """An answer of the session as the store knows it: it holds names, and never leaves the services."""

    id: AnswerId
    deal_id: DealId
    author_id: PersonId
    author_name: str
    text: str
    published: bool
    score: float | None
    """The fitted score, once published."""
    hidden: bool = False
    claimed: bool = False
    wall: bool = False
    win_back: bool = False
    ratings: tuple[Rating, ...] = ()
    """Final ones."""

    @property
    def works(self) -> float | None:
        """0-100, as it is shown: the fitted score, or the plain mean while it is not published; None under two ratings."""
        scores = [each.score for each in self.ratings if each.score is not None]
        if len(scores) < POINT_FROM:
            return None
        return min(100.0, max(0.0, self.score if self.score is not None else fmean(scores)))

    @property
    def laughed(self) -> float:
        """Share of the raters who laughed."""
        return fmean(each.judgement.laughed for each in self.ratings) if self.ratings else 0.0


@dataclass(frozen=True, slots=True)
class Point:
    label: str
    """A, B, C, ...: an alias of this session."""
    works: float | None
    """The score, 0-100; None where fewer than two raters gave levels (on a Friday they are optional)."""
    laughed: float
    """Share of the raters who laughed, 0-1."""
    claimed_by: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    times: int
    """How many raters would steal it."""


@dataclass(frozen=True, slots=True)
class Reveal:
    points: tuple[Point, ...]
    """In the order of their labels, which a draw gave."""
    phrases: tuple[Phrase, ...]
    """Most stolen first; equal ones in an order that tells nothing."""
    unrated: int
    """Answers with too few ratings to be a point."""
    hidden: int


def labels_of(answers: Iterable[SessionAnswer], *, seed: str) -> dict[AnswerId, str]:
    """Answer -> its letter, drawn by the session; the same at every look once the writing is over."""
    drawn = sorted(each.id for each in answers)
    random.Random(f"labels|{seed}").shuffle(drawn)
    return {answer: _letters(place) for place, answer in enumerate(drawn)}


def reveal_of(answers: Sequence[SessionAnswer], *, seed: str) -> Reveal:
    """What everybody sees. Hidden answers are in no part of it, their phrases neither."""
    labels = labels_of(answers, seed=seed)
    shown = [each for each in answers if not each.hidden]
    points = [
        Point(labels[each.id], each.works, each.laughed, each.author_name if each.claimed else "")
        for each in shown
        if len(each.ratings) >= POINT_FROM
    ]
    return Reveal(
        points=tuple(sorted(points, key=lambda point: (len(point.label), point.label))),
        phrases=stolen(shown, seed=seed),
        unrated=len(shown) - len(points),
        hidden=len(answers) - len(shown),
    )


def stolen(answers: Iterable[SessionAnswer], *, seed: str) -> tuple[Phrase, ...]:
    """Phrases that raters would steal; the same words in other capitals are one phrase."""
    found: dict[str, list[str]] = {}
    for answer in answers:
        for rating in answer.ratings:
            phrase = clean_line(rating.judgement.steal, 200)
            if phrase:
                found.setdefault(" ".join(phrase.casefold().split()), []).append(phrase)
    ordered = sorted(
        found.items(), key=lambda each: (-len(each[1]), random.Random(f"phrases|{seed}|{each[0]}").random())
    )
    return tuple(Phrase(sorted(words)[0], len(words)) for _key, words in ordered[:MOST_PHRASES])


def _letters(place: int) -> str:
    """A to Z, then AA, AB, ..."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters
