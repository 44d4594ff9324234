"""Reading on around broken YAML, so that one run names the problems of the whole file.

What could not be read is taken out, as little as possible: the value of one key, a line, or a whole card. Nothing is
written to the file. Lines keep their numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.decks.nodes import Place
from trainer.decks.parsing import Parsed, parse
from trainer.decks.problems import Findings

MOST_TRIES = 60
"""Parses spent on one file."""
_KEY = re.compile(r"(?P<before> *(?:- +)*)(?P<key>[\w.-]+ *:)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Mended:
    parsed: Parsed
    """The rest of the file; no root: the broken place can't be told apart from the rest."""
    touched: tuple[int, ...]
    """Numbers of the lines where something was taken out."""


def read_around(lines: list[str], broken_at: Place, findings: Findings) -> Mended:
    """Parses again without what breaks at `broken_at` and further on. Each broken place goes to `findings`."""
    touched: list[int] = []
    tries = 0
    parsed = Parsed(None, broken_at)
    while parsed.broken_at is not None:
        broken = parsed.broken_at
        for rest in _without(lines, broken[0], text=findings.names(broken, "colon-missing")):
            tries += 1
            if tries > MOST_TRIES:
                return Mended(Parsed(None, broken), tuple(touched))
            found = Findings(findings.file)
            again = parse("\n".join(rest), rest, found)
            if again.broken_at is None or again.broken_at[0] > broken[0]:
                findings.take(found)
                touched.append(broken[0])
                lines, parsed = rest, again
                break
        else:
            return Mended(Parsed(None, broken), tuple(touched))
    return Mended(parsed, tuple(touched))


def _without(lines: list[str], number: int, *, text: bool) -> Iterator[list[str]]:
    """`lines` with less and less around line `number`; `text`: what broke there is a text, and so are its next lines."""
    found = _KEY.match(lines[number - 1]) if number <= len(lines) else None
    if found is not None:
        below = _below(lines, number, len(found["before"]))
        yield _blanked(lines, below, {number: found.group()})
    elif text:
        yield _blanked(lines, _paragraph(lines, number), {})
    yield _blanked(lines, range(number, number + 1), {})
    block = _block_around(lines, number)
    if block is not None:
        yield _blanked(lines, block, {})


def _blanked(lines: list[str], block: range, kept: dict[int, str]) -> list[str]:
    first, last = block.start - 1, block.stop - 1
    return [*lines[:first], *(kept.get(number, "") for number in block), *lines[last:]]


def _below(lines: list[str], number: int, indent: int) -> range:
    """Line `number` and those below that are indented deeper than its key."""
    end = number + 1
    while end <= len(lines):
        line = lines[end - 1]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            break
        end += 1
    return range(number, end)


def _paragraph(lines: list[str], number: int) -> range:
    """Line `number` and the lines of text that follow as far to the right: they are broken for the same reason."""
    end = number + 1
    while end <= len(lines) and lines[end - 1].strip() and _margin(lines[end - 1]) == _margin(lines[number - 1]):
        if _KEY.match(lines[end - 1]) or lines[end - 1].lstrip().startswith("-"):
            break
        end += 1
    return range(number, end)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _block_around(lines: list[str], number: int) -> range | None:
    """The lines of the card around line `number`, or of the top-level key outside the cards. None: there is no such
    block that could be left out."""
    top = [at for at, line in enumerate(lines, 1) if line[:1] not in ("", " ", "\t", "#", "-", "}", "]")]
    head = max((at for at in top if at <= number), default=0)
    end = min((at for at in top if at > number), default=len(lines) + 1)
    if not head:
        return None
    if not re.match(r"cards\s*:", lines[head - 1]):
        return range(head, end)
    first = next((line for line in lines[head : end - 1] if line.lstrip(" ").startswith("- ")), "")
    item = first[: len(first) - len(first.lstrip(" "))] + "-"
    items = [at for at in range(head + 1, end) if first and lines[at - 1].startswith((item + " ", item + "\t"))]
    start = max((at for at in items if at <= number), default=0)
    if not start:
        return None
    return range(start, min((at for at in items if at > number), default=end))
