"""Keeping words: a throttle, one writer, the newest wins; the journal where the database does not answer."""

import asyncio
from datetime import UTC, datetime

import pytest

from trainer.domain.answering import Draft
from trainer.errors import DealClosed, StoreUnavailable
from trainer.tui import keeping
from trainer.tui.keeping import Keeper

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Desk:
    """A screen, a database and a journal to watch."""

    def __init__(self) -> None:
        self.text = ""
        self.database: list[Draft] = []
        self.journal: list[Draft] = []
        self.said: list[str] = []
        self.trouble: list[BaseException] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.keeper = Keeper(
            lambda seq: Draft((self.text,), None, seq),
            self.save,
            self.journal.append,
            saved=Draft(("",), None, 4),
            kept=lambda _at: self.said.append("kept"),
            journalled=lambda: self.said.append("journalled"),
            closed=lambda: self.said.append("closed"),
        )

    async def save(self, draft: Draft) -> datetime:
        await self.gate.wait()
        if self.trouble:
            raise self.trouble.pop(0)
        self.database.append(draft)
        return AT

    def write(self, text: str) -> None:
        self.text = text
        self.keeper.touch()


async def test_many_keys_are_one_save_with_the_newest_text() -> None:
    desk = Desk()
    for length in range(1, 6):
        desk.write("hello"[:length])
    await desk.keeper.flush()
    assert desk.database == [Draft(("hello",), None, 5)]
    assert desk.said == ["kept"]
    assert not desk.keeper.unsaved


async def test_further_typing_does_not_postpone_the_save(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, waits = Desk(), list[float]()

    async def pause(_keeper: Keeper, seconds: float) -> None:
        waits.append(seconds)
        desk.write(desk.text + "x")  # typed while the save was waited for
        await asyncio.sleep(0)

    monkeypatch.setattr(Keeper, "_pause", pause)
    desk.write("a")
    while not desk.database:
        await asyncio.sleep(0)
    assert waits == [keeping.WAIT_SECONDS]
    assert desk.database[0].variants == ("ax",)
    desk.keeper.stop()


async def test_durable_within_three_tenths_of_a_second_by_database_or_journal() -> None:
    assert keeping.WAIT_SECONDS + keeping.ANSWER_SECONDS < 0.3


async def test_each_save_carries_a_higher_number() -> None:
    desk = Desk()
    for text in ("one", "two", "three"):
        desk.write(text)
        await desk.keeper.flush()
    assert [each.seq for each in desk.database] == [5, 6, 7]


async def test_nothing_is_saved_when_nothing_changed() -> None:
    desk = Desk()
    desk.keeper.touch()
    await desk.keeper.flush()
    assert desk.database == []


async def test_a_slow_database_lets_the_journal_have_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "ANSWER_SECONDS", 0.0)
    desk = Desk()
    desk.gate.clear()
    desk.write("kept anyway")
    while "journalled" not in desk.said:
        await asyncio.sleep(0.001)
    assert "kept" not in desk.said
    assert desk.journal[-1].variants == ("kept anyway",)
    desk.gate.set()
    await desk.keeper.flush()
    assert desk.said[-1] == "kept"


async def test_a_refusing_database_lets_the_journal_have_the_words_and_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "RETRY_SECONDS", 0.0)
    desk = Desk()
    desk.trouble = [StoreUnavailable("full"), StoreUnavailable("full")]
    desk.write("words")
    await desk.keeper.flush()
    while desk.keeper.unsaved:
        await asyncio.sleep(0.001)
    assert [each.variants for each in desk.journal] == [("words",), ("words",)]
    assert desk.database[-1].variants == ("words",)


async def test_a_closed_card_is_told_and_ends_the_saving() -> None:
    desk = Desk()
    desk.trouble = [DealClosed("over")]
    desk.write("late")
    await desk.keeper.flush()
    desk.write("later")
    await desk.keeper.flush()
    assert desk.said == ["closed"]
    assert desk.database == []


async def test_a_database_that_stays_away_is_asked_later_and_later(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, waits = Desk(), list[float]()

    async def pause(_keeper: Keeper, seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(Keeper, "_pause", pause)
    desk.trouble = [StoreUnavailable("gone")] * 6
    desk.write("words")
    while not desk.database:
        await asyncio.sleep(0)
    assert waits == [keeping.WAIT_SECONDS, 1, 2, 4, 8, 8, 8]
    assert len(desk.journal) == 6
