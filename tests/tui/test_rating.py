"""Rating, blind: one key a criterion, nothing lost by accident, taken back within ten seconds."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.support.pilot import Walk, walking
from tests.tui.goldens import assert_golden
from tests.tui.samples import NAUGHTY, a_home, to_rate
from tests.tui.scored import warmed
from tests.tui.stage import IRYNA, Stage, stage
from trainer.domain.answering import Draft
from trainer.domain.cards import OwnCriterion, RubricChange
from trainer.domain.clocks import Clock
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.ports import UnitOfWork
from trainer.domain.rubric import CriticalFlag, criteria_for
from trainer.errors import LeaseLost, StoreUnavailable, TakeBackTooLate
from trainer.services import answering, dealing, people
from trainer.services.rating import AnswerToRate
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.rating import BEGINNINGS, RatingScreen
from trainer.tui.screens.warm_up import WarmUpScreen

SIZES = [(60, 20), (80, 24), (120, 40)]


def desk(*answers: AnswerToRate | None, **more: Any) -> dict[str, Any]:
    """Use cases that hand out `answers` one after another, and take what is given."""
    waiting = iter(answers or (to_rate(),))
    return {
        "warm_up": (),
        "next_answer": lambda _rater, **_how: next(waiting, None),
        "give_rating": None,
        "put_back": None,
        "show_home": a_home(),
        **more,
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_the_rating_desk_as_a_person_sees_it(size: tuple[int, int]) -> None:
    """Complaint and answer over (or, from 110 columns, beside) the rubric; the chosen level's anchor in words."""
    async with stage(RatingScreen(), desk(), size=size) as shown:
        await shown.press("3", "4", "0")
        assert_golden(shown.picture, f"rating-{size[0]}x{size[1]}")


async def test_a_digit_sets_a_level_and_goes_on_and_enter_gives_it() -> None:
    async with stage(RatingScreen(), desk(to_rate(), to_rate("answer-2", given=1, waiting=2))) as shown:
        assert "Rate · 1 of 3" in shown.picture
        picture = await shown.press("4", "5", "3", "0", "2")
        assert "● ● ● ● ○  4 also names the feeling" in picture
        assert "does not apply here" in picture
        picture = await shown.press("enter")
        assert "Rate · 2 of 3" in picture
        ((rater, answer_id, judgement),) = shown.app.asked_for("give_rating")
        assert (rater, answer_id) == (IRYNA.id, "answer-1")
        assert judgement.levels == {"heard": 3, "respected": 4, "solved": 2, "aftertaste": 1}


async def test_f5_right_after_the_last_digit_gives_all_of_them() -> None:
    async with stage(RatingScreen(), desk(to_rate(), to_rate("answer-2", waiting=2))) as shown:
        for key in "43552":
            shown.app.post_message(events.Key(key, key))
        shown.app.post_message(events.Key("f5", None))
        await shown.press()
        assert [len(each[2].levels) for each in shown.app.asked_for("give_rating")] == [5]


async def test_arrows_move_and_a_level_can_be_changed() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        await shown.press("1", "1", "1", "1", "1", "up", "up", "up", "up", "5")
        assert "5 finds what is behind it" in shown.picture
        await shown.press("f5")
        assert shown.app.asked_for("give_rating")[0][2].levels["heard"] == 4


async def test_flags_laughed_a_phrase_and_a_kind_line_go_with_it() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        await shown.press("3", "3", "3", "3", "3", "f6")
        assert "promises what we can't keep" in await shown.press("f8")
        assert "▸ 2 [x]" in await shown.press("down", "space")
        await shown.press("enter", "f7", *"a mask", "enter", "f9", *"kind 5", "enter")
        assert "made me laugh · 1 flag · “a mask” · “kind 5”" in shown.picture
        await shown.press("enter")
        judgement = shown.app.asked_for("give_rating")[0][2]
        assert judgement.flags == {CriticalFlag.FALSE_PROMISE}
        assert judgement.laughed
        assert (judgement.steal, judgement.comment) == ("a mask", "kind 5")


async def test_escape_in_a_line_drops_the_line_alone_and_another_key_keeps_it() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        await shown.press("f7", *"dropped", "escape")
        assert "dropped" not in shown.picture
        await shown.press("f7", *"kept", "f9", *"also")
        await shown.press("f5")
        assert "“kept” · “also”" in shown.picture


