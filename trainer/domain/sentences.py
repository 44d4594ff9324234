"""An answer in sentences, so that a phrase of it can be picked instead of typed."""

import re

_END = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+|\n+")


def sentences(text: str, longest: int) -> tuple[str, ...]:
    """The sentences of `text` in their order, each on one line; one over `longest` letters ends at a word before it."""
    found: list[str] = []
    start = 0
    for end in [*(match.span() for match in _END.finditer(text)), (len(text), len(text))]:
        piece = " ".join(text[start : end[1]].split())
        start = end[1]
        if not any(letter.isalnum() for letter in piece):
            continue
        if len(piece) > longest:
            cut = piece[:longest]
            piece = cut.rsplit(" ", 1)[0] if " " in cut else cut
        found.append(piece)
    return tuple(dict.fromkeys(found))
