"""A new session: which preset, from which deck, and what to know before the room opens.

Source: sessions (presets, preflight).
"""

import os
from collections.abc import Iterable, Mapping

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from trainer import paths
from trainer.domain.calendars import planned_on
from trainer.domain.ids import DeckId
from trainer.domain.presets import Preset
from trainer.errors import TrainerError
from trainer.locale import N_, _, language, ngettext, sessions
from trainer.services import decks
from trainer.services.sessions import opening
from trainer.services.sessions.opening import Preflight, Trouble
from trainer.tui.commands import Command
from trainer.tui.leaving import first_line
from trainer.tui.screens.page import Page
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.choices import Choice, Choices
from trainer.tui.widgets.lines import Line, Lines, wrapped
from trainer.tui.widgets.note import NoteLine

_TROUBLES: Mapping[Trouble, str] = {
    Trouble.NO_CARD: N_("No deck has a card that is ready: F7 at home shows the decks."),
    Trouble.NONE_FITS: N_("No card of this deck fits this preset: F7 takes another deck."),
    Trouble.ALL_SEEN: N_("Somebody here has seen every fitting card; the least seen one comes."),
    Trouble.NO_WARM_UP: N_("No card has a strong and a weak gold answer, so the warm-up is left out."),
    Trouble.RUNNING: N_("Another session of the team is open (code {codes})."),
}
"""What a lead should know, with what to do."""


MINUTES = (None, 10.0, 15.0, 20.0, 30.0, 45.0)
"""How long the whole may be, after the preset's own length; each phase in proportion."""


ROOMY = 10
"""Rows under the presets from which the phases of the chosen one are named."""


