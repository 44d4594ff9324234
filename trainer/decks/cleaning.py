"""A deck without the characters that its problems name as taken out."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from trainer.domain.texts import UNSAFE

T = TypeVar("T")


def without_unsafe(part: T) -> T:
    """`part` of a deck, whatever it is made of, its texts without control characters and overrides. Codes stay."""
    return _clean(part)  # type: ignore[no-any-return]


def _clean(part: Any) -> Any:
    if type(part) is str:  # an enumeration is a text too
        return UNSAFE.sub("", part)
    if isinstance(part, tuple):
        return tuple(map(_clean, part))
    if isinstance(part, dict):
        return {_clean(key): _clean(value) for key, value in part.items()}
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _clean(getattr(part, each.name)) for each in fields(part) if each.init})
    return part
