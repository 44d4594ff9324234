"""Guards, tickets, seats and windows of the server, without a server; and PINs."""

import json
from pathlib import Path

import pytest

from trainer.domain import pins
from trainer.serving.doors import (
    COLUMNS,
    MOST_ADDRESSES,
    ROWS,
    SEAT_SECONDS,
    TICKET_SECONDS,
    TRIES_OF_ALL,
    Guard,
    Register,
    Sitter,
    Tickets,
    clamp,
)
from trainer.serving.nursery import environment


def test_five_wrong_guesses_a_minute_then_each_further_one_waits_twice_as_long() -> None:
    guard, now, waits = Guard(), 0.0, []
    for _guess in range(5):
        assert guard.wait("10.0.0.7", now) == 0
        guard.wrong("10.0.0.7", now)
    for _guess in range(5):
        waits.append(guard.wait("10.0.0.7", now))
        now += waits[-1]
        guard.wrong("10.0.0.7", now)
    assert waits == [60, 120, 240, 480, 900]
    assert guard.wait("10.0.0.8", now) == 0, "others are not kept out"


def test_guesses_a_minute_apart_are_only_guesses() -> None:
    guard = Guard()
    for guess in range(100):
        assert guard.wait("10.0.0.7", guess * 15.1) == 0
        guard.wrong("10.0.0.7", guess * 15.1)


def test_a_household_of_ipv6_is_one_address_and_all_the_world_together_is_slowed_down() -> None:
    guard = Guard()
    for guess in range(5):
        guard.wrong(f"2001:db8::{guess:x}", 0)
    assert guard.wait("2001:db8::ffff%eth0", 0) == 60
    for guess in range(TRIES_OF_ALL):
        guard.wrong(f"10.0.{guess}.1", 0)
    assert guard.wait("10.9.9.9", 0) == 60
    assert guard.wait("10.9.9.9", 61) == 0


def test_who_knows_the_code_is_not_punished_for_earlier_slips() -> None:
    guard = Guard()
    for _guess in range(4):
        guard.wrong("10.0.0.7", 0)
    guard.right("10.0.0.7")
    guard.wrong("10.0.0.7", 1)
    assert guard.wait("10.0.0.7", 1) == 0


def test_a_ticket_opens_one_seat_once_and_soon() -> None:
    tickets = Tickets()
    ticket = tickets.sign("s/1", 100.0)
    assert tickets.use(ticket, 101.0) == "s/1"
    assert tickets.use(ticket, 101.0) is None, "replayed"
    late = tickets.sign("s/1", 100.0)
    assert tickets.use(late, 100.0 + TICKET_SECONDS + 0.1) is None
    assert Tickets().use(tickets.sign("s/1", 100.0), 101.0) is None, "another server's key"
    for forged in ("", ".", "a.b", ticket[:-1] + ("0" if ticket[-1] != "0" else "1"), "é.é", "x" * 100_000):
        assert tickets.use(forged, 101.0) is None


def test_a_seat_is_known_by_its_newest_token_alone_and_for_a_working_day(tmp_path: Path) -> None:
    register = Register(tmp_path / "state" / "served.json")
    first, second = (register.admit(Sitter("s", 1, "Анна"), 100.0) for _each in range(2))
    bob = register.admit(Sitter("s", 2, "Bob"), 100.0)
    assert [register.sitter(token, 101.0) is not None for token in (first, second, "", "x")] == [
        False,
        True,
        False,
        False,
    ]
    assert register.is_taken("s", 1)
    assert not register.is_taken("t", 1)
    again = Register(tmp_path / "state" / "served.json")
    known = again.sitter(second, 101.0)
    assert known is not None
    assert (known.seat, known.name) == ("s/1", "Анна")
    kept = (tmp_path / "state" / "served.json").read_text()
    assert second not in kept
    assert again.sitter(second, 100.0 + SEAT_SECONDS - 1) is not None
    assert again.sitter(second, 100.0 + SEAT_SECONDS) is None, "a token from yesterday"
    elsewhere = again.admit(Sitter("t", 1, "Анна"), 100.0)
    again.end("s")
    assert again.sitter(bob, 101.0) is None, "its session is over"
    assert again.sitter(elsewhere, 101.0) is not None


def test_a_crowd_of_addresses_is_not_kept_in_mind_for_ever() -> None:
    guard = Guard()
    for guess in range(MOST_ADDRESSES + 50):
        guard.wrong(f"10.{guess // 250}.{guess % 250}.1", guess * 10.0)
    assert len(guard._wrong) <= MOST_ADDRESSES


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": {"name": 1}}', "\x00"])
def test_a_broken_list_of_seats_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "served.json").write_text(content)
    assert Register(tmp_path / "served.json").sitter("x", 0.0) is None


def test_windows_are_within_reason() -> None:
    assert clamp(80, 24) == (80, 24)
    assert clamp(10**9, -1) == (COLUMNS[1], ROWS[0])
    assert clamp(True, "9") == (80, 24)
    assert clamp(None, [1]) == (80, 24)


def test_a_seat_s_environment_is_an_allow_list() -> None:
    given = {
        "HOME": "/h", "LANG": "uk_UA.UTF-8", "TRAINER_DATABASE_URL": "postgresql://u:p@h/d", "PGPASSWORD": "p",
        "PATH": "/bin", "SSH_AUTH_SOCK": "/s", "EDITOR": "vi", "PYTHONPATH": "/x", "LD_PRELOAD": "/l",
    }  # fmt: skip
    assert environment(given) == {
        "HOME": "/h", "LANG": "uk_UA.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1",
    }  # fmt: skip
    assert "postgresql" not in json.dumps(environment(given))


def test_a_pin_is_six_digits_or_four_words() -> None:
    assert [pins.is_long_enough(pin) for pin in ("12345", "123456", "abcdef", "ми бачили чотири качки", "1" * 65, "")] == [
        False, True, False, True, False, False,
    ]  # fmt: skip


def test_the_same_pin_of_two_people_looks_different_and_opens_only_with_its_salt() -> None:
    one, other = pins.hash_pin("123456", b"a" * 16), pins.hash_pin("123456", b"b" * 16)
    assert one.digest != other.digest
    assert pins.matches("123456", one)
    assert not pins.matches("123457", one)
    assert (one.cost, one.block, one.lanes) == (2**15, 8, 1)
