"""Winning a customer back: an answer that is not there yet comes to a colleague, with its author's consent, the week after.

Such a thread ends when the customer is won, and after two failures. Source: sessions (after).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trainer.domain.ids import AnswerId, PersonId, SessionId
from trainer.domain.reveals import SessionAnswer
from trainer.domain.rubric import NORMAL_FROM

FAILURES = 2
OLDEST_WEEKS = 8


class Ended(StrEnum):
    """How a try went."""

    OPEN = "open"
    """Not written yet, or not scored yet."""
    WON = "won"
    FAILED = "failed"
    VOID = "void"
    """The card lay there and was never begun, or nobody scored the answer: it says nothing."""


@dataclass(frozen=True, slots=True)
class Try:
    person_id: PersonId
    ended: Ended


@dataclass(frozen=True, slots=True)
class Thread:
    session_id: SessionId
    answer_id: AnswerId
    author_id: PersonId
    opened_at: datetime
    """The session."""
    tries: tuple[Try, ...] = ()


def is_not_yet(answer: SessionAnswer) -> bool:
    """Whether it may begin a thread: rated by two or more, under 50 points, its author consents, the lead did not hide it."""
    return answer.win_back and not answer.hidden and answer.works is not None and answer.works < NORMAL_FROM


def ended(*, written: bool, closed: bool, settled: bool, score: float | None) -> Ended:
    """How a try went: `closed` without a text is a failure, a score decides, no score yet leaves it open, until it is `settled`
    that there will be none."""
    if not closed:
        return Ended.OPEN
    if not written:
        return Ended.FAILED
    if score is None:
        return Ended.VOID if settled else Ended.OPEN
    return Ended.WON if score >= NORMAL_FROM else Ended.FAILED


def is_alive(thread: Thread) -> bool:
    """Whether somebody may try now: nobody is at it, nobody has won, fewer than two have failed."""
    how = [each.ended for each in thread.tries]
    return Ended.OPEN not in how and Ended.WON not in how and how.count(Ended.FAILED) < FAILURES


def is_due(thread: Thread, now: datetime) -> bool:
    """From the ISO week after the session on."""
    return now.isocalendar()[:2] > thread.opened_at.isocalendar()[:2]


def next_thread(threads: Iterable[Thread], person_id: PersonId, now: datetime) -> Thread | None:
    """What comes to that person: never the own answer, nothing tried before, the oldest first."""
    for thread in sorted(threads, key=lambda each: (each.opened_at, each.answer_id)):
        tried = any(each.person_id == person_id and each.ended is not Ended.VOID for each in thread.tries)
        if thread.author_id != person_id and not tried and is_alive(thread) and is_due(thread, now):
            return thread
    return None
