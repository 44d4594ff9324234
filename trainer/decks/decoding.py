"""A deck's bytes become text, or a problem with its line. UTF-8 only; a byte order mark is fine. Source: faults 3a."""

import re

from trainer.decks.nodes import Place
from trainer.decks.problems import Findings
from trainer.domain.texts import UNSAFE
from trainer.locale import _

BIDI = re.compile("[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")
"""What turns the writing about or can't be seen; every other unsafe character is a control character."""
STAND_IN = "\U000e0001"
"""Stands for what libyaml does not read, so that the rest keeps its place; unsafe itself, and taken out with the others."""
TAKEN_OUT = ("control-character", "invisible-character")
"""The rules that say that a character is taken out."""
LINE_END = re.compile("\r\n|\r|\n")
MOST_LINES = 400_000
"""10,000 cards of 40 lines; each line costs some memory, however short."""
_UNSAFE_IN_FILE = re.compile(UNSAFE.pattern.replace("\x0b-\x1f", "\x0b\x0c\x0e-\x1f")[:-1] + "\ufffe\uffff]")
"""As `UNSAFE`, without the line end \\r, and with what libyaml refuses besides. One class: a lookahead costs five times."""
_NOT_YAML = re.compile("[\x7f-\x9f\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u2028\u2029]")
"""What libyaml refuses, or takes for a line end where no editor does."""
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def decode(data: bytes, findings: Findings) -> str | None:
    """The text of a deck, made safe to parse: every place is still where it was. None: it is no UTF-8 text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            findings.error((1, 1), "encoding", _("this file is {encoding}: save it as UTF-8").format(encoding=encoding))
            return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        message = _("this is not UTF-8 text (byte {byte}): save the file as UTF-8").format(
            byte=f"0x{data[error.start]:02x}"
        )
        findings.error(place_at(before, len(before)), "encoding", message)
        return None
    nul = text.find("\0")
    if nul >= 0:
        message = _("a NUL byte: this is no text file, or it is UTF-16; save it as UTF-8")
        findings.error(place_at(text, nul), "encoding", message)
        return None
    if text.count("\n") + text.count("\r") > MOST_LINES:
        findings.error((MOST_LINES, 1), "too-big", _("more than {n} lines: split the deck").format(n=MOST_LINES))
        return None
    if not _UNSAFE_IN_FILE.search(text):
        return text
    _name_characters(text, findings)
    return _NOT_YAML.sub(STAND_IN, text)


def place_at(text: str, position: int) -> Place:
    """Line and column of the character at `position`."""
    line, start = 1, 0
    for end in LINE_END.finditer(text, 0, position):
        line, start = line + 1, end.end()
    return line, position - start + 1


def split_lines(text: str) -> list[str]:
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def _name_characters(text: str, findings: Findings) -> None:
    """Every unsafe character that stands in the file itself, with its place."""
    line, start = 1, 0
    for found in _UNSAFE_IN_FILE.finditer(text):
        if findings.full:
            return
        for end in LINE_END.finditer(text, start, found.start()):
            line, start = line + 1, end.end()
        name_character(found.group(), (line, found.start() - start + 1), findings)


def name_character(character: str, place: Place, findings: Findings) -> None:
    """Says that `character` at `place` is taken out of the deck (`without_unsafe` does it): what is left is sound text."""
    code = f"U+{ord(character):04X}"
    if BIDI.match(character):
        message = _("the invisible character {code} will be taken out: remove it here").format(code=code)
        findings.warning(place, "invisible-character", message)
    else:
        message = _("the control character {code} will be taken out: remove it here").format(code=code)
        findings.warning(place, "control-character", message)
