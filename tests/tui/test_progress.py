"""Own progress: the count, the line and what to do next at one look; every number opens to the cards behind it."""

from dataclasses import replace

import pytest
from textual.content import Content

from tests.tui.goldens import assert_golden
from tests.tui.progressed import RISING, a_card, a_newcomer, a_page, a_record, evidence_of
from tests.tui.samples import NAUGHTY, counted
from tests.tui.stage import NOON, Stage, stage
from trainer.domain.evidence import OwnNumber
from trainer.domain.kinds import ComplaintType, Outcome
from trainer.domain.progress import OwnPage, own_page
from trainer.errors import StoreUnavailable
from trainer.tui.screens.progress import ProgressScreen
from trainer.tui.widgets.outcomes import outcome_line
from trainer.tui.widgets.progress import Room, first_blocks, number_id, number_of, other_blocks

SIZES = [(60, 20), (80, 24), (120, 40)]


def answers(page: OwnPage | Exception | None = None) -> dict[str, object]:
    return {
        "settle": None,
        "own_page": page or a_page(),
        "cards_behind": lambda _person, number, **_of: evidence_of(number),
    }


def told(page: OwnPage, width: int = 76, height: int = 22) -> str:
    """The whole page as text."""
    room = Room(width, height)
    blocks = [*first_blocks(page, room), *other_blocks(page, room)]
    return Content("\n").join(block.content for block in blocks).plain


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The apps in which a practice was started."""
    apps: list[object] = []

    async def practise(app: object) -> None:
        apps.append(app)

    monkeypatch.setattr("trainer.tui.screens.progress.practise", practise)
    return apps


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_progress_as_a_person_sees_it(size: tuple[int, int], started: list[object]) -> None:
    """The count and its bar, the line, what to do next; the rest follows beneath, or beside from 110 columns. Enter starts."""
    async with stage(ProgressScreen(), answers(), size=size) as shown:
        assert_golden(shown.picture, f"progress-{size[0]}x{size[1]}")
        await shown.press("enter")
        await shown.press("f5")
        assert started == [shown.app, shown.app]


async def test_the_rest_scrolls_into_view_and_opens_to_its_cards() -> None:
    async with stage(ProgressScreen(), answers()) as shown:
        picture = await shown.press("end")
        assert_golden(picture, "progress-80x24-end")
        picture = await shown.press("enter")
        assert "Why? weeks with practice" in picture
        picture = await shown.press("escape", "home", "enter")
        assert_golden(picture, "evidence-80x24")
        assert [asked[:2] for asked in shown.app.asked_for("cards_behind")] == [
            (1, OwnNumber.WEEKS),
            (1, OwnNumber.LEVEL),
        ]


async def test_a_click_opens_a_number_and_a_card_behind_it_looks_back() -> None:
    async with stage(ProgressScreen(), answers(), size=(120, 40)) as shown:
        await shown.pilot.click("#others", offset=(8, 2))
        picture = await shown.settled()
        assert "Why? Respected" in picture
        assert shown.app.asked_for("cards_behind") == [(1, OwnNumber.CRITERION)]
        opened = _watch_shown(shown)
        await shown.press("down", "enter")
        assert opened == [("aftermath", "deal-1")]


async def test_why_is_a_key_and_the_other_column_is_an_arrow_away() -> None:
    async with stage(ProgressScreen(), answers(), size=(120, 40)) as shown:
        await shown.press("f7", "escape", "right", "f7")
        assert [asked[1] for asked in shown.app.asked_for("cards_behind")] == [OwnNumber.LEVEL, OwnNumber.CRITERION]


async def test_without_colour_and_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves greys alone, plain marks leave letters alone; both still say everything."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage(ProgressScreen(), answers(), plain_marks=True) as shown:
        strips = shown.app.screen._compositor.render_strips()
        colours = [each.style.color.triplet for strip in strips for each in strip if each.style and each.style.color]
        assert all(colour is None or len(set(colour)) == 1 for colour in colours)
        assert_golden(_seen(shown), "progress-80x24-ascii")


async def test_a_refusal_is_a_line_above_and_nothing_else_is_said() -> None:
    async with stage(ProgressScreen(), answers(StoreUnavailable("The database is locked."))) as shown:
        assert "The database is locked." in shown.picture


def _watch_shown(shown: Stage) -> list[tuple[object, ...]]:
    opened: list[tuple[object, ...]] = []

    async def show(*args: object) -> None:
        opened.append(args)

    shown.app.show = show  # type: ignore[assignment, method-assign]
    return opened


def _seen(shown: Stage) -> str:
    """What the terminal is sent: after the filters, which `picture` is taken before."""
    from textual.color import Color

    lines = []
    for strip in shown.app.screen._compositor.render_strips():
        filtered = strip.apply_filter(shown.app.get_line_filters()[-1], Color(0, 0, 0))
        lines.append(filtered.text.rstrip())
    return "\n".join(lines)


# --- what each state says to do next -----------------------------------------------------------------------------------


def test_a_newcomer_sees_no_number_and_what_to_do() -> None:
    page = told(a_newcomer())
    assert "0 of 5 cards" in page
    assert "5 more cards that count, and there is one." in page
    assert " Enter  Next: " in page
    assert "5 more scores, and there is an average." in page
    assert "not tried yet" in page
    assert "From an answer with three raters on" in page
    assert "├" not in page, "no line before there is a number"


def test_under_five_cards_there_is_no_share() -> None:
    page = told(a_page(RISING[:3]))
    assert "3 of 5 cards" in page
    assert "2 more cards that count" in page
    assert "to standard" in page, "the three marks and what they mean"
    assert "A trend needs 20 scores in a half-year; there are 3 so far." in page


def test_answers_that_wait_are_told_when_there_is_no_score_yet() -> None:
    waiting = a_record((), comments=(), cards=[a_card(0, None, outcome=None), a_card(1, None, outcome=None)])
    assert "2 answers of yours wait for their ratings" in told(own_page(waiting, NOON))


def test_a_team_of_one_is_told_how_to_find_raters() -> None:
    page = told(a_newcomer(team_size=1))
    assert "You are alone here: colleagues rate what you send. Add one: trainer team add NAME" in page.replace(
        "\n", " "
    )


def test_own_scores_open_once_the_share_is_rated() -> None:
    page = a_page(rated=1, cards=[a_card(0, 91.0, closed_at=NOON), *a_record().cards])
    said = told(page)
    assert "Rate 2 more answers of colleagues, and this week's scores open. F3 rates." in said
    assert "91.0" not in said


def test_small_teams_are_told_that_scores_can_be_guessed() -> None:
    assert "So few people that scores can be guessed." in told(a_page(team_size=3))
    assert "guessed" not in told(a_page())


def test_nobody_elses_number_and_no_rank_is_shown() -> None:
    page = told(a_page()).casefold()
    assert not any(word in page for word in ("rank", "place", "best", "worst", "fail", "colleague's"))


def test_a_mastered_kind_says_when_it_fades_and_another_how_old_it_is() -> None:
    strong = [a_card(number, 90.0, type=ComplaintType.FEAR) for number in range(5)]
    page = told(own_page(a_record(cards=strong), NOON), width=96)
    fear = next(line for line in page.splitlines() if line.startswith("fear"))
    assert "mastered" in fear
    assert "fades in" in fear


# --- the fit -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(54, 18), (76, 21)], ids=["60x20", "80x24"])
@pytest.mark.parametrize("page", [a_page(), a_newcomer(), a_page(rated=0, cards=[a_card(0, None, closed_at=NOON)])])
def test_the_essentials_fit_without_scrolling(size: tuple[int, int], page: OwnPage) -> None:
    lines = Content("\n").join(block.content for block in first_blocks(page, Room(*size))).plain.rstrip().split("\n")
    assert len(lines) <= size[1]


@pytest.mark.parametrize("width", [54, 58, 76, 96])
@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
def test_no_line_is_wider_than_its_place_whatever_is_written(width: int, text: str) -> None:
    record = a_record(comments=[(a_record().cards[0].deal_id, text)])
    assert record.next is not None
    page = own_page(replace(record, next=replace(record.next, complaint=text, deck_title=text)), NOON)
    for block in (*first_blocks(page, Room(width, 22)), *other_blocks(page, Room(width, 22))):
        assert max(line.cell_length for line in block.content.split("\n")) <= width


@pytest.mark.parametrize("number", OwnNumber)
def test_a_block_knows_its_number(number: OwnNumber) -> None:
    assert number_of(number_id(number, "fear")) == (number, "fear")
    assert number_of(number_id(number)) == (number, "")


# --- the cards behind a number ------------------------------------------------------------------------------------------


def test_a_card_without_a_score_says_so_and_marks_differ_in_shape() -> None:
    hit, passed = counted(0, Outcome.HIT, 72.0), counted(1, Outcome.MISS, None)
    assert outcome_line(hit, 100).plain.startswith("●")
    assert "72.0" in outcome_line(hit, 100).plain
    assert outcome_line(passed, 100).plain.startswith("○")
    assert "—  not yet" in outcome_line(passed, 100).plain


@pytest.mark.parametrize("width", [50, 70, 96, 118])
@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
def test_a_line_is_as_wide_as_its_place_whatever_the_card_says(width: int, text: str) -> None:
    line = outcome_line(replace(counted(0, Outcome.HIT, 72.0), complaint=text), width)
    assert line.cell_length == width
    assert "\n" not in line.plain