async def test_with_nothing_said_nothing_is_given() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        assert "Give at least one level" in await shown.press("enter")
        assert shown.app.asked_for("give_rating") == []


async def test_open_criteria_are_named_once_before_they_are_left_out() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        picture = await shown.press("4", "4", "4", "enter")
        assert "Still open: Next step, Aftertaste" in picture
        assert "▸ Next step" in picture
        assert shown.app.asked_for("give_rating") == []
        await shown.press("enter")
        assert len(shown.app.asked_for("give_rating")) == 1


async def test_too_little_for_a_score_is_said_before_it_is_given() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        assert "So little gives no score" in " ".join((await shown.press("4", "enter")).split())


async def test_the_ten_seconds_are_counted_down_and_backspace_brings_all_back() -> None:
    answers = desk(to_rate(), to_rate("answer-2", waiting=2), take_back_rating=to_rate())
    async with stage(RatingScreen(), answers) as shown:
        picture = await shown.press("1", "2", "3", "4", "5", "enter")
        assert "Backspace takes it back: 10 s" in picture
        assert "1 ignores" not in picture.replace("1 awful", "")
        shown.app.hand_clock.pass_by(4)
        shown.app.screen._tick()  # type: ignore[attr-defined]
        assert "takes it back: 6 s" in await shown.settled()
        picture = await shown.press("backspace")
        assert shown.app.asked_for("take_back_rating") == [(IRYNA.id, "answer-1")]
        assert "● ● ● ● ●  5 uses a remembered detail" in picture
        assert "takes it back" not in picture


async def test_after_ten_seconds_the_offer_is_gone() -> None:
    async with stage(RatingScreen(), desk(to_rate(), None)) as shown:
        await shown.press("1", "2", "3", "4", "5", "enter")
        shown.app.hand_clock.pass_by(10.1)
        shown.app.screen._tick()  # type: ignore[attr-defined]
        assert "takes it back" not in await shown.settled()
        await shown.press("backspace")
        assert shown.app.asked_for("take_back_rating") == []


async def test_too_late_to_take_back_is_a_line() -> None:
    late = TakeBackTooLate("It is too late to take this rating back.")
    async with stage(RatingScreen(), desk(to_rate(), None, take_back_rating=late)) as shown:
        await shown.press("1", "2", "3", "4", "5", "enter", "backspace")
        assert "too late" in shown.picture


async def test_a_half_filled_sheet_waits_while_the_last_one_is_taken_back() -> None:
    answers = desk(to_rate(), to_rate("two"), to_rate("two"), take_back_rating=to_rate())
    async with stage(RatingScreen(), answers) as shown:
        await shown.press(*"12345", "enter", "5", "backspace", "enter")
        assert "● ● ● ● ●  5 finds what is behind it" in shown.picture


async def test_leaving_untouched_puts_the_answer_back_at_once() -> None:
    async with stage(HomeScreen(a_home()), desk(), home=a_home()) as shown:
        await _open(shown)
        await shown.press("escape")
        assert isinstance(shown.app.screen, HomeScreen)
        assert shown.app.asked_for("put_back") == [(IRYNA.id, "answer-1")]


async def test_leaving_with_levels_set_asks_first_and_escape_stays() -> None:
    async with stage(HomeScreen(a_home()), desk(), home=a_home()) as shown:
        await _open(shown)
        assert "would be lost" in " ".join((await shown.press("4", "escape")).split())
        picture = await shown.press("escape")
        assert "● ● ● ● ○" in picture
        assert shown.app.asked_for("put_back") == []
        await shown.press("escape", "right", "enter")
        assert isinstance(shown.app.screen, HomeScreen)
        assert shown.app.asked_for("put_back") == [(IRYNA.id, "answer-1")]


async def test_when_nothing_waits_it_says_so_and_what_to_do() -> None:
    async with stage(RatingScreen(), desk(None)) as shown:
        assert_golden(shown.picture, "rating-nothing")
        await shown.press("4", "enter", "f6", "f7", "f8")
        assert shown.app.asked_for("give_rating") == []


async def test_an_answer_that_needs_no_more_ratings_is_no_accident() -> None:
    """Colleagues were quicker: it is said, and the next one comes."""
    answers = desk(to_rate(), to_rate("two", given=2, waiting=1), give_rating=LeaseLost("It needs no more."))
    async with stage(RatingScreen(), answers) as shown:
        assert "Rate · 3 of 3" in await shown.press(*"12345", "enter")


