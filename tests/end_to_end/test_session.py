"""A Monday session in real terminals on one SQLite file: a lead, five people, and everything that goes wrong in a room.

One is killed while typing and returns, one comes late, one never rates, the lead's terminal dies in the rating and a
colleague takes over. The phases are shortened; nothing waits for a zero, and every wait is for something that is seen.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.colleagues import ask, meet, tell
from tests.support.terminal import Terminal, start_trainer

LEAD, RETURNS, LATE, NEVER_RATES, TAKES_OVER, FIFTH = "Olena", "Iryna", "Ivan", "Marta", "Bohdan", "Petro"
EVERYBODY = (LEAD, RETURNS, LATE, NEVER_RATES, TAKES_OVER, FIFTH)
RATERS = (RETURNS, FIFTH, LATE, TAKES_OVER)
WORDS = {
    RETURNS: "Thank you for telling me, shall we look at it together",
    LATE: "I came late and still I would like to show you round",
    NEVER_RATES: "You are right to ask, I call you tomorrow at nine",
    TAKES_OVER: "What would make it a good day for you after all",
    FIFTH: "I am glad you said so, come with me for a minute",
}
NOTES = ("Ask before you offer", "Say thank you and mean it")
PHRASE = "come with me"
IF_THEN = "If a customer is startled, I will ask what happened"
NEXT_TIME = "My soup looked at me"


class Room:
    """The terminals of one session, by their people."""

    def __init__(self, home: Path, open_terminals: ExitStack) -> None:
        self.home, self._open = home, open_terminals
        meet(home, *EVERYBODY)
        opened = tell(home, "--as", LEAD, "session", "new", "--preset", "monday", "--minutes", "12")
        self.id, self.code = opened["session"], opened["code"]
        self.at: dict[str, Terminal] = {}

    def start(self, name: str) -> Terminal:
        terminal = self._open.enter_context(start_trainer(self.home, "--as", name, "--lang", "en"))
        self.at[name] = terminal
        return terminal

    def come_home(self, name: str, *, sees: str = "Team sessions") -> Terminal:
        """F4 at home, once its line says that the session runs: to the code, the own seat, the own console."""
        terminal = self.at[name]
        self.see(terminal, "is running")
        terminal.press("f4")
        self.see(terminal, sees)
        return terminal

    def sit_down(self, terminal: Terminal, sees: str) -> Terminal:
        terminal.type(self.code)
        self.see(terminal, self.code)
        terminal.press("enter")
        self.see(terminal, sees)
        return terminal

    def until(self, terminal: Terminal, true: Callable[[], bool], otherwise: str) -> None:
        """Waits at one terminal and listens to all: one that nobody reads from stands still."""

        def heard() -> bool:
            for each in self.at.values():
                if each is not terminal and each.process.poll() is None:
                    each.listen(0.0)
            return true()

        terminal.wait_until(heard, otherwise)

    def see(self, terminal: Terminal, wanted: str) -> None:
        """Waits until `wanted`, a pattern, is on the screen, whatever its line breaks."""
        self.until(terminal, lambda: re.search(wanted, terminal.words) is not None, f"not on the screen: {wanted!r}")

    def write(self, name: str, words: str) -> None:
        terminal = self.at[name]
        terminal.type(words, pause=0.002)
        self.see(terminal, re.escape(words))

    @property
    def had_a_seat(self) -> set[str]:
        return {name for (name,) in self.store("SELECT name FROM person JOIN seat ON seat.person_id = person.id")}

    @property
    def seated(self) -> list[Terminal]:
        return [terminal for name, terminal in self.at.items() if name != LEAD]

    @property
    def turn(self) -> object:
        return self.store("SELECT turn FROM session")

    def go_on(self, lead: Terminal) -> None:
        """F5 at the console; a question whether to leave somebody behind is answered with yes."""
        before = self.turn
        lead.press("f5")
        self.until(lead, lambda: self.turn != before or "Go on?" in lead.words, "F5 does nothing")
        if self.turn == before:
            lead.press("right", "enter")
            self.until(lead, lambda: self.turn != before, "Enter does nothing")

    def lead_on(self, lead: Terminal, *, everybody_sees: str) -> None:
        self.go_on(lead)
        for terminal in self.seated:
            if terminal is not lead:
                self.see(terminal, everybody_sees)

    # --- what the store says ------------------------------------------------------------------------------------------

    def store(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.home / "trainer" / "data" / "trainer.db", timeout=30)) as store, store:
            return store.execute(statement).fetchall()

    def by_person(self, what: str) -> dict[str, Any]:
        """`what` of each person, by the name: "SELECT name, ... FROM person JOIN `what`"."""
        return dict(self.store(f"SELECT name, {what}"))

    def deadline(self) -> datetime:
        ((deadline,),) = self.store("SELECT deadline_at FROM session")
        return datetime.fromisoformat(deadline).replace(tzinfo=UTC)

    def seconds_left(self) -> float:
        return (self.deadline() - datetime.now(UTC)).total_seconds()

    def leads(self, name: str) -> bool:
        return self.store("SELECT name FROM session JOIN person ON person.id = lead_id") == [(name,)]

    def lead_was_gone_for_a_minute(self) -> None:
        """Moves the last beat of the lead, who is gone for good, back, so that no test has to wait for the minute."""
        self.store(
            "UPDATE session SET lead_seen_at = strftime('%Y-%m-%d %H:%M:%f', lead_seen_at, '-70 seconds'),"
            " lead_seen_boot_seconds = lead_seen_boot_seconds - 70, version = version + 1"
        )


@pytest.fixture
def room(home: Path) -> Iterator[Room]:
    with ExitStack() as terminals:
        yield Room(home, terminals)


def come_in(room: Room, name: str, *, sees: str) -> None:
    """In the middle of the writing: the time that is left is what the others have, not a full one."""
    deadline, left = room.deadline(), room.seconds_left()
    room.start(name)
    back = name in room.had_a_seat
    terminal = room.come_home(name, sees=sees) if back else room.sit_down(room.come_home(name), sees)
    room.see(terminal, r"\b\d\d:\d\d\b")
    minutes, seconds = re.findall(r"\b(\d\d):(\d\d)\b", terminal.words)[0]
    # Painted after `left` was read and before now, so that this holds however slow the machine is.
    assert room.seconds_left() - 1 <= int(minutes) * 60 + int(seconds) <= left + 1
    assert room.deadline() == deadline
    dealt = room.by_person("deadline_at FROM deal JOIN person ON person.id = person_id WHERE session_id IS NOT NULL")
    assert len(set(dealt.values())) == 1, dealt
    assert dealt[name]


def rate_what_comes(room: Room, name: str, *, steal: str = "", most: int = 4) -> int:
    """Gives the same level to every criterion of every answer, until nothing waits; how many."""
    terminal, given = room.at[name], 0
    while given < most:
        room.see(terminal, rf"Rate · {given + 1} of \d+|Nothing waits for you now")
        if "Nothing waits" in terminal.words:
            break
        if steal:
            terminal.press("f7")
            terminal.type(steal)  # no letter falls beside the line
            terminal.press("enter")
            room.see(terminal, f"“{steal}”")
        give_levels(room, terminal)
        given += 1
    return given


def give_levels(room: Room, terminal: Terminal) -> None:
    """One key a criterion; a card may have one of its own, and what is too much falls on the last one."""
    terminal.press(*"444444")
    room.until(terminal, lambda: "○ ○ ○ ○ ○" not in terminal.text, "a criterion has no level")
    terminal.press("f5")


def gather(room: Room) -> Terminal:
    """The lobby: all terminals at once, as in the morning. Returns the lead's."""
    on_time = (RETURNS, NEVER_RATES, TAKES_OVER, FIFTH)
    for name in (LEAD, *on_time):
        room.start(name)
    lead = room.come_home(LEAD, sees=room.code)
    for name in on_time:
        terminal = room.sit_down(room.come_home(name), "You are in")
        terminal.press("3", "2")
        room.see(terminal, "Kept")
    room.see(lead, "of 4 ready")
    return lead


