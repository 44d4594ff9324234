"""The list of variants: the one with the cursor is open to write in, the others show their first line."""

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from trainer.domain.answering import Draft
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.answer_area import AnswerArea


class VariantBox(Horizontal):
    """A row: star, number, and the text; its editor is there from the start so that each variant keeps its own undo."""

    DEFAULT_CSS = """
    VariantBox { height: 1; width: 1fr; padding-right: 1; }
    VariantBox > .mark { width: 6; height: 1; padding: 0 0 0 1; color: $wait; }
    VariantBox > .line { width: 1fr; height: 1; color: $wait; }
    VariantBox > AnswerArea { display: none; width: 1fr; height: 1fr; border: none; padding: 0 1 0 0;
        background: $background; scrollbar-size-vertical: 1; scrollbar-background: $background; scrollbar-color: $rule; }
    VariantBox.-current { height: 1fr; min-height: 3; }
    VariantBox.-current > .line { display: none; }
    VariantBox.-current > AnswerArea { display: block; background: $surface; }
    VariantBox > AnswerArea:focus { border: none; }
    """

    def __init__(self, text: str, changed: Callable[[], None]) -> None:
        super().__init__()
        self.area = AnswerArea(text, changed=changed)
        self._mark = Static("", markup=False, classes="mark")
        self._line = Static("", markup=False, classes="line")

    def compose(self) -> ComposeResult:
        yield self._mark
        yield self._line
        yield self.area

    def show_mark(self, number: int, *, starred: bool, current: bool) -> None:
        self.set_class(current, "-current")
        style = "bold $accent" if current else ""
        self._mark.update(joined(("★ " if starred else "  ", "$accent"), (f"{number}", style)), layout=False)
        if not current:
            self._show_line()

    def on_resize(self) -> None:
        self._show_line()

    def _show_line(self) -> None:
        self._line.update(plain(one_line(self.area.text, max(1, self.size.width - 8))), layout=False)

    def on_click(self, event: events.Click) -> None:
        if not self.has_class("-current"):
            event.stop()
            self.post_message(Variants.Wanted(self))


class Variants(VerticalScroll, can_focus=False):
    """All variants of one answer. Tab and the edges of a text lead to the neighbour."""

    DEFAULT_CSS = """
    Variants { height: 1fr; scrollbar-size-vertical: 1; scrollbar-background: $background; scrollbar-color: $rule; }
    """

    class Changed(Message, bubble=False):
        """Words, star or number of variants changed; goes straight to the screen, for it comes with every key."""

    class Wanted(Message):
        def __init__(self, box: VariantBox) -> None:
            super().__init__()
            self.box = box

    def __init__(self, draft: Draft, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._boxes = [VariantBox(text, self._tell) for text in draft.variants or ("",)]
        self.starred = draft.starred if draft.starred is not None and draft.starred < len(self._boxes) else None
        self.current = len(self._boxes) - 1

    def compose(self) -> ComposeResult:
        yield from self._boxes

    def on_mount(self) -> None:
        for box in self._boxes:  # one goes on where one stopped
            box.area.move_cursor(box.area.document.end)
        self._show()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(box.area.text for box in self._boxes)

    @property
    def area(self) -> AnswerArea:
        """Where one writes."""
        return self._boxes[self.current].area

    def set_read_only(self, read_only: bool) -> None:
        for box in self._boxes:
            box.area.read_only = read_only

    async def add(self, text: str = "") -> None:
        """A new variant under the others, with the cursor in it; an empty one that is there already is used first."""
        empty = next((i for i, each in enumerate(self.texts) if not each.strip()), None)
        if empty is not None and not text:
            self.go_to(empty)
            return
        box = VariantBox(text, self._tell)
        self._boxes.append(box)
        await self.mount(box)
        box.area.move_cursor(box.area.document.end)  # who takes an idea over writes on after it
        self.go_to(len(self._boxes) - 1)
        self._tell()

    def star(self) -> None:
        """Marks the current variant as the one to send; once more takes the mark off."""
        self.starred = None if self.starred == self.current else self.current
        self._show()
        self._tell()

    def step(self, by: int) -> None:
        """To the neighbour, round the ends."""
        self.go_to((self.current + by) % len(self._boxes))

    def go_to(self, position: int) -> None:
        self.current = position
        self._show()
        self.area.focus(scroll_visible=False)
        self.call_after_refresh(self._boxes[position].scroll_visible, animate=False)

    def _show(self) -> None:
        for number, box in enumerate(self._boxes, start=1):
            box.show_mark(number, starred=self.starred == number - 1, current=self.current == number - 1)

    def _tell(self) -> None:
        if self.is_attached:
            self.screen.post_message(self.Changed())

    @on(AnswerArea.Leaving)
    def _leave(self, event: AnswerArea.Leaving) -> None:
        event.stop()
        target = self.current + event.step
        if 0 <= target < len(self._boxes):
            self.go_to(target)
            self.area.move_cursor(self.area.document.end if event.step < 0 else (0, 0))

    @on(Wanted)
    def _go_there(self, event: Wanted) -> None:
        event.stop()
        self.go_to(self._boxes.index(event.box))
