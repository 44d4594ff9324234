"""The whole walk by commands alone: three people, one card, two ratings, a service level."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.homes import settle_in
from trainer.cli.main import run

Call = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Runs one command in a home of its own: (exit code, the JSON document or the text, what was said on stderr)."""
    monkeypatch.setenv("TRAINER_HOME", str(settle_in(tmp_path)))
    monkeypatch.delenv("TRAINER_DATABASE_URL", raising=False)

    def call(*arguments: str, stdin: str | None = None) -> tuple[int, Any, str]:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        code = run(["--lang", "en", *arguments])
        said = capsysbinary.readouterr()
        out = said.out.decode()
        return code, json.loads(out) if "--json" in arguments and out else out, said.err.decode()

    return call


LEVELS = ("heard=4", "respected=5", "solved=3", "next_step=3", "aftertaste=2")


@pytest.fixture
def team(call: Call) -> None:
    assert call("team", "add", "Ann", "Bob", "Eve")[0] == 0


def deal_and_answer(call: Call, name: str) -> str:
    _code, dealt, _err = call("--as", name, "deal", "--json")
    code, sent, _err = call(
        "--as", name, "answer", dealt["deal"], "--variant", "No.", "--variant", "I am sorry.", "--json"
    )
    assert code == 0
    assert sent["sent"] == "I am sorry."
    return str(sent["answer"])


@pytest.mark.usefixtures("team")
def test_three_people_do_the_whole_walk(call: Call) -> None:
    code, dealt, _err = call("--as", "Ann", "deal", "--json")
    assert code == 0
    assert dealt["complaint"]
    assert dealt["reason"]["why"] == "first_card"
    assert 60 <= dealt["seconds"] <= 600
    assert not {"hidden_interest", "gold", "must_not"} & dealt.keys()

    code, sent, _err = call(
        "--as", "Ann", "answer", dealt["deal"], "--variant", "One", "--variant", "Two, better", "--send", "2", "--json"
    )
    assert (code, sent["sent"], sent["status"], sent["needed"]) == (0, "Two, better", "waiting", 2)
    assert sent["hidden_interest"]
    assert len(sent["gold"]) == 2

    for rater in ("Bob", "Eve"):
        code, waiting, _err = call("--as", rater, "rate", "next", "--json")
        assert (code, waiting["answer"], waiting["text"]) == (0, sent["answer"], "Two, better")
        assert "Ann" not in json.dumps(waiting)
        code, rated, _err = call("--as", rater, "rate", "give", waiting["answer"], *LEVELS, "--laughed", "--json")
        assert (code, rated["score"], rated["valid"]) == (0, 61.25, True)

    code, progress, _err = call("--as", "Ann", "progress", "--json")
    assert code == 0
    assert progress["service_level"] == {
        "hits": 1, "eligible": 1, "status": "too_early", "low": None, "high": None, "target": 0.8,
    }  # fmt: skip
    assert [(card["outcome"], card["score"], card["raters"]) for card in progress["cards"]] == [("hit", 61.25, 2)]
    assert progress["next"]["why"] == "new_type"
    assert progress["waiting"] == 0


@pytest.mark.usefixtures("team")
def test_nobody_rates_their_own_answer_and_nobody_twice(call: Call) -> None:
    answer = deal_and_answer(call, "Ann")
    assert call("--as", "Ann", "rate", "next")[0] == 1
    code, _out, err = call("--as", "Ann", "rate", "give", answer, *LEVELS)
    assert (code, err) == (1, "This answer is your own; colleagues rate it.\n")
    assert call("--as", "Bob", "rate", "give", answer, *LEVELS)[0] == 0
    code, _out, err = call("--as", "Bob", "rate", "give", answer, *LEVELS)
    assert (code, err) == (1, "You have rated this answer already.\n")


@pytest.mark.usefixtures("team")
def test_an_answer_that_has_its_ratings_needs_no_more(call: Call) -> None:
    call("team", "add", "Zoe")
    answer = deal_and_answer(call, "Ann")
    for rater in ("Bob", "Eve", "Zoe"):
        assert call("--as", rater, "rate", "give", answer, *LEVELS)[0] == 0
    call("team", "add", "Max")
    assert call("--as", "Max", "rate", "next")[0] == 1


@pytest.mark.usefixtures("team")
def test_dealing_again_shows_the_card_that_is_open(call: Call) -> None:
    first = call("--as", "Ann", "deal", "--json")[1]
    _code, second, said = call("--as", "Ann", "deal", "--minutes", "30", "--json")
    assert "A card is open already" in said
    assert (first["deal"], first["complaint"]) == (second["deal"], second["complaint"])


@pytest.mark.usefixtures("team")
def test_a_draft_is_kept_and_sent_later(call: Call) -> None:
    deal = call("--as", "Ann", "deal", "--minutes", "1", "--json")[1]
    assert deal["seconds"] == 60
    assert call("--as", "Ann", "answer", deal["deal"], "--draft", "--variant", "Half a thought")[0] == 0
    assert call("--as", "Ann", "answer", deal["deal"], "--json")[1]["sent"] == "Half a thought"


