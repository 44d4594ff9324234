"""What every screen has: a title, keys for eye and mouse, one line where the window is too small."""

import asyncio
import contextlib

import pytest
from textual.app import App, ComposeResult
from textual.worker import WorkerFailed

from trainer.tui.commands import EVERYWHERE, Command, bindings
from trainer.tui.screens.page import Page
from trainer.tui.widgets.frame import KeysLine, TitleLine

SEND, HINT = Command("x.send", "f5", "send", "send ★"), Command("x.hint", "f8,h", "hint", "hint")


class Frame(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        yield TitleLine("A very long title of a deck that says everything [/]", "saved 12:03:04")
        yield KeysLine()

    def on_mount(self) -> None:
        self.query_one(KeysLine).show_commands((SEND, HINT, *EVERYWHERE))

    def on_keys_line_pressed(self, event: KeysLine.Pressed) -> None:
        self.pressed.append(event.command.id)


def row(app: Frame, number: int) -> str:
    return app.screen._compositor.render_strips()[number].text


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (60, "F5 send ★   F8 hint   F1 help   F2 menu   F10 quit"),
        (48, "F5 send ★  F8 hint  F1 help  F2 menu  F10 quit"),
        (40, "F5 send ★  F8 hint  F1 help  F2 menu"),
        (32, "F5 send ★  F8 hint  F2 menu"),
        (22, "F5 send ★  F2 menu"),
    ],
)
async def test_keys_that_have_no_room_are_left_to_the_menu(width: int, keys: str) -> None:
    app = Frame()
    async with app.run_test(size=(width, 10)) as pilot:
        await pilot.pause()
        assert row(app, 1).strip() == keys


async def test_a_long_title_gives_way_to_what_stands_at_the_right() -> None:
    app = Frame()
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert row(app, 0) == "A very long title of a d… saved 12:03:04"
        app.query_one(TitleLine).say("What to write next time · 9 of 10")  # whole words before halves
        await pilot.pause()
        assert row(app, 0) == "What to write next time   saved 12:03:04"


async def test_every_key_can_be_clicked() -> None:
    app = Frame()
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        line = row(app, 1)
        for words in ("send", "hint", "menu"):
            await pilot.click(KeysLine, offset=(line.index(words), 0))
        await pilot.click(KeysLine, offset=(11, 0))
        assert app.pressed == ["x.send", "x.hint", "app.menu"]


def test_every_binding_has_an_id_of_its_own() -> None:
    made = bindings((SEND, HINT, *EVERYWHERE))
    ids = [each.id for each in made]
    assert None not in ids
    assert len(set(ids)) == len(ids)
    assert {each.key for each in made if each.id and each.id.startswith("x.hint")} == {"f8", "h"}


class Late(Page[None]):
    """Its worker comes back from the store when the page may be gone."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = asyncio.Event()

    async def look(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self.answer.wait()
        self.query_one("#gone", TitleLine)


async def come_back(*, left: bool) -> None:
    app, page = Frame(), Late()
    async with app.run_test() as pilot:
        await app.push_screen(page)
        page.run_worker(page.look(), exit_on_error=True)
        await pilot.pause()
        if left:
            await app.pop_screen()
        page.answer.set()
        await pilot.pause()
        await pilot.pause()


async def test_what_comes_back_to_a_page_that_was_left_is_no_mistake() -> None:
    await come_back(left=True)
    with pytest.raises(WorkerFailed):
        await come_back(left=False)
