"""What the warm-up shows afterwards: one's own levels beside the expected ones, and the reasons."""

from dataclasses import replace

import pytest

from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY
from tests.tui.scored import warmed
from tests.tui.stage import stage
from trainer.tui.screens.warm_up import WarmUpScreen, result_lines


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_warm_up_as_a_rater_sees_it(size: tuple[int, int]) -> None:
    """Strong answer first: text, own and expected level a criterion, what the expected one looks like, and why."""
    async with stage(WarmUpScreen(warmed()), size=size) as shown:
        assert_golden(shown.picture, f"warm-up-{size[0]}x{size[1]}")


async def test_it_reads_on_by_keys() -> None:
    async with stage(WarmUpScreen(warmed())) as shown:
        assert "Why: Blames." not in shown.picture
        assert "Why: Blames." in await shown.press("pagedown", "down")
        assert "A strong answer" in await shown.press("pageup", "up")


def test_agreement_is_a_count_and_a_criterion_left_out_is_no_mistake() -> None:
    words = "\n".join(line.content.plain for line in result_lines(warmed()[:1], 80))
    assert "2 of 4 the same, 3 within one level" in words
    assert "Aftertaste  –" in words
    assert "Solved      2    5" in words
    assert not any(word in words.casefold() for word in ("wrong", "mistake", "fail", "error"))


@pytest.mark.parametrize("width", [58, 78, 118])
@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
def test_no_line_is_wider_than_its_place(width: int, text: str) -> None:
    results = [replace(each, text=text, why=text) for each in warmed()]
    assert max(line.content.cell_length for line in result_lines(results, width)) <= width
