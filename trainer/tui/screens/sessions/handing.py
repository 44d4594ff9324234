"""One terminal for all: who sits here, and passing the keyboard without showing what the last one wrote.

Source: sessions (hot seat).
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from trainer.domain.ids import PersonId
from trainer.domain.people import Person
from trainer.domain.texts import clean_line
from trainer.locale import _
from trainer.tui.text import joined, plain
from trainer.tui.widgets.choices import Choice, Choices
from trainer.tui.widgets.line_input import LineInput

LONGEST_NAME = 60


class Names(Choices):
    """A list beside a line: letters are meant for the line, so that no layout turns them into keys."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return bool(character and character.isprintable() and character.strip())


class PeopleScreen(ModalScreen[tuple[tuple[PersonId, ...], tuple[str, ...]]]):
    """Who is in the room: (people, new names). Enter marks or unmarks one, F5 is done, Esc leaves all as it was."""

    is_overlay = True
    BINDINGS: ClassVar = [
        Binding("escape", "dismiss", "", show=False, id="people.back"),
        Binding("f5", "done", "", show=False, id="people.done", priority=True),
    ]
    DEFAULT_CSS = """
    PeopleScreen { align: center middle; background: $background 60%; }
    PeopleScreen > Vertical { width: 56; height: auto; max-height: 95%; padding: 1 3; background: $panel; }
    PeopleScreen Static { height: auto; margin-bottom: 1; }
    PeopleScreen Choices, PeopleScreen Choices:focus { height: auto; max-height: 12; background: $panel; margin-bottom: 1; }
    PeopleScreen LineInput, PeopleScreen LineInput:focus { height: 1; border: none; padding: 0 1;
        background: $surface; margin-bottom: 1; }
    PeopleScreen #then { margin-bottom: 0; color: $wait; }
    """

    def __init__(self, team: Sequence[Person], here: Sequence[PersonId]) -> None:
        super().__init__()
        self._team = tuple(team)
        self._here = set(here)
        self._new: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(plain(_("Who is in the room?"), "bold"))
            yield Names(id="people")
            yield LineInput(max_length=LONGEST_NAME, placeholder=_("a name that is missing"), select_on_focus=False)
            yield Static(plain(_("Enter marks a name, Tab goes to the line, F5 is done.")), id="then")

    def on_mount(self) -> None:
        self._show(0)
        self.query_one("#people", Choices).focus()

    def _show(self, at: int) -> None:
        rows = [Choice(str(each.id), self._row(each.name, each.id in self._here)) for each in self._team]
        rows += [Choice(f"new{place}", self._row(name, True)) for place, name in enumerate(self._new)]
        choices = self.query_one("#people", Choices)
        choices.show(rows)
        if rows:
            choices.highlighted = min(at, len(rows) - 1)

    def _row(self, name: str, marked: bool) -> Content:
        return joined(("[x] ", "$accent bold") if marked else "[ ] ", name)

    @on(OptionList.OptionSelected)
    def _mark(self, event: OptionList.OptionSelected) -> None:
        at = event.option_index
        if at < len(self._team):
            self._here ^= {self._team[at].id}
        else:
            del self._new[at - len(self._team)]
        self._show(at)

    @on(Input.Submitted)
    def _add(self, event: Input.Submitted) -> None:
        event.stop()
        name = clean_line(event.value, LONGEST_NAME)
        if name:
            self._new.append(name)
            event.input.value = ""
            self._show(len(self._team) + len(self._new) - 1)
        else:
            self.action_done()

    def on_key(self, event: events.Key) -> None:
        """Whoever types a name while the list has the keys means the line."""
        names, line = self.query_one(Names), self.query_one(LineInput)
        if names.has_focus and event.character and names.check_consume_key(event.key, event.character):
            event.stop()
            self.set_focus(line)
            line.insert_text_at_cursor(event.character)

    def action_done(self) -> None:
        typed = clean_line(self.query_one(LineInput).value, LONGEST_NAME)
        if typed:
            self._new.append(typed)  # typed and not entered: it is meant all the same
        self.dismiss((tuple(each.id for each in self._team if each.id in self._here), tuple(self._new)))


class HandoverScreen(ModalScreen[bool]):
    """Covers everything until the next one sits down: Enter begins, Esc goes back to the lead."""

    is_overlay = True
    BINDINGS: ClassVar = [
        Binding("enter", "answer(True)", "", show=False, id="handing.begin"),
        Binding("escape", "answer(False)", "", show=False, id="handing.back"),
    ]
    DEFAULT_CSS = """
    HandoverScreen { align: center middle; background: $background; }
    HandoverScreen > Vertical { width: 60; height: auto; }
    HandoverScreen Static { height: auto; text-align: center; margin-bottom: 1; }
    """

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self._who, self._words = name, words

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(plain(self._who, "bold $accent"))
            yield Static(plain(self._words))
            yield Static(plain(_("Everybody else looks out of the window. Enter begins."), "$wait"))

    def action_answer(self, begins: bool) -> None:
        self.dismiss(begins)
