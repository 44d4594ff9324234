"""The types of the models' fields: what pydantic is told of the readers in `values.py`."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from trainer.decks.values import (
    Unfit,
    read_ages,
    read_filled,
    read_line,
    read_list,
    read_name,
    read_number,
    read_percent,
    read_text,
    read_whole,
    read_yes_no,
)


def Reads(read: Callable[[Any], Any]) -> BeforeValidator:  # noqa: N802 - stands where a validator's class would
    """A reader of ours as pydantic calls it."""

    @wraps(read.func if isinstance(read, partial) else read)
    def asked(value: Any) -> Any:
        try:
            return read(value)
        except Unfit as unfit:
            raise PydanticCustomError(unfit.kind, unfit.said, unfit.about) from None

    asked.reader = read  # type: ignore[attr-defined]
    return BeforeValidator(asked)


Words = Annotated[str, Reads(read_text)]
"""A text of any length up to 20,000 characters."""
Line = Annotated[str, Reads(read_line)]
Filled = Annotated[str, Reads(read_filled), Field(min_length=1)]
"""A text that must not be empty."""
ListOfWords = Annotated[list[Filled], Reads(read_list)]
OneToFive = Annotated[int, Field(ge=1, le=5), Reads(partial(read_whole, low=1, high=5))]
FromOne = Annotated[int, Field(ge=1), Reads(partial(read_whole, low=1))]
FromZero = Annotated[int, Field(ge=0), Reads(partial(read_whole, low=0))]
Amount = Annotated[float, Field(ge=0), Reads(partial(read_number, low=0))]
AboveZero = Annotated[float, Field(gt=0), Reads(partial(read_number, low=0, above=True))]
Weight = Annotated[float, Field(gt=0, le=100), Reads(partial(read_number, low=0, high=100, above=True))]
Minutes = Annotated[float, Field(ge=1, le=30), Reads(partial(read_number, low=1, high=30))]
Variants = Annotated[int, Field(ge=1, le=20), Reads(partial(read_whole, low=1, high=20))]
Characters = Annotated[int, Field(ge=50, le=20_000), Reads(partial(read_whole, low=50, high=20_000))]
YesNo = Annotated[bool, Reads(read_yes_no)]
Percent = Annotated[float, Reads(read_percent), WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}(\.\d+)?%$"})]
Ages = Annotated[tuple[int, int], Reads(read_ages)]
CardName = Annotated[str, Field(pattern=r"^[\w](?:[\w.-]{0,98}[\w])?$"), Reads(read_name)]
"""Letters, digits, hyphens, dots and underscores."""
