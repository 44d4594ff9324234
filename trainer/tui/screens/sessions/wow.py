"""The wall of WOW: what hangs there, and one key that makes a gold answer of it. Source: sessions (after)."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from trainer.bootstrap import make_gold
from trainer.domain.walls import WowAnswer
from trainer.errors import TrainerError
from trainer.locale import N_, _, terms
from trainer.services.sessions import walls
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import Line, wrapped
from trainer.tui.widgets.note import NoteLine
from trainer.tui.widgets.stops import Stops

WIDEST = 100


class WowScreen(Page[None]):
    COMMANDS = (
        Command("wow.gold", "f5", "gold", N_("gold"), N_("Make this one a gold answer of its card, in your own deck")),
        Command("wow.back", "escape", "back", N_("back"), N_("Back")),
    )
    DEFAULT_CSS = "WowScreen #note { padding: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._wall: Sequence[WowAnswer] | None = None
        self._written = ""

    def compose_body(self) -> Iterable[Widget]:
        yield Stops(self._draw, id="board")
        yield NoteLine(id="note")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Wall of WOW"))
        self.query_one("#board", Stops).focus()
        self.run_worker(self._read(), group="reading")

    async def _read(self) -> None:
        app = self.trainer_app
        await app.ready.wait()
        assert app.person is not None
        try:
            self._wall = await app.use(walls.wall_of_wow, app.person.id)
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        self.query_one("#board", Stops).show()
        self.commands_changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._wall) if action == "gold" else super().check_action(action, parameters)

    def _draw(self, width: int, _height: int) -> list[Line]:
        return wow_lines(self._wall, width, self._written)

    async def action_gold(self) -> None:
        """Of the one under the cursor."""
        at = self.query_one("#board", Stops).at
        if self._wall is not None and at.startswith("pick("):
            await self._make_gold(self._wall[int(at[5:-1])])

    async def action_pick(self, place: int) -> None:
        from trainer.tui.screens.asking import AskScreen

        if self._wall is None or place >= len(self._wall):
            return
        chosen = self._wall[place]

        async def answered(agreed: bool | None) -> None:
            if agreed:
                await self._make_gold(chosen)

        question = _("Make it a gold answer of its card? It is written into your own deck; you can look it over there.")
        await self.app.push_screen(AskScreen(question, yes=_("Make it gold"), no=_("Leave it")), answered)

    async def _make_gold(self, chosen: WowAnswer) -> None:
        app = self.trainer_app
        assert app.person is not None
        try:
            before, after = await app.in_db(make_gold, app.trainer, app.person.id, chosen.answer_id)
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        self._written = _("Written into {file}. What is new: {command}").format(
            file=after, command=f"trainer deck diff {before} {after}"
        )
        self.query_one("#board", Stops).show()

    def _say(self, words: str) -> None:
        self.query_one("#note", NoteLine).say(words, look=True, seconds=30)

    def action_back(self) -> None:
        self.dismiss(None)


def wow_lines(wall: Sequence[WowAnswer] | None, width: int, written: str = "") -> list[Line]:
    """The answers, newest session first; each is a stop."""
    inner = min(width, WIDEST)
    if wall is None:
        return [Line(plain(_("Looking…"), "$wait"))]
    lines = [Line(each) for each in wrapped(written, inner, style="$accent")] if written else []
    if not wall:
        words = _(
            "Nothing hangs here yet. After a reveal, whoever wrote an answer presses F7: it may hang on the wall of WOW. It"
            " does once two colleagues found that it works very well (75 points or more)."
        )
        return [*lines, *(Line(each) for each in wrapped(words, inner))]
    for place, each in enumerate(wall):
        who = each.author or _("a colleague")
        head = f"{terms.weekday_and_day(each.opened_at.astimezone().date())} · {who} · {terms.score(each.works)}"
        action = f"pick({place})"
        lines += [
            Line(plain("")),
            Line(plain(one_line(head, inner), "$wait"), action),
            Line(plain(one_line(each.complaint, inner)), action),
            *(Line(line, action) for line in wrapped(each.text, inner, before=joined(("▎ ", "$accent")), style="bold")),
        ]
    return lines
