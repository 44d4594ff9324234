"""A quiet list to choose from: the line under the cursor carries a mark, so it is seen without colour too."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.tui.text import joined, plain

MARK = "▸ "


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    content: Content
    """One line or more, each at most `Choices.room` cells."""
    fixed: bool = False
    """Only to be read: the cursor passes it by."""


class Choices(OptionList):
    DEFAULT_CSS = """
    Choices, Choices:focus { height: 1fr; border: none; padding: 0; background: $background;
        background-tint: transparent; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable; scrollbar-background: $background; scrollbar-color: $rule; }
    Choices > .option-list--option-highlighted, Choices:focus > .option-list--option-highlighted {
        background: $panel; color: $foreground; text-style: none; }
    Choices > .option-list--option-hover { background: $surface; }
    Choices > .option-list--option-disabled { color: $foreground; }
    Choices.-beside > .option-list--option-highlighted { background: $background; }
    Choices.-beside:focus > .option-list--option-highlighted { background: $panel; }
    Choices:ansi > .option-list--option-highlighted { text-style: bold; }
    """

    def __init__(self, *, id: str | None = None, beside: bool = False) -> None:  # noqa: A002 - Textual's name
        """`beside`: another list stands beside this one, so that only the one in focus carries the mark."""
        super().__init__(id=id, markup=False)
        self._beside = beside
        self.set_class(beside, "-beside")
        self._choices: tuple[Choice, ...] = ()
        self._marked: int | None = None

    @property
    def room(self) -> int:
        """Cells that a line of a choice has."""
        return max(0, self.scrollable_content_region.width - len(MARK) - 1)

    def show(self, choices: Sequence[Choice], first: str = "") -> None:
        """Shows `choices`, the cursor where it was if that choice is still there, else on `first`, else on the first one that
        can be chosen."""
        at = self.highlighted
        known = self._choices[at].id if at is not None and at < len(self._choices) else None
        self._choices = tuple(choices)
        self._marked = None
        self.set_options(
            [Option(_prompt(each.content, marked=False), id=each.id, disabled=each.fixed) for each in choices]
        )
        places = {each.id: place for place, each in enumerate(choices) if not each.fixed}
        self.highlighted = places.get(known or "", places.get(first, min(places.values(), default=None)))
        self._mark(self.highlighted)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._mark(highlighted)

    def watch_has_focus(self, focused: bool) -> None:
        super().watch_has_focus(focused)
        if self._beside:
            self._mark(self.highlighted)

    def _mark(self, at: int | None) -> None:
        """Moves the mark from the line it was on to line `at`."""
        seen = self.has_focus or not self._beside
        for place, marked in ((self._marked, False), (at, seen)):
            if place is not None and place < min(len(self._choices), self.option_count):
                self.replace_option_prompt_at_index(place, _prompt(self._choices[place].content, marked=marked))
        self._marked = at


def _prompt(content: Content, *, marked: bool) -> Content:
    first, *others = content.split("\n", allow_blank=True)
    lines = [joined((MARK if marked else " " * len(MARK), "$accent bold"), first)]
    return Content("\n").join([*lines, *(plain(" " * len(MARK)) + line for line in others)])
