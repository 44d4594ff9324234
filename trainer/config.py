"""Settings that a person keeps, read from config.toml; and who sat here last, written by the program.

# config.toml (see `trainer data where`)
database = "sqlite:////home/ann/practice.db"
language = "uk"        # en | uk | ru
theme = "dark"         # dark | light | ansi
marks = "unicode"      # unicode | ascii: how lines and bars are drawn; without it the terminal decides
"""

import os
from dataclasses import dataclass
from pathlib import Path

from trainer import paths
from trainer.errors import WrongUsage
from trainer.locale import LANGUAGES, _

THEMES = ("dark", "light", "ansi")
MARKS = ("unicode", "ascii")


@dataclass(frozen=True, slots=True)
class Settings:
    database: str = ""
    """URL; empty: the file in the user's data folder."""
    language: str = ""
    """en, uk or ru; empty: the system's."""
    theme: str = "dark"
    marks: str = ""
    """unicode or ascii; empty: as the terminal can (tui/marks.py)."""


def read_settings(file: Path | None = None) -> Settings:
    """The settings in `file` (default: config.toml in the config folder). No file: the defaults.

    Raises WrongUsage, naming file and line, for broken TOML, unknown keys and values that are not allowed.
    """
    file = file or paths.config_folder() / "config.toml"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(_("The settings in {file} can't be read: {reason}").format(file=file, reason=error)) from None
    import tomllib  # 4 ms that a start without settings need not pay

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUsage(_("The settings in {file} are no TOML: {reason}").format(file=file, reason=error)) from None
    allowed = {"database": None, "language": LANGUAGES, "theme": THEMES, "marks": MARKS}
    for key, value in found.items():
        if key not in allowed:
            raise WrongUsage(
                _("{file}: there is no setting “{key}”; there are {known}.").format(
                    file=file, key=key, known=", ".join(allowed)
                )
            )
        choices = allowed[key]
        if not isinstance(value, str) or (choices is not None and value not in choices):
            raise WrongUsage(
                _("{file}: {key} must be {choices}, in quotes.").format(
                    file=file, key=key, choices=", ".join(choices) if choices else _("a text")
                )
            )
    return Settings(**found)


def remembered_person(database: str) -> int | None:
    """Id of the person who sat here last, with this database."""
    known = _seats().get(database)
    return known if isinstance(known, int) else None


def remember_person(database: str, person_id: int) -> None:
    """Next time the program greets this person. A full or read-only disk is no reason to stop: it just asks again."""
    import json  # a millisecond that a command without a person need not pay

    seats = {**_seats(), database: person_id}
    file = _seats_file()
    try:
        paths.private_folder(file.parent)
        draft = file.with_suffix(f".{os.getpid()}.tmp")
        draft.write_text(json.dumps(seats, ensure_ascii=False), encoding="utf-8")
        draft.chmod(0o600)
        draft.replace(file)
    except OSError:
        return


def _seats() -> dict[str, object]:
    import json

    try:
        seats = json.loads(_seats_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return seats if isinstance(seats, dict) else {}


def _seats_file() -> Path:
    return paths.state_folder() / "seats.json"
