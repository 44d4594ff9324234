"""The README's two commands do what it says, from a clean copy, as a newcomer would run them."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.walking import clock_runs, leave_card, seconds_left
from tests.support.copies import assert_works, clean_copy, newcomers_environment, readme_command
from tests.support.terminal import Terminal

INSTALLING = 600.0
"""Seconds; it loads some 40 packages, and the first start compiles them."""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may look into, unlike pytest's own: as root, PostgreSQL runs as somebody else."""
    with tempfile.TemporaryDirectory(prefix="trainer-readme-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.readme
def test_a_newcomer_s_two_commands(place: Path) -> None:
    """The first leads by a name and Enter to a running clock; the second, in the same folder, installs and passes the tests.

    That the second does so by itself in a new clone is how `.ci/run` begins.
    """
    project, home = clean_copy(place / "project"), place / "home"
    home.mkdir()
    environment = newcomers_environment(home)
    with Terminal(["sh", "-c", readme_command("start")], home=home, cwd=project, env=environment) as terminal:
        terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.raw, "the program did not open", INSTALLING)
        terminal.settle()
        terminal.type("Olena")
        terminal.press("enter")
        terminal.wait_until(lambda: seconds_left(terminal) is not None, "no clock", INSTALLING)
        clock_runs(terminal)
        leave_card(terminal)

    def run(*words: str | Path, **more: str) -> str:
        done = subprocess.run(
            words, cwd=project, env=environment | more, capture_output=True, text=True, encoding="utf-8",
            timeout=INSTALLING * 2, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
        return done.stdout

    assert_works(lambda *words: run(project / ".venv/bin/trainer", *words))
    # The processors are taken by the tests outside: without workers nothing is started and collected twice.
    inside = {"TRAINER_TEST_INSIDE": "1", "PYTEST_XDIST_AUTO_NUM_WORKERS": "0"}
    assert " passed" in run("sh", "-c", readme_command("test"), **inside)
