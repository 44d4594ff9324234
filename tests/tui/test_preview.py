"""A card as its employee will see it, while its author writes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.making import a_card, a_deck, render_plainly
from tests.tui.samples import NAUGHTY
from tests.tui.stage import stage
from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard
from trainer.errors import EditorRefused
from trainer.tui.authoring import Seen, Source
from trainer.tui.screens.preview import PreviewScreen
from trainer.tui.widgets.problems import ShownProblem

SEA, LIFT = a_card("sea-1", "The sea was too wet."), a_card("lift-1", "The lift was too fast.", line=9)
ERROR = ShownProblem("sea.yaml:5:7", 5, "error", '[unknown-key] dificulty: did you mean "difficulty"?')


def a_source(*looks: Seen | None, **more: object) -> Source:
    """What each look at the file finds; nothing new after that."""
    waiting: Iterator[Seen | None] = iter(looks)

    def render(deck: Deck, card: Card, seed: str) -> ShownCard:
        shown = render_plainly(deck, card, seed)
        return shown if seed == "preview|1" else replace(shown, complaint=f"{card.complaint} ({seed})")

    return Source(lambda: next(waiting, None), render, Path("sea.yaml"), **{"watch": False, **more})  # type: ignore[arg-type]


async def test_the_card_is_shown_as_its_employee_sees_it_and_other_sides_on_a_key() -> None:
    async with stage(PreviewScreen(a_source(Seen(a_deck(SEA, LIFT))))) as shown:
        assert "card 1 of 2" in shown.picture
        assert "The sea was too wet." in shown.picture
        assert "Hint 1 of 1: Ask one question first." in shown.picture
        assert "With 03:30 left. And now: “And one of them looked at me.”" in shown.picture
        assert "They were frightened." not in shown.picture
        assert "Nothing to mend." in shown.picture
        assert "Green light" in await shown.press("f7")
        assert "They were frightened." in await shown.press("f7")
        assert "The sea was too wet." in await shown.press("f7")
        assert "(preview|2)" in await shown.press("f6")
        assert "The lift was too fast. (preview|2)" in await shown.press("right", "right")
        assert "card 1 of 2" in await shown.press("left", "left")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_broken_file_keeps_the_last_good_card_with_its_problems(size: tuple[int, int]) -> None:
    mended = a_deck(SEA, a_card("lift-1", "The lift was too slow."))
    looks = a_source(Seen(a_deck(SEA, LIFT)), Seen(None, (ERROR,)), Seen(mended))
    async with stage(PreviewScreen(looks), size=size) as shown:
        broken = await shown.press("f5")
        assert "The sea was too wet." in broken
        assert "sea.yaml:5:7 error" in broken
        assert "dificulty" in broken
        assert "The file has errors now" in broken
        assert "The lift was too slow." in await shown.press("f5"), "the card that was changed"


async def test_the_editor_opens_at_the_card_or_at_the_first_error_and_the_file_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[tuple[Path, int]] = []
    monkeypatch.setattr("trainer.tui.screens.preview.edit", lambda _app, path, line: opened.append((path, line)))
    looks = a_source(Seen(a_deck(SEA, LIFT)), Seen(None, (ERROR,)), Seen(a_deck(SEA)), first="lift-1")
    async with stage(PreviewScreen(looks)) as shown:
        assert "The lift was too fast." in shown.picture
        assert "The file has errors now" in await shown.press("f4")
        assert "card 1 of 1" in await shown.press("f4")
        assert opened == [(Path("sea.yaml"), 9), (Path("sea.yaml"), 5)]

        def none_set(*_words: object) -> None:
            raise EditorRefused("No editor is set.")

        monkeypatch.setattr("trainer.tui.screens.preview.edit", none_set)
        assert "No editor is set." in await shown.press("f4")


async def test_a_first_look_at_a_broken_file_shows_its_problems() -> None:
    async with stage(PreviewScreen(a_source(Seen(None, (ERROR,))))) as shown:
        assert "There is no card to show yet" in shown.picture
        assert "sea.yaml:5:7 error" in await shown.press("right", "f6", "f7")


async def test_an_employee_sees_one_side_and_no_problems() -> None:
    source = a_source(Seen(a_deck(SEA), (ERROR,)), author=False)
    async with stage(PreviewScreen(source)) as shown:
        assert "dificulty" not in shown.picture
        assert "frightened" not in await shown.press("f7", "f7", "f4")


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
async def test_texts_and_problems_are_shown_as_they_stand(text: str) -> None:
    deck = a_deck(a_card("sea-1", text), title=text)
    problem = ShownProblem(text, 1, "error", text)
    async with stage(PreviewScreen(a_source(Seen(deck, (problem,))))) as shown:
        await shown.press("f7", "f7")
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture
