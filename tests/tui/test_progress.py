"""Own progress: the count and how sure it is, the cards behind it, the next practice."""

from dataclasses import replace

import pytest

from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY, a_progress, counted
from tests.tui.stage import stage
from trainer.domain.kinds import Outcome
from trainer.errors import StoreUnavailable
from trainer.tui.screens.progress import ProgressScreen
from trainer.tui.widgets.outcomes import outcome_line, outcome_marks

SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_progress_as_a_person_sees_it(size: tuple[int, int]) -> None:
    """Count, line with interval and target, a kind sentence, a mark and a line a card, what to practise next."""
    async with stage(ProgressScreen(), {"own_progress": a_progress()}, size=size) as shown:
        assert_golden(shown.picture, f"progress-{size[0]}x{size[1]}")


async def test_too_early_shows_no_number_and_says_how_many_cards_are_missing() -> None:
    async with stage(ProgressScreen(), {"own_progress": a_progress(2, 0)}) as shown:
        assert_golden(shown.picture, "progress-early")
        assert "%" not in shown.picture


async def test_nobody_elses_number_and_no_rank_is_shown() -> None:
    async with stage(ProgressScreen(), {"own_progress": a_progress()}) as shown:
        assert "practice, not a verdict" in shown.picture
        assert not any(word in shown.picture.casefold() for word in ("rank", "place", "team", "best", "fail"))


async def test_enter_starts_the_next_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    async def practise(app: object) -> None:
        started.append(app)

    monkeypatch.setattr("trainer.tui.screens.progress.practise", practise)
    async with stage(ProgressScreen(), {"own_progress": a_progress()}) as shown:
        await shown.press("enter")
        await shown.press("f5")
        assert started == [shown.app, shown.app]


async def test_enter_on_a_card_looks_back_at_it() -> None:
    async with stage(ProgressScreen(), {"own_progress": a_progress()}) as shown:
        asked: list[tuple[object, ...]] = []

        async def show(*args: object) -> None:
            asked.append(args)

        shown.app.show = show  # type: ignore[assignment, method-assign]
        picture = await shown.press("down", "down")
        assert "▸ ●  20 Nov" in picture
        await shown.press("enter")
        assert asked == [("aftermath", "deal-1")]


async def test_a_refusal_is_a_line_where_the_level_would_stand() -> None:
    async with stage(ProgressScreen(), {"own_progress": StoreUnavailable("The database is locked.")}) as shown:
        assert "The database is locked." in shown.picture


async def test_the_list_keeps_its_place_when_it_is_read_again() -> None:
    async with stage(ProgressScreen(), {"own_progress": a_progress()}) as shown:
        await shown.press("down", "down", "f1", "escape")
        assert "▸ ●  20 Nov" in shown.picture


def test_a_card_without_a_score_says_so_and_marks_differ_in_shape() -> None:
    hit, passed = counted(0, Outcome.HIT, 72.0), counted(1, Outcome.MISS, None)
    assert outcome_line(hit, 100).plain.startswith("●")
    assert "72.0" in outcome_line(hit, 100).plain
    assert outcome_line(passed, 100).plain.startswith("○")
    assert "—  not yet" in outcome_line(passed, 100).plain
    assert outcome_marks([hit, passed], 20).plain.split() == ["○", "●"]


@pytest.mark.parametrize("width", [50, 70, 96, 118])
@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
def test_a_line_is_as_wide_as_its_place_whatever_the_card_says(width: int, text: str) -> None:
    line = outcome_line(replace(counted(0, Outcome.HIT, 72.0), complaint=text), width)
    assert line.cell_length == width
    assert "\n" not in line.plain