async def test_a_refusal_keeps_the_sheet() -> None:
    answers = desk(to_rate(), give_rating=StoreUnavailable("The database is locked."))
    async with stage(RatingScreen(), answers) as shown:
        picture = await shown.press(*"12345", "enter")
        assert "The database is locked." in picture
        assert "● ● ● ● ●" in picture


@pytest.mark.parametrize(("people_in_team", "warned"), [(2, True), (3, True), (4, False)])
async def test_a_small_team_is_told_that_scores_can_be_guessed(people_in_team: int, warned: bool) -> None:
    async with stage(RatingScreen(), desk(to_rate(team_size=people_in_team)), size=(120, 40)) as shown:
        assert ("scores can be guessed" in shown.picture) is warned
        assert "names are hidden from colleagues" in shown.picture
        assert "anonym" not in shown.picture.casefold()


async def test_the_cards_own_criterion_stands_in_its_authors_words_and_what_does_not_apply_is_gone() -> None:
    own = OwnCriterion("dignity [/]", 20, "Corrected in front of others.", "Leaves with a better story.")
    change = RubricChange(not_applicable=("aftertaste",), criterion=own)
    answer = to_rate(criteria=criteria_for(change))
    async with stage(RatingScreen(), desk(answer)) as shown:
        picture = await shown.press("down", "down", "down", "down", "5")
        assert "dignity [/]" in picture
        assert "5 Leaves with a better story." in picture
        assert "Aftertaste" not in picture


async def test_a_long_answer_scrolls_and_the_rubric_stays() -> None:
    answer = to_rate(text="word " * 2000)
    async with stage(RatingScreen(), desk(answer), size=(60, 20)) as shown:
        first = shown.picture
        later = await shown.press("pagedown")
        assert first != later
        assert "What would this customer write back?" in later
        assert "▸ Heard" in later


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: repr(text[:12]))
async def test_what_people_wrote_is_shown_as_it_stands(text: str) -> None:
    shown_card = replace(to_rate().shown, complaint=text, context=text, role=text, constraints=(text,))
    async with stage(RatingScreen(), desk(to_rate(shown=shown_card, text=text)), size=(120, 40)) as shown:
        assert shown.app.return_code is None
        assert "\x1b" not in shown.picture
        assert "\u202e" not in shown.picture
        if text in ("[/]", "[@click=app.quit]x[/]", "[red]x[/red]"):
            assert shown.picture.count(text) == 5


async def test_a_click_on_a_dot_is_a_level() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        row = next(at for at, line in enumerate(shown.picture.splitlines()) if "Solved" in line)
        column = shown.picture.splitlines()[row].index("○")
        await shown.pilot.click(offset=(column + 2 * 3, row))
        assert "4 fits this customer's wants and our means" in await shown.settled()


async def test_a_flag_can_be_clicked() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        picture = await shown.press("f8")
        row = next(at for at, line in enumerate(picture.splitlines()) if "unsafe advice" in line)
        await shown.pilot.click(offset=(30, row))
        assert "3 [x] unsafe advice" in await shown.settled()


async def test_a_pasted_phrase_is_cleaned_and_that_is_said() -> None:
    from textual import events

    async with stage(RatingScreen(), desk()) as shown:
        await shown.press("f7")
        shown.app.screen.focused.post_message(events.Paste("a\x1b[31mb\u202ec"))  # type: ignore[union-attr]
        assert "2 control characters were taken out." in await shown.settled()
        assert "“a[31mbc”" in await shown.press("enter")


async def test_an_answer_is_rated_with_six_keys_and_all_extras_with_a_dozen_more() -> None:
    """Under 40 s: 90 words read at 240 a minute (22.5 s), and six keys of 1.63 s each (1.35 to decide, 0.28 to press)."""
    levels, extras = ["4", "5", "3", "4", "2"], ["f6", "f7", "down", "enter", "f9", "down", *"asked", "enter"]
    assert 90 / 240 * 60 + (len(levels) + 1) * (1.35 + 0.28) < 40
    async with stage(RatingScreen(), desk(to_rate(), None)) as shown:
        await shown.press(*levels, *extras, "enter")
        assert len(extras) <= 12
        judgement = shown.app.asked_for("give_rating")[0][2]
        assert list(judgement.levels.values()) == [3, 4, 2, 3, 1]
        assert judgement.laughed
        assert judgement.steal == "Thank you for telling me, and I am sorry the children got a fright."
        assert judgement.comment == "I liked how you asked"