@pytest.mark.usefixtures("team")
def test_variants_come_from_a_pipe_too(call: Call) -> None:
    deal = call("--as", "Ann", "deal", "--json")[1]
    piped = "Перша відповідь\n---\nДруга,\nз двох рядків\n"
    code, sent, _err = call("--as", "Ann", "answer", deal["deal"], "--file", "-", "--send", "2", "--json", stdin=piped)
    assert (code, sent["sent"], sent["distinct_variants"]) == (0, "Друга,\nз двох рядків", 2)


@pytest.mark.usefixtures("team")
def test_control_characters_are_taken_out_and_that_is_said(call: Call) -> None:
    deal = call("--as", "Ann", "deal", "--json")[1]
    code, sent, err = call("--as", "Ann", "answer", deal["deal"], "--variant", "a\x1b]52;c;eA==\x07b[/]", "--json")
    assert (code, sent["sent"]) == (0, "a]52;c;eA==b[/]")
    assert "2 control characters were taken out." in err


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--as", "Nobody", "deal"), 1, "Nobody here is called “Nobody”"),
        (("deal",), 1, "Say who you are"),
        (("--as", "Ann", "answer", "nope", "--variant", "x"), 1, "no deal “nope”"),
        (("--as", "Ann", "deal", "--minutes", "31"), 2, "from 1 to 30 minutes; 31 is outside"),
        (("--as", "Ann", "deal", "--minutes", "soon"), 2, "“soon” is no number; say for example 7"),
        (("--as", "Ann", "deal", "--deck", "nope"), 1, "nope"),
        (("--as", "Ann", "deal", "--card", "nope"), 1, "nope"),
        (("--as", "Bob", "rate", "next"), 1, "No answer waits for you"),
        (("--as", "Bob", "rate", "give", "nope", "heard=9"), 1, "heard=9"),
        (("--as", "Bob", "rate", "give", "nope", "heard=3"), 1, "nope"),
        (("team", "add", ""), 1, "at least one letter"),
        (("team", "add", "x" * 61), 1, "61 characters"),
        (("team", "add", "ann"), 1, "ann"),
        (("team", "rename", "Bob", "EVE"), 1, "EVE"),
        (("nonsense",), 2, "nonsense"),
        (("deal", "--nonsense"), 2, "--nonsense"),
        (("--database", "mysql://x/y", "deal"), 2, "mysql"),
    ],
)
def test_refusals_are_one_clear_line(call: Call, arguments: tuple[str, ...], code: int, says: str) -> None:
    got, out, err = call(*arguments)
    assert (got, out) == (code, "")
    assert says in err
    assert "Traceback" not in err
    if code == 1:
        assert err.count("\n") == 1


def test_before_anybody_is_there_one_is_told_how_to_begin(call: Call) -> None:
    code, out, err = call("deal")
    assert (code, out) == (1, "")
    assert "Start with: trainer" in err
    assert call("--as", "Ann", "deal", "--minutes", "7,5", "--json")[1]["seconds"] == 450.0


@pytest.mark.usefixtures("team")
def test_people_are_renamed_given_roles_removed_and_imported(call: Call, tmp_path: Path) -> None:
    assert call("team", "rename", "Bob", "Bohdan")[0] == 0
    assert call("team", "role", "Eve", "lead", "--json")[1][0]["role"] == "lead"
    assert call("team", "remove", "Ann", "--yes")[0] == 0
    people = tmp_path / "people.txt"
    people.write_text("\ufeffОлена, lead\nEve\n\nІван\n", encoding="utf-8")
    assert [each["name"] for each in call("team", "import", str(people), "--json")[1]] == ["Олена", "Іван"]
    assert [each["name"] for each in call("team", "list", "--json")[1]] == ["Bohdan", "Eve", "Іван", "Олена"]


def test_an_import_with_a_wrong_line_adds_nobody_and_names_the_line(call: Call, tmp_path: Path) -> None:
    people = tmp_path / "people.txt"
    people.write_text("Ann\nBob, boss\n", encoding="utf-8")
    code, _out, err = call("team", "import", str(people))
    assert code == 1
    assert err.startswith("Line 2: “boss” is no role")
    assert call("team", "list", "--json")[1] == []


def test_the_first_person_of_an_empty_store_leads(call: Call) -> None:
    assert call("--as", "Ann", "deal", "--json")[0] == 0
    assert [(each["name"], each["role"]) for each in call("team", "list", "--json")[1]] == [("Ann", "lead")]
    assert call("progress", "--json")[0] == 0  # the only person there is need not say who they are


def test_data_where_migrate_and_doctor_answer_in_json(call: Call, tmp_path: Path) -> None:
    assert call("data", "where", "--json")[1]["database"] == f"{tmp_path}/data/trainer.db"
    (tmp_path / "data" / "trainer.db").unlink()
    assert call("data", "migrate", "--json")[1]["migrated"] is True
    assert call("data", "migrate", "--json")[1]["migrated"] is False
    code, findings, _err = call("doctor", "--json")
    assert code == 0
    assert {"terminal", "database", "content", "references", "decks"} <= {each["check"] for each in findings}


def test_every_command_has_help_in_three_languages(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    texts = set()
    for language in ("en", "uk", "ru"):
        for command in ("practise", "deal", "answer", "rate", "progress", "team", "deck", "data", "demo", "doctor"):
            assert run(["--lang", language, command, "--help"]) == 0
        run(["--lang", language, "--help"])
        texts.add(capsysbinary.readouterr().out)
    assert len(texts) == 3
