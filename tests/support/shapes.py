"""Makes trainer/decks/shapes.py from the models of the format.

python -m tests.support.shapes
"""

import pprint
import types
import typing
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator

from trainer.decks.models import CardModel, DeckHead

FILE = Path(__file__).parents[2] / "trainer" / "decks" / "shapes.py"
HEAD = '''"""The format's fields and which reader each has, as plain data.

Made from `models.py` by `python -m tests.support.shapes`.
"""

from typing import Any

Shape = tuple[Any, ...]
"""The reader's name in `values.py` and its limits; or part, list, dict, word (an enumeration of domain.kinds), literal."""
SHAPES: dict[str, tuple[tuple[str, ...], dict[str, Shape]]] = '''


def shapes() -> dict[str, Any]:
    """Model -> its required fields, and each field's shape."""
    found: dict[str, Any] = {}
    waiting: list[type[BaseModel]] = [DeckHead, CardModel]
    while waiting:
        model = waiting.pop(0)
        if model.__name__ in found:
            continue
        required = tuple(name for name, field in model.model_fields.items() if field.is_required())
        found[model.__name__] = (
            required,
            {name: _shape(field.annotation, field.metadata, waiting) for name, field in model.model_fields.items()},
        )
    return found


def source() -> str:
    """The file."""
    return HEAD + pprint.pformat(shapes(), width=110, sort_dicts=False) + "\n"


def _shape(annotation: Any, metadata: Sequence[Any], models: list[type[BaseModel]]) -> tuple[Any, ...]:
    origin = typing.get_origin(annotation)
    inner = typing.get_args(annotation)
    if origin is Annotated:
        flat = [each for item in inner[1:] for each in getattr(item, "metadata", [item])]
        return _shape(inner[0], [*flat, *metadata], models)
    if origin in (typing.Union, types.UnionType):
        (base,) = (each for each in inner if each is not type(None))
        return _shape(base, metadata, models)
    if origin is list:
        return ("list", _shape(inner[0], (), models))
    if origin is dict:
        return ("dict", _shape(inner[1], (), models))
    if origin is typing.Literal:
        return ("literal", *inner)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        models.append(annotation)
        return ("part", annotation.__name__)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return ("word", annotation.__name__)
    read = next(
        each.func.reader  # type: ignore[union-attr]
        for each in metadata
        if isinstance(each, BeforeValidator)
    )
    return (read.func.__name__, read.keywords) if isinstance(read, partial) else (read.__name__,)


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
