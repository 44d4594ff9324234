"""The way into a session as pictures: who comes, who opens one, what hangs on the wall of WOW."""

from datetime import UTC, datetime
from typing import Any

import pytest
from textual.screen import Screen

from tests.support.meetings import a_preset
from tests.tui.goldens import assert_golden
from tests.tui.stage import NOON, NoStore, StageApp, stage
from trainer.domain.calendars import Planned
from trainer.domain.ids import AnswerId, CardId, DeckId, PersonId, SessionId
from trainer.domain.phases import Phase
from trainer.domain.sessions import SessionLine
from trainer.domain.walls import WowAnswer
from trainer.errors import NotFound
from trainer.services.sessions.opening import Preflight, Trouble
from trainer.tui.screens.sessions.coming import ComingScreen
from trainer.tui.screens.sessions.opening import OpeningScreen
from trainer.tui.screens.sessions.wow import WowScreen
from trainer.tui.widgets.lines import Lines

SIZES = [(60, 20), (80, 24), (120, 40)]
PRESETS = [a_preset()]
LINES = [
    SessionLine(SessionId("s1"), "23467", PRESETS[0], PersonId(1), "Iryna", Phase.WRITE, NOON, None, 4),
    SessionLine(SessionId("s0"), "99999", PRESETS[0], PersonId(2), "Ann", Phase.CLOSE, NOON, NOON, 5),
]
WALL = (
    WowAnswer(
        AnswerId("a"), SessionId("s0"), datetime(2026, 11, 20, 9, tzinfo=UTC), DeckId("d"), CardId("c"), "en",
        "Nobody warned us there would be fish in the sea.", "They were here first; may I introduce you?", "Ann", 81.0, 1.0, {},
    ),
)  # fmt: skip
ANSWERS: dict[str, Any] = {
    "list_sessions": LINES,
    "next_sessions": (Planned(NOON.date(), PRESETS[0], "Ann"),),
    "list_decks": [],
    "preflight": Preflight(12, 3, 1, 2, 0, True, ("23467",), (Trouble.NOT_REVIEWED, Trouble.RUNNING)),
    "wall_of_wow": WALL,
}
SCREENS: dict[str, type[Screen[Any]]] = {"coming": ComingScreen, "opening": OpeningScreen, "wow": WowScreen}


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage has no preset files, and reads no decks."""

    def at_once(app: StageApp) -> None:
        app.ready.set()
        app.decks_read.set()

    monkeypatch.setattr(NoStore, "presets", lambda _self: (PRESETS, []), raising=False)
    monkeypatch.setattr(StageApp, "_after_first_frame", at_once)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("name", SCREENS)
async def test_the_doors_of_a_session(name: str, size: tuple[int, int]) -> None:
    async with stage(SCREENS[name](), ANSWERS, size=size) as shown:
        assert_golden(await shown.settled(), f"session-{name}-{size[0]}x{size[1]}")


async def test_a_wrong_code_and_a_seat_without_one_are_said_where_one_types() -> None:
    answers = ANSWERS | {"join": NotFound("No session has the code “11111”.")}
    async with stage(ComingScreen(), answers) as shown:
        assert "No session has the code" in await shown.press(*"11111", "enter")
        shown.app.screen.query_one("#board", Lines).post_message(Lines.Clicked("screen.enter('s9')"))
        assert isinstance(shown.app.screen, ComingScreen)