def warm_up(room: Room, lead: Terminal) -> None:
    room.lead_on(lead, everybody_sees="We laugh at the situation")
    room.lead_on(lead, everybody_sees="Warm-up ·")
    warming = room.at[FIFTH]
    for answer in range(2):
        room.see(warming, rf"Warm-up · {answer + 1} of 2")
        give_levels(room, warming)
    room.see(warming, "authors wrote these answers")  # read until one goes on oneself
    warming.press("4", "enter")
    room.see(warming, "1 of 4 ready")


def write(room: Room, lead: Terminal) -> None:
    room.lead_on(lead, everybody_sees="Listen: the lead reads")
    room.lead_on(lead, everybody_sees="F5 done")
    # one is killed while typing, and comes back to the same words and the same time
    first, second = WORDS[RETURNS][:24], WORDS[RETURNS][24:]
    room.write(RETURNS, first)
    drafts = f"SELECT 1 FROM draft WHERE variants LIKE '%{first}%'"
    room.until(room.at[RETURNS], lambda: room.store(drafts) != [], "the words are not kept")
    room.at[RETURNS].type(second[:3])  # and is in the middle of a word when it happens
    room.at[RETURNS].kill()
    come_in(room, RETURNS, sees=re.escape(first))
    kept = re.search(rf"{first}({second[:3]}|{second[:2]}|{second[:1]})?", room.at[RETURNS].words)
    assert kept
    room.write(RETURNS, WORDS[RETURNS].removeprefix(kept[0]))
    room.see(room.at[RETURNS], re.escape(WORDS[RETURNS]))
    # one comes late
    come_in(room, LATE, sees="F5 done")
    for name in (RETURNS, TAKES_OVER, FIFTH):
        if name != RETURNS:
            room.write(name, WORDS[name])
        room.at[name].press("f5")
        room.see(room.at[name], "Your answer is in")
    # two are still writing when the lead goes on: what stands there is taken
    room.write(LATE, WORDS[LATE])
    room.write(NEVER_RATES, WORDS[NEVER_RATES])
    room.see(lead, "3 of 5 ready")
    room.lead_on(lead, everybody_sees="names are hidden")


