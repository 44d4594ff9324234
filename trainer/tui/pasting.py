"""What is pasted arrives whole and in its order, and no report of a terminal, however odd, ends or stops the program.

Textual's parser looks for keys also inside a bracketed paste: an ESC in the pasted text becomes a `^` in front of it, the
characters behind it come before it or not at all, and nobody is told. Here such an ESC is put as another control character,
which is no beginning of a key; the fields take it out with the others, and say so. A paste whose end never comes ends by
itself, a window of a billion columns is none, and of focus reports in a row the last counts. Source: faults 3b (paste).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import AppBlur, AppFocus, Key, Resize
from textual.geometry import Size
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

STAND_IN = "\x1a"
"""In the place of ESC, and of NUL, which Textual drops in silence."""
MOST_PASTED = 100_000
"""Characters of one paste that are looked at, far more than any field takes: the parser goes by single characters, and ten
seconds at a megabyte look like a program that hangs."""
QUIET_LOOKS = 30
"""A paste without its end is over when so many looks, a tenth of a second each, have found nothing more of it."""
WIDEST, HIGHEST = 1000, 400
"""Largest window that a report is believed, in cells: 5000 by 5000 keeps the program busy for minutes."""
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
        self._quiet = 0
        """Looks since the last characters came."""
        self._window: tuple[Size | None, Size | None, bool] = (None, None, False)
        """The parser's size in cells and in pixels, and whether a mouse tells pixels, by the last report believed."""
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        self._quiet = 0
        guarded = self._guard(data)
        if guarded or not data:  # nothing at all means the end
            yield from self._sifted(super().feed(guarded))

    def tick(self) -> Iterable[Message]:
        """As Textual's, after each look at the terminal; all keys after a mark of a paste's start alone would be text."""
        yield from super().tick()
        if self._pasting:
            self._quiet += 1
            if self._quiet > QUIET_LOOKS:
                yield from self.feed(BRACKETED_PASTE_END)

    def parse_mouse_code(self, code: str) -> Message | None:
        """As Textual's; where a window has no pixels (ssh, a report by hand), the mouse is taken to tell cells."""
        if any(size is not None and 0 in tuple(size) for size in (self.terminal_size, self.terminal_pixel_size)):
            self.mouse_pixels = False
        return super().parse_mouse_code(code)

    def _sifted(self, messages: Iterable[Message]) -> Iterable[Message]:
        """`messages` without windows that cannot be, and of focus reports in a row only the last."""
        focus: Message | None = None
        for message in messages:
            if isinstance(message, AppFocus | AppBlur):
                focus = message
                continue
            if isinstance(message, Resize):
                if not (0 < message.size.width <= WIDEST and 0 < message.size.height <= HIGHEST):
                    self.terminal_size, self.terminal_pixel_size, self.mouse_pixels = self._window
                    continue
                self._window = (message.size, message.pixel_size, True)
            if focus is not None:
                yield focus
                focus = None
            yield message
        if focus is not None:
            yield focus

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


def take_pastes_whole(app: "App[Any]") -> None:
    """The terminal is read by `PasteParser` from here on, and for `app` no faster than it follows."""
    import textual.drivers.linux_driver as driver

    from trainer.tui.pacing import PatientDriver

    vars(driver)["XTermParser"] = PasteParser
    app.driver_class = PatientDriver


def _begun(text: str, mark: str) -> int:
    """How many characters at the end of `text` may be the beginning of `mark`."""
    return next((n for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), 0)
