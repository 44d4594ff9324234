"""The models of the format turned into plain functions: the same rules, a fifth of the time, for what has nothing wrong.

pydantic calls back into Python for every value, since each is text that a reader of ours converts; without it in between
10,000 cards are checked in the time that libyaml takes to make them. Whatever does not fit raises `NotPlain`, and then pydantic
itself says what is wrong: it stays the one truth about the format, and these functions are made from its models.
"""

import re
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator
from pydantic_core import PydanticCustomError

from trainer.decks.nodes import Fields, Items, Text
from trainer.decks.values import read_whole, read_word

Said = dict[str, Any]
"""Field -> value, for the fields that the author wrote; lists are tuples, nested models are `Said` again."""
_Reader = Callable[[Any], Any]


class NotPlain(Exception):
    """A value does not fit, or is written in a way that only the model knows."""


@cache
def reader_of(model: type[BaseModel]) -> Callable[[Any], Said]:
    """A function that makes `Said` of the fields of `model`. It raises NotPlain where pydantic must be asked."""
    readers: dict[str, tuple[str, _Reader]] = {
        name: (name, _reader(field.annotation, field.metadata)) for name, field in model.model_fields.items()
    }
    required = [name for name, field in model.model_fields.items() if field.is_required()]
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
        except (PydanticCustomError, KeyError):
            raise NotPlain from None
        for name in required:
            if name not in said:
                raise NotPlain
        return said

    return read


def said_by(model: BaseModel) -> Said:
    """The same of a model that pydantic made."""
    return {name: _plain(getattr(model, name)) for name in model.model_fields_set}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return said_by(value)
    if isinstance(value, list):
        return tuple(_plain(each) for each in value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _reader(  # noqa: PLR0911 - a table in code
    annotation: Any, metadata: typing.Sequence[Any] = ()
) -> _Reader:
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        base, *inner = typing.get_args(annotation)
        flat = [each for item in inner for each in getattr(item, "metadata", [item])]
        return _reader(base, [*flat, *metadata])
    if origin in (typing.Union, types.UnionType):
        (base,) = (each for each in typing.get_args(annotation) if each is not type(None))
        return _reader(base, metadata)
    before = next((each.func for each in metadata if isinstance(each, BeforeValidator)), None)
    if origin is list:
        return _list_reader(_reader(typing.get_args(annotation)[0]))
    if origin is dict:
        return _dict_reader(_reader(typing.get_args(annotation)[1]))
    if origin is typing.Literal:
        return _word_reader({str(word): word for word in typing.get_args(annotation)})
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return reader_of(annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _word_reader({member.value: member for member in annotation})
    assert before is not None, f"{annotation}: every value has a reader of its own"
    if isinstance(before, partial) and before.func is read_whole and before.keywords.get("high", 1000) <= 100:
        return _whole_reader(before)
    pattern = next((found for each in metadata if (found := getattr(each, "pattern", None))), None)
    return _matching(typing.cast(_Reader, before), re.compile(pattern)) if pattern else typing.cast(_Reader, before)


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


def _whole_reader(read: "partial[int]") -> _Reader:
    known = {str(number): number for number in range(read.keywords["low"], read.keywords["high"] + 1)}

    def read_number(value: Any) -> Any:
        found = known.get(value) if isinstance(value, Text) else None
        return read(value) if found is None else found

    return read_number


def _matching(read: _Reader, pattern: re.Pattern[str]) -> _Reader:
    def read_matching(value: Any) -> Any:
        text = read(value)
        if not pattern.fullmatch(text):
            raise NotPlain
        return text

    return read_matching