def take_over(room: Room, lead: Terminal) -> dict[str, int]:
    """The lead's terminal dies while all rate; the session goes on under a colleague. Name -> how many they rated."""
    lead.kill()
    rated = {name: rate_what_comes(room, name, steal=PHRASE if name == RETURNS else "") for name in RATERS}
    taker = room.at[TAKES_OVER]
    taker.press("esc")
    room.see(taker, "F5 ready")
    assert "F9" not in taker.words  # not before the minute is over
    room.lead_was_gone_for_a_minute()
    room.see(taker, "F9 take over")
    taker.press("f9")
    room.until(taker, lambda: room.leads(TAKES_OVER), "nobody took over")
    room.see(taker, r"\+1 min")  # the console is there
    return rated


def look_back(room: Room, lead: Terminal) -> None:
    room.lead_on(lead, everybody_sees="works")
    room.at[RETURNS].press("f6", "f7")
    room.see(room.at[RETURNS], "everybody sees it")
    room.lead_on(lead, everybody_sees="Question 1 of")
    room.write(LATE, NOTES[0])
    room.see(room.at[LATE], "kept")
    room.write(FIFTH, NOTES[1])  # and the lead goes on under these hands
    questions = re.search(r"Question 1 of (\d+)", room.at[FIFTH].words)
    assert questions
    for question in range(2, int(questions[1]) + 1):
        room.go_on(lead)
        room.see(lead, f"Question {question} of")
    room.lead_on(lead, everybody_sees="It stays yours alone")
    room.write(RETURNS, IF_THEN)
    room.see(room.at[RETURNS], "kept")
    room.lead_on(lead, everybody_sees="How much energy?")
    for name in (RETURNS, FIFTH):
        room.at[name].press("4", "4")
    room.at[NEVER_RATES].type("54" + NEXT_TIME)  # no letter falls beside the line
    room.see(room.at[NEVER_RATES], "kept")
    room.until(lead, lambda: len(room.store("SELECT * FROM session_mood WHERE after")) == 3, "a mood is missing")
    room.lead_on(lead, everybody_sees="Thank you. That was it.")
    lead.press("f5")
    room.see(lead, "closed")


