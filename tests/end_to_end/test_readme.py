"""The README's two commands do what it says, from a clean copy, as a newcomer would run them."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.walking import clock_runs
from tests.support.copies import clean_copy, newcomers_environment, readme_command
from tests.support.terminal import Terminal

INSTALLING = 600.0
"""Seconds; it loads some 40 packages."""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may look into, unlike pytest's own: as root, PostgreSQL runs as somebody else."""
    with tempfile.TemporaryDirectory(prefix="trainer-readme-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.readme
def test_the_first_command_leads_by_a_name_and_enter_to_a_running_clock(place: Path) -> None:
    project, home = clean_copy(place / "project"), place / "home"
    home.mkdir()
    with Terminal(
        ["sh", "-c", readme_command("start")], home=home, cwd=project, env=newcomers_environment(home)
    ) as terminal:
        terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.raw, "the program did not open", INSTALLING)
        terminal.settle()
        terminal.type("Olena")
        terminal.press("enter")
        clock_runs(terminal)


@pytest.mark.readme
def test_the_second_command_installs_and_passes_the_tests(place: Path) -> None:
    project, home = clean_copy(place / "project"), place / "home"
    home.mkdir()
    done = subprocess.run(
        ["sh", "-c", readme_command("test")],
        cwd=project,
        env=newcomers_environment(home, TRAINER_TEST_INSIDE="1"),
        capture_output=True,
        text=True,
        timeout=INSTALLING * 2,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
