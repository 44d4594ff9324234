"""What lies before a rater: the case and the answer (side by side where there is room), the sheet under them."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from trainer.domain.dealing import ShownCard
from trainer.locale import _
from trainer.tui.text import plain
from trainer.tui.widgets.case import answer_lines, case_lines, nothing_lines, rest_lines
from trainer.tui.widgets.lines import Line, Lines
from trainer.tui.widgets.reading import Reading
from trainer.tui.widgets.rubric_table import extras_lines, note_lines, rubric_beside, rubric_lines, said_lines
from trainer.tui.widgets.sheet import RatingSheet

LADDER_FROM = 24
"""Rows of the window from which all five levels of a criterion are written out."""
AIRY_FROM = 30
"""Rows from which there is room for a line of air above them."""
WIDE_FROM = 110
"""Columns from which card and answer stand side by side."""


class RatingDesk(Vertical):
    """Shows; what is set and given is its page's business. Clicks are the lines' `Clicked`."""

    DEFAULT_CSS = """
    RatingDesk { height: 1fr; }
    RatingDesk #texts { height: 1fr; padding-top: 1; }
    RatingDesk #texts Reading { width: 1fr; scrollbar-background: $background; scrollbar-color: $rule; }
    RatingDesk #answer { display: none; margin-left: 2; }
    RatingDesk.-beside #answer { display: block; }
    RatingDesk #sheet { height: auto; }
    RatingDesk #sheet > Lines { height: auto; }
    RatingDesk #note { min-height: 1; }
    """

    def __init__(
        self,
        seconds_left: Callable[[], int],
        *,
        extras: bool = True,
        familiar: bool = False,
        nothing: Callable[[int], list[Line]] = nothing_lines,
    ) -> None:
        """`nothing`: what is said where no answer waits."""
        super().__init__()
        self._nothing = nothing
        self._familiar = familiar
        """Everybody has just written to this complaint: a small window shows its beginning, so that the answer is in sight."""
        self._extras = extras
        """Laughed, a phrase, flags, a kind line: not for one's own answer."""
        self._seconds_left = seconds_left
        self._case: tuple[ShownCard, str, int] | None = None
        self._led = False
        self.looked = False
        """Whether it is known what waits."""
        self.sheet: RatingSheet | None = None
        self.note = ""
        self.writing = False
        """Whether a line is open under the desk, which takes some of its room."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="texts"):
            with Reading(id="case"):
                yield Lines(self._draw_case)
            with Reading(id="answer"):
                yield Lines(self._draw_answer)
        with Vertical(id="sheet"):
            yield Lines(self._draw_note, id="note")
            yield Lines(self._draw_rubric)

    def lay(self, case: tuple[ShownCard, str, int] | None, sheet: RatingSheet | None) -> None:
        """Lays out card, answer and team size with their sheet; None: nothing waits."""
        self._case, self.sheet, self.looked, self._led = case, sheet, True, False
        for each in self.query(Reading):
            each.scroll_home(animate=False)
        self.redraw()

    def say(self, note: str) -> None:
        self.note = note
        self.query_one("#note", Lines).refresh(layout=True)

    def count_down(self) -> None:
        """Repaints the seconds in which the last rating can be taken back."""
        self.query_one("#note", Lines).refresh(layout=True)

    def redraw(self) -> None:
        for each in self.query(Lines):
            each.refresh(layout=True)

    def lead_to_answer(self) -> None:
        """Once for each answer: brings it into sight, where a small window shows little more than the complaint."""
        case = self.query_one("#case", Reading)
        if self._led or self._beside or self._begin or self._case is None:
            return
        self._led = True
        shown, answer, team_size = self._case
        width = case.query_one(Lines).size.width
        before = len(case_lines(shown, None, team_size, width)) - len(rest_lines(shown, team_size, width))
        if before + len(answer_lines(answer, width)) > case.scroll_y + case.size.height:
            self.call_after_refresh(case.scroll_to, y=before, animate=False)

    def read(self, by: int) -> None:
        """Reads on in the answer, then in the case; and back the other way round."""
        case, answer = self.query_one("#case", Reading), self.query_one("#answer", Reading)
        if by > 0:
            (answer if answer.display and answer.scroll_y < answer.max_scroll_y else case).scroll_page_down(
                animate=False
            )
        else:
            (case if case.scroll_y > 0 or not answer.display else answer).scroll_page_up(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(self._beside, "-beside")
        self.redraw()

    @property
    def _begin(self) -> int:
        """Lines of a familiar complaint that come before the answer; 0: all."""
        rows = self.screen.size.height
        return 0 if not self._familiar or self._beside or rows >= AIRY_FROM else 3 if rows >= LADDER_FROM else 2

    @property
    def _beside(self) -> bool:
        return self.screen.size.width >= WIDE_FROM

    def _draw_case(self, width: int, _height: int) -> list[Line]:
        if self._case is not None:
            shown, answer, team_size = self._case
            return case_lines(shown, None if self._beside else answer, team_size, width, begin=self._begin)
        return self._nothing(width) if self.looked else [Line(plain(_("Looking for an answer…"), "$wait"))]

    def _draw_answer(self, width: int, _height: int) -> list[Line]:
        return answer_lines(self._case[1], width) if self._case is not None else []

    def _draw_note(self, width: int, _height: int) -> list[Line]:
        return note_lines(self.note, self._seconds_left(), width)

    def _draw_rubric(self, width: int, _height: int) -> list[Line]:
        if self.sheet is None:
            return []
        if self._beside:
            extras = extras_lines(self.sheet, width) if self._extras else []
            return [*rubric_beside(self.sheet, width), Line(plain("")), *extras]
        rows = self.screen.size.height
        ladder = rows >= LADDER_FROM
        rows_only = self.writing and not ladder
        lines = rubric_lines(self.sheet, width, ladder=ladder, airy=rows >= AIRY_FROM, rows_only=rows_only)
        return [*lines, *said_lines(self.sheet, width)]
