"""What an author wrote, field by field, without pydantic: the same rules, a fifth of the time, for what has nothing wrong.

pydantic calls back into Python for every value, since each is text that a reader of ours converts; without it in between
10,000 cards are checked in the time that libyaml takes to make them, and without importing it `deck check` starts in half the
time. Whatever does not fit raises `NotPlain`, and then pydantic itself says what is wrong: it stays the one truth about the
format. `shapes.py` is made from its models, and a test holds it to them.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from trainer.decks import values
from trainer.decks.nodes import Fields, Items, Text
from trainer.decks.shapes import SHAPES, Shape
from trainer.decks.values import Unfit, read_word
from trainer.domain import kinds

Said = dict[str, Any]
"""Field -> value, for the fields that the author wrote; lists are tuples, mappings are `Said` again."""
_Reader = Callable[[Any], Any]
_NAME = re.compile(r"\w(?:[\w.-]{0,98}\w)?")


class NotPlain(Exception):
    """A value does not fit, or is written in a way that only the model knows."""


@cache
def reader_of(part: str) -> Callable[[Any], Said]:
    """A function that makes `Said` of a mapping, by the model of that name. It raises NotPlain where pydantic must be asked."""
    required, fields = SHAPES[part]
    readers: dict[str, tuple[str, _Reader]] = {name: (name, _reader(shape)) for name, shape in fields.items()}
    find = readers.get

    def read(data: Any) -> Said:
        if type(data) is not Fields:
            raise NotPlain
        said: Said = {}
        try:
            for key, value in data.items():
                found = find(key)
                if found is not None:
                    if value != "":
                        said[found[0]] = found[1](value)
                elif not key.startswith("x-"):
                    raise NotPlain
        except (Unfit, KeyError):
            raise NotPlain from None
        for name in required:
            if name not in said:
                raise NotPlain
        return said

    return read


def _reader(shape: Shape) -> _Reader:  # noqa: PLR0911 - a table in code
    name, *details = shape
    if name == "part":
        return reader_of(details[0])
    if name == "list":
        return _list_reader(_reader(details[0]))
    if name == "dict":
        return _dict_reader(_reader(details[0]))
    if name == "word":
        return _word_reader({str(word): word for word in getattr(kinds, details[0])})
    if name == "literal":
        return _word_reader({word: word for word in details})
    read: _Reader = getattr(values, name)
    if not details:
        return _name_reader if name == "read_name" else read
    limits = details[0]
    bound = partial(read, **limits)
    return _whole_reader(bound, limits) if name == "read_whole" and limits.get("high", 1000) <= 100 else bound


def _list_reader(read: _Reader) -> _Reader:
    def read_all(value: Any) -> tuple[Any, ...]:
        if type(value) is Items:
            return tuple([read(each) for each in value])
        if isinstance(value, Text):
            return (read(value),) if value.strip() else ()
        raise NotPlain

    return read_all


def _dict_reader(read: _Reader) -> _Reader:
    def read_all(value: Any) -> dict[str, Any]:
        if type(value) is not Fields:
            raise NotPlain
        return {str(key): read(each) for key, each in value.items()}

    return read_all


def _word_reader(words: Mapping[str, Any]) -> _Reader:
    def read(value: Any) -> Any:
        found = words.get(value) if isinstance(value, Text) else None
        return words[read_word(value)] if found is None else found

    return read


def _whole_reader(read: _Reader, limits: Mapping[str, int]) -> _Reader:
    known = {str(number): number for number in range(limits["low"], limits["high"] + 1)}

    def read_number(value: Any) -> Any:
        found = known.get(value) if isinstance(value, Text) else None
        return read(value) if found is None else found

    return read_number


def _name_reader(value: Any) -> str:
    name = values.read_name(value)
    if not _NAME.fullmatch(name):
        raise NotPlain
    return name
