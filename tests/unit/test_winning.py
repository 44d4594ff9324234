"""Winning a customer back: how a try went, and when its thread ends. Source: sessions (after)."""

from datetime import UTC, datetime

import pytest

from trainer.domain.ids import AnswerId, PersonId, SessionId
from trainer.domain.winning import Ended, Thread, Try, ended, is_alive

SESSION = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "closed", "settled", "score", "how"),
    [
        (True, False, False, None, Ended.OPEN),
        (False, True, True, None, Ended.FAILED),  # passed, or time was up
        (True, True, False, None, Ended.OPEN),  # colleagues are still asked
        (True, True, True, None, Ended.VOID),  # nobody rated it within seven days
        (True, True, True, 49.9, Ended.FAILED),
        (True, True, True, 50.0, Ended.WON),
    ],
)
def test_how_a_try_went(written: bool, closed: bool, settled: bool, score: float | None, how: Ended) -> None:
    assert ended(written=written, closed=closed, settled=settled, score=score) is how


@pytest.mark.parametrize(
    ("tries", "alive"),
    [
        ((), True),
        ((Ended.FAILED,), True),
        ((Ended.VOID, Ended.VOID, Ended.FAILED), True),  # what nobody rated ends nothing
        ((Ended.FAILED, Ended.FAILED), False),
        ((Ended.WON,), False),
        ((Ended.FAILED, Ended.OPEN), False),
    ],
)
def test_a_thread_ends_with_a_success_or_two_failures(tries: tuple[Ended, ...], alive: bool) -> None:
    done = tuple(Try(PersonId(place), each) for place, each in enumerate(tries, 2))
    assert is_alive(Thread(SessionId("s"), AnswerId("a"), PersonId(1), SESSION, done)) is alive
