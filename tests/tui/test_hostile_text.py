"""Text is data: each hostile text in each place, on each screen that shows it, cell by cell as it was typed.

A text stands between marks of its place, `t:...:t` in a deck's title, so that what is missing or added shows. The window is
wide enough for all of them at once. What goes through a real terminal is tests/end_to_end's matter.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from textual.events import Key, Paste
from textual.screen import Screen

from tests.support.hostile import HOSTILE, LONG, shown, taken
from tests.support.making import a_card, a_deal, a_deck
from tests.support.pilot import walking
from tests.tui.samples import CARDS, DECKS, a_home, next_card, to_rate
from tests.tui.scored import a_told, an_aftermath, warmed
from tests.tui.stage import IRYNA, NOON, Stage, stage
from trainer.domain.answering import Draft
from trainer.domain.clocks import Instant
from trainer.domain.dealing import Deal, ShownCard, ShownGold
from trainer.domain.home import Home
from trainer.domain.ids import DealId
from trainer.domain.revisions import EarlierText
from trainer.domain.texts import UNSAFE
from trainer.tui.authoring import Seen, Source
from trainer.tui.screens.aftermath import AftermathScreen
from trainer.tui.screens.decks import DecksScreen
from trainer.tui.screens.earlier import EarlierScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.practice import PracticeScreen
from trainer.tui.screens.preview import PreviewScreen
from trainer.tui.screens.rating import RatingScreen
from trainer.tui.screens.warm_up import WarmUpScreen
from trainer.tui.screens.welcome import WelcomeScreen
from trainer.tui.widgets.answer_area import AnswerArea
from trainer.tui.widgets.problems import ShownProblem

SIZE = (100, 50)
WIDE = (500, 80)
"""All hostile texts side by side, in one line where a screen has no more for them."""
EVERYTHING = ""
Place = Callable[[str], str]


def each(place: str) -> Place:
    """For a text to its words in `place`: all hostile texts, or `LONG` alone."""
    return lambda text: text if text == LONG else " ".join(f"{place}:{hostile}:{place}" for hostile in HOSTILE.values())


title, spoken, context, answer, name = map(each, "tckan")


def a_shown(text: str) -> ShownCard:
    customer = replace(to_rate().shown.customer, full_name=name(text))
    gold = (ShownGold(each("g")(text), {"heard": 4}, each("w")(text)),)
    return replace(
        to_rate().shown,
        deck_title=title(text),
        complaint=spoken(text),
        context=context(text),
        constraints=(each("m")(text),),
        hidden_interest=each("h")(text),
        gold=gold,
        customer=customer,
    )


def a_shown_deal(text: str) -> Deal:
    return replace(a_deal(opened_at=Instant(NOON)), shown=a_shown(text))


def a_shown_home(text: str) -> Home:
    card = next_card(complaint=spoken(text), deck_title=title(text))
    return a_home(person=replace(IRYNA, name=name(text)), next=card)


Made = tuple[Screen[Any], dict[str, Any], tuple[str, ...]]


def made(text: str) -> dict[str, Made]:
    """Every screen with `text` wherever it shows a text of people: the screen, its use cases, the keys to press first."""
    preview = Seen(a_deck(a_card("sea-1", spoken(text)), title=title(text)), (ShownProblem("d.yaml", 1, "error", ""),))
    earlier = [EarlierText(words, NOON) for words in (answer(text).split(" ") if text != LONG else [LONG])]
    told = a_told(comments=(each("s")(text),), stolen=(each("p")(text),))
    after = an_aftermath(told, sent_text=answer(text), variants=(answer(text),))
    after = replace(after, deal=replace(after.deal, shown=a_shown(text)))
    rated = replace(to_rate(), shown=a_shown(text), text=answer(text))
    decks = [replace(DECKS[0], title=title(text), summary=context(text))]
    return {
        "home": (HomeScreen(a_shown_home(text)), {}, ()),
        "practice": (PracticeScreen(a_shown_deal(text), Draft((answer(text), name(text)), 0, 1)), {}, ()),
        "earlier": (EarlierScreen(earlier), {}, ()),
        "aftermath": (AftermathScreen(DealId("deal")), {"look_back": after, "settle": None}, ()),
        "rating": (RatingScreen(), {"warm_up": (), "next_answer": rated, "put_back": None}, ()),
        "warm-up": (WarmUpScreen([replace(warmed()[0], text=answer(text), why=context(text))]), {}, ()),
        "decks": (DecksScreen(), {"list_decks": decks, "list_cards": CARDS}, ()),
        "cards": (
            DecksScreen(),
            {"list_decks": decks, "list_cards": [replace(CARDS[0], complaint=spoken(text))]},
            ("enter",),
        ),
        "preview": (PreviewScreen(_source(preview)), {}, ()),
    }


PLACES = {
    "home": "nc",
    "practice": "tckna",
    "earlier": "a",
    "aftermath": "ahgwsp",
    "rating": "cknma",
    "warm-up": "ak",
    "decks": "t",
    "cards": "tc",
    "preview": "tc",
}
"""Which places a screen shows at once; every one of them is looked for."""


def _source(seen: Seen) -> Source:
    from tests.support.making import render_plainly

    waiting = [seen]
    return Source(lambda: waiting.pop() if waiting else None, render_plainly, watch=False)


def _is_at(page: Screen[Any], shown_on: Stage) -> None:
    """Home that comes up looks for a session, and then shows what the app knows: that must be the same home."""
    if isinstance(page, HomeScreen):
        shown_on.app.home = page.shown


def seen_on(stage: Stage) -> str:
    """The cells of the screen; letters and their marks composed."""
    return normalize("NFC", stage.picture)


@pytest.mark.parametrize("screen", PLACES)
async def test_every_text_stands_on_every_screen_as_it_was_typed(screen: str) -> None:
    at_home = {"show_home": a_home(), "settle": None}
    page, answers, keys = made(EVERYTHING)[screen]
    async with stage(HomeScreen(a_home()), {**at_home, **answers}, size=WIDE, home=a_home()) as shown_on:
        _is_at(page, shown_on)
        await shown_on.app.push_screen(page)
        await shown_on.settled()
        seen = await shown_on.press(*keys)
        for place in PLACES[screen]:
            for which in HOSTILE:
                assert f"{place}:{shown(which)}:{place}" in seen_on(shown_on), (which, shown_on.picture)
        assert not UNSAFE.search(seen.replace("\n", ""))
        page, answers, keys = made(LONG)[screen]
        shown_on.app.answers = {**shown_on.app.answers, **answers}
        _is_at(page, shown_on)
        await shown_on.app.switch_screen(page)
        await shown_on.pilot.resize_terminal(*SIZE)
        await shown_on.settled()
        seen = await shown_on.press(*keys)
        assert "xxxxxxxx" in seen
        assert "F1 help" in seen or screen == "earlier"
        assert shown_on.app.return_code is None


async def test_home_shows_each_name_complaint_and_title_as_it_was_typed() -> None:
    home = HomeScreen(a_home())
    async with stage(home, {}, size=SIZE) as shown_on:
        for which, text in HOSTILE.items():
            card = next_card(complaint=f"c:{text}:c", deck_title=f"t:{text}:t")
            shown_on.app.home = a_home(person=replace(IRYNA, name=f"n:{text}:n"), next=card)
            home.show_home(shown_on.app.home)
            await shown_on.pilot.pause()
            for place in "nct":
                assert f"{place}:{shown(which)}:{place}" in seen_on(shown_on), (which, shown_on.picture)


async def test_what_is_pasted_and_typed_as_an_answer_stands_there_and_what_is_taken_out_is_said() -> None:
    deal = replace(a_deal(opened_at=Instant(NOON)), seconds=420.0)
    answers: dict[str, Any] = {"save_draft": NOON + timedelta(seconds=1)}
    async with stage(PracticeScreen(deal, Draft(("",))), answers, size=SIZE) as written:
        area = written.app.screen.query_one(AnswerArea)
        for which, text in HOSTILE.items():
            area.post_message(Paste(f"a:{text}:a"))
            await written.pilot.pause()
            assert area.text == f"a:{shown(which)}:a", which
            assert area.text in seen_on(written), which
            said = "taken out" in written.picture or "left out" in written.picture
            assert said == (taken(which) > 0), (which, written.picture)
            _forget(written)
            area.text = ""
        for which, text in HOSTILE.items():
            if text.isascii() or "\x9b" in text:  # keys of a keyboard, or of a terminal
                continue
            for character in f"a:{text}:a":
                written.app.post_message(Key(character, character))
            await written.pilot.pause()
            assert normalize("NFC", area.text) == f"a:{shown(which)}:a", which
            assert f"a:{shown(which)}:a" in seen_on(written), which
            assert ("taken out" in written.picture or "left out" in written.picture) == (taken(which) > 0), which
            _forget(written)
            area.text = ""


def _forget(written: Stage) -> None:
    note = written.app.screen.query_one("#note")
    note._rest()  # type: ignore[attr-defined]


@pytest.mark.parametrize("which", ["clipboard", "right to left", "a tower of marks", "family"])
async def test_a_name_is_pasted_and_typed_and_what_is_taken_out_is_said_under_it(tmp_path: Path, which: str) -> None:
    async with walking(tmp_path, size=(80, 24)) as walk:
        assert isinstance(walk.app.screen, WelcomeScreen)
        walk.app.screen.query_one("#name").post_message(Paste(f"n:{HOSTILE[which]}:n"))
        picture = await walk.settled()
        assert f"n:{shown(which)}:n" in picture
        assert ("taken out" in picture or "left out" in picture) == (taken(which) > 0)
        await walk.press("enter")
        assert walk.app.person is not None
        assert walk.app.person.name == f"n:{shown(which)}:n"
        await walk.press("escape")
        assert f"n:{shown(which)}:n" in walk.picture
