"""After sending: what was behind it, what others found; taking back, trying again, going on."""

from pathlib import Path

import pytest

from tests.support.pilot import Walk, writing
from tests.tui.goldens import assert_golden
from trainer.domain.kinds import DealState
from trainer.domain.people import Role
from trainer.services import people
from trainer.tui.screens.aftermath import AftermathScreen
from trainer.tui.screens.home import HomeScreen


async def send(walk: Walk, text: str = "Thank you for telling me; as I said, shall we look at them together?") -> None:
    await walk.type(text, "f5")
    assert walk.screen(AftermathScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    """What was sent, what was behind it, the phrase to avoid, gold answers strongest first, and seven seconds to take back."""
    async with writing(tmp_path, size=size) as walk:
        await send(walk)
        await walk.pass_time(3)
        assert_golden(walk.picture, f"aftermath-{size[0]}x{size[1]}")


async def test_phrases_to_avoid_that_were_used_are_named(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await send(walk)
        assert "“as I said”" in walk.picture
        assert "“calm down”" not in walk.picture


async def test_fluency_counts_distinct_ideas(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("One idea", "f7")
        await walk.type("one  idea!", "f7")
        await send(walk, "Something else altogether")
        assert "2 different ideas of yours" in walk.picture


async def test_the_seconds_to_take_back_are_counted_and_end(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await send(walk)
        assert "F5 takes it back for 10 s more" in walk.picture
        assert "F5 takes it back for 3 s more" in await walk.pass_time(7)
        picture = await walk.pass_time(3)
        assert "takes it back" not in picture
        assert "take back" not in picture


async def test_taken_back_and_sent_again_is_one_answer(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await send(walk, "First version")
        await walk.pass_time(2)
        await walk.press("backspace")
        await walk.type(" improved", "f5")
        assert "First version improved" in walk.picture


async def test_try_again_gives_the_same_card_with_its_clock_stopped(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        before = walk.practice.deal.shown
        await send(walk)
        await walk.press("f6")
        after = walk.practice.deal.shown
        assert (after.card_id, after.complaint) == (before.card_id, before.complaint)
        assert after.customer.full_name == before.customer.full_name
        assert walk.practice.deal.again
        assert walk.practice.deal.state is DealState.PREPARED


async def test_after_another_try_it_says_that_it_counts_for_nothing(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await send(walk)
        await walk.press("f6", "enter")
        await send(walk)
        assert "counts for nothing but you" in walk.picture


async def test_enter_lays_out_the_next_card(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        first = walk.practice.deal
        await send(walk)
        await walk.press("enter")
        assert walk.practice.deal.state is DealState.PREPARED
        assert walk.practice.deal.shown.card_id != first.shown.card_id


async def test_esc_leads_home_where_the_next_card_waits(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await send(walk)
        await walk.press("escape")
        assert walk.screen(HomeScreen)
        await walk.press("enter")
        assert walk.practice.deal.state is DealState.OPEN


async def test_rating_is_offered_when_answers_wait(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await send(walk)
        await walk.pass_time(11)
        assert "F3 rate" not in walk.picture
        iryna = walk.app.person
        olena = walk.trainer.run(people.add_people, ["Olena"], role=Role.EMPLOYEE)[0]
        walk.app.person = olena
        await walk.app.refresh_home()
        assert isinstance(walk.app.screen, AftermathScreen)
        walk.app.screen.tick()
        picture = await walk.settled()
        walk.app.person = iryna
        assert "F3 rate" in picture
        assert "1 answer of a colleague waits" in picture


async def test_long_reading_scrolls_by_arrows(tmp_path: Path) -> None:
    async with writing(tmp_path, size=(60, 20)) as walk:
        await send(walk)
        assert "Why it matters" not in walk.picture
        assert "Why it matters" in await walk.press("end")
