"""Seats by OpenSSH on loopback, as docs/ssh.md says: the key says who sits there, nothing else starts, a hang-up saves."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.colleagues import meet
from tests.support.terminal import PATIENCE, ROOT, Terminal

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = [
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.skipif(
        SSHD is None or shutil.which("ssh") is None or os.geteuid() != 0, reason="wants sshd, ssh and root"
    ),
]


@dataclass
class Door:
    home: Path
    port: int
    key: Path

    def ssh(self, *words: str) -> list[str]:
        options = (
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "IdentitiesOnly=yes",
            "BatchMode=yes",
        )
        return [
            "ssh", "-p", str(self.port), "-i", str(self.key), *(part for each in options for part in ("-o", each)),
            *words[:1], "root@127.0.0.1", *words[1:],
        ]  # fmt: skip

    def drafts(self) -> list[str]:
        with closing(sqlite3.connect(self.home / "data" / "trainer.db")) as connection:
            return [row[0] for row in connection.execute("SELECT variants FROM draft ORDER BY saved_at, seq")]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("ssh")
    home = folder / "home"
    meet(home, "Olena", "Bohdan")
    for name in ("host", "olena", "nameless"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    seat = folder / "trainer-seat"
    seat.write_text(
        f"""#!/bin/sh
test -n "$TRAINER_NAME" || {{ echo "This key has no name."; exit 1; }}
exec env -i HOME={home} TERM="$TERM" LANG=C.UTF-8 TRAINER_HOME={home} PYTHONPATH={ROOT} \\
    {sys.executable} -m trainer --lang en --as "$TRAINER_NAME"
"""
    )
    seat.chmod(0o755)
    keys = folder / "authorized_keys"
    keys.write_text(
        f'restrict,pty,environment="TRAINER_NAME=Olena" {(folder / "olena.pub").read_text()}'
        f"restrict,pty {(folder / 'nameless.pub').read_text()}"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = folder / "sshd_config"
    settings.write_text(
        f"""Port {port}
ListenAddress 127.0.0.1
HostKey {folder / "host"}
PidFile none
AuthorizedKeysFile {keys}
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
ForceCommand {seat}
PermitUserEnvironment TRAINER_NAME
AllowTcpForwarding no
AllowAgentForwarding no
X11Forwarding no
UsePAM no
ClientAliveInterval 5
ClientAliveCountMax 3
"""
    )
    Path("/run/sshd").mkdir(exist_ok=True)
    assert SSHD is not None
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", str(settings)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Door(home, port, folder / "olena")
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("sshd does not listen")


def test_the_key_says_who_sits_there_and_a_hang_up_saves_the_words(door: Door, tmp_path: Path) -> None:
    with Terminal(door.ssh("-t"), home=tmp_path, size=(80, 24)) as terminal:
        terminal.see("Olena")
        terminal.see("Enter")
        terminal.press("enter")
        terminal.see(re.compile(r"0[0-9]:[0-5][0-9]"))
        terminal.type("Чайник свистить")
        terminal.see("свистить")
        terminal.hang_up()
        terminal.wait()
    give_up = time.monotonic() + PATIENCE
    while not any("свистить" in each.encode().decode("unicode_escape") or "свистить" in each for each in door.drafts()):
        assert time.monotonic() < give_up, door.drafts()
        time.sleep(0.1)
    with Terminal(door.ssh("-t"), home=tmp_path, size=(80, 24)) as terminal:
        terminal.see("Enter")
        terminal.press("enter")
        terminal.see("Чайник свистить")
        terminal.hang_up()
        terminal.wait()


@pytest.mark.parametrize("asked", ["/bin/sh -c 'id; cat /etc/passwd'", "trainer --as Bohdan"])
def test_nothing_else_can_be_started(door: Door, asked: str) -> None:
    ran = subprocess.run(
        door.ssh("-T", asked), capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )
    assert ran.returncode == 2, "without a terminal the program says so and ends, whatever was asked for"
    assert "terminal" in ran.stderr
    assert "uid=" not in ran.stdout
    assert "root:" not in ran.stdout


def test_no_way_through_to_other_ports(door: Door) -> None:
    forward = door.ssh("-N")
    forward[1:1] = ["-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9"]
    ran = _run(forward)
    assert ran.returncode == 255
    assert "forward" in ran.stderr.lower()


def test_a_key_without_a_name_is_nobody(door: Door) -> None:
    nameless = Door(door.home, door.port, door.key.with_name("nameless"))
    ran = _run(nameless.ssh("-T"))
    assert (ran.returncode, ran.stdout) == (1, "This key has no name.\n")


def test_a_foreign_key_stays_outside(door: Door, tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "foreign")], check=True)
    assert _run(Door(door.home, door.port, tmp_path / "foreign").ssh("-T")).returncode == 255


def _run(words: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL)
