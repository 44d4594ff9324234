"""`trainer serve` says where the page is: quietly on this machine alone, with a warning and the join code on a network."""

import asyncio
from typing import cast

import pytest

from tests.serving.served import TableRooms
from trainer.cli import serve
from trainer.cli.main import run
from trainer.serving.rooms import DatabaseRooms


def announced(host: str, rooms: TableRooms, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    asyncio.run(serve._announce(cast("DatabaseRooms", rooms), host, 8123))
    said = capsys.readouterr()
    return said.out, said.err


def test_on_this_machine_alone_there_is_nothing_to_warn_of(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = announced("127.0.0.1", TableRooms(), capsys)
    assert "http://127.0.0.1:8123/" in out
    assert "Join code: FISHES" in out
    assert err == ""


def test_on_a_network_the_warning_comes_first_and_the_address_is_one_that_others_can_type(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_own_names", lambda _host: ["lead-laptop", "192.0.2.7", "2001:db8::7"])
    out, err = announced("0.0.0.0", TableRooms(), capsys)
    assert "Warning: everybody on this network" in err
    assert "http://192.0.2.7:8123/" in out
    assert "http://[2001:db8::7]:8123/" in out
    assert "Join code: FISHES" in out


def test_by_default_only_loopback_is_listened_on() -> None:
    assert next(each.default for each in serve.serve.params if each.name == "host") == "127.0.0.1"
    assert [serve._is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.0.2.7", "lead-laptop")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_port_that_is_taken_is_one_line(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import socket

    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert run(["--lang", "en", "serve", "--port", str(other.getsockname()[1])]) == 2
    assert "Try --port 0" in capsys.readouterr().err


def test_the_script_of_roles_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "data", "roles"]) == 0
    assert "CREATE ROLE trainer_seat" in capsys.readouterr().out
