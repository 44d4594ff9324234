"""The real seat behind the server's terminal: whatever bytes come as keys, it stays a seat, and words stay words."""

import asyncio
from pathlib import Path

from tests.serving.served import PATIENCE
from tests.support.cells import Screen, Stream
from tests.support.crowds import a_room
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.services.sessions import leading, seats, viewing
from trainer.serving.doors import Sitter
from trainer.serving.nursery import KEPT_NAMES
from trainer.serving.terminals import Terminal, Terminals
from trainer.storage.clocks import SystemClock
from trainer.storage.engine import connected
from trainer.storage.migrating import migrate
from trainer.storage.units import SqlUnitOfWork

F7, F10 = b"\x1b[18~", b"\x1b[21~"
ODD = {
    "sequences without end": (b"\x1b[", b"\x1b[12;", b"\x1b]0;pwned", b"\x1bP1$r0m"),
    "for a terminal": (b"\x1b]52;c;cHduZWQ=\x07", b"\x1bP1$r0m\x1b\\", b"\x1b[6n", b"\x1b[?1049l", b"\x1b[8;900;9000t"),
    "a terminal's answers": (b"\x1b[0n", b"\x1b[0;0R", b"\x1b[?62;1;2c", b"\x1b[?2026;2$y", b"\x1b[?2048;2$y"),
    "huge numbers": (b"\x1b[999999999999999A", b"\x1b[" + b"9" * 60 + b"A"),
    "windows": tuple(b"\x1b[48;%s;0;0t\x1b[<35;5;5M" % size for size in (b"0;0", b"-5;-5", b"999999999;99999999", b"24;80")),
    "a mouse far outside": (b"\x1b[<0;5000;5000M", b"\x1b[<0;-5;-5M", b"\x1b[<35;99999999999999999;1M", b"\x1b[M\xff\xff\xff"),
    "no characters": (b"\x1b[1114112u", b"\x1b[55296u", b"\x1b[97;1;55296u", b"\x1b[97;1;0u", b"\x1b[200;200;200;200u"),
    "bad UTF-8, C1, NUL": (b"\xff\xfe", b"\xc3", b"\xf0\x9f", b"\x9b31m", b"\xc2\x9b31m", b"\0" * 50),
    "focus": (b"\x1b[O\x1b[I" * 1000,),
    "keys that end or suspend elsewhere, undo among them": (b"\x03", b"\x1a", b"\x1c", b"\x04", b"z"),
}  # fmt: skip


class Watched:
    """A seat's terminal, and what it shows."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.screen = terminal, Screen(80, 24)
        self._stream = Stream(self.screen)
        self._showing = asyncio.ensure_future(terminal.show(self._take))

    async def _take(self, data: bytes) -> None:
        self._stream.take_in(data.replace(b"\x1b[>", b"\x1b[").replace(b"\x1b[<", b"\x1b["))

    async def see(self, words: str, why: str = "") -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while words not in "\n".join(self.screen.display):
                    assert self.terminal.code is None, why
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(why + "\n" + "\n".join(self.screen.display)) from None

    async def see_no_more(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while words in "\n".join(self.screen.display):
                await asyncio.sleep(0.02)


async def test_whatever_is_typed_it_stays_a_seat(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'trainer.db'}"
    migrate(database)
    with connected(database) as engine:
        session, lead, (ann,) = a_room(engine, 1)
        uow, clock = SqlUnitOfWork(engine), SystemClock()
        seats.join(uow, clock, session.code, ann)
        while leading.lead(uow, clock, session.id, lead, Order.NEXT).phase is not Phase.WRITE:
            pass
        terminals = Terminals(database, language="en", theme="dark")
        terminal = await terminals.open(Sitter(session.id, ann, "Ann"), f"{session.id}/{ann}", 80, 24)
        seat = Watched(terminal)
        try:
            await seat.see("F7 new")
            for number, (kind, sequences) in enumerate(ODD.items()):
                for odd in sequences:
                    terminal.type(odd)
                terminal.type(F7)
                await seat.see(f"{number + 2:<2} What would you say?", kind)
                terminal.type(f"слово{number}є".encode())
                await seat.see(f"слово{number}є", kind)
            terminal.type(b"\x1b[200~" + "без кінця".encode())
            await seat.see("без кінця", "a paste whose end never comes")
            terminal.type("ще тут".encode())
            await seat.see("ще тут")
            _look_at_the_process(terminal, database)
            for quitting in (b"\x11", F10):
                terminal.type(quitting)
                await seat.see("Quit?")
                if quitting != F10:
                    terminal.type(b"\x1b")
                    await seat.see_no_more("Quit?")
            terminal.type(b"\x1b[D\r")
            async with asyncio.timeout(PATIENCE):
                await terminal.ended.wait()
        finally:
            await terminals.close(terminal)
            await terminals.stop()
        assert terminal.code == 0
        deal = viewing.seat_view(uow, clock, session.id, ann).deal_id
        assert deal is not None
        with uow.reading():
            kept = uow.drafts.latest(deal)
        assert kept is not None
        assert any("ще тут" in each for each in kept.draft.variants)
        assert not any(character < " " and character != "\n" for each in kept.draft.variants for character in each)


def _look_at_the_process(terminal: Terminal, database: str) -> None:
    process = Path(f"/proc/{terminal.pid}")
    environ = (process / "environ").read_bytes()
    names = {each.partition(b"=")[0].decode() for each in environ.split(b"\0") if each}
    assert names <= {*KEPT_NAMES, "TERM", "COLORTERM", "PYTHONUTF8"}
    assert database.encode() not in environ + (process / "cmdline").read_bytes()
    status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines() if ":\t" in line)
    assert status["NoNewPrivs"] == "1"
    files = {int(each.name): str(each.readlink()) for each in (process / "fd").iterdir()}
    assert {files[standard].split("/")[2] for standard in (0, 1, 2)} == {"pts"}
    sockets = [each for each in files.values() if each.startswith("socket")]
    assert len(sockets) <= 2, "Textual's loop wakes itself by a pair; nothing of the server's is open"
    assert not [each for each in files.values() if each.endswith(".json")], "nor its list of seats"
    assert (process / "task" / str(terminal.pid) / "children").read_text() == "", "no shell, no editor"
