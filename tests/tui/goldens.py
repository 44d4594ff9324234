"""Pictures of screens as text files, to be read by people: tests/tui/goldens/*.txt.

A picture that changed on purpose is written anew by running the tests with TRAINER_WRITE_GOLDENS=1; look at the difference
before you commit it.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "goldens"


def assert_golden(picture: str, name: str) -> None:
    """`picture` is what tests/tui/goldens/<name>.txt shows."""
    file = FOLDER / f"{name}.txt"
    if os.environ.get("TRAINER_WRITE_GOLDENS"):
        file.write_text(picture + "\n", encoding="utf-8")
    assert picture + "\n" == file.read_text(encoding="utf-8")
