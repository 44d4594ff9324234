"""The real app on a temporary database with a clock wound by hand: what a person can do with the keyboard.

    async with walking(tmp_path) as walk:          # welcome, on a new database
        await walk.type("Iryna", "enter")
        assert "07:00" in walk.picture

Everything is the program's own except the deck (one card, rendered without Faker) and the clock.
"""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from tests.support.homes import new_store
from tests.support.making import FakeClock, a_card, a_deck, render_plainly
from trainer.bootstrap import Trainer
from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard, ShownTwist
from trainer.domain.kinds import CustomerState, DealState
from trainer.domain.people import Person
from trainer.services import dealing, people
from trainer.services.decks import store_decks
from trainer.tui.app import Opening, TrainerApp
from trainer.tui.screens.practice import PracticeScreen

COMPLAINT = (
    "Nobody warned us there would be fish in the sea. The children were startled and now they will not go back in!"
)


def seaside(deck: Deck, card: Card, seed: str) -> ShownCard:
    """The card of the sketch in screens: everything that a writer may see is filled in."""
    plain = render_plainly(deck, card, seed)
    customer = replace(
        plain.customer,
        mood="indignant and a little embarrassed",
        state=CustomerState.ACTIVE,
        visits_a_month=2,
        average_check=45.0,
        yearly_value=1080.0,
        remembered_detail="collects paper napkins",
    )
    return replace(
        plain,
        deck_title="Seaside hotel",
        complaint=COMPLAINT,
        customer=customer,
        context="The beach sign shows a crab, but no fish.",
        can_do=("a drink", "an hour of mask hire"),
        remedy_budget=15,
        constraints=("A refund needs the duty manager.",),
        twists=(ShownTwist(0.5, "My wife says one of them looked at her."),),
        hints=("Ask one question before you offer anything.", "What are the children afraid of?"),
        must_not=("calm down", "as I said"),
        hidden_interest="They promised the children that nothing in the water would touch them.",
        why_it_matters="A guest who is laughed at does not come back; one who laughs along does.",
    )


class TrainerInTests(Trainer):
    """The program with one deck in memory and no Faker."""

    rendering: Callable[[Deck, Card, str], ShownCard] = staticmethod(seaside)

    def load_decks(self) -> int:
        return self.run(store_decks, [a_deck(*(a_card(f"sea-{n}") for n in range(3)))])

    def render(self, deck: Deck, card: Card, seed: str) -> ShownCard:
        return self.rendering(deck, card, seed)


@dataclass
class Walk:
    app: TrainerApp
    pilot: Pilot[int]
    trainer: TrainerInTests
    clock: FakeClock

    @property
    def picture(self) -> str:
        """What stands on the screen, line by line, without trailing spaces."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def practice(self) -> PracticeScreen:
        screen = self.app.screen
        assert isinstance(screen, PracticeScreen), screen
        return screen

    def screen(self, kind: type[Screen[Any]]) -> bool:
        return isinstance(self.app.screen, kind)

    async def press(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        return await self.settled()

    async def type(self, text: str, *keys: str) -> str:
        """Letters as a terminal sends them, then keys by name."""
        for letter in text:
            key = "enter" if letter == "\n" else _character_to_key(letter)
            self.app.post_message(events.Key(key, "\r" if letter == "\n" else letter))
        await self.pilot.pause()
        return await self.press(*keys)

    async def settled(self) -> str:
        """Once everything that is under way is done."""
        for _round in range(2):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        return self.picture

    async def saved(self) -> None:
        """Once what is on the screen is in the database."""
        for screen in self.app.screen_stack:
            if isinstance(screen, PracticeScreen):
                await screen._keeper.flush()
        await self.pilot.pause()

    async def pass_time(self, seconds: float) -> str:
        """Winds the clock and lets the screen look at it."""
        self.clock.advance(seconds)
        tick = getattr(self.app.screen, "tick", None)
        if tick is not None:
            tick()
        return await self.settled()


def known_person(trainer: Trainer, name: str = "Iryna") -> Person:
    """A person with a prepared card, remembered for this database."""
    person = trainer.run(people.first_run, name)
    trainer.load_decks()
    trainer.run(dealing.prepare_next, person.id, render=trainer.render, language="en")
    trainer.remember(person)
    return person


@asynccontextmanager
async def walking(
    folder: Path,
    *,
    name: str | None = None,
    opening: Opening | None = None,
    size: tuple[int, int] = (80, 24),
    look: str = "dark",
    clock: FakeClock | None = None,
    rendering: Callable[[Deck, Card, str], ShownCard] = seaside,
    database: str = "",
) -> AsyncIterator[Walk]:
    """The app on `database` or `folder`/trainer.db; `name`: somebody who has been here, so that home comes first."""
    clock = clock or FakeClock()
    if not database and not (folder / "trainer.db").exists():
        shutil.copyfile(new_store(), folder / "trainer.db")
    trainer = TrainerInTests(database or f"sqlite:///{folder / 'trainer.db'}", clock=clock)
    trainer.rendering = rendering
    if name is not None:
        known_person(trainer, name)
    app = TrainerApp(trainer, opening, look=look)
    try:
        async with app.run_test(size=size) as pilot:
            walk = Walk(app, pilot, trainer, clock)
            await app.decks_read.wait()
            await walk.settled()
            yield walk
    finally:
        app.database.flush(5.0)
        app.database.start(trainer.close)
        app.database.close()
        trainer.close()


@asynccontextmanager
async def writing(folder: Path, **kwargs: object) -> AsyncIterator[Walk]:
    """As `walking`, with the first card open and its clock running."""
    async with walking(folder, name="Iryna", **kwargs) as walk:  # type: ignore[arg-type]
        await walk.press("enter")
        assert walk.practice.deal.state is DealState.OPEN
        yield walk
