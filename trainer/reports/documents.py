"""A report before it has a form: sections of sentences, figures and tables, which Markdown and HTML both write down."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    band: str = ""
    """wow, normal, not_yet: how a cell is tinted where there are colours; the number says the same."""


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    """Columns that are set flush right."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    sentences: tuple[str, ...] = ()
    figure: str = ""
    """An SVG element; its sentence is among `sentences`."""
    table: Table | None = None
    quotes: tuple[str, ...] = ()
    """What people wrote."""


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    note: str
    """That this is practice; stands at the head and at the foot."""
    language: str = field(default="en")


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)
