"""A window may be shrunk to nothing and grown again: no screen falls, one line asks for room, what was set is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from tests.tui.progressed import a_page, evidence_of
from tests.tui.samples import CARDS, DECKS, a_home, to_rate
from tests.tui.scored import a_feedback, a_queue, a_told, an_aftermath, flagged, warmed
from tests.tui.stage import stage
from tests.tui.teamed import OLENA, STATISTICS, a_team_page
from trainer.domain.evidence import Evidence
from trainer.domain.ids import DealId
from trainer.tui.screens.aftermath import AftermathScreen
from trainer.tui.screens.decks import CardsScreen, DecksScreen
from trainer.tui.screens.evidence import EvidenceScreen
from trainer.tui.screens.feedback import FeedbackScreen
from trainer.tui.screens.flagging import FlagScreen
from trainer.tui.screens.help import HelpScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.leading import LeadingScreen
from trainer.tui.screens.menu import MenuScreen
from trainer.tui.screens.person import PersonScreen
from trainer.tui.screens.progress import ProgressScreen
from trainer.tui.screens.rating import RatingScreen
from trainer.tui.screens.statistics import StatisticsScreen
from trainer.tui.screens.team import TeamScreen
from trainer.tui.screens.warm_up import WarmUpScreen

ANSWERS = {
    "warm_up": (),
    "next_answer": to_rate(),
    "look_back": an_aftermath(a_told()),
    "settle": None,
    "rater_feedback": a_feedback(),
    "rating_queue": a_queue(),
    "flagged_answers": (flagged(),),
    "own_page": a_page(),
    "team_page": a_team_page(),
    "deck_statistics": STATISTICS,
    "list_decks": DECKS,
    "list_cards": CARDS,
    "show_home": a_home(),
}


async def _evidence() -> Evidence:
    return evidence_of()


SCREENS: dict[str, Callable[[], Screen[Any]]] = {
    "home": lambda: HomeScreen(a_home()),
    "rating": RatingScreen,
    "progress": ProgressScreen,
    "evidence": lambda: EvidenceScreen("service level", _evidence),
    "decks": DecksScreen,
    "cards": lambda: CardsScreen(DECKS[0]),
    "help": HelpScreen,
    "aftermath": lambda: AftermathScreen(DealId("deal")),
    "feedback": FeedbackScreen,
    "leading": LeadingScreen,
    "team": TeamScreen,
    "person": lambda: PersonScreen(a_team_page(), OLENA.id),
    "statistics": StatisticsScreen,
    "warm-up": lambda: WarmUpScreen(warmed()),
}
OVERLAYS: dict[str, Callable[[], Screen[Any]]] = {"menu": MenuScreen, "flags": lambda: FlagScreen(())}


@pytest.mark.parametrize("name", SCREENS)
async def test_every_screen_bears_any_size(name: str) -> None:
    async with stage(SCREENS[name](), ANSWERS, home=a_home()) as shown:
        before = shown.picture
        for size in ((1, 1), (3, 2), (12, 4), (40, 10), (59, 20), (200, 60)):
            await shown.pilot.resize_terminal(*size)
            await shown.settled()
            if size == (59, 20):
                assert "60x20" in shown.picture
        await shown.pilot.resize_terminal(80, 24)
        assert await shown.settled() == before


@pytest.mark.parametrize("name", OVERLAYS)
async def test_what_lies_over_a_screen_bears_any_size(name: str) -> None:
    async with stage(HomeScreen(a_home()), ANSWERS, home=a_home()) as shown:
        await shown.app.push_screen(OVERLAYS[name]())
        before = await shown.settled()
        for size in ((1, 1), (12, 4), (40, 10), (200, 60)):
            await shown.pilot.resize_terminal(*size)
            await shown.settled()
        await shown.pilot.resize_terminal(80, 24)
        assert await shown.settled() == before
