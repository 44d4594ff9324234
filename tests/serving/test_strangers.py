"""What a stranger on the same network can't do: the penetration list of docs/security.md, each against a running server."""

import asyncio
import json
import os
import re
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.serving.served import PATIENCE, Browser, Served, serving
from trainer.serving.doors import Tickets


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), seats=6) as running:
        yield running


@pytest.fixture
async def ann(served: Served) -> AsyncIterator[Browser]:
    """Sits on seat 1; whoever sat there in another test has gone."""
    served.rooms.seated.clear()
    served.rooms.pins.clear()
    served.server._register._sitters.clear()
    async with Browser(served) as browser:
        assert (await browser.sit(1)).status == 303
        yield browser


@pytest.fixture
async def stranger(served: Served) -> AsyncIterator[Browser]:
    async with Browser(served, "127.0.0.9") as browser:
        served.server.visiting.codes.right("127.0.0.9")
        yield browser


async def refused(browser: Browser, ticket: str = "x", *, origin: str | None = None) -> int:
    """The HTTP status, or the close code, with which a connection is refused."""
    try:
        line = await browser.line(ticket, origin=origin)
    except aiohttp.WSServerHandshakeError as error:
        return error.status
    return await line.closed() or 0


async def test_without_a_code_there_is_only_the_door(stranger: Browser) -> None:
    page = await (await stranger.get("/")).text()
    assert "Join code" in page
    assert "Ann" not in page
    assert (await stranger.get("/name", allow_redirects=False)).status == 303
    assert (await stranger.send("/name", {"person": "1"})).headers["Location"] == "./"
    assert (await stranger.send("/ticket")).status == 403
    assert await refused(stranger) == 403


async def test_a_forged_ticket_and_one_of_another_seat(ann: Browser, served: Served) -> None:
    good = await ann.ticket()
    body, _dot, mac = good.partition(".")
    assert await refused(ann, f"{body}.{'0' * len(mac)}") == 1008
    assert await refused(ann, "é.é") == 1008
    assert await refused(ann, Tickets(b"k" * 32).sign("s1/1", 10**9)) == 1008
    async with Browser(served) as bob:
        await bob.sit(2)
        assert await refused(bob, good) == 1008, "a ticket of Ann's opens nothing with Bob's cookie"
    assert await refused(ann, served.terminals.tickets.sign("s1/1", -100.0)) == 1008, "too old"


async def test_a_replayed_ticket(ann: Browser) -> None:
    ticket = await ann.ticket()
    line = await ann.line(ticket)
    await line.see("seat s1 1")
    await line.close()
    assert await refused(ann, ticket) == 1008


async def test_a_forged_cookie_and_the_cookie_of_an_older_seat(ann: Browser, served: Served) -> None:
    token = ann.cookies["seat"]
    async with Browser(served) as other:
        other.take_cookie(("B" if token[0] == "A" else "A") + token[1:])
        assert (await other.send("/ticket")).status == 403
        other.take_cookie(token)
        assert (await other.send("/ticket")).status == 200
        served.rooms.pins[1] = "123456"
        assert (await other.sit(1, pin="123456")).status == 303, "somebody comes back by PIN"
        assert (await ann.send("/ticket")).status == 403, "and the older cookie ends"


async def test_the_cookie_is_out_of_a_script_s_and_another_site_s_reach(ann: Browser, served: Served) -> None:
    async with Browser(served) as other:
        cookie = (await other.sit(2)).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    token = cookie.partition(";")[0].partition("=")[2]
    assert len(token) >= 43, "256 bits"
    kept = served.server._register._file
    assert kept is not None
    assert token not in kept.read_text()
    assert kept.stat().st_mode & 0o077 == 0


