"""Twenty-five browser seats in one session: memory a seat, how soon a key shows, whether the lead's console stays quick.

    python -m tests.benchmarks.browsers [--seats 25] [--keys 20]

A client here is what a browser's page is to the server: a cookie, a ticket, a WebSocket. Memory is PSS (pages that several
share are shared out), of the seats' processes and the nursery they are forked from.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import aiohttp

from tests.end_to_end.served import Host, hosting
from tests.serving.served import Browser
from trainer.domain.phases import Phase
from trainer.services.sessions.viewing import lead_view


@dataclass(frozen=True, slots=True)
class Told:
    seats: int
    pss_a_seat: float
    """MB, the nursery's share included."""
    rest: float
    """MB of the server itself."""
    key_p50: float
    key_p95: float
    """Milliseconds from the key to its letter on the wire."""
    lead_p95: float
    """Milliseconds for the lead's whole view."""


class Steady:
    """A line that is read all the time, as a page does."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket, self.seen, self._more = socket, "", asyncio.Event()
        self._reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for message in self.socket:
            self.seen += message.data.decode("utf-8", "replace")
            self._more.set()

    async def see(self, wanted: str) -> None:
        async with asyncio.timeout(60):
            while wanted not in self.seen:
                self._more.clear()
                await self._more.wait()

    async def type(self, keys: str) -> None:
        await self.socket.send_str(json.dumps(["keys", keys]))

    async def close(self) -> None:
        await self.socket.close()
        await self._reading


async def measure(host: Host, seats: int, keys: int) -> Told:
    """Everybody comes in, then everybody types at a pace of their own while the lead's view is asked for."""
    served = SimpleNamespace(url=host.url.rstrip("/"))
    browsers = [Browser(served, f"127.0.1.{number + 1}") for number in range(seats)]
    lines: list[Steady] = []
    for number, browser in enumerate(browsers):
        assert (await browser.send("/code", {"code": host.code})).status == 303
        assert (await browser.send("/name", {"new": f"Seat {number:02}"})).status == 303
        lines.append(Steady((await browser.line(size=(100, 30))).socket))
    for line in lines:
        await line.see("You are in")
    await asyncio.to_thread(host.go_to, Phase.WRITE)
    for line in lines:
        await line.see("F7")
    await asyncio.sleep(3)
    for line in lines:
        line.seen = ""
    lead: list[float] = []
    writing = [asyncio.ensure_future(_type(line, number, keys)) for number, line in enumerate(lines)]
    while not all(each.done() for each in writing):
        asked = time.perf_counter()
        await asyncio.to_thread(host.trainer.run, lead_view, host.session.id, host.lead.id)
        lead.append(time.perf_counter() - asked)
        await asyncio.sleep(0.5)
    times = sorted(time for each in writing for time in each.result())
    nursery = _children(host.served.process.pid)
    programs = [child for each in nursery for child in _children(each)]
    shared = sum(_pss(each) for each in (*nursery, *programs))
    told = Told(
        seats=len(programs),
        pss_a_seat=shared / len(programs),
        rest=_pss(host.served.process.pid),
        key_p50=_share(times, 0.5),
        key_p95=_share(times, 0.95),
        lead_p95=_share(sorted(lead), 0.95),
    )
    for line in lines:
        await line.close()
    for browser in browsers:
        await browser.close()
    return told


async def _type(line: Steady, number: int, keys: int) -> list[float]:
    """Letters at two a second; each is awaited on the wire."""
    times = []
    await asyncio.sleep(number / 50)
    for turn in range(keys):
        letter = "щюґїєжбфцчшйхз"[turn % 14]
        line.seen = ""
        pressed = time.perf_counter()
        await line.type(letter)
        await line.see(letter)
        times.append(time.perf_counter() - pressed)
        await asyncio.sleep(max(0.0, 0.5 - times[-1]))
    return times


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(each) for task in tasks for each in task.read_text().split()]


def _pss(pid: int) -> float:
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(next(line for line in rolled.splitlines() if line.startswith("Pss:")).split()[1]) / 1024


def _share(times: list[float], share: float) -> float:
    return 1000 * times[min(len(times) - 1, int(share * len(times)))]


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seats", type=int, default=25)
    arguments.add_argument("--keys", type=int, default=20)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRAINER_HOME"] = folder
        with hosting(Path(folder), ["Olena"]) as host:
            told = asyncio.run(measure(host, given.seats, given.keys))
    print(  # noqa: T201 - a report
        f"{told.seats} seats: {told.pss_a_seat:.1f} MB PSS a seat, all processes counted but the server's {told.rest:.0f}; "
        f"a key p50 {told.key_p50:.0f} ms, p95 {told.key_p95:.0f} ms; the lead's view p95 {told.lead_p95:.0f} ms"
    )


if __name__ == "__main__":
    main()
