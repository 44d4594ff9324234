"""The answer field: repaints changed rows only, takes format characters in, leaves control characters out."""

import pytest
from textual.app import App, ComposeResult
from textual.events import Key, Paste
from textual.geometry import Region

from trainer.domain.texts import LONGEST_ANSWER
from trainer.tui.widgets.answer_area import AnswerArea


class Field(App[None]):
    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.area = AnswerArea(text)
        self.told: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield self.area

    def on_answer_area_cleaned(self, event: AnswerArea.Cleaned) -> None:
        self.told.append((event.count, event.over))


def picture(app: Field) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


async def test_a_key_at_the_end_repaints_a_few_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Field("one\ntwo\nthree\nfour\nfive")
    async with app.run_test(size=(40, 20)) as pilot:
        app.area.move_cursor((2, 5))
        await pilot.pause()
        asked: list[tuple[Region, ...]] = []
        refresh = AnswerArea.refresh

        def watch(area: AnswerArea, *regions: Region, **kwargs: bool) -> AnswerArea:
            if not area._editing or regions:
                asked.append(regions)
            return refresh(area, *regions, **kwargs)

        monkeypatch.setattr(AnswerArea, "refresh", watch)
        app.post_message(Key("x", "x"))
        await pilot.pause()
        assert app.area.text.split("\n")[2] == "threex"
        rows = sum(region.height for regions in asked for region in regions)
        assert 0 < rows <= 3
        assert () not in asked


@pytest.mark.parametrize(
    "keys",
    [
        ["a", "b", "enter", "c"],
        ["x"] * 60,
        [*["w", "o", "r", "d", "space"] * 20, *["left"] * 50, "Z", "Z", "enter", "backspace", "backspace"],
        ["a", "enter", "b", "enter", "c", "up", "up", "delete", "delete"],
        ["a", "b", "c", "shift+left", "shift+left", "x", "ctrl+z", "ctrl+y"],
        ["й", "ї", "ґ", "enter", "ё", "ctrl+w"],
    ],
)
async def test_the_screen_shows_what_the_text_is_after_any_edits(keys: list[str]) -> None:
    """The rows that were not repainted must be right as well: the same text drawn afresh looks the same."""
    app = Field()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        partly = picture(app)
        app.area.refresh()
        app.screen.refresh(layout=True)
        await pilot.pause()
        assert partly == picture(app)


async def test_pasting_is_cleaned_and_told() -> None:
    app = Field()
    async with app.run_test() as pilot:
        app.area.post_message(Paste("one\r\ntwo\x1b[31m\u202e \U0001f468\u200d\U0001f469"))
        await pilot.pause()
        assert app.area.text == "one\ntwo[31m \U0001f468\u200d\U0001f469"
        assert app.told == [(2, 0)]


async def test_what_does_not_fit_is_left_out_and_told() -> None:
    app = Field()
    async with app.run_test() as pilot:
        app.area.post_message(Paste("x" * (LONGEST_ANSWER + 5)))
        await pilot.pause()
        assert len(app.area.text) == LONGEST_ANSWER
        assert app.told == [(0, 5)]


async def test_joiners_are_typed_and_overrides_are_not() -> None:
    app = Field()
    async with app.run_test() as pilot:
        for character in "\U0001f468\u200d\U0001f469\u202ee\u0301":
            app.post_message(Key(character, character))
        await pilot.pause()
        assert app.area.text == "\U0001f468\u200d\U0001f469e\u0301"
        assert app.told == [(1, 0)]
