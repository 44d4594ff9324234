"""One row of the lead's table: a person's kinds, each to be opened, and why a talk may help. Source: rules 7.

Nothing is here that the page before does not show: cells from three answers, the reasons for a talk, no total.
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from trainer.domain.evidence import TeamNumber
from trainer.domain.ids import PersonId
from trainer.domain.kinds import ComplaintType
from trainer.domain.teams import CELL_FROM, TeamPage
from trainer.locale import N_, _, ngettext, pages, terms
from trainer.services import teams
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, plain
from trainer.tui.widgets.bars import score_bar
from trainer.tui.widgets.lines import Line, width_of, wrapped
from trainer.tui.widgets.stops import Stops

LONGEST_BAR = 30


class PersonScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "person.why", "enter", "open", N_("why?"), N_("The cards behind the number under the cursor"), menu=False
        ),
        Command("person.back", "escape", "back", N_("back"), N_("One screen back")),
    )

    def __init__(self, page: TeamPage, person_id: PersonId) -> None:
        super().__init__()
        self._page, self._person_id = page, person_id

    def compose_body(self) -> Iterable[Widget]:
        yield Stops(lambda width, _height: person_lines(self._page, self._person_id, width), id="person")

    def on_mount(self) -> None:
        super().on_mount()
        row = next(row for row in self._page.people if row.person.id == self._person_id)
        self.say_title(row.person.name, _("practice, not a verdict on anybody's work"))
        self.query_one("#person", Stops).focus()

    def action_open(self) -> None:
        self.query_one("#person", Stops).action_open()

    async def action_kind(self, kind: str) -> None:
        from trainer.tui.screens.evidence import EvidenceScreen

        app, wanted = self.trainer_app, ComplaintType(kind)
        assert app.person is not None
        load = partial(
            app.use, teams.team_cards_behind, app.person.id, TeamNumber.CELL, person_id=self._person_id, kind=wanted
        )
        await self.app.push_screen(EvidenceScreen(terms.complaint_type(wanted), load))

    def action_back(self) -> None:
        self.dismiss(None)


def person_lines(page: TeamPage, person_id: PersonId, width: int) -> list[Line]:
    """The reasons for a talk, then each kind with its mean on the fixed scale; a kind from three answers on can be opened."""
    row = next(row for row in page.people if row.person.id == person_id)
    lines = [Line(plain(""))]
    talk = next((talk for talk in page.talks if talk.person.id == person_id), None)
    if talk is not None:
        words = _("A talk may help: {reasons}.").format(reasons=pages.talk_reasons(talk))
        lines += [Line(line) for line in wrapped(words, width)]
        words = _(
            "Ask first how it goes. The cards behind this are on their own page; look at them together, if they like."
        )
        lines += [*(Line(line) for line in wrapped(words, width, style="$wait")), Line(plain(""))]
    told = [(kind, cell) for kind, cell in zip(page.types, row.cells, strict=True) if cell.answers]
    if not told:
        return [*lines, *(Line(each) for each in wrapped(_("No scored answer within 180 days."), width, style="$wait"))]
    longest = min(max(width_of(terms.complaint_type(kind)) for kind, _cell in told), max(12, width // 2))
    for kind, cell in told:
        name = plain(terms.complaint_type(kind)).truncate(longest, ellipsis=True, pad=True)
        answers = ngettext("{n} answer", "{n} answers", cell.answers).format(n=cell.answers)
        if cell.mean is None:
            lines.append(Line(joined(name, "  ", (answers, "$wait"))))
            continue
        number = f"{terms.score(cell.mean):>5}"
        room = min(LONGEST_BAR, width - longest - 9 - width_of(answers) - 2)
        bar = joined(score_bar(cell.mean, room), "  ") if room >= 6 else plain("")
        lines.append(
            Line(joined(name, "  ", bar, (number, "bold"), (f"  {answers}", "$wait")), f"screen.kind('{kind.value}')")
        )
    words = _("A mean is told from {n} answers on.").format(n=CELL_FROM)
    return [*lines, Line(plain("")), *(Line(line) for line in wrapped(words, width, style="$wait"))]