async def test_a_full_rating_with_a_kind_line_takes_nine_keys_and_one_word() -> None:
    """Five levels, F9, one arrow for a beginning, Enter to keep the line, Enter to give it: with reading still under 40 s."""
    keys, word = ["4", "5", "3", "4", "2", "f9", "down", "enter", "enter"], "asked"
    deciding, pressing = 1.35, 0.28  # the keystroke-level model's seconds for a decision and for a key
    decisions = 5 + 2  # the levels; that a line is due, and which beginning
    assert 90 / 240 * 60 + decisions * deciding + (len(keys) + len(word)) * pressing < 40
    async with stage(RatingScreen(), desk(to_rate(), None)) as shown:
        await shown.press(*keys[:7], *word, *keys[7:])
        judgement = shown.app.asked_for("give_rating")[0][2]
        assert (len(judgement.levels), judgement.comment) == (5, "I liked how you asked")


async def test_arrows_put_a_sentence_of_the_answer_into_the_line() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        assert "↑↓ 2/3" in await shown.press("f7", "down", "down")
        await shown.press("enter")
        assert "“May I introduce them to the fish?”" in shown.picture


async def test_a_beginning_can_be_changed_under_the_words_and_alone_it_says_nothing() -> None:
    async with stage(RatingScreen(), desk()) as shown:
        await shown.press("f9", "down", *"asked", "down", "enter")
        assert f"“{BEGINNINGS[1]} asked”" in shown.picture
        await shown.press("f9", *["backspace"] * len("asked"), "enter")
        assert BEGINNINGS[1] not in shown.picture
        await shown.press("f9", *"mine", "enter")
        assert "“mine”" in shown.picture


async def test_while_a_line_is_open_arrows_leave_the_criteria_alone() -> None:
    async with stage(RatingScreen(), desk(), size=(60, 20)) as shown:
        assert "▸ Heard" in await shown.press("f9", "down", "down", "escape")


async def test_card_and_answer_stand_side_by_side_where_there_is_room() -> None:
    async with stage(RatingScreen(), desk(), size=(110, 24)) as shown:
        row = next(line for line in shown.picture.splitlines() if "The complaint" in line)
        assert "The answer" in row
        assert "▸ Heard" in shown.picture
        assert "5 WOW" in shown.picture
        await shown.pilot.resize_terminal(109, 24)
        row = next(line for line in (await shown.settled()).splitlines() if "The complaint" in line)
        assert "The answer" not in row


async def test_page_down_reads_the_answer_to_its_end_and_then_the_case() -> None:
    answer = to_rate(text="word " * 300 + "the end of it")
    async with stage(RatingScreen(), desk(answer), size=(120, 24)) as shown:
        for _page in range(12):
            await shown.press("pagedown")
        assert "the end of it" in shown.picture
        assert "Giving more than" in shown.picture
        for _page in range(24):
            await shown.press("pageup")
        assert "The complaint" in shown.picture
        assert "The answer" in shown.picture


async def test_a_click_beside_the_rows_is_a_level_of_the_criterion_under_the_cursor() -> None:
    async with stage(RatingScreen(), desk(), size=(120, 40)) as shown:
        lines = shown.picture.splitlines()
        row = next(at for at, line in enumerate(lines) if "3 normal" in line)
        await shown.pilot.click(offset=(lines[row].index("3 normal"), row))
        assert "Heard       ● ● ● ○ ○" in await shown.settled()


def warm_desk(**more: Any) -> dict[str, Any]:
    results = iter(warmed())
    first = to_rate("gold-1", waiting=2), to_rate("gold-2", waiting=2)
    return desk(to_rate(), warm_up=first, rate_warm_up=lambda *_given: next(results), **more)


async def test_a_warm_up_comes_first_and_shows_what_was_expected_after_both() -> None:
    async with stage(RatingScreen(), warm_desk()) as shown:
        assert "Warm-up · 1 of 2" in shown.picture
        assert "no colleague wrote this" in shown.picture
        picture = await shown.press(*"44244", "enter")
        assert "Warm-up · 2 of 2" in picture
        assert "expected" not in picture.replace("what is expected", "")
        await shown.press(*"11111", "enter")
        assert isinstance(shown.app.screen, WarmUpScreen)
        assert "A strong answer" in shown.picture
        assert shown.app.asked_for("give_rating") == []
        assert "Rate · 1 of 3" in await shown.press("enter")


