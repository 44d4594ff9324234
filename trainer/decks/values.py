"""How a text as typed becomes what its field wants: numbers, yes or no, percentages, ages, lists.

Every reader raises `Unfit` with a kind that `explaining.py` puts into words. Free of pydantic, which a sound deck never needs.
"""

import re
from typing import Any

from trainer.domain.texts import LONGEST_ANSWER, clean

_NUMBER = re.compile(r"[+-]?(\d{1,12})(\.\d{1,6})?")
_WHOLE = re.compile(r"[+-]?\d{1,12}")
_AGES = re.compile(r"(\d{1,3})\s*(?:\.\.|-|–|—|to)\s*(\d{1,3})")
_PERHAPS_UNSAFE = re.compile(r"[^\n -~\xa0-\u02af\u0391-\u03a9\u03b1-\u03c9\u0400-\u0482\u048a-\u04ff–—‘’‚“”„…№₴€]")
"""What `clean` might change: anything but Latin, Greek and Cyrillic letters. Asking first costs a tenth of cleaning."""
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


class Unfit(ValueError):
    """A value that its field can't take."""

    def __init__(self, kind: str, said: str, about: dict[str, Any] | None = None) -> None:
        super().__init__(said)
        self.kind = kind
        self.said = said
        self.about = about or {}


def read_text(value: Any) -> str:
    """A text: without control characters, without the line break that a `|` leaves."""
    if not isinstance(value, str):
        raise Unfit("text-wanted", "a text is wanted")
    if len(value) <= LONGEST_ANSWER and (
        (value.isascii() and value.isprintable()) or not _PERHAPS_UNSAFE.search(value)
    ):
        return value.strip()
    return clean(value, LONGEST_ANSWER).strip()


def read_line(value: Any) -> str:
    """A text of one line."""
    return " ".join(read_text(value).split())


def read_filled(value: Any) -> str:
    text = read_text(value)
    if not text:
        raise Unfit("empty", "a text is wanted")
    return text


def read_list(value: Any) -> Any:
    """A list; one bare text is a list of one."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if not isinstance(value, list):
        raise Unfit("list-wanted", "a list is wanted")
    return value


def read_number(value: Any, low: float | None = None, high: float | None = None, above: bool = False) -> float:
    """A number with a point, from `low` (or above it) to `high`."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value.strip()):
        raise Unfit("number-wanted", "a number is wanted")
    return _within(float(value.strip()), low, high, above)


def read_whole(value: Any, low: int | None = None, high: int | None = None) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value.strip()):
        raise Unfit("whole-wanted", "a whole number is wanted")
    return int(_within(int(value.strip()), low, high, above=False))


def _within(number: float, low: float | None, high: float | None, above: bool) -> float:
    if (low is not None and (number < low or (above and number == low))) or (high is not None and number > high):
        between = {
            "low": "" if low is None else f"{low:g}",
            "high": "" if high is None else f"{high:g}",
            "above": above,
        }
        kind = "out-of-range" if low is not None and high is not None else "too-low"
        raise Unfit(kind, "out of range", between)
    return number


def read_yes_no(value: Any) -> bool:
    """Only true, false, yes and no: `on` or `y` mean different things to different readers of YAML."""
    known = _YES_NO.get(value.strip().lower()) if isinstance(value, str) else None
    if known is None:
        raise Unfit("yes-no-wanted", "true or false is wanted")
    return known


def read_percent(value: Any) -> float:
    """`50%` as a share, 0.5. Between 0 and 100, both excluded."""
    text = value.strip() if isinstance(value, str) else ""
    if not text.endswith("%") or not _NUMBER.fullmatch(text[:-1].strip()):
        raise Unfit("percent-wanted", "a percentage is wanted")
    share = float(text[:-1].strip()) / 100
    if not 0 < share < 1:
        raise Unfit("percent-wanted", "a percentage is wanted")
    return share


def read_ages(value: Any) -> tuple[int, int]:
    """`[55, 75]`, `55-75` or one age."""
    parts: list[Any] = []
    if isinstance(value, list) and len(value) == 2:
        parts = value
    elif isinstance(value, str):
        found = _AGES.fullmatch(value.strip())
        parts = list(found.groups()) if found else [value, value]
    if not parts or not all(isinstance(part, str) and _WHOLE.fullmatch(part.strip()) for part in parts):
        raise Unfit("ages-wanted", "two ages are wanted")
    young, old = int(parts[0]), int(parts[1])
    if not 1 <= young <= old <= 110:
        raise Unfit("ages-wanted", "two ages are wanted")
    return young, old


def read_word(value: Any) -> str:
    """One of a closed list of words; `explaining` says which."""
    return read_line(value).lower()


def read_name(value: Any) -> str:
    """An id: letters, digits, hyphens, dots and underscores."""
    return read_line(value)
