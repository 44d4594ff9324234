"""How commands speak: data to stdout, messages to stderr, nothing that a terminal would obey, JSON on demand."""

import sys
from typing import Any

import click

from trainer.domain.texts import clean, stacked, taken_out
from trainer.locale import terms


def is_terminal() -> bool:
    """Whether somebody sits here: keys come from a terminal, and what is said goes to one."""
    return all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__))


def say(text: str = "") -> None:
    """A line of data for a person."""
    click.echo(clean(text, limit=1_000_000))


def note(text: str) -> None:
    """A message beside the data."""
    click.echo(clean(text, limit=1_000_000), err=True)


def note_left_out(*given: str) -> None:
    """Says what of the texts given is not kept: control characters, and marks beyond four on a letter."""
    controls, over = sum(map(taken_out, given)), sum(map(stacked, given))
    if controls or over:
        note(terms.left_out(controls, over))


def tell_json(data: Any) -> None:
    """One JSON document, UTF-8, keys in the order given."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()


def paragraph(text: str, indent: str = "  ", width: int = 78) -> str:
    """`text` wrapped and indented, line breaks kept."""
    import textwrap

    return "\n".join(
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent) for line in clean(text).splitlines()
    )
