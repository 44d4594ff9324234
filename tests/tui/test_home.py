"""Home: one thing to do next, everything else a line with its key."""

from dataclasses import replace

import pytest

from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY, a_home, level, next_card
from tests.tui.stage import IRYNA, NOON, Stage, stage
from trainer.domain.clocks import Instant
from trainer.domain.home import NextKind
from trainer.domain.ids import SessionId
from trainer.domain.rooms import OpenRoom
from trainer.tui.screens.home import REFRESH_SECONDS, HomeScreen
from trainer.tui.screens.told import ToldScreen
from trainer.tui.widgets.board import board_lines, heading_lines
from trainer.tui.widgets.lines import Lines

SIZES = [(60, 20), (80, 24), (120, 40)]
ROOM = OpenRoom(SessionId("s1"), "monday", "Monday", 5, NOON, NOON)
OPEN = next_card(kind=NextKind.GO_ON, deadline=Instant(NOON).plus(90))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_home_as_a_person_sees_it(size: tuple[int, int]) -> None:
    """The next card with its reason, answers to rate, the level on its line, the decks; nothing cut at any size."""
    async with stage(HomeScreen(a_home()), size=size) as shown:
        assert_golden(shown.picture, f"home-{size[0]}x{size[1]}")


async def test_home_of_a_newcomer_says_what_to_do_next() -> None:
    """Alone, no deck, no card yet: each line says how to go on."""
    home = a_home(next=None, to_rate=0, own_waiting=0, level=level(0, 0), decks=0, cards=0, colleagues=0)
    async with stage(HomeScreen(home)) as shown:
        assert_golden(shown.picture, "home-newcomer")
        assert "trainer team add NAME" in shown.picture
        assert "trainer data where" in shown.picture


async def test_home_before_the_store_is_open_says_so() -> None:
    async with stage(HomeScreen(None)) as shown:
        assert "Opening your practice" in shown.picture
        shown.app.screen.show_home(a_home())  # type: ignore[attr-defined]
        assert "The lift was so fast" in await shown.settled()
        assert "Iryna · Front desk · Mon 23 Nov" in shown.picture


async def test_an_open_card_shows_the_time_that_is_left_and_it_runs() -> None:
    async with stage(HomeScreen(a_home(next=OPEN))) as shown:
        assert "01:30 left" in shown.picture
        assert "Enter  go on" in shown.picture
        shown.app.hand_clock.pass_by(45.5)
        shown.app.screen._tick()  # type: ignore[attr-defined]
        assert "00:45 left" in await shown.settled()


async def test_a_clock_that_was_set_back_changes_nothing_on_the_same_boot() -> None:
    """Deadlines of one boot are measured in seconds since that boot, whatever the wall clock says."""
    start = Instant(NOON, "this-boot", 100.0)
    async with stage(HomeScreen(a_home(next=next_card(kind=NextKind.GO_ON, deadline=start.plus(90))))) as shown:
        shown.app.hand_clock.at = Instant(NOON.replace(hour=3), "this-boot", 130.0)
        shown.app.screen._tick()  # type: ignore[attr-defined]
        assert "01:00 left" in await shown.settled()


@pytest.mark.parametrize(("by_timeout", "words"), [(True, "Time was up"), (False, "see what was behind it")])
async def test_a_sent_card_is_to_be_looked_back_at(by_timeout: bool, words: str) -> None:
    card = next_card(kind=NextKind.LOOK_BACK, by_timeout=by_timeout)
    async with stage(HomeScreen(a_home(next=card))) as shown:
        assert words in shown.picture
        assert "Enter  look back" in shown.picture
        assert "because" not in shown.picture


@pytest.mark.parametrize(
    ("key", "opened"), [("f3", "rate"), ("f6", "progress"), ("f7", "decks"), ("f1", "help"), ("f2", "menu")]
)
async def test_every_line_has_its_key(key: str, opened: str) -> None:
    async with stage(HomeScreen(a_home())) as shown:
        asked = _doors(shown)
        await shown.press(key)
        assert asked == [opened]


@pytest.mark.parametrize(
    ("words", "opened"), [("answers of colleagues", "rate"), ("16 of 20", "progress"), ("4 decks", "decks")]
)
async def test_every_line_can_be_clicked(words: str, opened: str) -> None:
    async with stage(HomeScreen(a_home())) as shown:
        asked = _doors(shown)
        row = next(at for at, line in enumerate(shown.picture.splitlines()) if words in line)
        await shown.pilot.click(offset=(12, row))
        await shown.settled()
        assert asked == [opened]


async def test_under_five_cards_there_is_no_number_yet() -> None:
    async with stage(HomeScreen(a_home(level=level(2, 1)))) as shown:
        assert "3 of 5 cards: too early for a number" in shown.picture
        assert "to standard" not in shown.picture


async def test_home_looks_again_while_it_is_on_top() -> None:
    """New answers to rate appear by themselves, every twenty seconds."""
    assert REFRESH_SECONDS == 20
    async with stage(HomeScreen(a_home()), {"settle": None, "show_home": a_home(to_rate=5)}, home=a_home()) as shown:
        await shown.app.screen._look_again()  # type: ignore[attr-defined]
        assert "5 answers of colleagues wait for you" in await shown.settled()


