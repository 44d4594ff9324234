"""Files that come beside the decks, presets and standards: read as strictly as a deck, whole or not at all."""

from collections.abc import Callable
from typing import Any, TypeVar

from trainer.decks.decoding import decode, split_lines
from trainer.decks.parsing import parse
from trainer.decks.problems import Findings, Problem

T = TypeVar("T")


def read_companion(
    data: str | bytes, name: str, read: Callable[[Findings, Any], T | None]
) -> tuple[T | None, tuple[Problem, ...]]:
    """What `read` makes of the root of a file's text, or None and all its problems with their places. Never raises."""
    findings = Findings(name)
    text = decode(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data, findings)
    if text is None:
        return None, findings.sorted()
    root = parse(text, split_lines(text), findings).root
    found = None if findings.has_errors else read(findings, root)
    return (None if findings.has_errors else found), findings.sorted()
