"""`trainer deck ...` as a test calls it."""

from pathlib import Path

import pytest

from trainer.cli.main import run


def called(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, what was printed, what was said beside it."""
    code = run(["--lang", "en", "deck", *map(str, arguments)])
    out, err = capfd.readouterr()
    return code, out, err
