"""Decks: picking a card oneself."""

import pytest

from tests.tui.samples import CARDS, DECKS, NAUGHTY, a_home, next_card
from tests.tui.stage import stage
from trainer.domain.home import NextKind
from trainer.errors import NotFound
from trainer.services.decks import DeckLine
from trainer.tui.screens.decks import DecksScreen
from trainer.tui.text import said_by

ANSWERS = {"list_decks": DECKS, "list_cards": CARDS}


async def test_a_deck_opens_to_its_cards_and_a_card_to_its_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    picked: list[object] = []

    async def practise_card(_app: object, deck_id: object, card_id: object) -> None:
        picked.append((deck_id, card_id))

    monkeypatch.setattr("trainer.tui.screens.decks.practise_card", practise_card)
    async with stage(DecksScreen(), ANSWERS) as shown:
        assert "Seaside hotel, week one  2 cards · en" in shown.picture
        assert "Готель біля моря  12 cards · uk" in shown.picture
        picture = await shown.press("enter")
        assert "not for your\n  service level" in picture
        assert "new to you · taste · difficulty 3/5 · absurdity 4/5" in picture
        assert "you had it 2 times" in picture
        await shown.press("down", "enter")
        assert picked == [("seaside", "lift")]
        assert "Home chooses" in await shown.press("escape")


async def test_without_a_deck_it_says_where_to_put_one() -> None:
    async with stage(DecksScreen(), {"list_decks": []}) as shown:
        assert "trainer data where" in shown.picture


async def test_no_second_card_while_one_is_open() -> None:
    home = a_home(next=next_card(kind=NextKind.GO_ON))
    async with stage(DecksScreen(), ANSWERS, home=home) as shown:
        picture = await shown.press("enter", "enter")
        assert "is open and its clock runs" in " ".join(picture.split())


async def test_a_refusal_is_a_line() -> None:
    async with stage(DecksScreen(), {"list_decks": NotFound("There is no such deck.")}) as shown:
        assert "There is no such deck." in shown.picture


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
async def test_titles_are_shown_as_they_stand(text: str) -> None:
    deck = DeckLine(DECKS[0].id, "en", text, text, 1)
    async with stage(DecksScreen(), {"list_decks": [deck], "list_cards": CARDS}) as shown:
        await shown.press("enter")
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture


def test_placeholders_are_an_ellipsis_and_escaped_braces_are_braces() -> None:
    assert said_by("I am {customer.full_name}, room {number:1..9}.") == "I am …, room …."
    assert said_by("The lift was {{too}} fast.") == "The lift was {too} fast."
