"""A whole session by commands alone: a script can be the lead and everybody else."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_walk import LEVELS, Call, call  # noqa: F401 - a fixture

PEOPLE = ("Ann", "Bob", "Eve", "Dan")
PEOPLE_SORTED = sorted(PEOPLE)


class Script:
    """Plays people by commands; `code` is what the lead's screen shows."""

    def __init__(self, call: Call, *options: str) -> None:  # noqa: F811
        self._call = call
        assert call("team", "add", "Lea", *PEOPLE)[0] == 0
        assert call("team", "role", "Lea", "lead")[0] == 0
        self.opened = self.of("Lea", "new", *options)
        self.id = str(self.opened["session"])

    def of(self, name: str, *words: str) -> Any:
        code, said, wrong = self._call("--as", name, "session", *words, "--json")
        assert code == 0, (words, wrong)
        return said

    def refused(self, name: str, *words: str) -> str:
        code, _said, wrong = self._call("--as", name, "session", *words)
        assert code == 1
        return str(wrong)

    def lead(self, *words: str) -> Any:
        return self.of("Lea", "lead", self.id, *words)

    def go_to(self, phase: str) -> None:
        while (at := self.lead("view")["phase"]) != phase:
            self.lead("skip" if at == "debrief" else "next")

    def join_all(self, *names: str) -> None:
        for name in names or PEOPLE:
            self.of(name, "join", self.opened["code"])

    def answer(self, name: str, text: str, *more: str) -> Any:
        deal = self.of(name, "card")["deal"]
        code, sent, wrong = self._call("--as", name, "answer", deal, "--variant", text, *more, "--json")
        assert code == 0, wrong
        return sent

    def rate_all(self, levels: tuple[str, ...] = LEVELS) -> int:
        """Everybody rates until nothing is left; how many ratings."""
        given, idle = 0, False
        while not idle:
            idle = True
            for name in PEOPLE:
                code, sheet, _wrong = self._call("--as", name, "session", "rate", "--json")
                if code == 0:
                    words = (sheet["answer"], *levels, "--laughed", "--steal", "Come and see.")
                    assert self._call("--as", name, "rate", "give", *words)[0] == 0
                    given, idle = given + 1, False
        return given


def test_a_script_plays_a_lead_and_four_people_through_a_monday(call: Call, tmp_path: Any) -> None:  # noqa: F811
    script = Script(call, "--preset", "monday")
    assert script.opened["phases"][2] == "warm_up"
    assert script.opened["preflight"]["ok"]
    script.join_all()
    lobby = script.of("Ann", "project", script.id)
    assert (lobby["names"], lobby["present"]) == (sorted(PEOPLE), 4)
    for name in PEOPLE:
        assert script.of(name, "mood", "3", "2")["when"] == "before"
    assert script.lead("view")["ready"] == 4  # as on screen, the two digits are all that the lobby asks for
    script.lead("start")
    assert script.of("Ann", "ready")["seats"] == 4
    assert script.lead("view")["ready"] == 1
    script.go_to("warm_up")
    (first, second) = script.of("Bob", "warm-up")
    for sheet in (first, second):
        levels = [f"{criterion['name']}=3" for criterion in sheet["criteria"]]
        assert call("--as", "Bob", "rate", "warm-up", sheet["answer"], *levels)[0] == 0
    assert script.of("Bob", "warm-up") == []
    assert "not" in script.refused("Ann", "rate").lower()
    script.go_to("write")
    for name in PEOPLE:
        sent = script.answer(name, f"Dear guest, {name} is on the way.")
        assert (sent["hidden_interest"], sent["gold"]) == ("", [])
    assert script.lead("view")["ready"] == 4
    script.go_to("rate")
    assert not [
        item for item in script.lead("view")["items"] if item["text"] in str(script.of("Ann", "project", script.id))
    ]
    assert script.rate_all() == 12 + gold_among(call)
    script.go_to("reveal")
    wall = script.of("Ann", "project", script.id)
    assert [point["label"] for point in wall["reveal"]["points"]] == ["A", "B", "C", "D"]
    assert wall["reveal"]["phrases"] == [{"text": "Come and see.", "times": 12}]
    label = script.of("Ann", "view")["answer_label"]
    script.refused("Bob", "claim", label)
    assert script.of("Ann", "claim", label.lower(), "--wall")["claimed"] is True
    script.go_to("debrief")
    script.of("Ann", "note", "Ask first.")
    script.go_to("if_then")
    script.of("Ann", "if-then", "If a customer sighs, I will ask.")
    script.go_to("next_card")
    script.of("Eve", "propose-card", "My soup looked at me.")
    for name in PEOPLE:
        assert script.of(name, "mood", "4", "4")["when"] == "after"
    assert script.lead("close")["closed"]
    summary = script.of("Dan", "show", script.id)["summary"]
    assert (summary["people"], summary["answers"], summary["proposed"]) == (4, 4, ["My soup looked at me."])
    assert (summary["mood"]["pleasure"], summary["mood"]["energy"]) == (1.0, 2.0)
    assert [point["claimed_by"] for point in summary["reveal"]["points"] if point["claimed_by"]] == ["Ann"]
    code, drafts, _wrong = call("deck", "propose", "--json")
    assert (code, [draft["complaint"] for draft in drafts]) == (0, ["My soup looked at me."])
    assert script.of("Ann", "recommend", "9")["score"] == 9
    dealt = call("--as", "Ann", "deal", "--json")[1]
    assert dealt["if_then"] == {"text": "If a customer sighs, I will ask.", "said": None}
    assert call("--as", "Bob", "if-then", "list", "--json")[1] == {"if_thens": []}
    assert call("--as", "Ann", "if-then", "rest", "2")[0] == 1
    told = [call("--as", "Ann", "if-then", word, "1", "--json")[1] for word in ("said", "rest", "back", "not-yet")]
    assert [(each["days_said"], each["state"]) for each in told] == [
        (1, "open"),
        (0, "rests"),
        (0, "open"),
        (0, "open"),
    ]
    (line,) = script.of("Ann", "list")
    assert (line["closed"], line["people"]) == (True, 4)
    the_report_is_right(call, script.id, tmp_path / "session.html")


