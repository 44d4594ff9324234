"""Domain objects as JSON text and back. A text that does not fit its type means a damaged or foreign file."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from trainer.errors import StoreDamaged
from trainer.locale import _

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
LEVELS = dict[str, int]
"""Named once: every mention of such a type makes it anew, and a session's reveal reads hundreds."""


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Built on first use: a card's takes 8 ms, and home needs none."""
    return TypeAdapter(kind)


def to_json(kind: Any, value: object) -> str:
    """`value` as JSON text; `kind` is its type, e.g. `Card` or `tuple[str, ...]`."""
    return str(_adapter(kind).dump_json(value), "utf-8")


def from_json(kind: type[T], stored: str) -> T:
    """The object that `to_json` wrote. Raises StoreDamaged when `stored` is none of that kind."""
    try:
        key: Any = kind  # a class is hashable, which a TypeVar does not tell mypy
        value: T = _adapter(key).validate_json(stored)
    except ValidationError as problem:
        raise _damaged(kind.__name__) from problem
    return value


def levels_from_json(stored: str) -> Mapping[str, int]:
    return from_json(LEVELS, stored)


def member(kind: type[E], stored: str) -> E:
    """The member of an enumeration that `stored` names. Raises StoreDamaged for a word that it lacks."""
    try:
        return kind(stored)
    except ValueError:
        raise _damaged(kind.__name__) from None


def _damaged(what: str) -> StoreDamaged:
    return StoreDamaged(
        _("The database holds a {what} that cannot be read; restore the last backup.").format(what=what)
    )
