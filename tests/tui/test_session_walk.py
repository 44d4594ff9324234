"""A seat from the lobby to the close, with the keyboard, on a real store; the lead and the colleagues are services."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.support.making import LEVELS
from tests.support.pilot import Walk, walking
from trainer.domain.answering import Draft
from trainer.domain.ids import PersonId
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.domain.presets import Preset
from trainer.domain.rating import Judgement
from trainer.services import answering, people, rating
from trainer.services.sessions import leading, opening, seats, talking, viewing, writing
from trainer.services.sessions import rating as rounds
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.sessions.seat import SeatScreen

GOOD = Judgement(LEVELS, laughed=True, steal="swim past the rope")


class Session:
    """A session whose lead, Ann and Bob press their keys by services; whose seat it is, the walk decides."""

    def __init__(self, walk: Walk, preset: Preset) -> None:
        assert walk.app.person is not None
        self.walk, self.run = walk, walk.trainer.run
        lead, ann, bob = (self.run(people.first_run, name).id for name in ("Lea", "Ann", "Bob"))
        self.lead, self.colleagues, self.iryna = lead, [ann, bob], walk.app.person.id
        self.now = self.run(opening.open_session, lead, preset, render=walk.trainer.render, language="en")
        for person in (self.iryna, ann, bob):
            self.run(seats.join, self.now.code, person)

    async def press(self, *keys: str) -> None:
        await self.walk.pilot.press(*keys)

    async def type(self, words: str, *keys: str) -> None:
        for letter in words:
            self.walk.app.post_message(events.Key(_character_to_key(letter), letter))
        await self.walk.pilot.pause()
        await self.walk.pilot.press(*keys)

    async def order(self, order: Order, *wanted: str) -> str:
        self.now = self.run(leading.lead, self.now.id, self.lead, order)
        return await self.see(*wanted)

    async def see(self, *wanted: str) -> str:
        """Waits until all of it is on the screen; the seat is told to look, instead of waiting for its half second."""
        for turn in range(600):
            if turn % 5 == 0:
                for screen in self.walk.app.screen_stack:
                    if isinstance(screen, SeatScreen) and screen._room is not None:
                        screen._room.look_now()
            await self.walk.pilot.pause(0.05)
            shown = " ".join(self.walk.picture.split())
            if all(each in shown for each in wanted):
                return shown
        raise AssertionError(f"not seen: {wanted}\n{self.walk.picture}")

    def send(self, person: PersonId, words: str) -> None:
        card = self.run(writing.my_card, self.now.id, person, render=self.walk.trainer.render)
        assert card.deal is not None
        self.run(answering.send_answer, card.deal.id, Draft((words,), 0, card.draft.seq + 1))
        self.run(seats.set_ready, self.now.id, person)

    def rate(self, person: PersonId) -> None:
        while (found := self.run(rounds.next_to_rate, self.now.id, person)) is not None:
            self.run(rating.give_rating, person, found.answer_id, GOOD)


@asynccontextmanager
async def session(folder: Path, preset_id: str) -> AsyncIterator[Session]:
    async with walking(folder, name="Iryna") as walk:
        preset = replace(walk.trainer.preset(preset_id), invented=False, absurdity=(1, 5))
        yield Session(walk, preset)
        walk.app.workers.cancel_all()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))


async def test_a_whole_friday_at_a_seat(tmp_path: Path) -> None:
    async with session(tmp_path, "friday") as friday:
        app, run, me = friday.walk.app, friday.run, friday.iryna
        await app.show("seat", friday.now.id, me)
        await friday.see("You are in. Lea starts", "▸ How do you feel?")
        await friday.press("3", "2")
        await friday.see("[3]", "[2]", "Kept. Backspace changes them.", "1 of 3 ready")

        await friday.order(Order.NEXT, "We laugh at the situation", "Names are hidden from colleagues")
        await friday.order(Order.NEXT, "Listen: the lead reads", "fish in the sea")
        await friday.order(Order.NEXT, "F5 done", "What would you say?")
        await friday.type("We swim past the rope", "f7")
        await friday.type("Meet the mullet", "up", "f6")
        await friday.see("saved", "★ 1")
        await friday.press("f5")
        await friday.see("Your answer is in", "The others are still writing.", "1 of 3 ready")
        await friday.press("backspace")
        await friday.see("F5 done", "Meet the mullet")
        await friday.press("f5")
        for person in friday.colleagues:
            friday.send(person, f"by {person}")
        await friday.see("Your answer is in", "3 of 3 ready")

        await friday.order(Order.NEXT, "Rate · 1 of 2", "Levels only if you like")
        await friday.press("f6", "f5")  # laughter alone is a rating today
        await friday.see("Rate · 2 of 2", "Rated, thank you.")
        await friday.press("f5")
        await friday.see("Nothing is marked")
        await friday.press("f5")
        await friday.see("Nothing waits for you now")
        for person in friday.colleagues:
            friday.rate(person)

        await friday.order(Order.NEXT, "is yours; nobody else is told.", "works 61.2, 100 % laughed")
        await friday.press("f6", "f7")  # faster than any view comes
        await friday.see("[x] say “that one is mine”", "[x] it may hang on the wall")
        await friday.press("pagedown")
        await friday.see("Phrases worth stealing", "“swim past the rope” ×4")
        mine = run(viewing.seat_view, friday.now.id, me)
        assert (mine.claimed, mine.wall, mine.win_back) == (True, True, False)

        await friday.order(Order.NEXT, "Debrief", "Question 1", "One line of yours, below")
        await friday.type("Ask first", "enter")
        await friday.see("kept", "1 line so far", "1 of 3 ready")
        while friday.now.phase is Phase.DEBRIEF:
            await friday.order(Order.NEXT)
        await friday.see("Next time", "▸ How do you feel?")
        await friday.press("4", "4")
        await friday.see("Kept.")
        await friday.type("My soup looked at me", "enter")
        await friday.see("“My soup looked at me”")
        assert run(talking.proposed_in, friday.now.id) == ("My soup looked at me",)

        await friday.order(Order.NEXT, "Thank you. That was it.", "Ask first", "everybody sees it")
        shown = await friday.order(Order.CLOSE, "closed", "Esc brings you home.")
        assert "is yours" in shown
        await friday.press("escape")
        await friday.walk.pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_a_group_s_ideas_and_its_pen(tmp_path: Path) -> None:
    async with session(tmp_path, "large") as group:
        run, trainer = group.run, group.walk.trainer
        while group.now.phase is not Phase.WRITE:
            group.now = run(leading.lead, group.now.id, group.lead, Order.SKIP)
        holder = next(seat for seat in group.now.seats if seat.pen)
        me, mate = (seat.person_id for seat in group.now.seats if not seat.pen)
        await group.walk.app.show("seat", group.now.id, me)
        await group.see(f"{holder.name} holds your group's pen", "Your group: ")
        await group.type("Ask the fish", "enter")
        run(writing.offer_variant, group.now.id, mate, "Swim with them")
        await group.see("Ideas of your group", "Ask the fish", "Swim with them")
        card = run(writing.my_card, group.now.id, holder.person_id, render=trainer.render)
        assert {each.text for each in card.offered} == {"Ask the fish", "Swim with them"}
        assert card.deal is not None
        run(answering.save_draft, card.deal.id, Draft(("Ours, so far",), 0, 1))

        run(leading.set_away, group.now.id, group.lead, holder.person_id)
        await group.see(f"{holder.name} is away: F6 takes the pen, text and all.", "F6 take the pen")
        await group.press("f6")
        await group.see("F5 done", "Ours, so far", "F4 ideas")
        await group.press("f5")
        await group.see("Your answer is in")
