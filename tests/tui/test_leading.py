"""The lead's desk for scores: flags, what waits, what was scored; nobody's name, and what was published stays beside."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.pilot import walking
from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY, a_home
from tests.tui.scored import a_queue, flagged
from tests.tui.stage import IRYNA, stage
from trainer.domain.answering import Draft
from trainer.domain.people import Person, Role
from trainer.domain.rating import Judgement
from trainer.domain.rubric import STANDARD
from trainer.errors import LeadOnly, OverrideRefused
from trainer.services import answering, dealing, people, rating
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.leading import LeadingScreen

SIZES = [(60, 20), (80, 24), (120, 40)]
OLENA = Person(IRYNA.id, "Olena", Role.LEAD, IRYNA.team_id)


def desk(**more: Any) -> dict[str, Any]:
    return {
        "rating_queue": a_queue(),
        "flagged_answers": (flagged(),),
        "rule_flags": flagged(),
        "resolve": None,
        "override": None,
        **more,
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_flags_as_a_lead_sees_them(size: tuple[int, int]) -> None:
    """Three lists with their counts, the flagged answers first; the chosen one in full beneath or beside."""
    async with stage(LeadingScreen(), desk(), size=size) as shown:
        assert_golden(shown.picture, f"leading-{size[0]}x{size[1]}")
        assert "by 5 people" in shown.picture


async def test_lists_are_turned_with_arrows_and_clicks() -> None:
    async with stage(LeadingScreen(), desk(), size=(100, 30)) as shown:
        assert "2 of 3 ratings are there." in await shown.press("right")
        assert "Score 59.3. 3 raters gave 54.7 on average." in await shown.press("right")
        assert "F6 dismiss" not in shown.picture
        confirmed = await shown.press("down")  # the lead's dismissal outranks what raters confirmed
        assert "a critical flag is confirmed: promises what we can't keep" in " ".join(confirmed.split())
        assert "F6 dismiss" in confirmed
        assert "F5 confirm" in await shown.press("right")
        assert "F5 amend" in await shown.press("left")
        row = next(at for at, line in enumerate(shown.picture.splitlines()) if "Waiting 3" in line)
        await shown.pilot.click(offset=(shown.picture.splitlines()[row].index("Waiting"), row))
        assert "F5 publish" in await shown.settled()


@pytest.mark.parametrize(("key", "confirm"), [("f5", True), ("f6", False), ("enter", True)])
async def test_a_flag_is_confirmed_or_dismissed_with_a_word_if_one_likes(key: str, confirm: bool) -> None:
    ruled: list[tuple[Any, ...]] = []
    answers = desk(rule_flags=lambda *asked, **how: ruled.append((*asked, how)))
    async with stage(LeadingScreen(), answers) as shown:
        await shown.press(key, *"kindly", "enter")
        assert ruled == [(IRYNA.id, "flag-1", {"confirm": confirm, "why": "kindly", "flags": flagged().flags})]
        await shown.press(key, "enter")
        assert ruled[1][2]["why"] == ""


async def test_escape_decides_nothing() -> None:
    async with stage(LeadingScreen(), desk()) as shown:
        await shown.press("f5", *"well", "escape")
        assert shown.app.asked_for("rule_flags") == []
        assert isinstance(shown.app.screen, LeadingScreen)


async def test_a_waiting_answer_is_published_only_after_a_question() -> None:
    async with stage(LeadingScreen(), desk()) as shown:
        await shown.press("right")
        assert "with the 2 ratings that are there" in " ".join((await shown.press("f5")).split())
        await shown.press("escape")
        assert shown.app.asked_for("resolve") == []
        await shown.press("f5", "right", "enter")
        assert shown.app.asked_for("resolve") == [(IRYNA.id, "wait-1")]


async def test_what_nobody_rated_is_left_without_a_score_and_a_dispute_leaves_the_score() -> None:
    async with stage(LeadingScreen(), desk()) as shown:
        await shown.press("right", "down")
        assert "Nobody has rated it yet." in " ".join((await shown.press("f5")).split())
        await shown.press("escape", "down")
        assert "End the wait for one more rating?" in " ".join((await shown.press("f5")).split())


async def test_a_score_is_amended_with_a_number_and_a_reason() -> None:
    async with stage(LeadingScreen(), desk()) as shown:
        await shown.press("right", "right", "f5", *"72,5", "enter")
        assert "Why? The author reads it" in shown.picture
        await shown.press(*"A fine step", "enter")
        assert shown.app.asked_for("override") == [(IRYNA.id, "score-1", 72.5, "A fine step")]


@pytest.mark.parametrize("typed", ["", "101", "-1", "many", "nan"])
async def test_what_is_no_score_is_refused_in_a_line(typed: str) -> None:
    async with stage(LeadingScreen(), desk()) as shown:
        await shown.press("right", "right", "f5", *typed, "enter")
        assert "A score is a number from 0 to 100." in shown.picture
        assert shown.app.asked_for("override") == []


async def test_a_refusal_is_a_line_and_the_lists_stay() -> None:
    answers = desk(override=OverrideRefused("Say why."))
    async with stage(LeadingScreen(), answers) as shown:
        assert "Say why." in await shown.press("right", "right", "f5", *"50", "enter", "enter")
        assert "Scored 2" in shown.picture


async def test_an_amended_score_shows_the_published_one_and_its_reason() -> None:
    async with stage(LeadingScreen(), desk(), size=(80, 30)) as shown:
        assert "Published: 33.5. “Rushed.”" in await shown.press("right", "right", "down")


async def test_what_waits_for_a_word_comes_first_and_an_empty_desk_says_so() -> None:
    async with stage(LeadingScreen(), desk(flagged_answers=())) as shown:
        assert "F5 publish" in shown.picture
        assert "No critical flag waits for your word." in await shown.press("left")
        assert "F5" not in shown.picture
    empty = a_queue(answers=(), scored=(), given=0, raters=0, flags=0)
    async with stage(LeadingScreen(), desk(flagged_answers=(), rating_queue=empty)) as shown:
        assert "No critical flag waits" in shown.picture
        await shown.press("f5", "f6", "enter", "right", "f5", "right", "f5")
        assert shown.app.return_code is None


async def test_who_is_no_lead_reads_that_it_is_for_the_lead() -> None:
    async with stage(LeadingScreen(), desk(rating_queue=LeadOnly("This is for the lead of the team."))) as shown:
        assert "This is for the lead of the team." in shown.picture
        assert "This is for the lead of the team." in await shown.press("right", "f5")


async def test_home_offers_it_to_a_lead_alone() -> None:
    """In the menu; F8 opens the page of the team, and F5 there the desk."""
    for person, offered in ((IRYNA, False), (OLENA, True)):
        home = a_home(person=person)
        async with stage(HomeScreen(home), desk(show_home=home), home=home, size=(120, 40)) as shown:
            await shown.press("f2", *"ratings of the team", "enter")
            assert isinstance(shown.app.screen, LeadingScreen) is offered


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
async def test_what_people_wrote_is_shown_as_it_stands(text: str) -> None:
    answers = desk(flagged_answers=(flagged(complaint=text, text=text),))
    async with stage(LeadingScreen(), answers, size=(160, 40)) as shown:
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture
        if text in ("[/]", "[@click=app.quit]x[/]", "[red]x[/red]"):
            assert shown.picture.count(text) == 3


async def test_a_lead_publishes_early_and_the_author_reads_the_score(tmp_path: Path) -> None:
    """On a real store: one of three ratings is there; Iryna leads and publishes; Olena reads the line, names hidden."""
    async with walking(tmp_path, name="Iryna") as walk:
        olena, petro, _marta = await walk.app.use(people.add_people, ["Olena", "Petro", "Marta"])
        deal = await walk.app.use(dealing.prepare_next, olena.id, render=walk.trainer.render, language="en")
        await walk.app.use(dealing.start_deal, deal.id)
        answer = await walk.app.use(answering.send_answer, deal.id, Draft(("May I introduce them to the fish?",), 0, 1))
        levels = Judgement({each.name: 3 for each in STANDARD}, comment="Kindly done.")
        await walk.app.use(rating.give_rating, petro.id, answer.id, levels)
        await walk.app.refresh_home()
        await walk.press("f8")  # the page must have counted before it opens the desk
        picture = await walk.press("f5")
        assert "1 of 3 ratings is there." in picture
        assert "Olena" not in picture
        assert "Petro" not in picture
        await walk.press("f5")
        await walk.press("right", "enter")
        assert "Score 75.0. 1 rater gave 75.0." in await walk.press("right")
        walk.app.person = olena
        await walk.app.show("aftermath", deal.id)
        picture = await walk.settled()
        assert "1 rater gave 75.0" in picture
        assert "“Kindly done.”" in picture
        assert "Petro" not in picture
