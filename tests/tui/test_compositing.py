"""What a repaint asks for: no widget that lies elsewhere or behind, and yet the same picture as Textual's own loop makes."""

from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.events import Key
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.support.pilot import Walk, writing
from trainer.tui.widgets.answer_area import AnswerArea


def textuals_own_picture(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with monkeypatch.context() as patch:
        patch.setattr(type(walk.app.screen._compositor), "_get_renders", Compositor._get_renders)
        return [strip.text for strip in walk.app.screen._compositor.render_strips()]


async def test_a_key_renders_the_field_alone_and_nothing_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("one word")
        await walk.saved()
        await walk.settled()
        rendered: list[Widget] = []
        laid_out: list[object] = []
        render_lines = Widget.render_lines

        def watch(widget: Widget, crop: Region) -> list[Strip]:
            rendered.append(widget)
            return render_lines(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", watch)
        monkeypatch.setattr(Compositor, "reflow", lambda *_args: laid_out.append(_args))
        for letter in "s, and more":
            walk.app.post_message(Key(letter, letter))
            await walk.pilot.pause()
        await walk.saved()
        assert walk.practice._variants.texts == ("one words, and more",)
        assert {type(widget) for widget in rendered} == {AnswerArea}
        assert len(rendered) <= len("s, and more") + 1
        assert laid_out == []


async def test_the_picture_is_textuals_own_also_under_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(tmp_path, size=(120, 40)) as walk:
        await walk.type("first", "f7")
        await walk.type("second", "f8")
        assert walk.picture.splitlines() == [line.rstrip() for line in textuals_own_picture(walk, monkeypatch)]
        await walk.press("f9")
        assert walk.picture.splitlines() == [line.rstrip() for line in textuals_own_picture(walk, monkeypatch)]
        await walk.press("escape", "f1")
        assert walk.picture.splitlines() == [line.rstrip() for line in textuals_own_picture(walk, monkeypatch)]