async def test_home_reads_nothing_while_another_screen_is_on_top() -> None:
    home = HomeScreen(a_home())
    async with stage(home, {"show_home": a_home(to_rate=5)}, home=a_home()) as shown:
        await shown.press("f1")
        await home._look_again()
        assert shown.app.asked_for("show_home") == []


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
async def test_names_and_cards_are_shown_as_they_stand(text: str) -> None:
    home = a_home(team_name=text, next=next_card(complaint=text, deck_title=text))
    async with stage(HomeScreen(home)) as shown:
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture
        assert "\u202e" not in shown.picture
        if text in ("[/]", "[@click=app.quit]x[/]", "[red]x[/red]"):
            assert f"“{text}”" in shown.picture


@pytest.mark.parametrize("room", [None, ROOM, replace(ROOM, title="My own " * 20, preset_id="mine")])
@pytest.mark.parametrize(("width", "height"), [(58, 17), (78, 21), (118, 37)])
def test_home_always_fits_its_place(width: int, height: int, room: OpenRoom | None) -> None:
    """A long complaint gives way; the lines beneath stay."""
    home = a_home(next=next_card(complaint="It rained. " * 200), room=room)
    heading = heading_lines(home, None, width, on_room=True, airy=height > 17)
    lines = [*heading, *board_lines(home, width, height - len(heading), on_room=True)]
    assert len(lines) <= height
    assert max(line.content.cell_length for line in lines) <= width
    assert any("decks" in line.content.plain for line in lines)


def test_while_the_decks_are_read_for_the_first_time_nobody_is_told_that_there_are_none() -> None:
    def said(**reading: bool) -> str:
        return "\n".join(
            line.content.plain for line in board_lines(a_home(next=None, decks=0, cards=0), 78, 21, **reading)
        )

    assert "the cards are being laid out" in said(reading=True)
    assert "No deck" not in said(reading=True)
    assert "0 decks" not in said(reading=True)
    assert "No deck" in said()
    assert "0 decks" in said()


def test_a_session_that_runs_is_the_first_line_and_says_how_one_comes_in() -> None:
    def said(width: int, *, seated: bool = False, leads: bool = False) -> list[str]:
        room = replace(ROOM, seated=seated, leads=leads)
        lines = heading_lines(a_home(room=room), None, width, airy=False)
        assert {line.action for line in lines[:-1]} == {"sit"}
        return [line.content.plain.strip() for line in lines[:-1]]

    assert said(80) == ["▎ Monday tune-in is running · 5 are in" + " " * 28 + "F4  sit down"]
    assert said(58, seated=True) == ["▎ Monday tune-in is running · 5 are in", "▎ F4  back to your seat"]
    assert said(80, leads=True)[0].endswith("F4  your console")


async def test_a_session_comes_and_goes_while_home_stands_open_and_takes_nobody_s_enter() -> None:
    answers: dict[str, object] = {"room_at_home": None, "sit_again": None}
    async with stage(HomeScreen(a_home()), answers, home=a_home()) as shown:
        home = shown.app.screen
        assert isinstance(home, HomeScreen)
        asked = _doors(shown)

        async def look(room: OpenRoom | None) -> str:
            shown.app.answers["room_at_home"] = room
            await home._look_for_room()
            return await shown.settled()

        assert "is running" not in await look(None)
        assert_golden(await look(ROOM), "home-room-80x24")
        await shown.press("f4")
        assert asked == ["coming"]
        assert "Enter  F4  sit down" in await shown.press("up")
        await shown.press("enter")
        assert asked == ["coming", "coming"]
        assert " Enter  start" in await shown.press("down")
        await look(replace(ROOM, leads=True))
        await shown.press("f4")
        await look(replace(ROOM, seated=True, people=6))
        await shown.pilot.click(offset=(12, 2))
        assert "6 are in" in await shown.settled()
        assert asked[2:] == ["console", "seat"]
        assert shown.app.asked_for("sit_again") == [(ROOM.session_id, IRYNA.id)]

        await shown.app.push_screen(ToldScreen("A moment.", lambda _width: []))
        await shown.press("escape")  # whoever comes home while one runs finds it marked
        await shown.pilot.resize_terminal(60, 20)
        assert_golden(await shown.settled(), "home-room-60x20")
        assert await look(None) == await look(None)
        assert "is running" not in shown.picture
        assert " Enter  start" in shown.picture


def test_an_open_card_keeps_its_enter() -> None:
    """Its clock runs: a session is first only before what can wait."""
    assert a_home(room=ROOM).begins_with_room
    assert a_home(room=ROOM, next=None).begins_with_room
    assert not a_home(room=ROOM, next=OPEN).begins_with_room
    assert not a_home().begins_with_room


def test_the_first_frame_takes_few_widgets() -> None:
    """Each widget costs a layout; home is a title, a heading, a board and the keys."""
    assert [type(each) for each in HomeScreen(a_home()).compose_body()] == [Lines, Lines]


def _doors(shown: Stage) -> list[str]:
    """Notes which screen is asked for instead of opening it."""
    asked: list[str] = []

    async def show(name: str, *_args: object, **_kwargs: object) -> None:
        asked.append(name)

    shown.app.show = show  # type: ignore[assignment, method-assign]
    return asked
