"""Progress and reports by command: one's own, the team's for its lead, and why."""

import io
import json
import shutil
import stat
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from tests.support.homes import settle_in
from tests.support.once import once
from trainer.cli.main import run

Call = Callable[..., tuple[int, str, str]]


RATERS = ("Bob", "Eve", "Lena")


def _practise(home: Path) -> None:
    """Commands that put a team there, and an answer of Ann that everybody else has rated."""
    settle_in(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAINER_HOME", str(home))
        patch.delenv("TRAINER_DATABASE_URL", raising=False)

        def say(*arguments: str) -> Any:
            with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")) as out:
                assert run(["--lang", "en", *arguments]) == 0
                out.seek(0)
                told = out.read()
            return json.loads(told) if "--json" in arguments else told

        say("team", "add", "Lena", "--role", "lead")
        say("team", "add", "Ann", "Bob", "Eve")
        dealt = say("--as", "Ann", "deal", "--json")
        say("--as", "Ann", "answer", dealt["deal"], "--variant", "=1+1, I am sorry.")
        levels = ("heard=4", "respected=5", "solved=3", "next_step=3", "aftertaste=2")
        for rater in RATERS:
            answer = say("--as", rater, "rate", "next", "--json")["answer"]
            say("--as", rater, "rate", "give", answer, *levels, "--comment", f"Warm words of {rater}.")


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Runs one command in a home of its own, where an answer is rated: exit code, stdout, stderr."""
    home = shutil.copytree(once("rated-by-command", _practise), tmp_path / "home")
    monkeypatch.setenv("TRAINER_HOME", str(home))
    monkeypatch.delenv("TRAINER_DATABASE_URL", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(["--lang", "en", *arguments])
        said = capsysbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return call


def data(said: tuple[int, str, str]) -> Any:
    code, out, err = said
    assert code == 0, err
    return json.loads(out)


def test_progress_tells_every_number_and_its_cards(call: Call) -> None:
    found = data(call("--as", "Ann", "progress", "--json"))
    assert found["service_level"]["eligible"] == 1
    assert found["quality"]["mean"] == pytest.approx(61.25)
    assert {each["type"] for each in found["mastery"] if each["answers"]} == {found["cards"][0]["type"]}
    assert {each["own"] for each in found["criteria"]} >= {75.0, 100.0, 50.0, 25.0}
    assert all(each["team"] is None for each in found["criteria"])
    assert len(found["comments"]) == 2
    assert found["next"]["why"] in ("new_type", "least_mastered")
    assert found["practice"] is True
    code, told, _err = call("--as", "Ann", "progress", "--chart")
    assert code == 0
    assert "Heard" in told
    assert "This is practice" in told


def test_why_opens_the_cards(call: Call) -> None:
    for wanted in (["level"], ["quality"], ["trend"], ["weeks"], ["criterion", "--criterion", "heard"]):
        assert len(data(call("--as", "Ann", "progress", "--why", *wanted, "--json"))["cards"]) == 1, wanted
        code, told, _err = call("--as", "Ann", "progress", "--why", *wanted)
        assert (code, "points; 50 were wanted" in told) == (0, True), wanted


def test_why_of_a_kind_tells_each_card_s_weight(call: Call) -> None:
    kind = data(call("--as", "Ann", "progress", "--json"))["cards"][0]["type"]
    (card,) = data(call("--as", "Ann", "progress", "--why", "mastery", "--type", kind, "--json"))["cards"]
    assert card["weight"] == pytest.approx(1.0, abs=0.01)
    assert "weighs 100" in call("--as", "Ann", "progress", "--why", "mastery", "--type", kind)[1]
    code, _out, err = call("--as", "Ann", "progress", "--why", "mastery")
    assert (code, "--type" in err) == (2, True)
    assert call("--as", "Ann", "progress", "--why", "criterion")[0] == 2
    assert call("--as", "Lena", "progress", "--team", "--why", "level")[0] == 2


def test_the_team_is_for_its_lead_alone(call: Call) -> None:
    found = data(call("--as", "Lena", "progress", "--team", "--json"))
    assert [each["name"] for each in found["people"]] == ["Ann", "Bob", "Eve", "Lena"]
    assert found["rating_coverage"]["scored"] == 1
    assert found["decks"]["practised"] >= 1
    code, told, _err = call("--as", "Lena", "progress", "--team", "--chart")
    assert (code, "This is practice" in told) == (0, True)
    for arguments in (("progress", "--team"), ("report", "team")):
        code, out, err = call("--as", "Ann", *arguments)
        assert (code, out) == (1, "")
        assert "lead" in err


@pytest.mark.parametrize("form", ["md", "html", "csv", "json"])
def test_reports_are_printed_or_written_for_their_owner_s_eyes(call: Call, tmp_path: Path, form: str) -> None:
    code, told, _err = call("--as", "Ann", "report", "me", "--format", form)
    assert code == 0
    assert ("'=1+1, I am sorry." in told) == (form == "csv")  # there it would be a formula
    assert "I am sorry." in told or form in ("md", "html")
    file = tmp_path / f"report.{form}"
    code, out, err = call("--as", "Ann", "report", "me", "--format", form, "--out", str(file))
    assert (code, out) == (0, "")
    assert file.name in err
    assert file.stat().st_size > 200
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not [
        name
        for name in ("Bob", "Eve")
        if name in file.read_text().replace("Warm words of ", "").replace("Bob.", "").replace("Eve.", "")
    ]
    assert call("--as", "Lena", "report", "team", "--format", form)[0] == 0


def test_a_file_that_cannot_be_made_is_one_line(call: Call, tmp_path: Path) -> None:
    code, _out, err = call("--as", "Ann", "report", "me", "--out", str(tmp_path / "no" / "such" / "file.md"))
    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_scores_of_the_week_open_once_the_share_is_rated(call: Call) -> None:
    dealt = data(call("--as", "Bob", "deal", "--json"))
    assert call("--as", "Bob", "answer", dealt["deal"], "--variant", "We are sorry.")[0] == 0
    found = data(call("--as", "Ann", "progress", "--json"))
    assert (found["ratings_owed"], found["scores_closed"], found["quality"]["mean"]) == (1, 1, None)
    assert found["cards"][0]["score"] is None
    assert "Rate 1 more answer" in call("--as", "Ann", "progress")[1]
