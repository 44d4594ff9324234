"""Keys for any layout: a Cyrillic key does what its place on a US keyboard does, unless a field types it."""

import pytest
from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Input, TextArea

from tests.support.terminal import UKRAINIAN
from trainer.tui.keyboard import for_bindings, us_key


@pytest.mark.parametrize(
    ("key", "us"),
    [
        ("й", "q"), ("Й", "Q"), ("ctrl+й", "ctrl+q"), ("ctrl+shift+й", "ctrl+shift+q"), ("ctrl+с", "ctrl+c"),
        ("ctrl+я", "ctrl+z"), ("ctrl+м", "ctrl+v"), ("ы", "s"), ("і", "s"), ("э", "apostrophe"), ("є", "apostrophe"),
        ("ъ", "right_square_bracket"), ("ї", "right_square_bracket"), ("ё", "grave_accent"), ("ж", "semicolon"),
        ("б", "comma"), ("ю", "full_stop"), ("ґ", "backslash"), ("q", None), ("f5", None), ("enter", None), ("ß", None),
    ],
)  # fmt: skip
def test_a_cyrillic_key_has_its_us_place(key: str, us: str | None) -> None:
    assert us_key(key) == us


def test_every_letter_of_the_ukrainian_layout_is_known() -> None:
    assert [letter for letter in UKRAINIAN.values() if letter.isalpha() and us_key(letter) is None] == []


async def test_a_field_keeps_the_letters_that_it_types() -> None:
    class Fields(App[None]):
        def compose(self) -> ComposeResult:
            yield TextArea()
            yield Input()

    async with Fields().run_test() as pilot:
        letter, control = Key("й", "й"), Key("ctrl+й", None)
        for field in (pilot.app.query_one(TextArea), pilot.app.query_one(Input)):
            assert for_bindings(letter, field) is letter
            assert for_bindings(control, field).key == "ctrl+q"
        assert for_bindings(letter, None).key == "q"
        assert for_bindings(letter, None).character == "q"