def the_report_is_right(call: Call, session: str, file: Any) -> None:  # noqa: F811
    """Everybody's answer by its letter, one name of the four (she claimed it), phrases, notes, mood, the next lead."""
    code, told, _wrong = call("--as", "Bob", "report", "session", session, "--format", "json")
    assert code == 0
    told = json.loads(told)
    assert sorted(each["text"] for each in told["answers"]) == [
        f"Dear guest, {name} is on the way." for name in PEOPLE_SORTED
    ]
    assert [each["claimed_by"] for each in told["answers"] if each["claimed_by"]] == ["Ann"]
    assert (told["practice"], told["phrases"][0]["times"], told["mood"]["energy"]) == (True, 12, 2.0)
    assert "Ask first." in str(told["debrief"])
    assert told["next_lead"] in PEOPLE
    said = call("--as", "Bob", "report", "session", session)[1]
    assert "My soup looked at me" in said
    assert "no verdict on anybody" in said
    assert len(call("--as", "Bob", "report", "session", session, "--format", "csv")[1].splitlines()) == 5
    assert call("--as", "Bob", "report", "session", session, "--format", "html", "--out", str(file))[0] == 0
    page = file.read_text()
    assert "<svg" in page
    assert not [word for word in ("<script", "http://", "https://", "src=") if word in page]


def gold_among(call: Call) -> int:  # noqa: F811
    """How many of the ratings were of the blind gold answers, which look like any other."""
    return sum(call("--as", name, "rate", "feedback", "--json")[1]["gold_rated"] for name in PEOPLE)


def test_the_lead_s_powers_by_command(call: Call) -> None:  # noqa: F811
    script = Script(call, "--preset", "express", "--minutes", "6")
    script.join_all("Ann", "Bob")
    assert "Twelve minutes" in script.lead("view")["say"]  # the words for the lead, and for nobody else
    assert script.of("Ann", "lead", script.id, "view")["say"] == ""
    assert script.lead("next")["phase"] == "deal"
    script.lead("next")
    deal = script.of("Bob", "card")["deal"]
    assert call("--as", "Bob", "answer", deal, "--pass", "--variant", "No.")[0] == 2
    assert call("--as", "Bob", "answer", deal, "--pass", "--json")[1]["state"] == "passed"
    assert script.lead("view")["ready"] == 1
    left = script.lead("extend")["seconds_left"]
    assert 200 < left <= 210
    assert script.lead("pause")["paused"]
    assert not script.lead("resume")["paused"]
    assert script.lead("back")["phase"] == "deal"
    script.lead("away", "Bob")
    script.lead("seat", "Dan")
    seats = {seat["name"]: seat["away"] for seat in script.lead("view")["seats"]}
    assert seats == {"Ann": False, "Bob": True, "Dan": False}
    code, _said, wrong = call("--as", "Ann", "report", "session", script.id)
    assert (code, "still open" in wrong) == (1, True)
    turn = script.lead("view")["turn"]
    assert [script.lead("next", "--turn", str(turn))["phase"] for _each in range(2)] == ["write", "write"]
    assert "lead is here" in script.refused("Ann", "lead", script.id, "take-over")
    assert "Only the lead" in script.refused("Ann", "lead", script.id, "next")
    script.lead("hand-over", "Ann")
    assert script.of("Ann", "lead", script.id, "skip")["skipped"] == ["write"]
    assert call("--as", "Ann", "session", "lead", script.id, "hide")[0] == 2
    assert call("--as", "Ann", "session", "lead", script.id, "next", "Bob")[0] == 2


