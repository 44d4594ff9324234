"""What holds for every test: nothing of the developer's own data is touched, and some tests want to be asked for.

TRAINER_TEST_SYSTEM=1 turns on tests that want Debian packages; TRAINER_TEST_INSIDE=1 says that a test has started this
run, and leaves out the slow ones and the one that would start the next.
"""

import gc
import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import once
from trainer import locale

LEFT_OUT_INSIDE = ("slow", "readme")
SLOW_FOLDERS = {"architecture", "end_to_end", "tui", "storage", "decks", "cli", "serving", "benchmarks"}
"""Whole folders that count as slow inside: real terminals, screens, databases, hostile decks, commands, servers,
measurements and the sources themselves, which the run outside has anyway; as it has what hypothesis tries a hundred times."""


# A deadline would be a wall-clock assertion. TRAINER_TEST_EXAMPLES=1000 looks deeper where a test names no number.
settings.register_profile("trainer", deadline=None, max_examples=int(os.environ.get("TRAINER_TEST_EXAMPLES", "100")))
settings.load_profile("trainer")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        once.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        once.end()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    inside = os.environ.get("TRAINER_TEST_INSIDE") == "1"
    return True if inside and collection_path.name in SLOW_FOLDERS else None


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    # The first worker writes the tests' bytecode with its asserts rewritten, which is most of the work; the others read it.
    with once.first("collected") if hasattr(session.config, "workerinput") else nullcontext():
        return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    inside = os.environ.get("TRAINER_TEST_INSIDE") == "1"
    system = os.environ.get("TRAINER_TEST_SYSTEM") == "1"

    def wanted(item: pytest.Item) -> bool:
        if inside and (_is_tried_often(item) or any(map(item.get_closest_marker, LEFT_OUT_INSIDE))):
            return False
        return system or item.get_closest_marker("system") is None

    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    kept = [item for item in items if wanted(item)]
    items[:] = _dealt_out(kept, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def pytest_collection_finish() -> None:
    # What is loaded now stays to the end: no later collection of garbage need look through it, nor look so often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


LONG = ("readme", "slow", "system")
"""What takes long, the longest first."""


def _dealt_out(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Each worker begins with one long test, so that none is left for the end.

    xdist gives every worker a stretch of the list, all of one length, and who is done takes from the ends of others.
    """
    long = [item for name in LONG for item in items if _kind(item) == name]
    short = iter([item for item in items if not _kind(item)])
    order: list[pytest.Item] = []
    for worker in range(workers):
        stretch = (len(items) - len(order)) // (workers - worker)
        hand = long[worker::workers]
        order += [*hand, *islice(short, max(0, stretch - len(hand)))]
    return [*order, *short]


def _kind(item: pytest.Item) -> str:
    return next((name for name in LONG if item.get_closest_marker(name)), "")


def _is_tried_often(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


@pytest.fixture(autouse=True, scope="session")
def _home_of_its_own() -> Iterator[None]:
    """All of trainer's folders under a temporary one, for the whole run."""
    before = {name: os.environ.get(name) for name in ("TRAINER_HOME", "TRAINER_DATABASE_URL", "LANGUAGE")}
    with tempfile.TemporaryDirectory(prefix="trainer-tests-") as folder:
        os.environ["TRAINER_HOME"] = str(Path(folder) / "home")
        os.environ.pop("TRAINER_DATABASE_URL", None)
        yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(autouse=True)
def _english() -> None:
    """Every test begins in English; the language belongs to the process, and a test may leave it anywhere."""
    if locale.language() != "en":
        locale.use("en")
