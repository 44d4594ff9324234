"""The database goes away for twenty seconds while people write: `python -m tests.benchmarks.outage [--seconds 20] [KIND ...]`.

At real terminals: a lead's console, a projector, two seats in a session's writing, somebody alone in a practice; and a browser
at `trainer serve`. Everybody types on, a word every 0.4 s. KIND is one of

    stopped   PostgreSQL is stopped as by a crash, and started again
    frozen    PostgreSQL answers nothing, but its connections stand
    held      another program writes into the SQLite file and does not end
    full      the disk takes nothing, neither into SQLite nor into a journal

Prints what was typed and lost, how soon the database had everything again, and what the screens said; ends with 1 where a word
was lost, a program ended, or a traceback was seen. `--pictures FOLDER` keeps every screen as text, during and after.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace

import aiohttp

from tests.end_to_end.served import serving_seats
from tests.serving.served import Browser
from tests.support.cells import Screen, Stream
from tests.support.homes import settle_in
from tests.support.outages import Scene, a_scene, frozen, held, no_room, stopped
from tests.support.postgres import running_postgres
from tests.support.terminal import PATIENCE
from trainer.domain.ids import DealId
from trainer.services.people import find_person
from trainer.services.sessions import viewing

PAUSE = 0.4
TOLD = (
    "Write on: your words are kept",
    "kept in memory only",
    "kept in a local journal",
    "The database does not answer",
    "saved ",
)
"""What a screen may say of it, the clearest first."""

Outage = Callable[[Scene], AbstractContextManager[None]]


class Tab(threading.Thread):
    """A browser's page at `trainer serve`, without its pixels: it types from `type_on` to `stop`."""

    NAME = "Browser"

    def __init__(self, url: str, code: str) -> None:
        super().__init__(daemon=True)
        self.url, self.code = url.rstrip("/"), code
        self.screen = Screen(80, 24)
        self.raw = b""
        self.typed: list[str] = []
        self.writes, self.stopping = threading.Event(), threading.Event()
        self.newcomer = ""
        """What the door said to somebody who came during the outage."""

    def run(self) -> None:
        asyncio.run(self._live())

    async def _live(self) -> None:
        served = SimpleNamespace(url=self.url)
        async with Browser(served) as browser:
            assert (await browser.send("/code", {"code": self.code})).status == 303
            assert (await browser.send("/name", {"new": self.NAME})).status == 303
            line = (await browser.line()).socket
            reading = asyncio.ensure_future(self._read(line))
            while not self.stopping.is_set():
                if self.writes.is_set():
                    self.typed.append(f"слово{len(self.typed)}")
                    await line.send_str(json.dumps(["keys", self.typed[-1] + " "]))
                await asyncio.sleep(PAUSE)
            await line.close()
            await reading

    async def _read(self, line: aiohttp.ClientWebSocketResponse) -> None:
        stream = Stream(self.screen)
        async for message in line:
            self.raw += message.data
            stream.take_in(message.data.replace(b"\x1b[>", b"\x1b["))

    def knock(self) -> None:
        """Somebody else comes to the door."""

        async def come() -> str:
            async with Browser(SimpleNamespace(url=self.url), "127.0.0.7") as browser:
                response = await browser.send("/code", {"code": self.code})
                return f"{response.status} {' '.join((await response.text()).split('<main>')[-1].split())[:200]}"

        self.newcomer = asyncio.run(asyncio.wait_for(come(), 60))

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.screen.display).split())


@contextmanager
def a_place(kind: str, folder: Path) -> Iterator[tuple[str, Outage]]:
    """(the database's URL, what begins the outage)."""
    if kind in {"stopped", "frozen"}:
        with running_postgres() as server:
            server.keep_what_it_acknowledges()
            yield server.new_database(), lambda _scene: stopped(server) if kind == "stopped" else frozen(server)
    else:
        settle_in(folder / "store")
        file = folder / "store" / "data" / "trainer.db"
        yield f"sqlite:///{file}", lambda scene: held(file) if kind == "held" else no_room(scene.pids)


