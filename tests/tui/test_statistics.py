"""The trainer's page: each card's numbers and verdicts, sorted and filtered, and straight to its place in the file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.pilot import walking
from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY, a_home
from tests.tui.stage import Stage, stage
from tests.tui.teamed import DECK_LINES, FISH, LIFT, NEW, OLENA, PLACES, SOUP, STATISTICS
from trainer import paths
from trainer.decks.reading import read_deck
from trainer.domain.cards import DeckPlaces
from trainer.domain.ids import CardId
from trainer.domain.people import Role
from trainer.errors import EditorRefused, LeadOnly
from trainer.services.settling import Settled
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.statistics import StatisticsScreen

SIZES = [(60, 20), (80, 24), (120, 40)]


def use_cases(**more: Any) -> dict[str, Any]:
    return {"settle": Settled(), "list_decks": DECK_LINES, "deck_statistics": STATISTICS, **more}


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stage has no store to ask for files."""
    monkeypatch.setattr("tests.tui.stage.NoStore.card_places", lambda _self, *_deck: PLACES)
    monkeypatch.setattr("tests.tui.stage.NoStore.load_decks", lambda _self: 0, raising=False)


def cards_of(shown: Stage) -> list[str]:
    """The complaints of the list from the top, by their first words."""
    starts = {"I am": "soup", "Nobo": "fish", "The l": "lift", "The m": "moon"}
    lines = [line.split("“", 1)[1] for line in shown.picture.splitlines() if "   “" in line or "! “" in line]
    return [name for line in lines for start, name in starts.items() if line.startswith(start)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_the_cards_of_a_deck_at_one_look(size: tuple[int, int]) -> None:
    """A line a card with as many numbers as there is room for; the one under the cursor in full, with file and line."""
    async with stage(StatisticsScreen(), use_cases(), size=size) as shown:
        await shown.press("down")
        assert_golden(shown.picture, f"statistics-{size[0]}x{size[1]}")
        assert "decks/seaside.yaml:40" in shown.picture


async def test_every_number_of_a_card_is_told_with_what_may_be_done() -> None:
    async with stage(StatisticsScreen(), use_cases(), size=(120, 40)) as shown:
        told = " ".join((await shown.press("down")).split())
        for words in (
            "14 answers", "1 pass", "mean 41.3, spread 18.2", "raters 33.5 apart", "median time 05:12",
            "gold answers rated -4.2 from their author", "a hint was opened 5 times", "3 of 42 ratings with a laugh",
            "2 flags", "Ambiguous: raters of one answer lie far apart", "Flat: hardly anybody laughs",
            "Before that, as fish, revision 1: 3 answers",
        ):  # fmt: skip
            assert words in told


async def test_cards_are_sorted_and_filtered() -> None:
    async with stage(StatisticsScreen(), use_cases(), size=(120, 40)) as shown:
        assert cards_of(shown) == ["soup", "fish", "lift", "moon"]
        await shown.press("f6")
        assert "verdicts first" in shown.picture
        assert cards_of(shown)[0] == "fish"
        await shown.press("f6", "f6")
        assert "lowest mean first" in shown.picture
        assert cards_of(shown)[:2] == ["fish", "soup"]
        await shown.press("f7")
        assert cards_of(shown) == ["fish", "soup"]
        assert cards_of(shown) == ["fish", "soup"]
        await shown.press("f7")
        assert cards_of(shown) == ["fish"]
        await shown.press("f7", "f7")
        assert cards_of(shown) == ["moon"]


async def test_enter_and_f5_open_the_editor_at_the_card_s_line(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, int]] = []
    monkeypatch.setattr("trainer.tui.editing.edit", lambda _app, path, line: opened.append((str(path), line)))
    async with stage(StatisticsScreen(), use_cases()) as shown:
        await shown.press("enter", "down", "f5", "end", "f5")
        assert opened == [("decks/seaside.yaml", 12), ("decks/seaside.yaml", 40), ("decks/seaside.yaml", 77)]
        assert len(shown.app.asked_for("deck_statistics")) == 4


