"""A lead at the keyboard, on a real store: from home to the report with what the screen says; the hot seat; the wall."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.making import LEVELS
from tests.support.pilot import Walk, walking
from trainer.domain.answering import Draft
from trainer.domain.people import Person
from trainer.domain.phases import Phase
from trainer.domain.rating import Judgement
from trainer.domain.sessions import Session
from trainer.services import answering, people, rating
from trainer.services.sessions import opening, seats, talking, viewing, writing
from trainer.services.sessions import rating as rounds
from trainer.tui.screens.sessions.console import ConsoleScreen

WOW = Judgement(dict.fromkeys(LEVELS, 4), laughed=True, steal="Come and see")


async def seen(walk: Walk, *wanted: str) -> str:
    """Waits until all of it is on the screen: a room is followed twice a second, so nothing ever comes to rest."""
    for _turn in range(600):
        await walk.pilot.pause(0.02)
        shown = " ".join(walk.picture.split())
        if all(each in shown for each in wanted):
            return shown
    raise AssertionError(f"not seen: {wanted}\n{walk.picture}")


async def keys(walk: Walk, *pressed: str) -> None:
    await walk.pilot.press(*pressed)


@pytest.fixture
async def lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Walk]:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    async with walking(tmp_path, name="Lea") as walk:
        yield walk
        walk.app.workers.cancel_all()


async def opened(walk: Walk, down: int) -> Session:
    """From home to the console of the preset that stands `down` lines under Monday."""
    await keys(walk, "f4")
    await seen(walk, "Team sessions", "by the rota")
    await keys(walk, "f5")
    await seen(walk, "cards fit")
    await keys(walk, "home", *["down"] * down)
    await keys(walk, "f6")
    await seen(walk, "Length: 10 minutes")
    await keys(walk, "f5")
    await seen(walk, "Lobby · 1 of")
    (line,) = walk.trainer.run(opening.list_sessions)
    return walk.trainer.run(opening.show_session, line.id)


def team(walk: Walk, *names: str) -> list[Person]:
    return [walk.trainer.run(people.first_run, name) for name in names]


def write(walk: Walk, session: Session, person: Person) -> None:
    card = walk.trainer.run(writing.my_card, session.id, person.id, render=walk.trainer.render)
    assert card.deal is not None
    walk.trainer.run(answering.send_answer, card.deal.id, Draft((f"Dear guest, {person.name}.",), 0, 1))
    walk.trainer.run(seats.set_ready, session.id, person.id)


def rate_all(walk: Walk, session: Session, *team: Person) -> None:
    for _round in range(len(team) + 1):
        for person in team:
            found = walk.trainer.run(rounds.next_to_rate, session.id, person.id)
            if found is not None:
                walk.trainer.run(rating.give_rating, person.id, found.answer_id, WOW)


async def test_a_lead_runs_a_session_to_its_end_by_what_the_screen_says(lead: Walk) -> None:
    """Two F5 to the room, F5 through every phase, the powers on the way, the report at the end."""
    walk = lead
    session = await opened(walk, 2)  # Express
    await seen(walk, "Join code", "Nobody has a seat yet", f"trainer session project {session.code}")
    await keys(walk, "f5")
    await seen(walk, "Nobody has come in yet. Start all the same?")
    await keys(walk, "escape")
    here = team(walk, "Ann", "Bob", "Eve")
    for person in here:
        walk.trainer.run(seats.join, session.code, person.id)
    await seen(walk, "0 of 3 ready", "Eve here", "F5 start")

    await keys(walk, "f5")
    await seen(walk, "The card · 2 of", "Read it aloud", "F8 back")
    await keys(walk, "f5")
    await seen(walk, "Writing · 3 of", "Silence now")
    await keys(walk, "f7")
    await seen(walk, "F7 run on", "paused")
    await keys(walk, "f7", "f6")
    write(walk, session, here[0])
    await seen(walk, "1 of 3 ready", "1 answer is in", "F7 pause")
    await keys(walk, "f5")
    await seen(walk, "2 people are not ready yet.")
    await keys(walk, "escape")
    for person in here[1:]:
        write(walk, session, person)
    await seen(walk, "3 of 3 ready")

    await keys(walk, "f5")
    await seen(walk, "Rating · 4 of", "Answers, without names")
    board = walk.app.screen.query_one("#board")
    await keys(walk, "end", *["down"] * 8, "enter")  # the last answer
    await seen(walk, "(hidden)")
    await keys(walk, "enter")
    rate_all(walk, session, *here)
    await seen(walk, "6 ratings are given")
    assert board.has_focus

    walk.trainer.run(seats.set_ready, session.id, here[0].id)
    await keys(walk, "f5")
    await seen(walk, "not ready yet")
    await keys(walk, "right", "enter")
    await seen(walk, "Reveal · 5 of", "“Come and see” ×6")
    walk.trainer.run(talking.claim, session.id, here[0].id, wall=True)
    await keys(walk, "f5")
    await seen(walk, "Debrief · 6 of", "Question 1 of")
    while walk.trainer.run(opening.show_session, session.id).phase is Phase.DEBRIEF and not session.is_closed:
        asked = walk.trainer.run(viewing.public_view, session.id).turn
        await keys(walk, "f5")
        for _turn in range(200):
            await walk.pilot.pause(0.02)
            if walk.trainer.run(viewing.public_view, session.id).turn != asked:
                break
        session = walk.trainer.run(opening.show_session, session.id)
    shown = await seen(walk, "3 people · 3 answers", "F5 report", "trainer report session")
    assert "Say, in your own words" not in shown
    await keys(walk, "f5")
    await seen(walk, "The report is in")
    (report,) = Path(str(walk.trainer.file)).parents[0].rglob("*express*.html")
    assert "Dear guest, Ann." in report.read_text()

    await keys(walk, "f7")
    await seen(walk, "Wall of WOW", "Ann", "Dear guest, Ann.", "F5 gold")


async def test_the_hot_seat_goes_round_with_the_screen_covered_in_between(lead: Walk) -> None:
    walk = lead
    here = team(walk, "Ann", "Bob")
    session = await opened(walk, 3)
    await keys(walk, "f4")
    await seen(walk, "Who is in the room?", "[ ] Ann")
    await keys(walk, "enter", "tab")
    await walk.pilot.press(*"Zoe", "enter")
    await seen(walk, "[x] Zoe")
    await keys(walk, "up")
    await walk.pilot.press(*"Макс")  # typed beside the line, in any layout, and not entered: it is meant all the same
    await keys(walk, "f5")
    await seen(walk, "3 people are here", "Zoe here", "Макс here")
    for title in ("Ground rule", "The card", "Writing"):
        await keys(walk, "f5")
        await seen(walk, title, "of 10")
    await seen(walk, "Everybody writes on paper")
    await keys(walk, "f4")
    await seen(walk, "Whose turn is it?")
    await keys(walk, "enter")
    shown = await seen(walk, "Ann", "Everybody else looks out of the window")
    assert "fish" not in shown  # the cover covers
    await keys(walk, "enter")
    await seen(walk, "What would you say?")
    await walk.pilot.press(*"Kindly")
    await keys(walk, "f5")
    shown = await seen(walk, "1 of 3 ready", "F4 whose turn")
    assert "Kindly" not in shown
    await keys(walk, "f3")
    await seen(walk, "1 of 3 ready", "f i s h i n t h e s e a")
    await walk.pilot.resize_terminal(40, 12)
    shown = await seen(walk, "Writing", "go back in!")
    assert "too small" not in shown.lower()
    await walk.pilot.resize_terminal(80, 24)
    await keys(walk, "escape")
    await seen(walk, "F4 whose turn")
    assert isinstance(walk.app.screen, ConsoleScreen)
    assert here[1].name not in walk.picture
    assert session.preset.one_terminal
    await keys(walk, "f5")
    await seen(walk, "2 people are not ready yet")
    await keys(walk, "right", "enter")
    await seen(walk, "Rating", "1 answer is in")
    await keys(walk, "f4")
    await seen(walk, "Whose turn is it?")
    await keys(walk, "enter")
    await seen(walk, "Everybody else looks out of the window")
    await keys(walk, "enter")
    await seen(walk, "No answer of somebody else waits for you.", "F5 hand back")
    await keys(walk, "f5")
    await seen(walk, "1 of 3 ready", "F4 whose turn")


async def test_a_colleague_takes_over_once_the_lead_is_gone(lead: Walk) -> None:
    """Not before a minute has passed; then one key, and the console is theirs."""
    walk = lead
    (ann,) = team(walk, "Ann")
    session = walk.trainer.run(
        opening.open_session, ann.id, walk.trainer.preset("express"), render=walk.trainer.render, language="en"
    )
    assert walk.app.person is not None
    await walk.app.show("console", session.id, walk.app.person.id)
    shown = await seen(walk, "Ann leads this session; you look on.")
    assert "F9" not in shown
    assert "F5" not in shown
    walk.clock.advance(61)
    walk.app.screen._room.look_now()  # type: ignore[attr-defined]
    await seen(walk, "F9 takes the lead over")
    await keys(walk, "f9")
    await seen(walk, "F5 start", "Say, in your own words")
    me = walk.app.person.id  # who wrote at the own seat, and got up to lead on
    walk.trainer.run(seats.join, session.code, me)
    await seen(walk, "0 of 1 ready")
    await keys(walk, "f5")
    await seen(walk, "The card")
    await keys(walk, "f5")
    await seen(walk, "Writing", "0 answers are in")
    card = walk.trainer.run(writing.my_card, session.id, me, render=walk.trainer.render)
    assert card.deal is not None
    walk.trainer.run(answering.save_draft, card.deal.id, Draft(("Half an ans",), None, 1))
    await keys(walk, "f5")
    await seen(walk, "1 person is not ready yet.")
    await keys(walk, "right", "enter")
    await seen(walk, "Rating", "1 answer is in", "Half an ans")