class OpeningScreen(Page[None]):
    COMMANDS = (
        Command("opening.open", "f5,enter", "open_room", N_("open the room"), N_("Open the room; its code appears")),
        Command("opening.minutes", "f6", "minutes", N_("minutes"), N_("The whole session shorter or longer")),
        Command("opening.deck", "f7", "deck(1)", N_("deck"), N_("Take the card from the next deck, or from any")),
        Command("opening.home", "escape", "back", N_("back"), N_("Back; nothing is opened")),
    )
    DEFAULT_CSS = """
    OpeningScreen Choices, OpeningScreen Choices:focus { height: auto; max-height: 60%; margin: 1 1 0 1; }
    OpeningScreen #board { padding: 1 3; }
    OpeningScreen #note { padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._presets: list[Preset] = []
        self._decks: list[tuple[DeckId, str]] = []
        """(id, title); the first choice is always: any."""
        self._deck = 0
        self._minutes = 0
        """Place in MINUTES; 0: as the preset plans it."""
        self._preflight: Preflight | None = None
        self._problems: list[str] = []
        self._opening = False

    def compose_body(self) -> Iterable[Widget]:
        yield Choices(id="presets")
        yield Lines(self._draw, id="board")
        yield NoteLine(id="note")

    def on_mount(self) -> None:
        super().on_mount()
        self.say_title(_("A new session"), _("you lead it"))
        self.query_one("#presets", Choices).focus()
        self.run_worker(self._read(), group="reading")

    async def _read(self) -> None:
        app = self.trainer_app
        await app.decks_read.wait()
        try:
            self._presets, self._problems = await app.in_db(app.trainer.presets)
            shelves = await app.use(decks.list_decks)
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        spoken = language()
        titles: dict[DeckId, str] = {}
        for line in shelves:
            if line.id not in titles or line.language == spoken:
                titles[line.id] = line.title
        self._decks = sorted(titles.items(), key=lambda each: each[1].casefold())
        choices = self.query_one("#presets", Choices)
        planned = planned_on(self._presets, app.trainer.clock.now().at.astimezone().date())
        rows = [Choice(each.id, _preset(each, choices.room)) for each in self._presets]
        choices.show(rows, planned.id if planned else "")
        for problem in self._problems:
            self._say(problem.replace(f"{paths.own_presets()}{os.sep}", ""))  # one line: file, place, what to do
        await self._look()

    @property
    def _chosen(self) -> Preset | None:
        at = self.query_one("#presets", Choices).highlighted
        return self._presets[at] if at is not None and at < len(self._presets) else None

    @on(OptionList.OptionHighlighted)
    async def _highlighted(self) -> None:
        await self._look()

    async def _look(self) -> None:
        """What to know before the room opens, for the preset under the cursor."""
        app, preset = self.trainer_app, self._chosen
        if preset is None or app.person is None:
            return
        try:
            self._preflight = await app.use(
                opening.preflight, app.person.id, preset, language=language(), deck_id=self._deck_id
            )
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        self.query_one("#board", Lines).refresh()

    @property
    def _deck_id(self) -> DeckId | None:
        return self._decks[self._deck - 1][0] if self._deck else None

    def _draw(self, width: int, height: int) -> list[Line]:
        found, preset = self._preflight, self._chosen
        if found is None or preset is None:
            return [Line(plain(_("Looking at the decks…"), "$wait"))]
        deck = self._decks[self._deck - 1][1] if self._deck else _("any that fits")
        lines = [
            *(Line(each) for each in wrapped(sessions.preset_line(preset), width, style="bold")),
            Line(joined((_("Deck: "), "$wait"), one_line(deck, max(10, width - 20)), ("   F7", "$accent")), "deck(1)"),
        ]
        minutes = MINUTES[self._minutes]
        length = sessions.preset_minutes(preset if minutes is None else preset.scaled(minutes))
        lines.append(Line(joined((_("Length: "), "$wait"), length, ("   F6", "$accent")), "minutes"))
        if height >= ROOMY:
            phases = " · ".join(sessions.phase_title(each) for each in preset.phases)
            lines += [Line(each) for each in wrapped(phases, width, style="$wait")]
        fit = ngettext("{n} card fits", "{n} cards fit", found.cards).format(n=found.cards)
        new = ngettext("{n} nobody here has seen", "{n} nobody here has seen", found.unseen).format(n=found.unseen)
        lines += [Line(each) for each in wrapped(f"{fit}, {new}.", width)]
        if found.sensitive:
            kept = ngettext("{n} sensitive card stays out.", "{n} sensitive cards stay out.", found.sensitive)
            lines += [Line(each) for each in wrapped(kept.format(n=found.sensitive), width, style="$wait")]
        for trouble in found.troubles:
            style = "$warning" if trouble in opening.IN_THE_WAY else "$wait"
            lines += [Line(each) for each in wrapped(_trouble(trouble, found), width, style=style)]
        if found.ok:
            lines += [
                Line(plain("")),
                Line(
                    joined((" F5 ", "$background on $accent bold"), " ", (_("open the room"), "$accent bold")),
                    "open_room",
                ),
            ]
        return lines

    async def action_deck(self, by: int) -> None:
        self._deck = (self._deck + by) % (len(self._decks) + 1)
        await self._look()

    def action_minutes(self) -> None:
        self._minutes = (self._minutes + 1) % len(MINUTES)
        self.query_one("#board", Lines).refresh()

    @on(OptionList.OptionSelected)
    async def _selected(self) -> None:
        await self.action_open_room()

    async def action_open_room(self) -> None:
        app, preset = self.trainer_app, self._chosen
        if preset is None or app.person is None:
            self._say(_("One moment: the decks are being read."))
            return
        if self._opening:
            return
        self._opening = True
        try:
            session = await app.use(
                opening.open_session,
                app.person.id,
                preset,
                render=app.trainer.render,
                language=language(),
                deck_id=self._deck_id,
                minutes=MINUTES[self._minutes],
            )
        except TrainerError as refused:
            self._say(first_line(refused))
            return
        finally:
            self._opening = False
        screen = (await app.screen_class("console"))(session.id, app.person.id)
        while len(app.screen_stack) > 1:
            app.pop_screen()
        await app.push_screen(screen)

    def _say(self, words: str) -> None:
        self.query_one("#note", NoteLine).say(words, look=True, seconds=30)

    def action_back(self) -> None:
        self.dismiss(None)


def _preset(preset: Preset, width: int) -> Content:
    title, minutes = sessions.preset_title(preset), sessions.preset_minutes(preset)
    head = joined((title, "bold"), "  ", (minutes, "$wait"))
    room = width - head.cell_length - 2
    return joined(head, "  ", (one_line(sessions.preset_line(preset), room), "$wait")) if room >= 20 else head


def _trouble(trouble: Trouble, found: Preflight) -> str:
    if trouble is Trouble.NOT_REVIEWED:
        words = ngettext(
            "{n} card was never looked at for what may hurt.",
            "{n} cards were never looked at for what may hurt.",
            found.not_reviewed,
        )
        return words.format(n=found.not_reviewed)
    if trouble is Trouble.OPEN_RATINGS:
        words = ngettext(
            "{n} answer of earlier days still waits for ratings.",
            "{n} answers of earlier days still wait for ratings.",
            found.open_ratings,
        )
        return words.format(n=found.open_ratings)
    return _(_TROUBLES[trouble]).format(codes=", ".join(found.running))
