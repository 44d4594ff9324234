"""The database thread: in order, never cancelled, flushed."""

import asyncio
import threading

import pytest

from trainer.tui.dbthread import DatabaseThread


async def test_calls_are_carried_out_in_the_order_they_were_made() -> None:
    database, done = DatabaseThread(), list[int]()
    await asyncio.gather(*(database.call(done.append, n) for n in range(50)))
    database.close()
    assert done == list(range(50))


async def test_a_write_is_carried_out_though_nobody_waits_for_it_any_more() -> None:
    database, done, gate = DatabaseThread(), list[str](), threading.Event()
    blocking = asyncio.create_task(database.call(gate.wait))
    waiting = asyncio.create_task(database.call(done.append, "saved"))
    await asyncio.sleep(0)
    waiting.cancel()
    gate.set()
    await blocking
    assert database.flush(5)
    database.close()
    assert done == ["saved"]


async def test_an_error_comes_back_to_the_caller() -> None:
    database = DatabaseThread()
    with pytest.raises(KeyError):
        await database.call(dict[str, int]().__getitem__, "nothing")
    database.close()


async def test_flush_says_when_something_is_left() -> None:
    database, gate = DatabaseThread(), threading.Event()
    database.start(gate.wait)
    assert not database.flush(0.01)
    gate.set()
    assert database.flush(5)
    database.close()
