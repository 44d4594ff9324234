"""Text is data: what is typed, pasted or read from a file is cleaned once, on the way in.

Kept: every script, ZWJ and ZWNJ (emoji families, Persian), tabs as spaces, line breaks. Taken out: control characters,
bidi overrides and isolates, lone surrogates, tag characters; more than four combining marks on a letter. Idempotent.
Source: faults 3b.
"""

import re
import unicodedata

LONGEST_ANSWER = 20_000
"""Characters a text field keeps; a person types about 3,000 in ten minutes."""
LONGEST_NAME = 60
_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}")
MOST_MARKS = 4
"""Combining marks on a letter; a tower of them runs over the lines above and below."""

_CONTROL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f"
)
UNSAFE = re.compile(f"[{_CONTROL}\ud800-\udfff]")
"""One character that must never reach a terminal; line breaks and tabs are not among them."""


def clean(text: str, limit: int = LONGEST_ANSWER) -> str:
    """`text` without what could harm a terminal or a reader: newlines unified, NFC, at most `limit` characters.

    The printable part stays as typed: `a\\x1b[31mb` becomes `a[31mb`. Use `taken_out` and `stacked` to say how much went.
    """
    text = UNSAFE.sub("", _unify(text).replace("\t", "    "))
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if any(map(unicodedata.combining, text)):  # most texts have no mark, and asking in C costs a twentieth
            text = _limit_marks(text)
    return text[:limit]


def clean_line(text: str, limit: int = LONGEST_NAME) -> str:
    """One line: as `clean`, with runs of white space folded and the ends trimmed."""
    return " ".join(clean(text, limit * 4).split())[:limit].strip()


def taken_out(text: str) -> int:
    """How many characters `clean` takes out of `text` as unsafe (0: the text is kept as typed)."""
    return len(UNSAFE.findall(_unify(text)))


def stacked(text: str) -> int:
    """How many combining marks `clean` leaves out, because four stand on their letter already."""
    if text.isascii():
        return 0
    text = unicodedata.normalize("NFC", UNSAFE.sub("", _unify(text)))
    return len(text) - len(_limit_marks(text))


def one_mark_too_many(before: str, typed: str) -> bool:
    """Whether `typed` is a combining mark, and `before` it stands a letter that bears all it may."""
    last = before[-MOST_MARKS:]
    return bool(unicodedata.combining(typed[:1])) and len(last) == MOST_MARKS and all(map(unicodedata.combining, last))


def _unify(text: str) -> str:
    """Every way to end a line becomes one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")


def _limit_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def said_by(complaint: str) -> str:
    """A complaint as its author wrote it, its placeholders as an ellipsis: what stands there is drawn when it is dealt."""
    return _BRACES.sub(lambda found: {"{{": "{", "}}": "}"}.get(found[0], "…"), complaint)
