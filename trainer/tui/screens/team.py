"""The lead's page: how the team stands, whom to offer a talk, what waits, what the decks lack. Sources: rules 6, 7.

Nobody but a lead opens it, and no order on it is a ranking. Every number opens the cards behind it.
"""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.widget import Widget

from trainer.domain.evidence import TeamNumber
from trainer.domain.ids import PersonId
from trainer.domain.teams import TeamPage
from trainer.errors import TrainerError
from trainer.locale import N_, _, language
from trainer.services import teams
from trainer.services.settling import settle
from trainer.tui.commands import Command
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.lines import Line, wrapped
from trainer.tui.widgets.stops import Stops
from trainer.tui.widgets.team_board import team_lines


class TeamScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "team.why", "enter", "why_here", N_("why?"), N_("The cards behind the number under the cursor"), menu=False
        ),
        Command("team.desk", "f5", "desk", N_("ratings"), N_("Ratings of the team: flags, what waits, scores")),
        Command(
            "team.bar",
            "f6",
            "raise_bar",
            N_("raise the bar"),
            N_("Raise the bar as suggested, for answers from now on"),
        ),
        Command("team.cards", "f7", "cards", N_("cards"), N_("What the answers say of each card")),
        Command("team.home", "escape", "home", N_("home"), N_("Back home")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.page: TeamPage | None = None
        self._refused = ""
        self._drawn: tuple[TeamPage, int, list[Line]] | None = None

    def compose_body(self) -> Iterable[Widget]:
        yield Stops(self._draw, id="team")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Your team"), _("practice, not a verdict on anybody's work"))
        self.query_one("#team", Stops).focus()

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        self.run_worker(self._load(), group="team", exclusive=True)

    async def _load(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None, "somebody sits here once the app is ready"
        try:
            await app.use(settle)
            self.page = await app.use(teams.team_page, app.person.id)
            self._refused = ""
            self.say_title(self.page.team.name)
        except TrainerError as refused:
            self._refused = str(refused)
        self.query_one("#team", Stops).show()
        self.commands_changed()

    def _draw(self, width: int, _height: int) -> list[Line]:
        if self._refused:
            return [Line(plain("")), *(Line(line) for line in wrapped(self._refused, width, style="$warning"))]
        if self.page is None:
            return [Line(plain("")), Line(plain(_("Counting…"), "$wait"))]
        if self._drawn is None or self._drawn[0] is not self.page or self._drawn[1] != width:
            self._drawn = (self.page, width, team_lines(self.page, width))
        return self._drawn[2]

    # --- keys ---------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "raise_bar":
            return self.page is not None and self.page.suggested_bar is not None
        if action in {"desk", "cards", "why_here"}:
            return self.page is not None
        return super().check_action(action, parameters)

    def action_why_here(self) -> None:
        self.query_one("#team", Stops).action_open()

    async def action_why(self, number: str) -> None:
        """The cards behind one of the page's numbers."""
        from trainer.tui.screens.evidence import EvidenceScreen

        app, wanted = self.trainer_app, TeamNumber(number)
        assert app.person is not None
        lead = app.person.id
        await self.app.push_screen(
            EvidenceScreen(team_number(wanted), lambda: app.use(teams.team_cards_behind, lead, wanted))
        )

    async def action_person(self, person_id: int) -> None:
        from trainer.tui.screens.person import PersonScreen

        if self.page is not None:
            await self.app.push_screen(PersonScreen(self.page, PersonId(person_id)))

    async def action_health(self) -> None:
        from trainer.tui.screens.told import ToldScreen
        from trainer.tui.widgets.health import health_lines

        if self.page is not None:
            health = self.page.health
            await self.app.push_screen(
                ToldScreen(_("Is the programme alive?"), lambda width: health_lines(health, width))
            )

    async def action_decks(self) -> None:
        from trainer.tui.screens.told import ToldScreen
        from trainer.tui.widgets.coverage import card_lines

        app = self.trainer_app
        assert app.person is not None
        try:
            cards = await app.use(teams.deck_cards_behind, app.person.id, language())
        except TrainerError as refused:
            app.say(str(refused), look=True)
            return
        await self.app.push_screen(ToldScreen(_("The decks"), lambda width: card_lines(cards, width)))

    async def action_desk(self, view: str = "") -> None:
        await self.trainer_app.show("leading", view)

    async def action_cards(self) -> None:
        await self.trainer_app.show("statistics")

    async def action_raise_bar(self) -> None:
        from trainer.tui.screens.asking import AskScreen

        if self.page is None or self.page.suggested_bar is None:
            return
        question = _(
            "Raise the bar from {now} to {next} points? It holds for answers judged from now on; what was judged keeps its bar."
        ).format(now=round(self.page.team.bar), next=round(self.page.suggested_bar))
        await self.app.push_screen(AskScreen(question, yes=_("Raise it"), no=_("Leave it")), self._raise)

    async def _raise(self, yes: bool | None) -> None:
        app = self.trainer_app
        if not yes or app.person is None:
            return
        try:
            team = await app.use(teams.raise_bar, app.person.id)
        except TrainerError as refused:
            app.say(str(refused), look=True)
            return
        app.say(_("An answer is to standard from {bar} points now.").format(bar=round(team.bar)))
        await self._load()

    def action_home(self) -> None:
        self.dismiss(None)


def team_number(number: TeamNumber) -> str:
    """What a number of the page is called, over its cards."""
    return {
        TeamNumber.LEVEL: _("The team's service level"),
        TeamNumber.CELL: _("One kind"),
        TeamNumber.CHANGE: _("Month to month"),
        TeamNumber.BAR: _("The bar"),
    }[number]
