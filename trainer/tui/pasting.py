"""What is pasted arrives whole and in its order.

Textual's parser looks for keys also inside a bracketed paste: an ESC in the pasted text becomes a `^` in front of it, the
characters behind it come before it or not at all, and nobody is told. Here such an ESC is put as another control character,
which is no beginning of a key; the fields take it out with the others, and say so. Source: faults 3b (paste).
"""

from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key
from textual.message import Message

STAND_IN = "\x1a"
"""In the place of ESC, and of NUL, which Textual drops in silence."""
MOST_PASTED = 100_000
"""Characters of one paste that are looked at, far more than any field takes: the parser goes by single characters, and ten
seconds at a megabyte look like a program that hangs."""
_TO_STAND_IN = str.maketrans({"\x1b": STAND_IN, "\x00": STAND_IN})


class PasteParser(XTermParser):
    def __init__(self, debug: bool = False) -> None:
        self._pasting = False
        self._room = 0
        """How much of this paste is still let in."""
        self._tail = ""
        """Outside a paste: the last characters, which may begin the mark of its start."""
        self._held = ""
        """Inside a paste: its last characters, which may begin the mark of its end."""
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        guarded = self._guard(data)
        return super().feed(guarded) if guarded or not data else ()  # nothing at all means the end

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        """As Textual's, which a key with a number that no character has would end, and the program with it."""
        try:
            return [*super()._sequence_to_key_events(sequence, alt)]
        except (OverflowError, ValueError):
            return [Key("unknown", None)]  # nothing at all would make what follows a part of the sequence

    def _guard(self, data: str) -> str:
        """`data` with nothing in a paste that could be taken for a key; its end may be held back until more comes."""
        out: list[str] = []
        text, self._held = self._held + data, ""
        while text:
            if self._pasting:
                body, end, text = text.partition(BRACKETED_PASTE_END)
                if not end:
                    cut = len(body) - _begun(body, BRACKETED_PASTE_END)
                    body, self._held = body[:cut], body[cut:]
                out += (body[: self._room].translate(_TO_STAND_IN), end)
                self._room = max(0, self._room - len(body))
                self._pasting = not end
                continue
            seen = self._tail + text
            at = seen.find(BRACKETED_PASTE_START)
            if at < 0:
                out.append(text)
                self._tail = seen[1 - len(BRACKETED_PASTE_START) :]
                break
            after = at + len(BRACKETED_PASTE_START) - len(self._tail)
            out.append(text[:after])
            text, self._tail, self._pasting, self._room = text[after:], "", True, MOST_PASTED
        return "".join(out)


def take_pastes_whole() -> None:
    """From here on the terminal is read by `PasteParser`."""
    import textual.drivers.linux_driver as driver

    vars(driver)["XTermParser"] = PasteParser


def _begun(text: str, mark: str) -> int:
    """How many characters at the end of `text` may be the beginning of `mark`."""
    return next((n for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), 0)
