"""A seat over its life: the way back to it, its program's end, and nothing left behind."""

import asyncio
import os
import re
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.serving.served import PATIENCE, Browser, Line, Served, serving
from trainer.serving import lines, nursery, terminals


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), hung_seconds=1.5) as running:
        yield running


@pytest.fixture
async def ann(served: Served) -> AsyncIterator[Browser]:
    served.rooms.seated.clear()
    served.server._register._sitters.clear()
    async with asyncio.timeout(PATIENCE):
        while served.terminals.by_seat:  # programs of the test before still end
            await asyncio.sleep(0.02)
    for kept in served.kept.parent.glob("kept-*"):
        kept.unlink()
    async with Browser(served) as browser:
        assert (await browser.sit(1)).status == 303
        yield browser


async def pid_of(line: Line) -> int:
    found = re.search(r"pid (\d+)", await line.see("]"))
    assert found is not None
    return int(found[1])


async def gone(pid: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while Path(f"/proc/{pid}").exists():
            await asyncio.sleep(0.02)


async def test_a_closed_tab_comes_back_to_the_same_words(ann: Browser) -> None:
    line = await ann.line()
    pid = await pid_of(line)
    await line.type("Чайник")
    await line.see("к\r\n")
    await line.close()
    await gone(pid)
    again = await ann.line()
    await again.see("[Чайник]")
    await again.close()


async def test_a_second_window_takes_the_seat_over_with_its_words(ann: Browser) -> None:
    first = await ann.line()
    await first.see("]")
    await first.type("Ідея")
    await first.see("я\r\n")
    second = await ann.line()
    assert await first.closed() == 4001
    await second.see("[Ідея]")
    await second.close()


async def test_a_reset_connection_ends_the_program_and_keeps_the_words(ann: Browser, served: Served) -> None:
    line = await ann.line()
    pid = await pid_of(line)
    await line.type("z")
    await line.see("z\r\n")
    transport = line.socket._response.connection.transport  # type: ignore[union-attr]
    transport.abort()  # type: ignore[union-attr]
    await gone(pid)
    assert Path(f"{served.kept}-1").read_text() == "z"
    await line.close()


async def test_getting_up_is_told_from_breaking(ann: Browser) -> None:
    line = await ann.line()
    await line.see("]")
    await line.type("q")
    assert await line.closed() == 4000
    line = await ann.line()
    await line.see("]")
    await line.type("x")
    assert await line.closed() == 1011, "the page tries again"


async def test_a_program_that_hangs_is_killed_and_its_seat_is_free_again(ann: Browser, served: Served) -> None:
    line = await ann.line()
    pid = await pid_of(line)
    await line.type("h")
    await line.see("hanging")
    assert nursery.HUNG_SECONDS == 10, "here it is less, to save time"
    assert await line.closed() == 1011, "it beats no more: killed though nobody hung up"
    await gone(pid)
    line = await ann.line()
    await line.see("]")
    await line.close()


async def test_nobody_types_for_half_an_hour(ann: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "IDLE_SECONDS", 0.3)
    line = await ann.line()
    pid = await pid_of(line)
    assert await line.closed() == 4004
    await gone(pid)


async def test_the_server_that_starts_again_knows_its_seats(ann: Browser, served: Served) -> None:
    from trainer.serving.doors import Register

    known = Register(served.kept.parent / "seats.json").sitter(ann.cookies["seat"], time.time())
    assert known is not None
    assert (known.session_id, known.person_id, known.name) == ("s1", 1, "Ann")


async def test_a_nursery_that_dies_is_started_again(ann: Browser, served: Served) -> None:
    line = await ann.line()
    pid = await pid_of(line)
    process = served.terminals._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    await line.closed()
    await gone(pid)  # no orphan: the kernel ends a child with its parent
    line = await ann.line()
    await line.see("]")
    await line.close()


async def test_the_server_stops_in_spite_of_one_that_hangs_and_leaves_nobody_behind(tmp_path: Path) -> None:
    """It gives a program three seconds to end; a busy machine takes some more, but less than when it gives up waiting."""
    with serving(tmp_path) as served:
        browsers = [Browser(served) for _ in range(3)]
        pids = []
        for person, browser in enumerate(browsers, start=1):
            await browser.sit(person)
            line = await browser.line()
            pids.append(await pid_of(line))
        await line.type("h")  # one hangs
        await line.see("hanging")
        began = time.monotonic()
        stopping = asyncio.wrap_future(asyncio.run_coroutine_threadsafe(served.server.stop(), served.loop))
        await stopping
        assert time.monotonic() - began < terminals.ENDING_SECONDS
        for pid in pids:
            await gone(pid)
        for browser in browsers:
            await browser.close()
