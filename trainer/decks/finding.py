"""Where deck files lie, and whether they are the ones known already. No YAML: it is read when it must be."""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from trainer.domain.texts import clean_line
from trainer.errors import WrongUsage
from trainer.locale import _

SUFFIXES = (".yaml", ".yml")
SIGN_WITHIN = 2000
"""Bytes."""
MOST_BYTES = 10_000_000
"""A larger file is no deck; 10,000 cards are 5.8 MB."""
STANDARDS = "standards"
"""The folder of texts that are no decks (standards.py), and the word that each of them begins with."""
PRESETS = "presets"
"""The folder of presets of sessions (presets.py), which are no decks either."""
SIGNS = {STANDARDS: re.compile(rb"standards:"), PRESETS: re.compile(rb"(?:#[^\n]*\n|\s)*preset:")}


def find_decks(folders: Iterable[str | Path]) -> list[Path]:
    """Every *.yaml and *.yml below `folders`, sorted in each. Links that lead out of the folder are not followed.

    A folder that is not there holds no decks; hidden files and folders are passed over, and what is no deck (the house's
    standards, presets).
    """
    found: list[Path] = []
    for folder in folders:
        root = Path(folder).resolve()
        here: list[Path] = []
        for parent, folders_below, files in os.walk(root, followlinks=False):
            folders_below[:] = sorted(each for each in folders_below if not each.startswith("."))
            for name in files:
                path = Path(parent, name)
                if name.startswith(".") or path.suffix.lower() not in SUFFIXES or not path.is_file():
                    continue
                if path.is_symlink() and not path.resolve().is_relative_to(root):
                    continue
                if path.parent.name in SIGNS and _is_no_deck(path):
                    continue
                here.append(path)
        found.extend(path for path in sorted(here) if path not in found)
    return found


def named_files(wanted: Iterable[Path]) -> list[Path]:
    """The files that a person named, folders searched. Raises WrongUsage for what is not there or holds no deck."""
    files: list[Path] = []
    for path in wanted:
        if not path.is_dir():
            if not path.exists():
                raise WrongUsage(_("There is no {path}.").format(path=clean_line(str(path), 1000)))
            files.append(path)
            continue
        found = find_decks([path])
        if not found:
            raise WrongUsage(_("There is no *.yaml or *.yml file in {path}.").format(path=clean_line(str(path), 1000)))
        # as the caller wrote the folder, so that the lines are as short
        files.extend(path / each.relative_to(path.resolve()) for each in found)
    return list(dict.fromkeys(files))


def digests(folders: Iterable[str | Path]) -> list[str] | None:
    """The SHA-256 of each deck file below `folders`, sorted; None: one of them can't be read, or is too big for a deck.

    The same digest is stored with the deck, so where these are the stored ones there is nothing to read.
    """
    found = []
    for path in find_decks(folders):
        try:
            if path.stat().st_size > MOST_BYTES:
                return None
            found.append(hashlib.sha256(path.read_bytes()).hexdigest())
        except OSError:
            return None
    return sorted(found)


def kind_of(path: Path) -> str:
    """STANDARDS or PRESETS where the file begins as one of those; else empty: it is meant for a deck."""
    try:
        if not path.is_file():  # opening a pipe would wait for its writer
            return ""
        with path.open("rb") as file:
            head = file.read(SIGN_WITHIN)
    except OSError:
        return ""
    return next((kind for kind, sign in SIGNS.items() if sign.match(head)), "")


def _is_no_deck(path: Path) -> bool:
    """Whether a file in a folder of that name is what the name says; a trainer may call a folder of decks so too."""
    return kind_of(path) == path.parent.name
