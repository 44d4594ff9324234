"""Where storage tests run: on which databases, and in folders in which nothing can be written, also for root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For a rule of services alone: every statement that it sends is sent to PostgreSQL by other tests of its file."""

NOBODY = 65534


@dataclass(frozen=True)
class Folder:
    path: Path

    @contextmanager
    def read_only(self, *files: Path, folder: bool = True) -> Iterator[None]:
        """Takes away every right to write to `files` (and the folder); as root, by acting as somebody without rights."""
        for file in files:
            file.chmod(0o444)
        if folder:
            self.path.chmod(0o555)
        elif os.geteuid() == 0:
            os.chown(self.path, NOBODY, NOBODY)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            if was_root:
                os.seteuid(0)
            self.path.chmod(0o755)
            for file in files:
                file.chmod(0o644)
