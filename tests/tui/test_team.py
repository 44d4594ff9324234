"""The lead's page: how the team stands at one look, every number opens, no rank, a kind word to whoever is no lead."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.pilot import walking
from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY, a_home
from tests.tui.scored import a_queue, flagged
from tests.tui.stage import stage
from tests.tui.teamed import DECK_CARDS, OLENA, a_team_page, an_empty_page, team_evidence
from trainer.domain.evidence import TeamNumber
from trainer.domain.ids import PersonId
from trainer.domain.people import Team
from trainer.errors import BarStays, LeadOnly
from trainer.services import people
from trainer.services.settling import Settled
from trainer.tui.screens.evidence import EvidenceScreen
from trainer.tui.screens.leading import LeadingScreen
from trainer.tui.screens.person import PersonScreen
from trainer.tui.screens.team import TeamScreen
from trainer.tui.screens.told import ToldScreen

SIZES = [(60, 20), (80, 24), (120, 40)]


def use_cases(**more: Any) -> dict[str, Any]:
    return {
        "settle": Settled(),
        "team_page": a_team_page(),
        "team_cards_behind": lambda _lead, number, **_more: team_evidence(number),
        "deck_cards_behind": DECK_CARDS,
        "raise_bar": Team(OLENA.team_id, "Front desk", bar=60.0),
        "rating_queue": a_queue(),
        "flagged_answers": (flagged(),),
        **more,
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_the_team_at_one_look(size: tuple[int, int]) -> None:
    """The level with both coverages, what waits, whom to offer a talk, people and kinds; the rest scrolls."""
    async with stage(TeamScreen(), use_cases(), size=size) as shown:
        assert_golden(shown.picture, f"team-{size[0]}x{size[1]}")
        assert "5 of 6 people counted" in shown.picture
        assert "207 of 212 answers" in shown.picture


async def test_the_whole_page_scrolls_through_and_holds_everything() -> None:
    async with stage(TeamScreen(), use_cases(), size=(80, 110)) as shown:
        assert_golden(shown.picture, "team-whole")


async def test_every_number_opens_what_is_behind_it() -> None:
    async with stage(TeamScreen(), use_cases(), size=(100, 40)) as shown:
        await shown.press("enter")
        assert isinstance(shown.app.screen, EvidenceScreen)
        assert shown.app.asked_for("team_cards_behind") == [(OLENA.id, TeamNumber.LEVEL)]
        await shown.press("escape")
        opened: list[object] = []
        for _step in range(20):
            await shown.press("down", "enter")
            opened.append(type(shown.app.screen))
            if shown.app.screen.id != "_default":
                await shown.press("escape")
        assert {LeadingScreen, PersonScreen, EvidenceScreen, ToldScreen} <= set(opened)
        assert {asked[1] for asked in shown.app.asked_for("team_cards_behind")} == {
            TeamNumber.LEVEL,
            TeamNumber.CHANGE,
            TeamNumber.BAR,
        }


async def test_a_person_s_kinds_open_one_by_one() -> None:
    async with stage(PersonScreen(a_team_page(), OLENA.id), use_cases(), size=(80, 24)) as shown:
        assert_golden(shown.picture, "person-80x24")
        await shown.press("down", "enter")
        assert shown.app.asked_for("team_cards_behind") == [(OLENA.id, TeamNumber.CELL)]
        assert isinstance(shown.app.screen, EvidenceScreen)


async def test_a_click_on_a_row_opens_the_person() -> None:
    async with stage(TeamScreen(), use_cases(), size=(100, 40)) as shown:
        lines = shown.picture.splitlines()
        row = max(place for place, line in enumerate(lines) if line.strip().startswith("Dmytro"))
        await shown.pilot.click(offset=(20, row))
        await shown.settled()
        assert isinstance(shown.app.screen, PersonScreen)
        assert "Dmytro" in shown.picture


async def test_the_bar_is_raised_after_a_question_and_only_where_it_is_suggested() -> None:
    async with stage(TeamScreen(), use_cases()) as shown:
        assert "from 50 to 60 points" in " ".join((await shown.press("f6")).split())
        await shown.press("escape")
        assert shown.app.asked_for("raise_bar") == []
        await shown.press("f6", "right", "enter")
        assert shown.app.asked_for("raise_bar") == [(OLENA.id,)]
    async with stage(TeamScreen(), use_cases(raise_bar=BarStays("The bar stays."))) as shown:
        await shown.press("f6", "right", "enter")
        assert isinstance(shown.app.screen, TeamScreen)
    async with stage(TeamScreen(), use_cases(team_page=a_team_page(suggested_bar=None))) as shown:
        assert "F6" not in await shown.press("f6")
        assert isinstance(shown.app.screen, TeamScreen)


async def test_the_desk_of_ratings_opens_at_what_was_meant() -> None:
    async with stage(TeamScreen(), use_cases()) as shown:
        assert "F5 confirm" in await shown.press("f5")
        await shown.press("escape", "down", "enter")
        assert "F5 publish" in shown.picture


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (an_empty_page(), "Nobody has answered a card yet."),
        (an_empty_page(1), "You are alone in this team."),
        (a_team_page(level=an_empty_page().level), "A level is told from 5 cards each"),
        (a_team_page(talks=()), "Nobody needs a talk because of these numbers."),
    ],
    ids=["nothing yet", "alone", "fewer than five cards", "no talk"],
)
async def test_an_empty_page_says_what_to_do_next(page: Any, told: str) -> None:
    async with stage(TeamScreen(), use_cases(team_page=page)) as shown:
        assert told in " ".join(shown.picture.split())


async def test_who_is_no_lead_reads_whose_page_it_is() -> None:
    refused = LeadOnly("The team's page is for its lead. Your own is here: trainer progress")
    async with stage(TeamScreen(), use_cases(team_page=refused)) as shown:
        assert "The team's page is for its lead." in shown.picture
        assert "F5" not in await shown.press("f5", "f6", "f7", "enter", "down")


async def test_home_leads_there_with_f8_for_a_lead_alone() -> None:
    from trainer.tui.screens.home import HomeScreen

    home = a_home(person=OLENA)
    async with stage(HomeScreen(home), use_cases(show_home=home), home=home) as shown:
        assert "F8 team" in shown.picture
        await shown.press("f8")
        assert isinstance(shown.app.screen, TeamScreen)


async def test_names_are_shown_as_they_stand() -> None:
    page = a_team_page()
    rows = tuple(
        replace(page.people[n % 6], person=replace(page.people[0].person, id=PersonId(n + 1), name=text))
        for n, text in enumerate(NAUGHTY)
    )
    talks = tuple(replace(page.talks[0], person=row.person) for row in rows)
    async with stage(
        TeamScreen(), use_cases(team_page=replace(page, people=rows, talks=talks)), size=(100, 50)
    ) as shown:
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture
        assert "[@click=app.quit]x[/]" in shown.picture
        assert "[red]x[/red]" in shown.picture


async def test_a_new_team_sees_its_page_on_a_real_store(tmp_path: Path) -> None:
    """Iryna leads a team of three that has answered nothing: the page says how to begin, and every key is harmless."""
    async with walking(tmp_path, name="Iryna") as walk:
        await walk.app.use(people.add_people, ["Olena", "Petro"])
        await walk.app.refresh_home()
        picture = await walk.press("f8")
        assert "Nobody has answered a card yet." in " ".join(picture.split())
        await walk.press("enter", "escape")
        for key in ("f8", "down", "down", "enter"):
            await walk.press(key)
        assert walk.app.return_code is None


def test_no_line_of_the_page_sums_a_person_up_or_ranks_them() -> None:
    """Rows stand as the rule gave them (by the alphabet); the cells are in the order of the closed list."""
    from trainer.tui.widgets.team_board import team_lines

    text = "\n".join(line.content.plain for line in team_lines(a_team_page(), 116))
    assert not any(word in text.casefold() for word in ("rank", "best", "worst", "top ", "total", "fail"))
    names = [row.person.name for row in a_team_page().people]
    table = text[text.index("People and kinds") :].splitlines()
    found = [name for line in table for name in names if line.startswith(name[:10])]
    assert found == names
