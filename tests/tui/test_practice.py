"""Practice: the card, the clock, the variants, and that no word is lost."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from tests.support.pilot import Walk, seaside, walking, writing
from tests.tui.goldens import assert_golden
from trainer.domain.answering import Draft
from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard
from trainer.domain.kinds import DealState
from trainer.domain.texts import clean
from trainer.errors import StoreUnavailable
from trainer.services import answering, dealing
from trainer.tui.screens.aftermath import AftermathScreen
from trainer.tui.screens.asking import AskScreen
from trainer.tui.screens.earlier import EarlierScreen
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.practice import PracticeScreen

SIZES = [(80, 24), (60, 20), (120, 40)]


async def stored(walk: Walk) -> tuple[str, ...]:
    """The variants as the database has them."""
    _deal, draft = await walk.app.use(dealing.resume_deal, walk.practice.deal.id)
    assert isinstance(draft, Draft)
    return draft.variants


def without_saving_time(picture: str) -> str:
    return re.sub(r"saved \d\d:\d\d:\d\d", "saved --:--:--", picture)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_picture_of_writing(tmp_path: Path, size: tuple[int, int]) -> None:
    """The complaint, what is yours to give, two variants of which the first is starred, a hint; the cursor in the second."""
    async with writing(tmp_path, size=size) as walk:
        await walk.type("Thank you for telling me, and I am sorry the children got a fright.", "f6", "f7")
        await walk.type("May I introduce them?", "f8")
        await walk.pass_time(18)
        await walk.saved()
        assert_golden(without_saving_time(walk.picture), f"practice-{size[0]}x{size[1]}")


async def test_picture_of_a_card_whose_clock_waits(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("One idea.", "f5")
        await walk.press("enter")
        assert walk.practice.deal.state is DealState.PREPARED
        assert_golden(walk.picture, "practice-prepared")


async def test_enter_starts_the_clock_of_a_prepared_card(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("One idea.", "f5")
        await walk.press("enter")
        await walk.pass_time(60)
        assert "07:00" in walk.picture, "nothing runs before Enter"
        await walk.press("enter")
        await walk.pass_time(1)
        assert "06:59" in walk.picture


async def test_f5_sends_the_starred_variant(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("First idea", "f6", "f7")
        await walk.type("Second idea", "f5")
        assert walk.screen(AftermathScreen)
        assert "First idea" in walk.picture
        assert "promised the children" in walk.picture


async def test_a_burst_of_keys_lands_where_one_typed_it(tmp_path: Path) -> None:
    """Letters may still be on their way to their field when the next key comes; those behind it wait for where it leads."""

    async def at_once(*pieces: str) -> None:
        for piece in pieces:
            for letter in [piece] if piece in {"enter", "tab", "f5", "f7"} else piece:
                named = len(letter) > 1
                walk.app.post_message(events.Key("space" if letter == " " else letter, None if named else letter))
        await walk.press()

    async with writing(tmp_path) as walk:
        await at_once("One idea", "f7", "and", "f7", "Third", "tab", ", cheaper", "tab", " another")
        assert list(walk.practice._variants.texts) == ["One idea, cheaper", "and another", "Third"]
        await at_once("f7", "Come and see at nine", "f5")
        assert walk.screen(AftermathScreen)
        assert "Come and see at nine" in walk.picture
        await walk.press("enter")
        assert walk.practice.deal.state is DealState.PREPARED
        await at_once("enter", "Good")
        assert list(walk.practice._variants.texts) == ["Good"]
        await at_once("f2", "earl")
        assert "earl" in walk.picture


async def test_without_a_star_the_last_variant_is_sent(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("First idea", "f7")
        await walk.type("Second idea", "f5")
        assert "Second idea" in walk.picture


async def test_nothing_written_is_not_sent(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.press("f5")
        assert walk.practice.deal.state is DealState.OPEN
        assert "nothing to send yet" in walk.picture


async def test_sending_can_be_taken_back_with_every_variant(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("First idea", "f6", "f7")
        await walk.type("Second idea", "f5")
        await walk.pass_time(9)
        await walk.press("f5")
        assert walk.practice.deal.state is DealState.OPEN
        assert "06:51" in walk.picture
        assert "★ 1  First idea" in walk.picture
        assert "Second idea" in walk.picture


async def test_f5_held_too_long_does_not_take_back(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("One idea", "f5", "f5")
        assert walk.screen(AftermathScreen)


async def test_after_ten_seconds_it_is_too_late_to_take_back(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("One idea", "f5")
        await walk.pass_time(10)
        await walk.press("f5", "backspace")
        assert walk.screen(AftermathScreen)
        assert "take back" not in walk.picture


async def test_tab_and_the_edges_of_a_text_lead_to_the_neighbour(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("one", "f7")
        await walk.type("two", "f7")
        await walk.type("three", "tab")
        await walk.type("!")
        await walk.press("down", "down")
        await walk.type("?")
        await walk.press("up")
        assert walk.practice._variants.texts == ("one!", "two", "?three")
        assert walk.practice._variants.current == 1


async def test_f7_on_an_empty_variant_adds_no_second_one(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.press("f7", "f7")
        assert walk.practice._variants.texts == ("",)


async def test_what_is_typed_is_saved_without_being_asked(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Thank you\nvery much")
        await walk.saved()
        assert await stored(walk) == ("Thank you\nvery much",)
        assert "saved" in walk.picture


async def test_saved_is_not_said_before_it_is(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        walk.practice._variants.area.insert("Thank you")
        await asyncio.sleep(0)
        assert "saved" not in walk.picture


async def test_cyrillic_letters_are_typed_and_ctrl_letters_work_under_that_layout(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Дякую, що сказали: ї, є, ґ, ы, ё")
        await walk.press("ctrl+ф")  # ctrl+a: to the start of the line
        await walk.type("1")
        assert walk.practice._variants.texts == ("1Дякую, що сказали: ї, є, ґ, ы, ё",)
        await walk.press("ctrl+й")
        assert walk.screen(AskScreen)


async def test_hints_come_one_at_a_time(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        assert "Hint 1 of 2" in await walk.press("f8")
        assert "Hint 2 of 2" in await walk.press("f8")
        assert "hint" not in (await walk.press("f8")).splitlines()[-1]


async def test_a_hint_stands_once_where_all_of_the_card_shows_and_above_the_text_where_not(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        assert (await walk.press("f8")).count("Hint 1 of 2") == 1
        assert "PgDn reads on" in walk.picture
        await walk.pilot.resize_terminal(80, 50)
        assert (await walk.settled()).count("Hint 1 of 2") == 1
        assert "PgDn reads on" not in walk.picture


async def test_opened_hints_are_there_again_for_whoever_comes_back(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.press("f8", "escape")
        assert "Hint 1 of 2" in await walk.press("enter")
        assert "Hint 2 of 2" in await walk.press("f8")


async def test_a_twist_comes_when_its_time_has_come(tmp_path: Path) -> None:
    async with writing(tmp_path, size=(80, 30)) as walk:
        assert "looked at her" not in await walk.pass_time(200)
        assert "looked at her" in await walk.pass_time(11)


async def test_at_seventy_percent_a_quiet_nudge(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.pass_time(293)
        assert "next idea" not in walk.picture
        assert "The next idea is usually the better one." in await walk.pass_time(2)


async def test_at_zero_the_grace_counts_and_then_the_text_is_taken_as_it_stands(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Half a sent")
        picture = await walk.pass_time(423)
        assert "00:00" in picture
        assert "sent in 12 s" in picture
        await walk.type("ence")
        await walk.pass_time(12)
        assert walk.screen(AftermathScreen)
        assert "Sent at zero, as it stood" in walk.picture
        assert "Half a sentence" in walk.picture


async def test_at_zero_with_nothing_written_the_card_just_ends(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.pass_time(436)
        assert "Time was up before anything was written" in walk.picture


async def test_zero_behind_a_question_still_takes_the_text(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Kept", "f9")
        assert walk.screen(AskScreen)
        walk.clock.advance(436)
        practice = next(each for each in walk.app.screen_stack if isinstance(each, PracticeScreen))
        practice.tick()
        await walk.settled()
        assert walk.screen(AftermathScreen)
        assert "Kept" in walk.picture


async def test_passing_asks_first(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Not mine", "f9")
        assert "Pass this card?" in walk.picture
        await walk.press("escape")
        assert walk.practice.deal.state is DealState.OPEN
        await walk.press("f9", "right", "enter")
        assert "You passed this card" in walk.picture


async def test_leaving_while_writing_saves_and_says_that_the_clock_runs_on(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        deal = walk.practice.deal
        await walk.type("Not done yet", "f10")
        assert "The clock runs on" in walk.picture
        _deal, draft = await walk.app.use(dealing.resume_deal, deal.id)
        assert draft.variants == ("Not done yet",)
        await walk.press("escape")
        assert walk.screen(PracticeScreen)
        await walk.press("f10", "right", "enter")
        assert walk.app.return_code == 0


async def test_home_and_back_keeps_words_and_the_deadline(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("To be continued", "escape")
        assert walk.screen(HomeScreen)
        walk.clock.advance(30)
        await walk.press("enter")
        assert "To be continued" in walk.picture
        assert "06:30" in walk.picture


async def test_the_next_start_offers_the_open_card_with_its_text(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("From yesterday")
        await walk.saved()
        clock = walk.clock
    clock.advance(45)
    async with walking(tmp_path, clock=clock) as again:
        await again.press("enter")
        assert "From yesterday" in again.picture
        assert "06:15" in again.picture


async def test_what_was_sent_at_zero_while_the_program_was_dead_is_shown(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("Left behind")
        await walk.saved()
        clock = walk.clock
    clock.advance(3600)
    async with walking(tmp_path, clock=clock) as again:
        await again.press("enter")
        assert again.screen(AftermathScreen)
        assert "Left behind" in again.picture
        assert "Sent at zero" in again.picture


async def test_an_earlier_text_comes_back_as_a_variant_of_its_own(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("A good sentence")
        await walk.saved()
        walk.practice._variants.area.clear()
        await walk.saved()
        await walk.type("x")
        await walk.app.screen.run_action("earlier")
        await walk.settled()
        assert walk.screen(EarlierScreen)
        await walk.press("enter")
        assert walk.practice._variants.texts == ("x", "A good sentence")


async def test_pasted_control_characters_are_taken_out_and_that_is_said(tmp_path: Path) -> None:
    from textual.events import Paste

    async with writing(tmp_path) as walk:
        walk.practice._variants.area.post_message(Paste("a\x1b]52;c;cHduZWQ=\x07b\u202ec"))
        await walk.settled()
        assert walk.practice._variants.texts == ("a]52;c;cHduZWQ=bc",)
        assert "3 control characters were taken out." in walk.picture


@pytest.mark.parametrize(
    "text",
    ["[/]", "[/", "[@click=app.quit]x[/]", "[red]x[/red]", "👨‍👩‍👧 e\u0301 \u200bzero", "x" * 400, "$accent {name} %s"],
)
async def test_odd_texts_are_shown_as_typed_everywhere(tmp_path: Path, text: str) -> None:
    def odd(deck: Deck, card: Card, seed: str) -> ShownCard:
        shown = seaside(deck, card, seed)
        customer = replace(shown.customer, full_name=text, mood=text, remembered_detail=text)
        return replace(
            shown,
            deck_title=text,
            complaint=text,
            context=text,
            customer=customer,
            hints=(text,),
            can_do=(text,),
            constraints=(text,),
            hidden_interest=text,
            gold=tuple(replace(each, text=text, why=text) for each in shown.gold),
            must_not=(text,),
        )

    async with writing(tmp_path, rendering=odd) as walk:
        walk.practice._variants.area.insert(text)
        await walk.press("f7", "f8")
        assert clean(text)[:8] in walk.picture
        await walk.press("f5")
        assert walk.screen(AftermathScreen)
        assert clean(text)[:8] in walk.picture


async def test_over_the_soft_limit_says_so_and_keeps_every_word(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        walk.practice._variants.area.insert("word " * 150)
        await walk.saved()
        await walk.settled()
        assert "750 of 700 characters" in walk.picture
        assert len((await stored(walk))[0]) == 750
        walk.practice._note.say("What is said is longer than the window is wide, " * 2 + "and read to its end.")
        assert "and read to its end." in " ".join((await walk.settled()).split())


async def test_words_go_to_the_journal_while_the_database_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise StoreUnavailable("locked")

    async with writing(tmp_path) as walk:
        monkeypatch.setattr(answering, "save_draft", refuse)
        await walk.type("Kept on the side")
        await walk.saved()
        assert "kept in a local journal" in walk.picture
        entries = walk.trainer.journal.entries(walk.trainer.database)
        assert [each.draft.variants for each in entries][-1] == ("Kept on the side",)
        monkeypatch.undo()
        walk.practice._keeper.touch()
        await walk.saved()
        assert await stored(walk) == ("Kept on the side",)


async def test_too_small_a_window_asks_for_room_and_keeps_typing(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        await walk.type("before ")
        await walk.pilot.resize_terminal(50, 12)
        assert "60x20 needed" in await walk.settled()
        await walk.type("after")
        await walk.pilot.resize_terminal(80, 24)
        assert "before after" in await walk.settled()


async def test_a_signal_saves_what_is_on_the_screen(tmp_path: Path) -> None:
    async with writing(tmp_path) as walk:
        deal = walk.practice.deal
        walk.practice._variants.area.insert("Last words")
        await walk.practice.query("#title").remove()  # as when the last save comes back to a page that is taken down
        walk.app._leave_by_signal(15)
        draft = walk.trainer.run(dealing.resume_deal, deal.id)[1]
        assert draft.variants == ("Last words",)
        await walk.pilot.pause()
    assert walk.app.return_code == 143