def test_a_monday_session_with_all_that_goes_wrong(room: Room) -> None:
    lead = gather(room)
    warm_up(room, lead)
    write(room, lead)
    rated = take_over(room, lead)
    look_back(room, room.at[TAKES_OVER])

    # every answer is there, and its author's
    session = "JOIN deal ON deal.id = answer.deal_id WHERE deal.session_id IS NOT NULL"
    assert room.by_person(f"text FROM person JOIN answer ON answer.person_id = person.id {session}") == WORDS
    # everything that was given was counted, once; nobody rated their own
    own = "SELECT * FROM rating JOIN answer ON answer.id = answer_id WHERE rater_id = answer.person_id"
    assert room.store(own) == []
    peers = room.by_person("count(*) FROM rating JOIN person ON person.id = rater_id GROUP BY name")
    golds = room.by_person(
        "count(*) FROM gold_rating JOIN person ON person.id = rater_id WHERE blind AND rated_at IS NOT NULL GROUP BY name"
    )
    assert {
        name: peers.get(name, 0) + golds.get(name, 0) for name in EVERYBODY if name not in (LEAD, NEVER_RATES)
    } == rated
    assert peers.keys() | golds.keys() <= set(RATERS)
    the_report_is_right(room, peers)


def the_report_is_right(room: Room, peers: dict[str, int]) -> None:
    """What anybody of the team is given to keep says what the store says, and no name that was not claimed."""
    told = json.loads(ask(room.home, "--as", LATE, "report", "session", room.id, "--format", "json"))
    works = dict(
        room.store(
            "SELECT answer.text, CASE WHEN count(*) > 1 THEN coalesce(result.score, avg(rating.score)) END FROM answer"
            " JOIN deal ON deal.id = answer.deal_id LEFT JOIN result ON result.deal_id = deal.id"
            " JOIN rating ON rating.answer_id = answer.id WHERE deal.session_id IS NOT NULL GROUP BY answer.id"
        )
    )
    assert {each["text"]: each["works"] for each in told["answers"]} == {
        text: works.get(text) for text in WORDS.values()
    }
    claimed = {each["text"]: each["claimed_by"] for each in told["answers"] if each["claimed_by"]}
    assert claimed == {WORDS[RETURNS]: RETURNS}
    assert (told["people"], told["ratings"], told["lead"]) == (5, sum(peers.values()), TAKES_OVER)
    (stolen,) = room.store(f"SELECT count(*) FROM rating WHERE steal = '{PHRASE}'")
    assert [(each["text"], each["times"]) for each in told["phrases"]] == (
        [(PHRASE, *stolen)] if stolen != (0,) else []
    )
    assert sorted(line for each in told["debrief"] for line in each["lines"]) == sorted(NOTES)
    assert (told["if_thens"], told["proposed"]) == (1, [NEXT_TIME])
    change = room.store(
        "SELECT count(*), avg(later.pleasure - first.pleasure), avg(later.energy - first.energy) FROM session_mood later"
        " JOIN session_mood first ON first.person_id = later.person_id AND NOT first.after WHERE later.after"
    )
    assert change == [tuple(told["mood"][word] for word in ("pairs", "pleasure", "energy"))]
    assert change[0][0] == 3
    assert told["next_lead"] in WORDS.keys() - {TAKES_OVER}
    page = ask(room.home, "--as", LATE, "--lang", "en", "report", "session", room.id, "--format", "md")
    for words in (*WORDS.values(), *NOTES, NEXT_TIME, told["next_lead"], f"{sum(peers.values())} ratings"):
        assert words in page
    for document in (page.replace(f"{told['next_lead']} leads", ""), str({**told, "next_lead": ""})):
        assert [name for name in EVERYBODY if name in document] == [RETURNS, TAKES_OVER], "who claimed, and who led"
        assert IF_THEN not in document, "an if-then sentence is its writer's alone"
