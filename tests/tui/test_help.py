"""Help and menu: what can be done here, in words, found by typing; and how the program looks."""

from pathlib import Path

import pytest

from tests.tui.goldens import assert_golden
from tests.tui.samples import a_home, to_rate
from tests.tui.stage import stage
from trainer.config import read_settings
from trainer.domain.rubric import STANDARD
from trainer.locale import terms
from trainer.tui.screens.help import help_lines
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.rating import RatingScreen


async def test_help_names_the_keys_of_the_screen_it_was_asked_on() -> None:
    async with stage(HomeScreen(a_home())) as shown:
        picture = await shown.press("f1")
        assert_golden(picture, "help-home")
        assert "F3     Rate answers of colleagues" in picture
        assert "Next for you" in await shown.press("escape")
    async with stage(RatingScreen(), {"warm_up": (), "next_answer": to_rate()}) as shown:
        assert "Critical flags" in await shown.press("f1")


@pytest.mark.parametrize("key", ["escape", "enter", "f1"])
async def test_help_closes_by_more_than_one_key(key: str) -> None:
    async with stage(HomeScreen(a_home())) as shown:
        await shown.press("f1", key)
        assert isinstance(shown.app.screen, HomeScreen)


async def test_help_scrolls_down_to_the_rubric() -> None:
    async with stage(HomeScreen(a_home()), size=(60, 20)) as shown:
        first = await shown.press("f1")
        assert "The rubric" not in first
        pages = [await shown.press("pagedown") for _page in range(8)]
        assert any("5 WOW: finds what is behind it" in page for page in pages)
        assert "An answer that nobody rated" in pages[-1]
        assert await shown.press("up") != pages[-1]


@pytest.mark.parametrize("width", [56, 76, 116])
def test_help_holds_the_whole_rubric_within_the_width(width: int) -> None:
    lines = [line.content for line in help_lines((), width)]
    assert max(line.cell_length for line in lines) <= width
    words = " ".join(" ".join(line.plain for line in lines).split())
    for each in STANDARD:
        assert terms.criterion(each) in words
        assert all(terms.anchor(each, level) in words for level in range(5))


async def test_the_menu_finds_by_typing_and_does_it() -> None:
    async with stage(HomeScreen(a_home())) as shown:
        assert_golden(await shown.press("f2"), "menu-home")
        picture = await shown.press(*"keys")
        assert "Keys and how this works" in picture
        assert "Rate answers" not in picture
        assert "How it counts" in await shown.press("enter")


async def test_the_menu_is_walked_by_arrows_and_left_by_escape() -> None:
    async with stage(HomeScreen(a_home())) as shown:
        assert "▸ Rate answers of colleagues" in await shown.press("f2", "down")
        await shown.press("escape")
        assert isinstance(shown.app.screen, HomeScreen)


async def test_the_menu_changes_the_look_and_stays_and_the_look_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    async with stage(HomeScreen(a_home()), size=(60, 20)) as shown:
        picture = await shown.press("f2", *"light", "enter")
        assert shown.app.theme == "trainer-light"
        assert "Light look" in picture
        assert "Kept for the next time." in picture
        assert read_settings().theme == "light"
        (tmp_path / "config" / "config.toml").write_text("theme = 7", encoding="utf-8")
        assert "For now only" in await shown.press("enter")


async def test_the_menu_with_nothing_found_does_nothing() -> None:
    async with stage(HomeScreen(a_home())) as shown:
        await shown.press("f2", *"zzz", "enter", "down")
        assert "Type to find" not in shown.picture
        await shown.press("escape")
        assert isinstance(shown.app.screen, HomeScreen)


async def test_a_click_in_the_menu_does_what_the_line_says() -> None:
    async with stage(HomeScreen(a_home())) as shown:
        picture = await shown.press("f2")
        row = next(at for at, line in enumerate(picture.splitlines()) if "Keys and how" in line)
        await shown.pilot.click(offset=(25, row))
        assert "How it counts" in await shown.settled()
