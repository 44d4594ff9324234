"""The rubric: what a rater looks at, in which words, with which weight; and every threshold of the practice.

Source: rules 2 (rubric), 3 (validity, quorum), 5 (bar), 6 (target).

`VERSION` is stored with every rating, and with every score as it is published. It rises by one when the same answer could get
another level, or the same levels another score: a criterion comes, goes or changes its weight, an anchor or a note for raters
says something else, the scale or the share of weight that makes a rating valid changes. It stays for a typing mistake, a
translation, and a threshold that only says when something is shown, asked for or counted (the bar is stored with each result).
A test keeps the fingerprint of each version.

A score may rest on ratings of two versions: each rater score is made once, by the rubric of its time, and is points of 100
ever after, so the whole is fitted over all of them. A criterion is not, since its levels may have changed their meaning: it is
fitted over the ratings of the newest version alone (domain/publishing.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.locale import N_

if TYPE_CHECKING:
    from trainer.domain.cards import RubricChange

VERSION = 1
"""See above when it rises."""
HIGHEST_LEVEL = 4
VALID_SHARE = 0.60
"""A rater's score counts when at least this share of the weight was rated."""
WOW_FROM = 75.0
NORMAL_FROM = 50.0
BAR = 50.0
TARGET = 0.80
FAR_APART = 30.0
"""Exactly two raters this many points apart: one more is asked for."""
UNSCORED_AFTER_DAYS = 7
LEASE_SECONDS = 180.0
RATINGS_EACH = 3
"""k: how many ratings an answer gets, and how many a rater owes a session, where the team is large enough (rules 4)."""
RATINGS_FOR_FEEDBACK = 10
"""Ratings from which a rater is told their own leniency, spread and alignment (rules 7)."""
FLAT_SPREAD = 6.0
"""Standard deviation of a rater's scores, in points, under which all answers look alike to them."""
REPEATS_SESSIONS = 16
"""Sessions over which a rater is spread over authors (rules 4)."""

LEVEL_WORDS = (N_("awful"), N_("weak"), N_("normal"), N_("good"), N_("WOW"))


class Band(StrEnum):
    WOW = "wow"
    NORMAL = "normal"
    NOT_YET = "not_yet"


class CriticalFlag(StrEnum):
    """Yes or no, beside the levels; two different raters confirm one."""

    MOCKS_CUSTOMER = "mocks_customer"
    FALSE_PROMISE = "false_promise"
    UNSAFE_ADVICE = "unsafe_advice"
    PRIVATE_DATA = "private_data"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Criterion:
    name: str
    """Stable key: heard, respected, ... or the card's own."""
    title: str
    weight: float
    anchors: tuple[str, str, str, str, str]
    """What each level 0-4 looks like."""
    own: bool = False
    """The card's own criterion: its texts are the author's and are not translated."""


STANDARD: tuple[Criterion, ...] = (
    Criterion(
        "heard",
        N_("Heard"),
        20,
        (
            N_("ignores or misreads the complaint"),
            N_("names the topic only"),
            N_("restates it correctly"),
            N_("also names the feeling, or what it spoiled"),
            N_("finds what is behind it, or asks the one right question"),
        ),
    ),
    Criterion(
        "respected",
        N_("Respected"),
        20,
        (
            N_("blames, argues, sneers"),
            N_("stiff; “you should have read”"),
            N_("polite, no blame, a fitting regret"),
            N_("thanks, takes it on ourselves"),
            N_("the customer keeps face and is glad to have spoken; any joke is with them"),
        ),
    ),
    Criterion(
        "solved",
        N_("Solved"),
        30,
        (
            N_("nothing, or impossible"),
            N_("vague, or money thrown at it"),
            N_("one concrete step that we can really do"),
            N_("fits this customer's wants and our means; says why"),
            N_("removes the cause, or turns it to use"),
        ),
    ),
    Criterion(
        "next_step",
        N_("Next step"),
        15,
        (
            N_("just ends"),
            N_("“contact us if needed”"),
            N_("says what happens next"),
            N_("says who and when"),
            N_("agreed with the customer, dated, and we come back to check"),
        ),
    ),
    Criterion(
        "aftertaste",
        N_("Aftertaste"),
        15,
        (
            N_("leaves a bad taste"),
            N_("cold, standard text"),
            N_("neutral"),
            N_("one personal touch or fresh idea"),
            N_("uses a remembered detail; cheap for us, they will retell it"),
        ),
    ),
)

OPTIONAL: tuple[Criterion, ...] = (
    Criterion(
        "easy",
        N_("Easy"),
        10,
        (
            N_("the customer must do our work"),
            N_("the customer must chase us"),
            N_("a fair share each"),
            N_("the customer does one small thing"),
            N_("they need do nothing"),
        ),
    ),
)
"""Off by default; a card switches one on by giving it a weight."""

NOTES_FOR_RATERS = (
    N_("A discount alone is at most normal in Solved and Aftertaste."),
    N_("Selling to somebody who gave no green light is at most weak in Respected."),
    N_("Giving more than the card's budget is at most normal in Solved."),
)

FLAG_WORDS: Mapping[CriticalFlag, str] = {
    CriticalFlag.MOCKS_CUSTOMER: N_("mocks the customer"),
    CriticalFlag.FALSE_PROMISE: N_("promises what we can't keep"),
    CriticalFlag.UNSAFE_ADVICE: N_("unsafe advice"),
    CriticalFlag.PRIVATE_DATA: N_("gives away private data"),
    CriticalFlag.NO_ANSWER: N_("is no answer at all"),
}


def criteria_for(change: "RubricChange") -> tuple[Criterion, ...]:
    """The rubric of one card: criteria that do not apply left out, its weights and anchors put in, its own one added."""
    criteria = [
        Criterion(
            each.name,
            each.title,
            float(change.weights.get(each.name, each.weight)),
            _five(change.anchors.get(each.name), each.anchors),
        )
        for each in (*STANDARD, *(each for each in OPTIONAL if change.weights.get(each.name, 0) > 0))
        if each.name not in change.not_applicable
    ]
    if change.criterion is not None:
        own = change.criterion
        words = (own.low, "", "", "", own.high)
        criteria.append(Criterion(own.name, own.name, float(own.weight), words, own=True))
    return tuple(criteria)


def band(score: float) -> Band:
    """WOW from 75, NORMAL from 50, NOT YET below (unrounded)."""
    return Band.WOW if score >= WOW_FROM else Band.NORMAL if score >= NORMAL_FROM else Band.NOT_YET


def _five(own: tuple[str, ...] | None, standard: tuple[str, str, str, str, str]) -> tuple[str, str, str, str, str]:
    if own is None:
        return standard
    padded = [*own, *standard[len(own) :]]
    return padded[0], padded[1], padded[2], padded[3], padded[4]
