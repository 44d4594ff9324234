"""Complaints that the team proposed: one becomes a card in a few keys, or is turned down."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.content import Content
from textual.widget import Widget

from trainer.domain.kinds import ComplaintType, Skill
from trainer.domain.texts import said_by
from trainer.errors import TrainerError
from trainer.locale import N_, _, ngettext, terms
from trainer.tui import authoring
from trainer.tui.authoring import Target
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.choosing import ChoosingScreen, Row
from trainer.tui.screens.page import Page
from trainer.tui.text import plain
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.long_list import LongList
from trainer.tui.widgets.outcomes import quoted

if TYPE_CHECKING:
    from trainer.decks.proposing import Draft

LEVELS = ("1/5", "2/5", "3/5", "4/5", "5/5")


class DraftsScreen(Page[None]):
    COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("drafts.take", "enter,f5", "take", N_("make a card"), N_("Make a card of this complaint")),
        Command("drafts.down_with", "delete", "turn_down", N_("turn down"), N_("Make no card of it; it waits no more")),
        Command("drafts.down", "down", "move(1)", N_("down"), foot=False, menu=False),
        Command("drafts.up", "up", "move(-1)", N_("up"), foot=False, menu=False),
        Command("drafts.back", "escape", "back", N_("back"), N_("One screen back")),
    )
    DEFAULT_CSS = """
    DraftsScreen #heading { height: auto; padding: 0 2; margin-top: 1; }
    DraftsScreen LongList { margin: 1 1 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self._list: LongList[Draft] = LongList(_row, lambda draft: str(draft.card_id), id="lines")

    def compose_body(self) -> Iterable[Widget]:
        yield Lines(self._draw_heading, id="heading")
        yield self._list

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("Proposed complaints"))

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        self.run_worker(self._load(), group="drafts", exclusive=True)

    async def _load(self) -> None:
        try:
            self._list.show(await self.trainer_app.in_db(authoring.list_drafts))
        except TrainerError as refused:
            self._said = first_line(refused)
        self.commands_changed()
        self.query_one("#heading", Lines).refresh(layout=True)

    def _draw_heading(self, width: int, _height: int) -> list[Line]:
        count = len(self._list.rows)
        waiting = ngettext("{n} complaint waits to become a card.", "{n} complaints wait to become cards.", count)
        words = (
            waiting.format(n=count)
            if count
            else _("Nothing waits. Anybody proposes a complaint with F8 among the decks.")
        )
        lines = [Line(line) for line in wrapped(words, width, style="$wait")]
        return [*(Line(line) for line in wrapped(self._said, width, style="$accent")), *lines] if self._said else lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._list.row is not None if action in {"take", "turn_down"} else True

    def action_move(self, by: int) -> None:
        self._list.move(by)

    @on(LongList.Picked)
    async def _picked(self) -> None:
        await self.action_take()

    async def action_take(self) -> None:
        """Which deck, what type, which skills: then it is a card."""
        draft = self._list.row
        if draft is None:
            return
        app = self.trainer_app
        try:
            targets = await app.in_db(authoring.targets_for, draft)
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        kinds = list(ComplaintType)
        skills: list[Skill | None] = [None, *Skill]
        names = tuple("–" if skill is None else terms.skill(skill) for skill in skills)
        rows = [
            Row(_("Deck"), tuple(target.title for target in targets)),
            Row(_("Type"), tuple(terms.complaint_type(kind) for kind in kinds), kinds.index(ComplaintType.OTHER)),
            Row(_("Skill"), names),
            Row(_("and"), names),
            Row(_("Difficulty"), LEVELS, 2),
            Row(_("Absurdity"), LEVELS, 2),
        ]

        def answered(at: tuple[int, ...] | None) -> None:
            if at is None:
                return
            deck, kind, first, second, difficulty, absurdity = at
            wanted = tuple(dict.fromkeys(skill for skill in (skills[first], skills[second]) if skill is not None))
            said = targets[deck], kinds[kind], wanted, difficulty + 1, absurdity + 1
            self.run_worker(
                self._make(draft, *said), group="making"
            )  # a worker: keys pressed meanwhile are not held up

        await app.push_screen(ChoosingScreen(said_by(draft.complaint), rows, lambda _at: ""), answered)

    async def _make(
        self, draft: "Draft", target: Target, kind: ComplaintType, skills: tuple[Skill, ...], hard: int, silly: int
    ) -> None:
        app = self.trainer_app
        try:
            title = await app.in_db(authoring.take_draft, draft, target, kind, skills, hard, silly)
            self._say(_("It is a card of “{title}” now.").format(title=title))
            await self._load()
            await app.in_db(app.trainer.load_decks)
        except TrainerError as refused:
            self._say(first_line(refused))

    async def action_turn_down(self) -> None:
        draft = self._list.row
        if draft is None:
            return
        try:
            await self.trainer_app.in_db(authoring.turn_down, draft)
        except TrainerError as refused:
            self._say(first_line(refused))
        else:
            self._say(_("Turned down; it stays in {file}.").format(file=draft.path.name))
        await self._load()

    def _say(self, words: str) -> None:
        self._said = words
        if self.is_attached:
            self.query_one("#heading", Lines).refresh(layout=True)

    def action_back(self) -> None:
        self.dismiss(None)


def _row(draft: "Draft", width: int) -> tuple[Content, Content]:
    return quoted(said_by(draft.complaint), width), plain(draft.language, "$wait")
