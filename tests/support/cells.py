"""pyte's screen and stream with short cuts for what Textual writes most; half the time of a walk in terminals went there.

What a short cut is not made for goes pyte's own way, and `tests/end_to_end/test_cells.py` holds both to the same cells.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import pyte
from pyte.charsets import LAT1_MAP
from pyte.modes import DECSCNM, IRM
from pyte.screens import Char
from wcwidth import wcwidth

_QUICK = re.compile(r"\x1b\[([0-9;]*)([mH])")
"""Colours and places of the cursor: nine sequences of ten."""


@cache
def _narrow(character: str) -> bool:
    """Takes one cell and joins nothing."""
    return wcwidth(character) == 1


@cache
def _numbers(written: str) -> Sequence[int]:
    return [min(int(number or 0), 9999) for number in written.split(";")]


class _Styled(dict[str, Char]):
    """The cells of one style, by their characters."""

    def __init__(self, style: Char) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, character: str) -> Char:
        cell = self[character] = self._style._replace(data=character)
        return cell


@cache
def _styled(style: Char) -> _Styled:
    return _Styled(style)


class Screen(pyte.Screen):
    """A screen in memory; an emoji family's joiners stay with the cell before them."""

    def __init__(self, columns: int, lines: int) -> None:
        self._styles: dict[object, Char] = {}
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        start, end = self.cursor.x, self.cursor.x + len(data)
        plain = not self.charset and self.g0_charset is LAT1_MAP and IRM not in self.mode
        if plain and end <= self.columns and all(map(_narrow, data)):
            cells = _styled(self.cursor.attrs)
            self.buffer[self.cursor.y].update(zip(range(start, end), map(cells.__getitem__, data), strict=True))
            self.cursor.x = end
            self.dirty.add(self.cursor.y)
        else:
            self._draw_with_joiners(data)

    def _draw_with_joiners(self, data: str) -> None:
        """pyte drops the rest of a run of text at a zero-width character that doesn't combine (a joiner of a family)."""
        run = ""
        for character in data:
            if wcwidth(character) == 0 and not unicodedata.combining(character):
                super().draw(run)
                run = ""
                column = max(0, min(self.cursor.x, self.columns) - 1)
                cell = self.buffer[self.cursor.y][column]
                if not cell.data:  # the second half of a wide character
                    column = max(0, column - 1)
                    cell = self.buffer[self.cursor.y][column]
                self.buffer[self.cursor.y][column] = cell._replace(data=cell.data + character)
            else:
                run += character
        super().draw(run)

    def select_graphic_rendition(self, *attrs: int) -> None:
        change = (attrs, self.cursor.attrs, DECSCNM in self.mode)
        known = self._styles.get(change)
        if known is None:
            super().select_graphic_rendition(*attrs)
            self._styles[change] = self.cursor.attrs
        else:
            self.cursor.attrs = known

    @property
    def display(self) -> list[str]:
        columns = range(self.columns)
        lines = ["".join([line[x].data for x in columns]) for line in (self.buffer[y] for y in range(self.lines))]
        if all(len(line) == self.columns and all(map(_narrow, line)) for line in lines):
            return lines
        return super().display


class Stream(pyte.ByteStream):
    def take_in(self, data: bytes) -> None:
        """What `feed` does, sooner."""
        text = self.utf8_decoder.decode(data) if self.use_utf8 else "".join(map(chr, data))
        screen, send = self.listener, self._send_to_parser
        assert screen is not None
        offset = 0
        while offset < len(text):
            if not self._taking_plain_text:  # in the middle of a sequence, or at one without a short cut
                self._taking_plain_text = send(text[offset])
                offset += 1
            elif run := self._text_pattern.match(text, offset):
                screen.draw(run[0])
                offset = run.end()
            elif quick := _QUICK.match(text, offset):
                (screen.select_graphic_rendition if quick[2] == "m" else screen.cursor_position)(*_numbers(quick[1]))
                offset = quick.end()
            else:
                self._taking_plain_text = False
