"""A seat: what its board says in each phase, which keys it has then, and a line that loses no word."""

from dataclasses import replace
from typing import Any

import pytest
from textual.app import App, ComposeResult

from tests.support.meetings import GROUPS, PAIR
from tests.tui.goldens import assert_golden
from tests.tui.led import TWIST, on_the_wall
from tests.tui.samples import a_home
from tests.tui.stage import IRYNA, NOON, stage
from trainer.domain.ids import DealId, PersonId, SessionId
from trainer.domain.if_thens import Event, Sentence, Try
from trainer.domain.phases import Act, Phase, acts_in
from trainer.domain.views import SeatView
from trainer.errors import SessionRefused, StoreUnavailable
from trainer.services.sessions import talking, writing
from trainer.tui import themes
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.sessions.asked import asked_of
from trainer.tui.screens.sessions.keys import allowed
from trainer.tui.widgets import kept_line
from trainer.tui.widgets.kept_line import KeptLine
from trainer.tui.widgets.line_input import LineInput
from trainer.tui.widgets.mood_sheet import MoodSheet
from trainer.tui.widgets.seat_board import OwnCard, seat_lines


def a_seat(phase: Phase, public: dict[str, Any] | None = None, **more: Any) -> SeatView:
    view = SeatView(
        session_id=SessionId("session"),
        public=on_the_wall(phase, **(public or {})),
        person_id=PersonId(2),
        seated=True,
        acts=acts_in(phase),
        is_ready=False,
        is_lead=False,
        can_take_over=False,
        deal_id=DealId("deal"),
        answer_label="B" if phase in {Phase.REVEAL, Phase.DEBRIEF, Phase.CLOSE} else "",
        can_claim=Act.CLAIM in acts_in(phase),
        claimed=False,
        wall=False,
        win_back=False,
        mood_given=False,
        note="",
        if_then="",
        proposed=(),
        group=(),
        holds_pen=False,
        pen_holder="",
        hidden_interest=on_the_wall(phase).hidden_interest,
    )
    return replace(view, **more)


def board(view: SeatView, width: int = 76, mood: MoodSheet | None = None, own: OwnCard | None = None) -> str:
    lines = seat_lines(view, mood or MoodSheet(), width, own or OwnCard())
    assert all(line.content.cell_length <= width for line in lines)
    return "\n".join(line.content.plain.rstrip() for line in lines)


def words(text: str) -> str:
    return " ".join(text.replace("▎", " ").split())


@pytest.mark.parametrize("width", [56, 76, 116])
def test_the_board_of_every_phase(width: int) -> None:
    """Where the session is, what to do now, what is one's own; at three widths."""
    pictures = [f"== {phase}\n{board(a_seat(phase), width)}" for phase in Phase]
    assert_golden("\n\n".join(pictures), f"seat-{width + 4}")


def test_two_digits_are_typed_one_after_the_other_and_can_be_corrected() -> None:
    sheet = MoodSheet().with_digit(4)
    assert sheet.given is None
    sheet = sheet.with_digit(2)
    assert sheet.given == (4, 2)
    assert "Kept" in board(a_seat(Phase.LOBBY), mood=sheet)
    assert sheet.without_last() == MoodSheet(4)
    assert "Your two numbers are kept" in board(a_seat(Phase.LOBBY, mood_given=True))


def test_while_one_writes_the_board_says_how_the_own_answer_stands() -> None:
    assert "Enter brings you to your card" in board(a_seat(Phase.WRITE))
    sent = a_seat(Phase.WRITE, sent=True)
    assert "Your answer is in" in board(sent)
    assert allowed("undo", sent, asking=False)
    assert not allowed("go", sent, asking=False)
    over = {"seconds_left": -3.0}
    assert "taken as it stood" in board(a_seat(Phase.WRITE, over, is_ready=True))
    assert "The writing is over" in board(a_seat(Phase.WRITE, over, deal_id=None))
    card = on_the_wall(Phase.WRITE).card
    assert card is not None
    assert TWIST in words(board(a_seat(Phase.WRITE, {"card": replace(card, twists=(TWIST,))})))


def test_members_of_a_group_offer_ideas_and_take_the_pen_of_somebody_away() -> None:
    group = {"group": ("Ann", "Bob", "Cat"), "pen_holder": "Ann"}
    member = a_seat(Phase.WRITE, {"preset": GROUPS}, **group)
    told = words(board(member, own=OwnCard(None, (("Bob", "Bring a bucket"),))))
    assert "Ann holds your group's pen" in told
    assert "Bob: Bring a bucket" in told
    asked = asked_of(member, 1)
    assert asked is not None
    assert (asked.keep, asked.how, asked.again) == (writing.offer_variant, (("place", 1),), True)
    assert not allowed("take_pen", member, asking=True)
    free = replace(member, pen_free=True)
    assert allowed("take_pen", free, asking=True)
    assert "F6 takes the pen" in board(free)
    assert asked_of(replace(member, holds_pen=True), 0) is None
    revealed = a_seat(Phase.REVEAL, {"preset": GROUPS}, can_claim=False, **group)
    assert "B is your group's; Ann sent it." in board(revealed)
    sent = replace(member, sent=True, deal_id=None)
    assert "Your group's answer is in" in board(sent)
    assert asked_of(sent, 0) is None
    assert not allowed("undo", sent, asking=False)