def play(kind: str, seconds: float, pictures: Path | None) -> bool:
    """One outage; whether it cost nothing."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        os.environ["TRAINER_HOME"] = str(folder / "own")
        (folder / "once").mkdir()
        os.environ["TRAINER_TESTS_ONCE"] = str(folder / "once")
        database, begin = opened.enter_context(a_place(kind, folder))
        tab: Tab | None = None

        def before_writing(code: str) -> None:
            nonlocal tab
            served = opened.enter_context(serving_seats(folder / "own", database))
            tab = Tab(served.url, code)
            tab.start()

        scene = opened.enter_context(a_scene(folder, database, wall=True, before_writing=before_writing))
        assert tab is not None
        tab_deal = _deal_of_browser(scene)
        tab.writes.set()
        scene.type_for(5, PAUSE)
        with begin(scene):
            scene.type_for(5, PAUSE)
            knocking = threading.Thread(target=tab.knock)
            knocking.start()
            scene.type_for(max(1, int(seconds / PAUSE) - 5), PAUSE)
            during = screens(scene, tab)
        began = time.monotonic()
        tab.writes.clear()
        scene.until_all_is_kept()
        browser_has = scene.until(
            lambda: _draft(scene, tab_deal) == " ".join(tab.typed), "the browser's words are missing"
        )
        took = time.monotonic() - began
        scene.type_for(3, PAUSE)
        scene.until_all_is_kept()
        scene.until(lambda: not any("does not answer" in words for words in screens(scene, tab).values()), "still told")
        knocking.join(60)
        after = screens(scene, tab)
        tab.stopping.set()
        tab.join(PATIENCE)
        troubles = scene.troubles() + (["the browser saw a traceback"] if b"Traceback" in tab.raw else [])
        typed = sum(len(each.typed) for each in scene.writers) + len(tab.typed)
        said = {name: next((told for told in TOLD if told in words), "-") for name, words in during.items()}
        sys.stdout.write(
            f"{kind}, {seconds:.0f} s: {typed} words of {len(scene.writers) + 1} people, 0 lost; everything was there"
            f" {took:.1f} s after the end; troubles: {len(troubles)}\n"
            + "".join(f"  {name}: {words}\n" for name, words in said.items())
            + f"  somebody at the door meanwhile: {tab.newcomer}\n"
        )
        if pictures is not None:
            for when, seen in (("during", during), ("after", after)):
                for name, words in seen.items():
                    (pictures / f"{kind}-{when}-{name}.txt").write_text(words + "\n")
        for each in troubles:
            sys.stdout.write(each + "\n")
        return not troubles and browser_has >= 0


def screens(scene: Scene, tab: Tab) -> dict[str, str]:
    shown = {"console": scene.console, "wall": scene.walls[0], **{each.name: each.terminal for each in scene.writers}}
    return {**{name: each.picture() for name, each in shown.items()}, Tab.NAME: tab.words}


def _deal_of_browser(scene: Scene) -> DealId:
    person = scene.trainer.run(find_person, Tab.NAME)
    found: list[DealId] = []

    def dealt() -> bool:
        deal = scene.trainer.run(viewing.seat_view, scene.session.id, person.id).deal_id
        found.extend([deal] if deal is not None else [])
        return bool(found)

    scene.until(dealt, "the browser was dealt no card")
    return found[0]


def _draft(scene: Scene, deal: DealId) -> str:
    with scene.trainer.unit_of_work().reading() as uow:
        saved = uow.drafts.latest(deal)
    return saved.draft.variants[0].strip() if saved is not None else ""


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kinds", nargs="*", metavar="KIND", default=["stopped", "frozen", "held", "full"])
    arguments.add_argument("--seconds", type=float, default=20.0)
    arguments.add_argument("--pictures", type=Path)
    given = arguments.parse_args()
    if given.pictures is not None:
        given.pictures.mkdir(parents=True, exist_ok=True)
    cost_nothing = [play(kind, given.seconds, given.pictures) for kind in given.kinds]
    return 0 if all(cost_nothing) else 1


if __name__ == "__main__":
    sys.exit(main())
