"""Texts that want to be more than text: as an answer, a name, a card's text or a deck's title they harm nothing.

`shown` is what stands on a screen for each: its printable text as typed, of a tower of marks the first four.
"""

from unicodedata import normalize

ESC = "\x1b"
HOSTILE = {
    "closing tag": "[/]",
    "half a tag": "[/",
    "action": "[@click=app.quit]x[/]",
    "colour": "[red]x[/red]",
    "clipboard": f"a{ESC}]52;c;cHduZWQ=\x07b",
    "title": f"a{ESC}]0;pwned\x07b",
    "reset": f"a{ESC}cb",
    "report": f"a{ESC}[6nb",
    "colour by escape": f"a{ESC}[31;7;5mb",
    "c1": "a\x9b31mb",
    "right to left": "abc\u202edef\u2066ghi",
    "zero width": "no\u200bbreak",
    "joiners": "a\u200db\u200cc",
    "combining": "e\u0323\u0302\u0303x\u0301",
    "a tower of marks": "x" + "\u0323" * 20 + "y",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466.",
    "a flag and a skin": "\U0001f1fa\U0001f1e6\U0001f44d\U0001f3fd",
    "empty": "",
}
LONG = "x" * 9_990 + "the-end"
"""Ten thousand characters without a space."""
FORBIDDEN = (
    b"\x1b]52", b"\x1b]0;pwned", b"pwned\x07", b"\x1bc", b"\x1b[6n", b"\x1b[31;7;5m",
    "\u202e".encode(), "\u2066".encode(), "\x9b".encode(),
)  # fmt: skip
"""What no data may bring to a terminal."""
SHOWN = {
    "clipboard": "a]52;c;cHduZWQ=b", "title": "a]0;pwnedb", "reset": "acb", "report": "a[6nb",
    "colour by escape": "a[31;7;5mb", "c1": "a31mb", "right to left": "abcdefghi", "combining": "\u1ec7\u0303x\u0301",
    "a tower of marks": "x" + "\u0323" * 4 + "y",
}  # fmt: skip
"""Written out, so that the tests do not ask the cleaner whether it cleans; every other text is shown as it is typed."""


def shown(name: str) -> str:
    return SHOWN.get(name, HOSTILE[name])


def taken(name: str) -> int:
    """How many characters of it are not shown."""
    return len(normalize("NFC", HOSTILE[name])) - len(shown(name))
