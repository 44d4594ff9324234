"""A seat that follows its lead, on a real store: what opens over it stays as long as its phase lasts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.making import LEVELS
from tests.support.pilot import Walk, walking
from trainer.domain.answering import Draft
from trainer.domain.ids import PersonId
from trainer.domain.kinds import DealState
from trainer.domain.orders import Order
from trainer.domain.phases import Phase
from trainer.domain.sessions import Session
from trainer.services import answering, dealing, people
from trainer.services.sessions import leading, opening, seats, writing
from trainer.tui.screens.sessions.rating import SeatRatingScreen
from trainer.tui.screens.sessions.seat import SeatScreen
from trainer.tui.screens.warm_up import WarmUpScreen


class Seated:
    """Iryna at her seat with the keyboard; Lea leads by the services."""

    def __init__(self, walk: Walk) -> None:
        assert walk.app.person is not None
        self.walk, self.me = walk, walk.app.person.id
        self.lead = walk.trainer.run(people.first_run, "Lea").id
        trainer = walk.trainer
        preset = trainer.preset("monday")
        self.session = trainer.run(opening.open_session, self.lead, preset, render=trainer.render, language="en")
        self.join(self.me)

    def join(self, person: PersonId) -> None:
        self.walk.trainer.run(seats.join, self.session.code, person)

    def press(self, order: Order) -> Session:
        """The lead presses a key, and this seat looks at once."""
        self.session = self.walk.trainer.run(leading.lead, self.session.id, self.lead, order)
        for screen in self.walk.app.screen_stack:
            if isinstance(screen, SeatScreen) and screen._room is not None:
                screen._room.look_now()
        return self.session

    async def go_to(self, phase: Phase, *wanted: str) -> str:
        while self.session.phase is not phase:
            self.press(Order.SKIP)
        return await self.see(*wanted)

    async def see(self, *wanted: str) -> str:
        for _turn in range(600):
            await self.walk.pilot.pause(0.02)
            shown = " ".join(self.walk.picture.split())
            if all(each in shown for each in wanted):
                return shown
        raise AssertionError(f"not seen: {wanted}\n{self.walk.picture}")

    async def press_keys(self, *keys: str) -> None:
        await self.walk.pilot.press(*keys)


@pytest.fixture
async def seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Seated]:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    async with walking(tmp_path, name="Iryna") as walk:
        seated = Seated(walk)
        await walk.app.show("seat", seated.session.id, seated.me)
        await seated.see("You are in")
        yield seated
        walk.app.workers.cancel_all()


async def test_what_the_warm_up_expected_is_read_until_one_goes_on(seat: Seated) -> None:
    """Neither the end of the last sheet nor a digit too many closes the page; the phase and one's own key do."""
    app = seat.walk.app
    await seat.go_to(Phase.WARM_UP, "Warm-up · 1 of 2", "Afterwards you see what is expected.")
    assert "F3" not in seat.walk.picture
    await seat.press_keys(*["4"] * len(LEVELS), "f5")
    await seat.see("Warm-up · 2 of 2")
    await seat.press_keys(*["4"] * len(LEVELS), "f5")
    await seat.see("The cards' authors wrote these answers", "you expected")
    sheet = next(screen for screen in app.screen_stack if isinstance(screen, SeatRatingScreen))
    await seat.press_keys("4", "4", "pagedown", "f1")
    await seat.see("Help")
    sheet._show("")  # a look at the desk from below, at the worst moment
    await seat.press_keys("escape")
    await seat.walk.pilot.pause()
    assert isinstance(app.screen, WarmUpScreen)
    await seat.press_keys("enter")
    await seat.see("1 of 1 ready", "F5 ready")
    assert isinstance(app.screen, SeatScreen)
    seat.walk.trainer.run(leading.hand_over, seat.session.id, seat.lead, seat.me)  # one more surprise
    app.screen._room.look_now()
    await seat.see("Esc brings you back to your console")
    await seat.press_keys("escape")
    await seat.see("Say, in your own words", "F5 next")


async def test_an_accidental_next_and_a_second_terminal_cost_no_word(seat: Seated) -> None:
    """What was taken when the lead went on lies open again after "back"; the newest words of either terminal stand."""
    walk, run = seat.walk, seat.walk.trainer.run
    await seat.go_to(Phase.WRITE, "F5 done")
    await walk.pilot.press(*"Here")
    await walk.saved()
    mine = run(writing.my_card, seat.session.id, seat.me, render=walk.trainer.render)
    assert mine.deal is not None
    assert mine.draft.variants == ("Here",)
    there = Draft(("Here and there",), None, mine.draft.seq + 50)  # at the other terminal of this seat
    run(answering.save_draft, mine.deal.id, there)
    seat.press(Order.NEXT)
    await seat.see("Rate")
    deal = run(dealing.resume_deal, mine.deal.id)[0]
    assert (deal.state, run(writing.my_card, seat.session.id, seat.me, render=walk.trainer.render).draft) == (
        DealState.SENT,
        there,
    )
    seat.press(Order.BACK)
    await seat.see("F5 done", "Here and there")
    await walk.pilot.press(*" now")
    run(answering.save_draft, mine.deal.id, Draft(("Here, there",), None, 200))
    await walk.pilot.press("!")  # the last hands win, under whatever number
    await walk.saved()
    newest, *earlier = run(answering.revisions, mine.deal.id)
    assert newest.draft.variants == ("Here and there now!",)
    assert ("Here, there",) in [each.draft.variants for each in earlier]
