"""Homes to begin in, copied from one of each that is made once a run: a first start costs seconds, a copy nothing."""

import shutil
from pathlib import Path

from tests.support.once import once
from trainer.bootstrap import Trainer

STORE = "trainer.db"


def _migrate(folder: Path) -> None:
    with Trainer(f"sqlite:///{folder / STORE}") as trainer:
        trainer.open()


def _load(folder: Path) -> None:
    shutil.copyfile(new_store(), folder / STORE)
    with Trainer(f"sqlite:///{folder / STORE}") as trainer:
        trainer.load_decks()


def new_store() -> Path:
    """A migrated, empty SQLite file, to copy from."""
    return once("store", _migrate) / STORE


def store_with_decks() -> Path:
    """A migrated SQLite file that holds the decks that came with the program and nobody, to copy from."""
    return once("store-with-decks", _load) / STORE


def settle_in(home: Path) -> Path:
    """Puts a store with decks and nobody in it where `trainer` looks with TRAINER_HOME=`home`: it has but to ask for a name."""
    data = home / "data"
    data.mkdir(mode=0o700, parents=True)
    shutil.copyfile(store_with_decks(), data / STORE)
    (data / STORE).chmod(0o600)
    return home
