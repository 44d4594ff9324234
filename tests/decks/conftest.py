"""Messages are compared in English, whatever an earlier test spoke."""

from collections.abc import Iterator

import pytest

from trainer import locale


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = locale.language()
    monkeypatch.setenv("LANGUAGE", "en")
    locale.use("en")
    yield
    locale.use(before)