async def test_somebody_else_s_seat_wants_its_pin_or_the_lead_s_nod(
    ann: Browser, stranger: Browser, served: Served
) -> None:
    response = await stranger.sit(1)
    assert "One moment" in await response.text()
    assert (await stranger.send("/ticket")).status == 403
    served.rooms.pins[1] = "271828"
    statuses = [(await stranger.sit(1, pin=f"{guess:06}")).status for guess in range(7)]
    assert statuses == [403] * 5 + [429] * 2
    assert (await stranger.sit(1, pin="271828")).status == 429, "even the right one, until the wait is over"
    served.server.visiting.pins.right("person 1")
    asking = served.asked[-1]
    assert (asking.name, asking.address) == ("Ann", "127.0.0.9")
    assert served.server.grant(asking.number)
    assert not served.server.grant(asking.number)


async def test_the_lead_s_nod_lets_in(ann: Browser, stranger: Browser, served: Served) -> None:
    await stranger.sit(1)
    assert "One moment" in await (await stranger.get("/name")).text()
    served.server.grant(served.asked[-1].number)
    assert (await stranger.get("/name", allow_redirects=False)).status == 303
    assert (await stranger.send("/ticket")).status == 200


async def test_codes_can_be_tried_five_times_a_minute_then_slower(stranger: Browser, ann: Browser) -> None:
    statuses = [(await stranger.send("/code", {"code": f"GUESS{n}"})).status for n in range(8)]
    assert statuses == [403] * 5 + [429] * 3
    assert (await stranger.send("/code", {"code": "FISHES"})).status == 429
    async with Browser(stranger.served) as somebody_else:
        assert (await somebody_else.send("/code", {"code": "FISHES"})).status == 303


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/..%2fserver.py",
        "/static/%2e%2e/doors.py",
        "/static//etc/passwd",
        "/etc/passwd",
        "/static/",
        "/download/x",
    ],
)
async def test_no_path_leads_out_of_the_page(path: str, served: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.split(b" ")[1] in (b"404", b"400"), answer[:200]
    assert b"import" not in answer
    assert b"root:" not in answer


async def test_a_megabyte_is_not_read(ann: Browser) -> None:
    assert (await ann.send("/code", {"code": "x" * 1_000_000})).status == 413
    line = await ann.line()
    await line.see("seat s1 1")
    await line.socket.send_str(json.dumps(["keys", "y" * 1_000_000]))
    assert await line.closed() == 1009


async def test_what_is_no_message_of_ours_ends_the_line(ann: Browser) -> None:
    for words in ("[", "[" * 5000, '["shell", "ls"]', '{"keys": "x"}', '["keys", 5]', '["size", "a", 1]'):
        line = await ann.line()
        await line.see("seat s1 1")
        await line.socket.send_str(words)
        assert await line.closed() == 1003, words


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "http://127.0.0.1:1", "http://localhost.evil.example"]
)
async def test_another_page_s_origin(origin: str, ann: Browser) -> None:
    assert await refused(ann, "x", origin=origin) == 403
    assert (await ann.send("/ticket", Origin=origin)).status == 403
    assert (await ann.send("/code", {"code": "FISHES"}, Origin=origin)).status == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.7", "[", ""])
async def test_another_host_name_is_dns_rebinding(host: str, served: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.split(b" ")[1] in (b"403", b"400")


@pytest.mark.parametrize("name", ["Eve\x1b[2J", "\u202eevE", "Eve\x00", "Eve\x9b31m"])
async def test_a_name_with_control_characters(name: str, stranger: Browser, served: Served) -> None:
    before = dict(served.rooms.people)
    assert (await stranger.send("/code", {"code": "fishes"})).status == 303
    assert (await stranger.send("/name", {"new": name})).status == 400
    assert served.rooms.people == before


async def test_a_name_is_text_on_the_page_never_markup(stranger: Browser) -> None:
    await stranger.send("/code", {"code": "fishes"})
    page = await (await stranger.get("/name")).text()
    assert "&lt;b&gt;Eve&lt;/b&gt;" in page
    assert "<b>Eve" not in page


@pytest.mark.parametrize(
    ("asked", "given"), [((20000, 20000), (400, 120)), ((0, -3), (20, 5)), ((80.5, "x"), (80, 24))]
)
async def test_a_window_is_clamped(asked: tuple[int, int], given: tuple[int, int], ann: Browser) -> None:
    line = await ann.line(size=asked)
    await line.see("seat s1 1")
    await line.type("s")
    await line.see(f"columns={given[0]}, lines={given[1]}")
    await line.socket.send_str(json.dumps(["size", 10**9, 10**9]))
    await line.type("s")
    await line.see("columns=400, lines=120")
    await line.close()


async def test_five_hundred_connections_and_the_seat_still_answers(ann: Browser, served: Served) -> None:
    line = await ann.line()
    await line.see("seat s1 1")
    crowd = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(500)]
    try:
        await line.type("w")
        await line.see("w\r\n")
        turned_away = 0
        async with asyncio.timeout(PATIENCE):
            while turned_away < 500 - (4 * 6 + 60):
                turned_away += sum(_first_bytes(each).startswith(b"HTTP/1.1 503") for each in crowd)
                await asyncio.sleep(0.05)
    finally:
        for each in crowd:
            each.close()
    await line.type("v")
    await line.see("v\r\n")
    await line.close()


def _first_bytes(connection: socket.socket) -> bytes:
    connection.setblocking(False)
    try:
        return connection.recv(64)
    except BlockingIOError:
        return b""


async def test_no_more_seats_than_there_are(served: Served, ann: Browser) -> None:
    served.rooms.people.update({key: f"P{key}" for key in range(10, 17)})
    browsers = [Browser(served) for _ in range(7)]
    try:
        lines = []
        for person, browser in enumerate(browsers[:6], start=10):
            await browser.sit(person)
            lines.append(await browser.line())
            await lines[-1].see("seat s1")
        await browsers[6].sit(16)
        assert await refused(browsers[6]) == 503
        for line in lines:
            await line.close()
    finally:
        for browser in browsers:
            await browser.close()


async def test_the_program_sees_a_dozen_names_and_no_address_of_a_database(ann: Browser, served: Served) -> None:
    assert os.environ.get("PATH")
    line = await ann.line()
    await line.see("seat s1 1")
    pid = int(line.seen.partition("pid ")[2].split()[0])
    await line.type("e")
    seen = await line.see("}")
    environment = json.loads(seen[seen.index("{") : seen.index("}") + 1])
    assert set(environment) <= {
        "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TRAINER_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME",
        "XDG_CONFIG_HOME", "TERM", "COLORTERM", "PYTHONUTF8",
    }  # fmt: skip
    line.seen = ""
    await line.type("f")
    seen = await line.see("}")
    files = json.loads(seen[seen.index("{") : seen.index("}") + 1])
    assert {kind.partition(":")[0] for key, kind in files.items() if int(key) > 2} <= {"pipe", "/proc/self/fd"} | {
        kind for kind in files.values() if kind.startswith("/proc/")
    }
    assert all(files[standard].startswith("/dev/pts/") for standard in "012")
    arguments = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
    assert str(served.kept).encode() not in arguments
    await line.close()


async def test_the_page_loads_nothing_from_elsewhere(ann: Browser) -> None:
    response = await ann.get("/")
    page = await response.text()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    names = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert set(names) == {"data:,", "static/page.css", "static/xterm.css", "static/terminal.js"}
    for name in ("page.css", "xterm.css", "terminal.js"):
        text = await (await ann.get(f"/static/{name}")).text()
        assert not re.search(r"(?:url\(|import .*from )\W*(?:https?:)?//", text), name
        for file in re.findall(r'url\("([^"]+)"\)|from "\./([^"]+)"', text):
            assert (await ann.get("/static/" + "".join(file))).status == 200, file
