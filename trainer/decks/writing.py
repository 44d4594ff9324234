"""YAML that this program writes itself: texts in the plainest form that is safe, files replaced whole or not at all."""

import json
import os
import re
import tempfile
from pathlib import Path

from trainer.domain.texts import clean_line
from trainer.errors import DeckRefused
from trainer.locale import _

_PLAIN = re.compile(r"[^\W\d_][\w ,.!?'’()/;-]*[\w.!?)]|[^\W\d_]")
_OTHERWISE_READ = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"])
"""Plain words that some readers of YAML take for something else."""


def yaml_text(text: str, indent: int = 4) -> str:
    """`text` as a YAML value after `key: ` or `- `: plain where that is safe, several lines below a |, else in quotes.

    `indent`: columns by which the lines of a | are indented.
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _OTHERWISE_READ:
        return text
    lines = text.split("\n")
    if len(lines) > 1 and lines[0][:1] not in ("", " ") and not any(line.endswith(" ") for line in lines) and lines[-1]:
        space = " " * indent
        return "|-\n" + "\n".join(space + line if line else "" for line in lines)
    return json.dumps(text, ensure_ascii=False)


def refuse_deck(path: Path) -> None:
    """Raises DeckRefused where a deck stands in `path`, and what is to be written there is none."""
    if path.suffix.lower() in (".yaml", ".yml") and path.exists():
        raise DeckRefused(
            _("{file} is there already and stays as it is: choose another name.").format(
                file=clean_line(str(path), 500)
            )
        )


def write_file(path: Path, text: str | bytes, *, replace: bool) -> None:
    """Writes a whole file or none of it. Raises FileExistsError when it is there and not to be replaced, OSError otherwise."""
    data = text.encode() if isinstance(text, str) else text
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        if replace:
            temporary.replace(path)
        else:
            os.link(temporary, path)  # fails where a file is, also one that came to be meanwhile
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
