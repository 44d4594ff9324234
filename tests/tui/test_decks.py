"""The shelf: finding a card, reading it, practising it; and what those do who write decks."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.making import a_card, a_deck, render_plainly
from tests.tui.samples import CARDS, DECKS, NAUGHTY, a_home, next_card, on_shelf
from tests.tui.stage import IRYNA, Stage, stage
from trainer.domain.home import NextKind
from trainer.domain.kinds import ComplaintType
from trainer.domain.people import Role
from trainer.errors import DeckRefused, NotFound
from trainer.services.decks import DeckLine
from trainer.tui import authoring
from trainer.tui.authoring import Done, Seen, Source, Target, UnreadFile
from trainer.tui.screens.decks import DecksScreen

ANSWERS = {"list_decks": DECKS, "list_cards": CARDS, "known_digests": [], "stored_deck": a_deck()}
WRITER = replace(IRYNA, role=Role.TRAINER)


def as_trainer(shown: Stage) -> None:
    shown.app.person = WRITER


async def test_a_deck_opens_to_its_cards_and_a_card_to_its_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    picked: list[object] = []

    async def practise_card(_app: object, deck_id: object, card_id: object, spoken: object) -> None:
        picked.append((deck_id, card_id, spoken))

    monkeypatch.setattr("trainer.tui.screens.decks.practise_card", practise_card)
    async with stage(DecksScreen(), ANSWERS) as shown:
        assert "Seaside hotel, week one  2 cards · en" in shown.picture
        assert "Готель біля моря  12 cards · uk" in shown.picture
        picture = await shown.press("enter")
        assert "not for your service level" in " ".join(picture.split())
        assert "new to you · taste · difficulty 3/5 · absurdity 4/5" in picture
        assert "you had it 2 times" in picture
        assert "Море" not in picture, "another deck's"
        await shown.press("down", "enter")
        assert picked == [("seaside", "lift", "en")]
        assert "Home chooses" in await shown.press("escape")


async def test_typing_finds_cards_in_all_decks_and_escape_forgets_it() -> None:
    async with stage(DecksScreen(), ANSWERS) as shown:
        picture = await shown.press(*"thick")
        assert "1 of 3 cards" in picture
        assert "far too thick" in picture
        assert "lift" not in picture
        assert "0 of 3 cards" in await shown.press("x")
        assert "Home chooses" in await shown.press("escape")


async def test_filters_are_rows_and_tell_how_many_cards_fit() -> None:
    async with stage(DecksScreen(), ANSWERS) as shown:
        assert "3 cards fit" in await shown.press("f6")
        assert "2 cards fit" in await shown.press("up", "right"), "the last row: language"
        picture = await shown.press("down", "down", "down", "left")
        assert "1 card fits" in picture
        picture = await shown.press("enter")
        assert "1 of 3 cards · absurdity 5/5 · en" in picture
        assert "lift" in picture
        assert "Home chooses" in await shown.press("escape")
        assert "Which cards?" not in await shown.press("f6", "escape")


async def test_an_employee_reads_a_card_as_it_is_dealt_and_writes_no_decks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authoring, "render_card", render_plainly)
    async with stage(DecksScreen(), ANSWERS, home=a_home()) as shown:
        assert "install" not in shown.picture
        picture = await shown.press("f4")
        assert "The sea has fish in it." in picture
        assert "They were frightened." not in await shown.press("f7", "f7")
        assert "Home chooses" in await shown.press("escape")


async def test_proposing_takes_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    monkeypatch.setattr(authoring, "propose", lambda *said: kept.append(said))
    async with stage(DecksScreen(), ANSWERS) as shown:
        await shown.press("f8")
        picture = await shown.press(*"Wet", "enter")
        assert kept == [("en", "Wet")]
        assert "Your trainer makes a card of it." in picture
        await shown.press("f8", "x", "escape")
        assert len(kept) == 1
        assert "Home chooses" in await shown.press("d", "escape")


async def test_a_file_with_errors_is_there_and_opens_to_its_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Path("soup.yaml")
    monkeypatch.setattr(authoring, "unread_files", lambda _known: [UnreadFile(broken, 2, ("seaside", ""))])
    monkeypatch.setattr(authoring, "count_drafts", lambda: 1)
    monkeypatch.setattr(authoring, "file_source", lambda path, render: Source(lambda: Seen(None), render, path, False))
    async with stage(DecksScreen(), ANSWERS) as shown:
        as_trainer(shown)
        shown.app.trainer.load_decks = lambda: 0  # type: ignore[method-assign]
        await shown.app.screen._load()  # type: ignore[attr-defined]
        picture = await shown.settled()
        assert "soup.yaml" in picture
        assert "2 errors: Enter shows them · until then its last good version is dealt" in picture
        assert "1 complaint is proposed (F3)." in " ".join(picture.split())
        assert "There is no card to show yet" in await shown.press("up", "enter")
        assert "2 errors" in await shown.press("escape")


async def test_installing_asks_for_a_path_and_says_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def install_from(path: str) -> Done:
        asked.append(path)
        if path == "no":
            raise DeckRefused("There is no no.")
        return Done(("Ours", "Yours"))

    monkeypatch.setattr(authoring, "install_from", install_from)
    monkeypatch.setattr(authoring, "unread_files", lambda _known: [])
    monkeypatch.setattr(authoring, "count_drafts", lambda: 0)
    async with stage(DecksScreen(), ANSWERS) as shown:
        as_trainer(shown)
        shown.app.trainer.load_decks = lambda: 2  # type: ignore[method-assign]
        await shown.press("f9")
        assert "There is no no." in await shown.press(*"no", "enter")
        await shown.press("f9")
        assert "Installed 2 decks: Ours, Yours." in await shown.press(*"new", "enter")
        assert asked == ["no", "new"]


async def test_a_proposal_becomes_a_card_in_a_few_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.decks.proposing import Draft  # screens import decks late too

    draft = Draft(Path("drafts.en.yaml"), a_card("moon").id, "The moon was late.", "en")
    taken: list[object] = []
    waiting = [draft]

    def take_draft(*said: object) -> str:
        taken.append(said[1:])
        waiting.clear()
        return "Ours"

    monkeypatch.setattr(authoring, "list_drafts", lambda: list(waiting))
    monkeypatch.setattr(authoring, "count_drafts", lambda: len(waiting))
    monkeypatch.setattr(authoring, "unread_files", lambda _known: [])
    target = Target("Ours", Path("ours.yaml"))
    monkeypatch.setattr(authoring, "targets_for", lambda _draft: [target, Target("a new deck", Path("new.yaml"))])
    monkeypatch.setattr(authoring, "take_draft", take_draft)
    async with stage(DecksScreen(), ANSWERS) as shown:
        as_trainer(shown)
        shown.app.trainer.load_decks = lambda: 1  # type: ignore[method-assign]
        assert "The moon was late." in await shown.press("f3")
        await shown.press("enter")
        picture = await shown.press("down", "right", "down", "right")
        assert "empathy" in picture
        picture = await shown.press("enter")
        assert taken == [(target, next(iter(ComplaintType)), ("empathy",), 3, 3)]
        assert "It is a card of “Ours” now." in picture
        assert "Nothing waits." in picture


async def test_editing_a_shipped_deck_asks_for_a_copy_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped.yaml", tmp_path / "own.yaml"
    opened: list[object] = []
    deck = a_deck(a_card("sea-1", line=7))

    def file_source(path: Path, render: object, first: str = "") -> Source:
        waiting = [Seen(deck)]
        return Source(lambda: waiting.pop() if waiting else None, render_plainly, path, False, first)

    monkeypatch.setattr(authoring, "unread_files", lambda _known: [])
    monkeypatch.setattr(authoring, "count_drafts", lambda: 0)
    monkeypatch.setattr(authoring, "file_with", lambda _digest: shipped)
    monkeypatch.setattr(authoring, "came_with_the_program", lambda path: path == shipped)
    monkeypatch.setattr(authoring, "copy_to_own", lambda _path: own)
    monkeypatch.setattr(authoring, "file_source", file_source)
    monkeypatch.setattr("trainer.tui.screens.preview.edit", lambda _app, path, line: opened.append((path, line)))
    async with stage(DecksScreen(), ANSWERS) as shown:
        as_trainer(shown)
        shown.app.trainer.load_decks = lambda: 0  # type: ignore[method-assign]
        await shown.press("f4")
        assert "came with the program" in await shown.press("f4")
        await shown.press("enter")
        assert opened == [], "No has the focus"
        await shown.press("f4", "tab", "enter")
        assert opened == [(own, 7)]


async def test_without_a_deck_it_says_where_to_put_one() -> None:
    async with stage(DecksScreen(), {"list_decks": [], "list_cards": []}) as shown:
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
async def test_titles_and_complaints_are_shown_as_they_stand(text: str) -> None:
    deck = DeckLine(DECKS[0].id, "en", text, text, 1)
    card = on_shelf("soup", text, ComplaintType.TASTE, 3, 4, 0, deck_title=text)
    async with stage(DecksScreen(), {"list_decks": [deck], "list_cards": [card]}) as shown:
        await shown.press("enter")
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture
