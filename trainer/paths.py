"""Where things are kept on this system. Nothing is made at import; `private_folder` makes one for its owner alone."""

import os
from functools import cache
from pathlib import Path

NAME = "trainer"


@cache
def _dirs() -> "object":
    from platformdirs import PlatformDirs

    return PlatformDirs(NAME, appauthor=False)


def data_folder() -> Path:
    """The database, its backups, a person's own decks. TRAINER_HOME puts all folders under one."""
    return _folder("data", "user_data_path")


def config_folder() -> Path:
    return _folder("config", "user_config_path")


def state_folder() -> Path:
    """Logs, the journal of unsaved words, who sat here last."""
    return _folder("state", "user_state_path")


def cache_folder() -> Path:
    return _folder("cache", "user_cache_path")


def default_database() -> str:
    """The URL of the database in the user's data folder."""
    return f"sqlite:///{data_folder() / 'trainer.db'}"


def demo_database(language: str) -> str:
    """The URL of the made-up team's database; one a language, since its decks and names are of one."""
    return f"sqlite:///{data_folder() / f'demo-{language}.db'}"


def shipped_decks() -> Path:
    """The decks that came with the program: in the package, or beside it in an editable install."""
    inside = Path(__file__).parent / "scenarios"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "scenarios"


def deck_folders() -> list[Path]:
    """Where decks are looked for: the shipped ones, then the user's own."""
    return [shipped_decks(), data_folder() / "decks"]


def shipped_presets() -> Path:
    """Presets of sessions that came with the program."""
    return shipped_decks() / "presets"


def own_presets() -> Path:
    """A lead's own presets."""
    return data_folder() / "presets"


def private_folder(folder: Path) -> Path:
    """`folder`, made if need be, readable by its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _folder(name: str, attribute: str) -> Path:
    home = os.environ.get("TRAINER_HOME")
    if home:
        return Path(home) / name
    found = getattr(_dirs(), attribute)
    assert isinstance(found, Path)
    return found
