"""What a YAML file becomes here: texts, lists and mappings that remember where they stood.

They are `str`, `list` and `dict`, so that pydantic reads them as they are. Every scalar is text as it was typed. Each keeps the
parser's own mark, since two numbers of our own a value would cost a tenth of the time to read.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

Place = tuple[int, int]
"""Line and column, both counted from 1."""


class Mark(Protocol):
    """Where something begins, as the parser says it: counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark of our own making."""

    line: int
    column: int


class Text(str):
    """A scalar as typed; this class is a plain one: neither quoted nor a block, so that YAML may have cut or misread it."""

    __slots__ = ("mark",)
    mark: Mark
    plain: ClassVar[bool] = True
    odd: ClassVar[bool] = False
    """Something is to be said about it: it is an `OddText`."""

    @property
    def refused(self) -> bool:
        """Already complained of while reading; nothing more is said about it."""
        return False

    @property
    def cut(self) -> Place | None:
        """Where a ` #` ended the text, if it did and does not look like a comment."""
        return None

    @property
    def line(self) -> int:
        return self.mark.line + 1

    @property
    def column(self) -> int:
        return self.mark.column + 1

    @property
    def place(self) -> Place:
        return self.mark.line + 1, self.mark.column + 1


class QuotedText(Text):
    """A scalar in quotes, or a block below | or >."""

    __slots__ = ()
    plain = False


class OddText(Text):
    """A plain scalar with something to be said about it, or any that was refused."""

    __slots__ = ("_cut", "_refused")
    odd = True
    _cut: Place | None
    _refused: bool

    @property
    def refused(self) -> bool:
        return self._refused

    @property
    def cut(self) -> Place | None:
        return self._cut


def odd_text(value: str, mark: Mark, *, refused: bool = False, cut: Place | None = None) -> OddText:
    text = OddText(value)
    text.mark = mark
    text._refused = refused
    text._cut = cut
    return text


class Items(list[Any]):
    """A list: `- one` lines or `[one, two]`."""

    __slots__ = ("mark",)
    mark: Mark

    @property
    def line(self) -> int:
        return self.mark.line + 1

    @property
    def place(self) -> Place:
        return self.mark.line + 1, self.mark.column + 1


class Fields(dict[Text, Any]):
    """A mapping. Its keys are `Text`, so that a key's place is known too."""

    __slots__ = ("mark",)
    mark: Mark

    @property
    def line(self) -> int:
        return self.mark.line + 1

    @property
    def column(self) -> int:
        return self.mark.column + 1

    @property
    def place(self) -> Place:
        return self.mark.line + 1, self.mark.column + 1

    def at(self, name: str) -> Any:
        """The value of `name`, or None."""
        return self.get(name)  # type: ignore[call-overload]

    def key(self, name: str) -> Text | None:
        """The key `name` as it stands in the file."""
        return next((key for key in self if key == name), None)


def no_items() -> Items:
    items = Items()
    items.mark = Spot(0, 0)
    return items


def no_fields() -> Fields:
    fields = Fields()
    fields.mark = Spot(0, 0)
    return fields


Node = Text | Items | Fields
