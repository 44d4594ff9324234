"""What is dear to make and the same for every test of a run is made once, by the first worker that wants it.

`tests/conftest.py` makes the folder before the workers start, and takes it away at the end.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = "TRAINER_TESTS_ONCE"
"""The variable that tells workers where the folder of this run is."""


def begin() -> None:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="trainer-tests-once-")


def end() -> None:
    shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run, filled by `make`; others wait until it is whole. Copy what you want to change."""
    if FOLDER not in os.environ:  # a benchmark by itself
        begin()
        atexit.register(end)
    folder = Path(os.environ[FOLDER]) / name
    with _locked(folder):
        if not folder.exists():
            making = folder.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(mode=0o700)
            make(making)
            making.rename(folder)
    return folder


@contextmanager
def first(name: str) -> Iterator[None]:
    """The first worker goes through alone; the others begin, all together, when it is done."""
    done = Path(os.environ[FOLDER]) / name
    with _locked(done):
        if not done.exists():
            yield
            done.touch()
            return
    yield


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
