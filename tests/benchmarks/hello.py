"""The floor: the least that Textual can do. Run as a script: `hello.py` shows a line, `hello.py box` a bare TextArea."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static, TextArea

BOX_LINES = 8


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("hello, bare Textual")


class Box(App[None]):
    CSS = f"TextArea {{ height: {BOX_LINES}; }}"

    def compose(self) -> ComposeResult:
        yield Static("hello, bare TextArea")
        yield TextArea()


if __name__ == "__main__":
    (Box if sys.argv[1:] == ["box"] else Hello)().run()
