"""What a stranger tries who knows how the door works: many at once, slowly, by another's address, with yesterday's cookie."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.serving.served import Browser, Served, serving
from trainer.serving import gates, lines

FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), seats=4) as running:
        yield running


@pytest.fixture
async def stranger(served: Served) -> AsyncIterator[Browser]:
    served.rooms.seated.clear()
    served.rooms.over = served.rooms.away = False
    served.server._register._sitters.clear()
    for guard in (served.server.visiting.codes, served.server.visiting.pins, served.server.visiting.wishes):
        guard._wrong.clear()
        guard._shut.clear()
    async with Browser(served, "127.0.0.9") as browser:
        yield browser


async def answer(served: Served, *lines_sent: str) -> bytes:
    """What comes back for a request written by hand, until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write("\r\n".join(lines_sent).encode())
    try:
        return await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()


async def test_of_forty_codes_at_once_five_are_looked_at(stranger: Browser) -> None:
    answers = await asyncio.gather(*(stranger.send("/code", {"code": f"GUESS{n}"}) for n in range(40)))
    assert sorted(each.status for each in answers) == [403] * 5 + [429] * 35


async def test_of_twenty_pins_at_once_five_are_looked_at(stranger: Browser, served: Served) -> None:
    served.rooms.pins[1] = "271828"
    try:
        await stranger.send("/code", {"code": "fishes"})
        tries = (stranger.send("/name", {"person": "1", "pin": f"{n:06}"}) for n in range(20))
        answers = await asyncio.gather(*tries)
    finally:
        served.rooms.pins.clear()
    assert sorted(each.status for each in answers) == [403] * 5 + [429] * 15


async def test_another_address_in_a_header_is_not_another_address(stranger: Browser) -> None:
    statuses = []
    for guess in range(8):
        claimed = {name: f"for=10.0.0.{guess}" if name == "Forwarded" else f"10.0.0.{guess}" for name in FORWARDED}
        statuses.append((await stranger.send("/code", {"code": "GUESS"}, **claimed)).status)
    assert statuses == [403] * 5 + [429] * 3


async def test_a_cookie_of_a_session_that_is_over_opens_nothing(stranger: Browser, served: Served) -> None:
    await stranger.sit(1)
    ticket = await stranger.ticket()
    served.rooms.over = True
    assert "Join code" in await (await stranger.get("/")).text()
    assert (await stranger.send("/ticket")).status == 403
    served.rooms.over = False
    assert (await stranger.send("/ticket")).status == 403, "it has ended for good"
    with pytest.raises(Exception, match="403"):
        await stranger.line(ticket)


async def test_a_database_that_is_away_is_told_without_its_address(stranger: Browser, served: Served) -> None:
    await stranger.sit(1)
    served.rooms.away = True
    refused = await stranger.send("/code", {"code": "fishes"})
    assert refused.status == 503
    page = await refused.text()
    assert "does not answer just now" in page
    assert "secret" not in page
    assert "postgresql" not in page
    assert (await stranger.send("/ticket")).status == 200, "who sits there keeps the seat, which says the same"


async def test_the_lead_is_asked_once_by_each_and_five_times_a_minute_by_one_address(
    stranger: Browser, served: Served
) -> None:
    served.rooms.seated.update({1, 2})
    before = len(served.asked)
    for _again in range(3):
        assert "One moment" in await (await stranger.sit(1)).text()
        assert "One moment" in await (await stranger.send("/name", {"person": "1"})).text()
    assert len(served.asked) - before == 3
    statuses = [(await stranger.send("/name", {"person": person})).status for person in "21222"]
    assert statuses == [200, 200, 429, 429, 429]
    assert len(served.server.visiting._askings) <= 3, "what a visitor wished before is forgotten"


async def test_with_a_code_nobody_fills_the_team_list(stranger: Browser, served: Served) -> None:
    before = dict(served.rooms.people)
    statuses = []
    for name in ("Ada", "Bea", "Cy", "Di", "Em"):
        await stranger.send("/code", {"code": "fishes"})
        statuses.append((await stranger.send("/name", {"new": name})).status)
    assert statuses == [303] * 4 + [400], "as many as there are seats"
    served.rooms.people = before


async def test_who_is_slow_on_purpose_is_cut(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "SILENT_SECONDS", 0.2)
    monkeypatch.setattr(gates, "ASKING_SECONDS", 0.2)
    here = f"localhost:{served.port}"
    head = ("POST /code HTTP/1.1", f"Host: {here}", f"Origin: http://{here}")
    cut = await asyncio.gather(
        answer(served, ""),  # says nothing at all
        answer(served, "GET / HTTP/1.1", "Host: loc"),  # a head that never ends
        answer(served, *head, "Content-Type: application/x-www-form-urlencoded", "Content-Length: 900", "", "code="),
        answer(served, "GET / HTTP/1.1", "Host: localhost", "", ""),  # asks once and keeps the line
        return_exceptions=True,
    )
    for each in cut:
        assert isinstance(each, ConnectionError) or (isinstance(each, bytes) and each[:12] in (b"", b"HTTP/1.1 200")), (
            each
        )
    assert served.server.gate is not None
    async with asyncio.timeout(20):
        while served.server.gate._open:
            await asyncio.sleep(0.05)


async def test_a_line_whose_first_word_does_not_come_is_closed(
    stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "FIRST_WORD_SECONDS", 0.2)
    await stranger.sit(1)
    socket = await stranger.session.ws_connect("/seat", headers={"Origin": stranger.served.url})
    async with asyncio.timeout(20):
        await socket.receive()
    assert socket.close_code == 1008


@pytest.mark.parametrize(
    ("lines_sent", "statuses"),
    [
        (("GET / HTTP/1.1", "Host: localhost", f"X: {'y' * 20_000}"), (b"400",)),
        (("GET / HTTP/1.1", "Host: localhost", *(f"X-{n}: y" for n in range(1000))), (b"400",)),
        (("GET /?" + "q" * 20_000 + " HTTP/1.1", "Host: localhost"), (b"400", b"414")),
        (("GET / HTTP/1.1", "Host: localhost", "Host: evil.example"), (b"400", b"403")),
        (("GET / HTTP/1.1", "Host: evil.example", "X-Forwarded-Host: localhost"), (b"403",)),
        (("GET http://evil.example/ HTTP/1.1", "Host: evil.example"), (b"403",)),
        (("GET / HTTP/1.1", "Host: localhost@evil.example"), (b"403", b"400")),
        (("GET / HTTP/1.1", "Host: LOCALHOST."), (b"403",)),
        (("GET / HTTP/1.0",), (b"403", b"400")),
        (("TRACE / HTTP/1.1", "Host: localhost"), (b"405",)),
        (("CONNECT evil.example:80 HTTP/1.1", "Host: localhost"), (b"404", b"405", b"400", b"403")),
        (("POST /code HTTP/1.1", "Host: localhost", "Content-Length: 4", "Transfer-Encoding: chunked"), (b"400",)),
    ],
)
async def test_a_crooked_request_is_refused(
    lines_sent: tuple[str, ...], statuses: tuple[bytes, ...], served: Served
) -> None:
    told = await answer(served, *lines_sent, "Connection: close", "", "")
    assert told.split(b" ")[1] in statuses, told[:300]
    assert b"Traceback" not in told