def test_presets_are_listed_copied_and_changed(call: Call, tmp_path: Any) -> None:  # noqa: F811
    code, said, _wrong = call("session", "presets", "--json")
    assert code == 0
    assert [preset["preset"] for preset in said["presets"]] == [
        "monday", "friday", "express", "hotseat", "pair", "large",
    ]  # fmt: skip
    code, said, _wrong = call("session", "presets", "copy", "friday", "our-friday", "--json")
    assert code == 0
    file = tmp_path / "data" / "presets" / "our-friday.yaml"
    file.write_text(file.read_text().replace("write: 6", "write: 9"))
    script = Script(call, "--preset", "our-friday")
    assert script.opened["preset"] == "our-friday"
    file.write_text(file.read_text().replace("card: same", "card: each"))
    lea = ("--as", "Lea", "session")
    opened = call(*lea, "new", "--preset", "our-friday", "--deck", "friday-nonsense", "--json")[1]
    for name in PEOPLE:
        assert call("--as", name, "session", "join", opened["code"])[0] == 0
    for _each in range(2 + ("rule" in opened["phases"])):
        call(*lea, "lead", opened["session"], "next")
    decks = [call("--as", name, "session", "card", "--json")[1]["deck"] for name in PEOPLE]
    assert decks == ["friday-nonsense"] * len(PEOPLE)
    file.write_text(file.read_text().replace("write: 9", "wirte: 9"))
    code, _said, wrong = call("session", "presets")
    assert code == 1
    assert "our-friday.yaml:" in wrong
    assert 'did you mean "write"?' in wrong


def test_what_comes_next_and_what_is_on_paper(call: Call) -> None:  # noqa: F811
    script = Script(call, "--preset", "hotseat")
    planned = script.of("Ann", "calendar")
    assert {each["preset"] for each in planned} == {"monday", "friday"}
    assert planned[0]["lead"] in PEOPLE  # Lea led the last one
    assert "Next:" in call("--as", "Ann", "session", "list")[2]
    assert "Only the lead" in script.refused("Ann", "sheets", script.id)
    code, file, _wrong = call("--as", "Lea", "session", "sheets", script.id)
    assert code == 0
    page = Path(file.strip()).read_text()
    assert script.of("Lea", "lead", script.id, "view")["card"] is None
    assert "Rating sheet" in page
    assert script.of("Ann", "wall") == []
    assert call("--as", "Ann", "session", "wall", "--gold", "1")[0] == 1


def test_one_command_makes_a_wow_a_gold_answer_of_its_card(call: Call) -> None:  # noqa: F811
    """In a copy of the shipped deck; the trainer sees by `deck diff` what is new; a second time it is refused."""
    script = Script(call, "--preset", "express")
    script.join_all()
    script.go_to("write")
    for name in PEOPLE:
        script.answer(name, f"Dear guest: come with {name} and see; it is free.")
    script.go_to("rate")
    script.rate_all(tuple(f"{each.partition('=')[0]}=5" for each in LEVELS))
    script.go_to("reveal")
    script.of("Ann", "claim", script.of("Ann", "view")["answer_label"], "--wall")
    script.lead("close")
    (hung,) = script.of("Bob", "wall")
    assert (hung["author"], hung["works"] >= 75) == ("Ann", True)
    made = script.of("Bob", "wall", "--gold", "1")
    assert made["file"] != made["before"]
    assert "come with Ann and see" in Path(made["file"]).read_text()
    assert "come with Ann" not in Path(made["before"]).read_text()
    new = call("deck", "diff", made["before"], made["file"])[1]
    assert f"{hung['card']}: gold answers alone" in new
    assert "+ Dear guest: come with Ann and see" in new
    assert call("deck", "check", made["file"])[0] == 0
    assert "already" in script.refused("Bob", "wall", "--gold", "1")


@pytest.mark.parametrize("words", [("new", "--preset", "tuesday"), ("show", "nothing"), ("join", "22222"), ("view",)])
def test_what_is_not_there_is_said_in_one_line(call: Call, words: tuple[str, ...]) -> None:  # noqa: F811
    call("team", "add", "Ann")
    code, _said, wrong = call("--as", "Ann", "session", *words)
    assert code == 1
    assert len(wrong.strip().splitlines()) == 1
