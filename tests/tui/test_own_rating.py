"""In a team of one or two: the own answer on the rating desk, then beside the gold one; it counts nowhere."""

from pathlib import Path

from tests.support.pilot import writing
from trainer.domain.feedback import OwnRating
from trainer.domain.rubric import STANDARD
from trainer.tui.screens.aftermath import AftermathScreen
from trainer.tui.screens.own_rating import OwnRatingScreen
from trainer.tui.widgets.told_score import own_parts

OWN = OwnRating(STANDARD, {"heard": 3, "solved": 1}, {"heard": 3, "solved": 4}, "Shall we look?", "Turns it to use.")


async def test_alone_one_rates_the_own_answer_and_reads_where_gold_goes_further(tmp_path: Path) -> None:
    async with writing(tmp_path, size=(120, 40)) as walk:
        await walk.type("Shall I show you the reef?", "f5")
        assert "F7" not in walk.picture  # it can still be taken back
        picture = await walk.pass_time(11)
        assert "waits for your lead's rating" in picture
        assert "F7: rate it yourself beside gold; it counts nowhere." in picture
        picture = await walk.press("f7")
        assert walk.screen(OwnRatingScreen)
        assert "Your own answer" in picture
        assert "only you see this" in picture
        assert "laughed" not in picture
        assert "flag" not in picture
        picture = await walk.press("4", "4", "1", "4", "4", "f5")
        assert walk.screen(AftermathScreen)
        assert "How you see it, beside a gold answer" in picture
        assert "What the gold answer adds" in picture
        assert "it counts nowhere" in picture
        assert "F7" not in picture


async def test_what_is_set_is_not_lost_by_a_slip(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Shall I show you the reef?", "f5")
        await walk.pass_time(11)
        await walk.press("f7", "3")
        assert "would be lost" in await walk.press("escape")
        await walk.press("escape", "escape")


def test_the_gap_is_told_in_kind_words() -> None:
    words = " ".join(part.plain for _kind, part in own_parts(OWN))
    assert "As far as the gold answer: Heard." in words
    assert "Solved, from 2 to 5: removes the cause, or turns it to use" in words
    assert "it counts nowhere" in words
    assert not any(word in words.casefold() for word in ("wrong", "mistake", "fail", "error", "below"))
