"""Leaving: crashes without people's words, bad bytes forgiven, no terminal refused."""

import codecs
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.pilot import TrainerInTests, walking, writing
from trainer.domain.ids import DealId
from trainer.errors import NoTerminal
from trainer.services import dealing
from trainer.tui import leaving
from trainer.tui.app import TrainerApp


def broken(secret: str) -> None:
    hidden = f"my answer: {secret}"
    raise RuntimeError(hidden)


def test_a_crash_log_has_the_place_and_no_words(tmp_path: Path) -> None:
    try:
        broken("the guest cried")
    except RuntimeError as error:
        log = leaving.log_crash(error, tmp_path)
    assert log is not None
    text = log.read_text(encoding="utf-8")
    assert "test_leaving.py" in text
    assert "RuntimeError" in text
    assert "guest" not in text
    assert log.stat().st_mode & 0o077 == 0


def test_a_crash_without_a_disk_is_still_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert leaving.log_crash(RuntimeError(), blocked / "under") is None
    assert "What you wrote is kept" in leaving.crash_line(None)


async def test_an_error_in_a_screen_ends_with_one_line_and_exit_code_1(tmp_path: Path) -> None:
    seen: list[TrainerApp] = []

    async def crash() -> None:
        async with writing(tmp_path) as walk:
            seen.append(walk.app)
            walk.app.call_later(broken, "the guest cried")
            await walk.pilot.pause()

    with pytest.raises(RuntimeError, match="my answer"):  # the pilot raises it again, for tests
        await crash()
    app = seen[0]
    assert app.return_code == 1
    assert "\n" not in app.last_words
    assert "guest" not in app.last_words


def test_a_bad_byte_becomes_a_replacement_character() -> None:
    """Textual's reader takes its decoder from its own module's name: should that change, this fails."""
    import textual.drivers.linux_driver as driver

    before = vars(driver)["getincrementaldecoder"]
    assert before is codecs.getincrementaldecoder
    try:
        leaving.forgive_bad_bytes()
        decode = vars(driver)["getincrementaldecoder"]("utf-8")().decode
        assert decode(b"abc\xe9def", final=True) == "abc\ufffddef"
    finally:
        vars(driver)["getincrementaldecoder"] = before
    assert "getincrementaldecoder(" in Path(driver.__file__).read_text(encoding="utf-8")


def test_without_a_terminal_it_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "__stdin__", nothing)
        with pytest.raises(NoTerminal):
            leaving.check_terminal()


def test_the_program_says_that_it_needs_a_terminal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trainer"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "TRAINER_HOME": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "terminal" in done.stderr


async def test_a_store_that_cannot_be_used_ends_with_one_line(tmp_path: Path) -> None:
    from trainer.errors import StoreTooNew

    async with walking(tmp_path) as walk:
        walk.app.refuse_and_leave(StoreTooNew("Written by a later trainer;\nneeds trainer >= 9."))
        await walk.pilot.pause()
    assert walk.app.return_code == 1
    assert walk.app.last_words == "Written by a later trainer; needs trainer >= 9."


def shown_by_a_driver(error: BaseException) -> object:
    """What Textual's reading thread hands to `panic`."""
    from rich.traceback import Traceback

    try:
        raise error
    except OSError:
        return Traceback()


def test_a_gone_terminal_is_told_from_a_mistake() -> None:
    gone = shown_by_a_driver(OSError(errno.EIO, os.strerror(errno.EIO)))
    assert leaving.terminal_is_gone((gone,))
    assert not leaving.terminal_is_gone((shown_by_a_driver(OSError(errno.ENOSPC, "full")), "text"))


async def test_a_crash_saves_what_is_on_the_screen(tmp_path: Path) -> None:
    deals: list[DealId] = []

    async def crash() -> None:
        async with writing(tmp_path) as walk:
            deals.append(walk.practice.deal.id)
            walk.practice._variants.area.insert("Almost lost")
            walk.app.call_next(broken, "x")
            await walk.pilot.pause()

    with pytest.raises(RuntimeError):
        await crash()
    with TrainerInTests(f"sqlite:///{tmp_path / 'trainer.db'}") as trainer:
        assert trainer.run(dealing.resume_deal, deals[0])[1].variants == ("Almost lost",)