async def test_a_deck_that_came_with_the_program_is_copied_before_it_is_edited(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[tuple[str, int]] = []
    shipped = paths.shipped_decks() / "en" / "seaside-hotel.yaml"
    card = read_deck(shipped).deck.cards[3]  # type: ignore[union-attr]
    places = DeckPlaces(str(shipped), {CardId("soup"): 12})
    monkeypatch.setattr("tests.tui.stage.NoStore.card_places", lambda _self, *_deck: places)
    monkeypatch.setattr("trainer.tui.screens.preview.edit", lambda _app, path, line: opened.append((str(path), line)))
    monkeypatch.setattr("trainer.tui.editing.edit", lambda *_asked: opened.append(("the shipped one", 0)))
    found = replace(STATISTICS, cards=(replace(SOUP, card_id=card.id),))
    async with stage(StatisticsScreen(), use_cases(deck_statistics=found), size=(100, 30)) as shown:
        assert "Make a copy of your own" in " ".join((await shown.press("f5")).split())
        await shown.press("escape")
        assert opened == []
        await shown.press("f5", "right", "enter")
        await shown.settled()
        assert [Path(file).name for file, _line in opened] == ["seaside-hotel-own.en.yaml"]
        lines = Path(opened[0][0]).read_text(encoding="utf-8").splitlines()
        assert lines[opened[0][1] - 1].strip().startswith(("complaint:", "- complaint:", "- id:", "id:"))
        await shown.press("escape")
        assert isinstance(shown.app.screen, StatisticsScreen)
        assert len(shown.app.asked_for("list_decks")) == 2


async def test_without_an_editor_the_place_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_asked: object) -> None:
        raise EditorRefused("No editor is set.")

    monkeypatch.setattr("trainer.tui.editing.edit", refuse)
    async with stage(StatisticsScreen(), use_cases(), size=(100, 30)) as shown:
        picture = await shown.press("f5")
        assert "No editor is set." in picture
        assert "decks/seaside.yaml:12" in picture
        assert "No editor is set." not in await shown.press("down")


async def test_arrows_turn_to_the_other_decks_each_once_in_one_s_language() -> None:
    async with stage(StatisticsScreen(), use_cases()) as shown:
        assert "deck 1 of 2" in shown.picture
        assert "Win them back" in await shown.press("right")
        assert "deck 1 of 2" in await shown.press("right")
        assert [asked[1] for asked in shown.app.asked_for("deck_statistics")] == ["seaside", "win", "seaside"]


async def test_empty_states_say_what_to_do() -> None:
    async with stage(StatisticsScreen(), use_cases(list_decks=[])) as shown:
        assert "Put a deck into the decks folder" in " ".join(shown.picture.split())
        await shown.press("f5", "f6", "f7", "right", "enter")
        assert shown.app.return_code is None
    bare = replace(STATISTICS, cards=(NEW, LIFT))
    async with stage(StatisticsScreen(), use_cases(deck_statistics=bare)) as shown:
        assert "Means are shown from 3 scored answers on." in " ".join(shown.picture.split())
        assert "No card of this deck is like that." in await shown.press("f7")


async def test_who_is_neither_lead_nor_trainer_reads_so_kindly() -> None:
    refused = LeadOnly("Statistics of cards are for leads and trainers.")
    async with stage(StatisticsScreen(), use_cases(deck_statistics=refused)) as shown:
        assert "Statistics of cards are for leads and trainers." in shown.picture
        assert "F5" not in await shown.press("f5", "f6", "enter")


async def test_home_offers_it_to_leads_and_trainers() -> None:
    for role, offered in ((Role.EMPLOYEE, False), (Role.LEAD, True), (Role.TRAINER, True)):
        home = a_home(person=replace(OLENA, role=role))
        async with stage(HomeScreen(home), use_cases(show_home=home), home=home, size=(120, 40)) as shown:
            assert ("F9 cards" in shown.picture) is offered
            await shown.press("f9")
            assert isinstance(shown.app.screen, StatisticsScreen) is offered


async def test_complaints_are_shown_as_they_stand() -> None:
    cards = tuple(replace(SOUP, card_id=CardId(f"card-{n}"), complaint=text) for n, text in enumerate(NAUGHTY))
    found = replace(STATISTICS, cards=(FISH, *cards))
    async with stage(StatisticsScreen(), use_cases(deck_statistics=found), size=(120, 40)) as shown:
        assert "\x1b" not in shown.picture
        assert "“[@click=app.quit]x[/]”" in shown.picture
        assert shown.app.return_code is None


async def test_a_trainer_opens_it_on_a_real_store(tmp_path: Path) -> None:
    async with walking(tmp_path, name="Iryna") as walk:
        picture = await walk.press("f9")
        assert "deck 1 of 1" in picture
        assert "0 answers" in picture
        assert "F5" in picture
        await walk.press("f6", "f7", "escape")
        assert walk.app.return_code is None
