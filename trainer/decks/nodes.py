"""What a YAML file becomes here: texts, lists and mappings that remember where they stood.

They are `str`, `list` and `dict`, so that pydantic reads them as they are. Every scalar is text as it was typed.
"""

from typing import Any

Place = tuple[int, int]
"""Line and column, both counted from 1."""


class Text(str):
    """A scalar as typed."""

    __slots__ = ("column", "cut", "line", "plain", "refused")
    line: int
    column: int
    plain: bool
    """Neither quoted nor a block: what YAML may have cut or misread."""
    cut: Place | None
    """Where a ` #` ended the text, if it did and does not look like a comment."""
    refused: bool
    """Already complained of while reading; nothing more is said about it."""

    @property
    def place(self) -> Place:
        return self.line, self.column


def make_text(value: str, line: int, column: int, plain: bool, refused: bool = False) -> Text:
    """A text at its place. A function, since a `__new__` in Python would cost as much as libyaml's event."""
    text = Text(value)
    text.line = line
    text.column = column
    text.plain = plain
    text.refused = refused
    text.cut = None
    return text


class Items(list[Any]):
    """A list: `- one` lines or `[one, two]`."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column

    @property
    def place(self) -> Place:
        return self.line, self.column


class Fields(dict[Text, Any]):
    """A mapping. Its keys are `Text`, so that a key's place is known too."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column

    @property
    def place(self) -> Place:
        return self.line, self.column

    def at(self, name: str) -> Any:
        """The value of `name`, or None."""
        return self.get(name)  # type: ignore[call-overload]

    def key(self, name: str) -> Text | None:
        """The key `name` as it stands in the file."""
        return next((key for key in self if key == name), None)


Node = Text | Items | Fields
