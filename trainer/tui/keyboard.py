"""Keys for any layout: under a Ukrainian or Russian layout `q` arrives as `й`, and ctrl+q (kitty) as `ctrl+й`.

Textual binds characters, so nobody could quit, copy or undo. A Cyrillic key is put back to its place on a US keyboard,
unless the focused field wants the letter itself. Source: design (Cyrillic).
"""

import asyncio
import contextlib

from textual import events
from textual.keys import _character_to_key
from textual.widget import Widget

_ROWS = (
    ("йцукенгшщзхъ", "qwertyuiop[]"),
    ("фывапролджэ", "asdfghjkl;'"),
    ("ячсмитьбю", "zxcvbnm,."),
    ("іїєґёўʼ", "s]'\\`o`"),
)
WAIT_SECONDS = 0.5
"""How long a function key waits at most for the letters before it."""
US_PLACE: dict[str, str] = {
    **{cyrillic: us for row, places in _ROWS for cyrillic, us in zip(row, places, strict=True)},
    **{
        cyrillic.upper(): us.upper()
        for row, places in _ROWS
        for cyrillic, us in zip(row, places, strict=True)
        if cyrillic.upper() != cyrillic
    },
}
"""Cyrillic letter -> what the same key types on a US keyboard."""


def us_key(key: str) -> str | None:
    """The name of `key` as a US keyboard would send it; None where the key is not Cyrillic. `ctrl+й` -> `ctrl+q`."""
    modifiers, plus, name = key.rpartition("+")
    place = US_PLACE.get(name)
    if place is None:
        return None
    return f"{modifiers}{plus}{_character_to_key(place)}"


def for_bindings(event: events.Key, focused: Widget | None) -> events.Key:
    """`event`, or the same key at its US place when no field would type it."""
    name = us_key(event.key)
    if name is None or (focused is not None and focused.check_consume_key(event.key, event.character)):
        return event
    place = US_PLACE[event.key.rpartition("+")[2]]
    return events.Key(name, place if event.character is not None else None)


async def letters_are_in(*places: Widget | None) -> None:
    """Waits until the keys that went to `places` before are in their fields.

    A function key acts at once, while letters may still wait for theirs: F5 right after a quick word would send it without its
    end.
    """
    for place in places:
        there = asyncio.Event()
        if place is not None and place.call_later(there.set):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(there.wait(), WAIT_SECONDS)