async def test_a_warm_up_can_be_skipped_and_is_asked_for_once() -> None:
    async with stage(RatingScreen(), warm_desk()) as shown:
        assert "Rate · 1 of 3" in await shown.press("f3")
        assert "F3 skip" not in shown.picture
        await shown.press(*"44444", "enter")
        assert len(shown.app.asked_for("warm_up")) == 1


async def test_leaving_a_warm_up_gives_nothing_back() -> None:
    async with stage(HomeScreen(a_home()), warm_desk(), home=a_home()) as shown:
        await _open(shown)
        await shown.press("escape")
        assert isinstance(shown.app.screen, HomeScreen)
        assert shown.app.asked_for("put_back") == []


async def test_quitting_puts_the_answer_back_at_once() -> None:
    async with stage(HomeScreen(a_home()), desk(), home=a_home()) as shown:
        await _open(shown)
        await shown.press("f10")
        assert shown.app.asked_for("put_back") == [(IRYNA.id, "answer-1")]
        assert shown.app.return_code == 0


async def test_quitting_with_levels_set_asks_first_and_a_refusal_holds_nobody() -> None:
    answers = desk(put_back=StoreUnavailable("The database is locked."))
    async with stage(HomeScreen(a_home()), answers, home=a_home()) as shown:
        await _open(shown)
        await shown.press("4", "f10")
        assert shown.app.asked_for("put_back") == []
        await shown.press("right", "enter")
        assert len(shown.app.asked_for("put_back")) == 1
        assert shown.app.return_code == 0


async def test_a_whole_rating_on_a_real_store(tmp_path: Path) -> None:
    """Olena's answer comes to Iryna without a name, is rated, taken back, given again; then nothing waits."""
    async with walking(tmp_path, name="Iryna") as walk:
        await _answer_of(walk, "Olena", "Petro")
        assert "Warm-up · 1 of 2" in await walk.press("f3")
        picture = await walk.press("f3")
        assert "May I introduce them" in picture
        assert "Olena" not in picture
        await walk.press(*"44444", "enter")
        assert "No answer of a colleague waits" in walk.picture
        picture = await walk.press("backspace")
        assert "May I introduce them" in picture
        assert "● ● ● ● ○" in picture
        await walk.press("5", "enter", "escape")
        assert "No answer of a colleague waits for you" in walk.picture


async def test_a_signal_puts_the_answer_back_before_the_program_ends(tmp_path: Path) -> None:
    def leased(uow: UnitOfWork, clock: Clock, person: PersonId) -> AnswerId | None:
        with uow.reading():
            return uow.ratings.leased_to(person, clock.now().at)

    async with walking(tmp_path, name="Iryna") as walk:
        await _answer_of(walk, "Olena", "Petro")
        await walk.press("f3", "f3")
        assert walk.app.person is not None
        assert await walk.app.use(leased, walk.app.person.id) is not None
        walk.app._keep_words()
        assert await walk.app.use(leased, walk.app.person.id) is None


async def _answer_of(walk: Walk, *names: str) -> None:
    """The first of `names` sends an answer; all of them are in the team."""
    olena, *_others = await walk.app.use(people.add_people, names)
    deal = await walk.app.use(dealing.prepare_next, olena.id, render=walk.trainer.render, language="en")
    await walk.app.use(dealing.start_deal, deal.id)
    await walk.app.use(answering.send_answer, deal.id, Draft(("May I introduce them to the fish?",), 0, 1))


async def _open(shown: Stage) -> None:
    await shown.app.push_screen(RatingScreen())
    await shown.settled()


async def test_in_a_low_window_a_chosen_level_can_be_read_in_full_and_nothing_moves() -> None:
    async with stage(RatingScreen(), desk(), size=(60, 20)) as shown:
        before = [line[:14] for line in shown.picture.splitlines()]
        picture = await shown.press("4", "up")
        assert "4  also names the feeling, or what it spoiled" in picture
        row = before.index(next(line for line in before if "▸ Heard" in line))
        assert picture.splitlines()[row].startswith(" ▸ Heard")
