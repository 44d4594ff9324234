"""The seat alone: a participant's screens, and no way to a lead's tools, files, a shell, an editor or an address."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import SuspendNotSupported
from textual.pilot import Pilot

from tests.support.homes import new_store
from tests.support.played import Meeting
from trainer.domain.phases import Phase
from trainer.tui.seated import ALLOWED, SeatApp, SeatTrainer
from trainer.tui.showing import SCREENS


@asynccontextmanager
async def sitting(folder: Path) -> AsyncIterator[tuple[SeatApp, Pilot[int], Meeting]]:
    shutil.copyfile(new_store(), folder / "trainer.db")
    trainer = SeatTrainer(f"sqlite:///{folder / 'trainer.db'}")
    meeting = Meeting(trainer.unit_of_work(), people=2)
    trainer.clock = meeting.clock
    app = SeatApp(trainer, meeting.id, meeting.team[0].id, look="dark")
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await app.ready.wait()
            await pilot.pause()
            yield app, pilot, meeting
    finally:
        app.database.flush(5.0)
        app.database.start(trainer.close)
        app.database.close()
        trainer.close()


async def test_only_a_seat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url, **_more: opened.append(url))
    async with sitting(tmp_path) as (app, pilot, _meeting):
        seat = app.screen
        assert type(seat).__mro__[1].__name__ == "SeatScreen"
        offered = {command.id for command in seat.commands()}  # type: ignore[attr-defined]
        assert {"app.help", "app.quit"} <= offered
        assert not {"app.menu", "seat.take_over", "seat.home"} & offered
        for name in SCREENS.keys() - ALLOWED:
            assert await app.show(name) is seat, name
        await app.action_show("menu")
        assert app.screen is seat
        await pilot.press("f2", "f9", "escape")
        assert app.screen is seat
        app.open_url("https://example.org/")
        assert opened == []
        with pytest.raises(SuspendNotSupported), app.suspend():
            raise AssertionError("a shell")
        app.action_suspend_process()
        app.deliver_screenshot()
        assert app.save_screenshot(path=str(tmp_path)) == ""
        assert app.trainer.load_decks() == 0
        app.trainer.keep_a_copy()
        assert sorted(each.name for each in tmp_path.iterdir() if each.suffix in (".svg", "")) in ([], ["home"])
        assert not (tmp_path / "backups").exists()
        assert app.is_running


async def test_getting_up_ends_the_program_and_a_beat_says_that_it_lives(tmp_path: Path) -> None:
    import os

    async with sitting(tmp_path) as (app, _pilot, meeting):
        reading, writing = os.pipe2(os.O_NONBLOCK)
        app._beats = writing
        app._beat()
        assert os.read(reading, 10) == b"."
        os.close(reading)
        os.close(writing)
        meeting.go_to(Phase.WRITE)
        app.pop_screen()
        assert app.return_value == 0
