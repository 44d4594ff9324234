"""Where the program is at home in these tests."""

from pathlib import Path

import pytest

from tests.support.homes import settle_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose store is made and holds the decks, but nobody yet: what a first start on an empty disk makes takes seconds.

    `tmp_path` is that empty disk, for tests of what such a start does.
    """
    settle_in(tmp_path / "trainer")
    return tmp_path
