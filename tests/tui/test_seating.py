"""Somebody else sits down at the same terminal."""

from pathlib import Path

from tests.support.pilot import walking
from trainer.domain.home import NextKind
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.seating import SeatingScreen


async def test_another_name_makes_home_theirs_and_is_remembered(tmp_path: Path) -> None:
    async with walking(tmp_path, name="Iryna") as walk:
        await walk.app.run_action("screen.change_seat")
        await walk.settled()
        assert isinstance(walk.app.screen, SeatingScreen)
        await walk.type("Bohdan", "enter")
        assert isinstance(walk.app.screen, HomeScreen)
        assert "Bohdan" in walk.picture
        assert walk.app.next_card is not None
        assert walk.app.next_card.kind is NextKind.START
        assert walk.trainer.remembered() == walk.app.person.id  # type: ignore[union-attr]


async def test_no_name_is_refused_where_one_types_and_esc_leaves_all_as_it_is(tmp_path: Path) -> None:
    async with walking(tmp_path, name="Iryna") as walk:
        await walk.app.run_action("screen.change_seat")
        await walk.settled()
        await walk.press("enter")
        assert "at least one letter" in walk.picture
        await walk.press("escape")
        assert "Iryna" in walk.picture


async def test_at_home_a_card_whose_time_is_up_is_closed(tmp_path: Path) -> None:
    async with walking(tmp_path, name="Iryna") as walk:
        await walk.press("enter")
        await walk.type("Words")
        walk.clock.advance(1)
        await walk.press("escape")
        assert isinstance(walk.app.screen, HomeScreen)
        walk.clock.advance(500)
        await walk.app.screen._look_again()
        await walk.settled()
        assert walk.app.next_card is not None
        assert (walk.app.next_card.kind, walk.app.next_card.by_timeout) == (NextKind.LOOK_BACK, True)
