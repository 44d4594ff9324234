"""Practice: the card, the clock, the variants, and that no word is lost."""

from pathlib import Path

from tests.support.pilot import walking, writing
from trainer.domain.kinds import DealState
from trainer.services import answering
from trainer.tui.screens.aftermath import AftermathScreen


async def test_a_name_and_enter_lead_to_a_running_clock(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        assert "Your name" in walk.picture
        assert "fish in the sea" in walk.picture
        await walk.type("Iryna", "enter")
        assert walk.practice.deal.state is DealState.OPEN
        assert "07:00" in walk.picture
        assert "fish in the sea" in walk.picture


async def test_f5_sends_the_starred_variant(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("First idea", "f6", "f7")
        await walk.type("Second idea", "f5")
        assert walk.screen(AftermathScreen)
        assert "First idea" in walk.picture
        assert "promised the children" in walk.picture


async def test_sending_can_be_taken_back_with_every_variant(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("First idea", "f7")
        await walk.type("Second idea", "f5")
        await walk.pass_time(9)
        await walk.press("f5")
        assert walk.practice.deal.state is DealState.OPEN
        assert "06:51" in walk.picture
        assert "First idea" in walk.picture
        assert "Second idea" in walk.picture


async def test_what_is_typed_is_saved_without_being_asked(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Thank you")
        await walk.saved()
        _deal, draft = await walk.app.use(answering.revisions, walk.practice.deal.id), None
        assert _deal[0].draft.variants == ("Thank you",)
        assert "saved" in walk.picture
