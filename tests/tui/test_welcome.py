"""The first run: a complaint at once, a name and nothing else, the clock on one's own Enter."""

from asyncio import Event
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from textual.events import Paste

from tests.support.pilot import seaside, walking
from tests.tui.goldens import assert_golden
from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard
from trainer.domain.kinds import DealState
from trainer.locale import use
from trainer.services import people
from trainer.tui.app import Opening, TrainerApp
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.welcome import WelcomeScreen
from trainer.tui.walking import open_first


@pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    """Three lines on what this is, the first complaint, a field for the name with the cursor in it."""
    async with walking(tmp_path, size=size) as walk:
        assert_golden(walk.picture, f"welcome-{size[0]}x{size[1]}")


async def test_a_name_and_enter_lead_to_the_card_that_was_shown_with_its_clock_running(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        assert "fish in the sea" in walk.picture
        await walk.type("Iryna", "enter")
        assert walk.practice.deal.state is DealState.OPEN
        assert "07:00" in walk.picture
        assert "fish in the sea" in walk.picture


async def test_no_clock_runs_while_somebody_reads_the_welcome(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        walk.clock.advance(600)
        await walk.type("Iryna", "enter")
        assert "07:00" in walk.picture


@pytest.mark.parametrize(
    ("name", "why"), [("", "needs at least one letter"), ("   ", "at least one"), ("x" * 61, "60 are")]
)
async def test_a_name_is_refused_where_it_was_typed(tmp_path: Path, name: str, why: str) -> None:
    async with walking(tmp_path) as walk:
        await walk.type(name, "enter")
        assert why in walk.picture
        assert walk.screen(WelcomeScreen)


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]x[/]", "Зоя Ґалаґан", "👨‍👩‍👧"])
async def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    async with walking(tmp_path) as walk:
        walk.app.screen.query_one("#name").post_message(Paste(name))
        await walk.press("enter")
        assert walk.practice.deal.state is DealState.OPEN
        await walk.press("escape")
        assert walk.screen(HomeScreen)
        assert name in walk.picture


async def test_control_characters_in_a_name_are_taken_out_and_that_is_said(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        walk.app.screen.query_one("#name").post_message(Paste("An\x1bn\u202e"))
        assert "2 control characters were taken out." in await walk.settled()
        await walk.press("enter")
        assert walk.app.person is not None
        assert walk.app.person.name == "Ann"


async def test_the_next_start_knows_who_sits_here(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await walk.type("Iryna", "enter")
        await walk.press("escape")
    async with walking(tmp_path) as again:
        assert again.screen(HomeScreen)
        assert "Iryna" in again.picture


async def test_a_known_name_finds_its_person_whatever_the_case(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await walk.type("Iryna", "enter")
        known = walk.app.person
    async with walking(tmp_path, opening=Opening(name="IRYNA")) as again:
        assert again.app.person == known


async def test_a_name_given_on_the_command_line_is_filled_in(tmp_path: Path) -> None:
    async with walking(tmp_path, opening=Opening(name="Bohdan")) as walk:
        assert walk.screen(WelcomeScreen)
        await walk.press("enter")
        assert walk.practice.deal.state is DealState.OPEN
        assert walk.trainer.run(people.find_person, "bohdan").name == "Bohdan"


async def test_what_the_command_line_found_is_said_over_the_first_screen() -> None:
    """`trainer practise --deck X` while another card's clock runs: that card comes, and one is told why."""
    said: list[str] = []
    app = SimpleNamespace(
        opening=Opening("practice", said="Here it is."), ready=Event(), next_card=None, say=said.append
    )
    app.ready.set()
    await open_first(cast("TrainerApp", app))
    assert said == ["Here it is."]


async def test_it_speaks_ukrainian(tmp_path: Path) -> None:
    try:
        use("uk")
        async with walking(tmp_path) as walk:
            assert "Ваше ім’я" in walk.picture
            await walk.type("Ірина", "enter")
            assert walk.app.person is not None
            assert walk.app.person.name == "Ірина"
    finally:
        use("en")


async def test_a_long_first_complaint_pushes_neither_the_name_nor_a_refusal_out_of_sight(tmp_path: Path) -> None:
    def long_winded(deck: Deck, card: Card, seed: str) -> ShownCard:
        return replace(seaside(deck, card, seed), complaint="There were fish in the sea, every one of them wet. " * 12)

    async with walking(tmp_path, size=(60, 20), rendering=long_winded) as walk:
        picture = await walk.press("enter")
        assert "Your name" in picture
        assert "A name needs at least one letter." in picture
        assert "of them wet.”" not in picture
        welcome = walk.app.screen
        assert isinstance(welcome, WelcomeScreen)
        before = welcome._story.scroll_y
        await walk.press("pagedown")
        assert welcome._story.scroll_y > before