def test_two_people_see_what_the_other_made_of_their_answer() -> None:
    pair = a_seat(Phase.REVEAL, {"preset": PAIR, "reveal": None}, improved="Shall we look together?")
    assert "What your partner made of your answer" in board(pair)
    assert "Shall we look together?" in board(pair)
    assert "make your partner's answer better" in words(board(a_seat(Phase.RATE, {"preset": PAIR})))
    assert "Thank you!" in board(a_seat(Phase.RATE, {"preset": PAIR}, is_ready=True))
    beside = board(a_seat(Phase.REVEAL, {"preset": PAIR, "reveal": None}, improved="Shall we?", own_text="So what?"))
    assert beside.index("So what?") < beside.index("Shall we?")  # before and after, side by side
    assert "nobody else is told" not in beside
    assert "One of you two reads" in board(a_seat(Phase.DEAL, {"preset": PAIR}))


def test_an_author_whose_answer_was_left_out_is_told_so() -> None:
    hidden = words(board(a_seat(Phase.REVEAL, can_claim=False)))
    assert "the lead left it out" in hidden
    assert "is yours" not in hidden
    assert "Your answer is in" in board(a_seat(Phase.CLOSE, {"reveal": None}))  # no picture, so no letter


def test_what_is_done_is_said_and_asked_for_no_more() -> None:
    assert "That was the warm-up" in board(a_seat(Phase.WARM_UP, is_ready=True))
    given = MoodSheet(4, 2)
    assert "Kept" in board(a_seat(Phase.RULE, mood_given=True), mood=given)
    assert "How do you feel?" not in board(a_seat(Phase.RULE, mood_given=True))
    assert "Tab, then two digits" in board(a_seat(Phase.NEXT_CARD, mood_given=True), mood=given)  # a line has the keys
    passed = a_seat(Phase.WRITE, passed=True)
    assert "You passed this card" in board(passed)
    assert not allowed("go", passed, asking=False)


def test_at_the_keyboard_that_goes_round_the_way_back_is_said() -> None:
    lead = a_seat(Phase.DEBRIEF, is_lead=True)
    handed = "\n".join(line.content.plain for line in seat_lines(lead, MoodSheet(), 76, handed=True))
    assert "F5 hands the keyboard back." in handed
    assert "Esc brings you back to your console" not in handed


def test_a_lead_who_is_gone_and_a_seat_one_does_not_have_are_said() -> None:
    gone = a_seat(Phase.RATE, can_take_over=True)
    assert "F9 takes the lead over" in words(board(gone))
    assert allowed("take_over", gone, asking=False)
    assert not allowed("take_over", a_seat(Phase.RATE), asking=False)
    assert "no seat here" in board(a_seat(Phase.RATE, seated=False))
    assert asked_of(a_seat(Phase.DEBRIEF, seated=False), 0) is None


def test_each_phase_asks_for_its_own_line() -> None:
    asked = {phase: each.keep for phase in Phase if (each := asked_of(a_seat(phase), 0)) is not None}
    assert asked == {
        Phase.DEBRIEF: talking.write_note,
        Phase.IF_THEN: talking.say_if_then,
        Phase.NEXT_CARD: talking.propose_card,
    }
    note = asked_of(a_seat(Phase.DEBRIEF, note="Ask first."), 0)
    assert note is not None
    assert (note.value, note.how) == ("Ask first.", (("question", 0),))


class OneLine(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.line = KeptLine(100)
        self.kept: list[str] = []
        self.refuses: list[Exception] = []
        self.register_theme(themes.THEMES["dark"])
        self.theme = themes.THEMES["dark"].name

    def compose(self) -> ComposeResult:
        yield self.line

    async def keep(self, words: str) -> None:
        if self.refuses:
            raise self.refuses.pop(0)
        self.kept.append(words)


async def test_a_line_is_kept_when_the_lead_goes_on_and_when_the_store_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_line, "RETRY_SECONDS", 0.01)
    app = OneLine()
    async with app.run_test() as pilot:
        app.line.ask("", app.keep)
        await pilot.press(*"Ask")
        await app.line.close()  # the lead goes on under these hands
        assert app.kept[-1] == "Ask"
        app.line.ask("", app.keep)
        await pilot.press(*"Wait")
        app.refuses = [StoreUnavailable("gone"), StoreUnavailable("gone")]
        await app.line.close()
        while app.kept[-1] != "Wait":
            await pilot.pause()
        app.line.ask("", app.keep)
        await pilot.press(*"Late")
        app.refuses = [StoreUnavailable("The database does not work at present. " * 3)]
        await app.line.keep_now()
        await pilot.pause()
        assert app.line.query_one(LineInput).size.width > 40  # what is typed is still in sight
        app.refuses = [SessionRefused("It is over.")]
        await app.line.keep_now()
        assert app.line.unsaved == ""  # said once, not asked for ever


async def test_if_then_sentences_come_back_at_home() -> None:
    home = a_home()
    own = Sentence(SessionId("s"), "If a child is startled, I will ask what happened", NOON)
    rests = replace(own, tries=(Try(Event.REST, NOON),))
    async with stage(HomeScreen(home), {"own_sentences": [own], "turn": rests}) as shown:
        await shown.pilot.app.screen.run_action("sentences")
        assert "not tried yet · If a child is startled" in await shown.settled()
        shown.app.answers["own_sentences"] = [rests]
        assert "rests · If a child is startled" in await shown.press("enter")
        assert shown.app.asked_for("turn") == [(IRYNA.id, own.id)]
