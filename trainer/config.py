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
        reason = getattr(error, "strerror", None) or error
        raise WrongUsage(_("The settings in {file} can't be read: {reason}").format(file=file, reason=reason)) from None
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


def keep_setting(key: str, value: str, file: Path | None = None) -> bool:
    """Writes `key` into the settings, all other lines as the person wrote them; False: it could not be kept.

    A disk that is full or read-only, and a file that is no TOML or says the setting in a way of its own, stay as they are.
    """
    import re
    import tomllib

    file = (file or paths.config_folder() / "config.toml").resolve()  # a link into somebody's dotfiles stays one
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        before = tomllib.loads(text)
        line = f'{key} = "{value}"'
        there = re.compile(rf"""^[ \t]*{key}[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
        changed, count = there.subn(line, text, count=1)
        if not count:
            changed = f"{text.rstrip()}\n{line}\n".lstrip()
        if tomllib.loads(changed) != {**before, key: value}:
            return False
        if changed != text:
            _replace(file, changed)
    except (OSError, ValueError):
        return False
    return True


def remembered_person(database: str) -> int | None:
    """Id of the person who sat here last, with this database."""
    known = _seats().get(database)
    return known if isinstance(known, int) else None


def remember_person(database: str, person_id: int) -> None:
    """Next time the program greets this person. A full or read-only disk is no reason to stop: it just asks again."""
    import json  # a millisecond that a command without a person need not pay

    seats = {**_seats(), database: person_id}
    try:
        _replace(_seats_file(), json.dumps(seats, ensure_ascii=False))
    except OSError:
        return


def _replace(file: Path, text: str) -> None:
    """Whoever reads meanwhile, and whatever happens, finds the old text or the new one. Raises OSError."""
    paths.private_folder(file.parent)
    draft = file.with_suffix(f".{os.getpid()}.tmp")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)


def _seats() -> dict[str, object]:
    import json

    try:
        seats = json.loads(_seats_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return seats if isinstance(seats, dict) else {}


def _seats_file() -> Path:
    return paths.state_folder() / "seats.json"
