"""The screens by name, each imported when it is first shown, or earlier, behind the first frame. Source: speed 7."""

import importlib
from collections.abc import Callable, Sequence
from typing import Any, cast

SCREENS: dict[str, str] = {
    "home": "trainer.tui.screens.home:HomeScreen",
    "welcome": "trainer.tui.screens.welcome:WelcomeScreen",
    "practice": "trainer.tui.screens.practice:PracticeScreen",
    "aftermath": "trainer.tui.screens.aftermath:AftermathScreen",
    "rate": "trainer.tui.screens.rating:RatingScreen",
    "own_rating": "trainer.tui.screens.own_rating:OwnRatingScreen",
    "feedback": "trainer.tui.screens.feedback:FeedbackScreen",
    "leading": "trainer.tui.screens.leading:LeadingScreen",
    "team": "trainer.tui.screens.team:TeamScreen",
    "statistics": "trainer.tui.screens.statistics:StatisticsScreen",
    "progress": "trainer.tui.screens.progress:ProgressScreen",
    "decks": "trainer.tui.screens.decks:DecksScreen",
    "coming": "trainer.tui.screens.sessions.coming:ComingScreen",
    "opening": "trainer.tui.screens.sessions.opening:OpeningScreen",
    "seat": "trainer.tui.screens.sessions.seat:SeatScreen",
    "console": "trainer.tui.screens.sessions.console:ConsoleScreen",
    "projector": "trainer.tui.screens.sessions.projector:ProjectorScreen",
    "wow": "trainer.tui.screens.sessions.wow:WowScreen",
    "help": "trainer.tui.screens.help:HelpScreen",
    "menu": "trainer.tui.screens.menu:MenuScreen",
}
"""Screens by name; each is imported when it is first shown, or earlier, behind the first frame."""


def screen_class(name: str) -> Callable[..., Any]:
    """The class of that screen; imports it first."""
    module, _colon, attribute = SCREENS[name].partition(":")
    return cast("Callable[..., Any]", getattr(importlib.import_module(module), attribute))


def import_screens(names: Sequence[str]) -> None:
    """Imports the screens of those names."""
    for name in names:
        screen_class(name)
