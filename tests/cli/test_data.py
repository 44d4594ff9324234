"""`trainer data`: copies, checks, one's own data and its erasing, by command."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_walk import Call, call, deal_and_answer, team

__all__ = ["call", "team"]


@pytest.mark.usefixtures("team")
def test_a_team_is_kept_moved_brought_back_and_forgotten(call: Call, tmp_path: Path) -> None:
    deal_and_answer(call, "Ann")
    code, kept, _err = call("data", "backup", "--json")
    assert code == 0
    assert Path(kept["backup"]).stat().st_size == kept["bytes"]

    moved = f"sqlite:///{tmp_path / 'moved.db'}"
    code, told, _err = call("data", "copy", f"sqlite:///{tmp_path / 'data' / 'trainer.db'}", moved, "--json")
    assert code == 0
    assert told["tables"]["answer"]["rows"] == 1
    code, said, err = call("data", "copy", f"sqlite:///{tmp_path / 'data' / 'trainer.db'}", moved)
    assert (code, said) == (1, "")
    assert "a team of its own" in err

    code, checks, _err = call("--database", moved, "data", "check", "--json")
    assert code == 0, checks
    with closing(sqlite3.connect(tmp_path / "moved.db")) as hand:
        hand.execute("UPDATE answer SET text = 'We are not sorry.'")
        hand.commit()
    code, said, _err = call("--database", moved, "data", "check")
    assert code == 1
    assert "! Changed after they were sent" in said

    assert "handed out to nobody else" in call("--as", "Bob", "data", "export", "Ann")[2]
    assert "Only Ann" in call("--as", "Bob", "data", "erase", "Ann", "--yes")[2]
    code, mine, _err = call("--as", "Ann", "data", "export", "Ann", "--json")
    assert (code, mine["tables"]["answer"][0]["text"]) == (0, "I am sorry.")
    assert "I am sorry." in call("--as", "Ann", "data", "export", "Ann")[1]

    code, gone, _err = call("--as", "Ann", "data", "erase", "Ann", "--yes", "--json")
    assert (code, gone["still_in"]) == (0, [kept["backup"]])
    assert [person["name"] for person in call("team", "list", "--json")[1]] == ["Bob", "Eve"]
    assert "I am sorry." not in call("data", "check")[1]

    code, said, _err = call("data", "restore", kept["backup"], "--yes")
    assert code == 0
    assert "Restored" in said
    assert [person["name"] for person in call("team", "list", "--json")[1]] == ["Ann", "Bob", "Eve"]


def test_there_is_nothing_to_bring_back_yet(call: Call) -> None:
    code, _said, err = call("data", "restore", "--yes")
    assert code == 1
    assert "no copy" in err


def test_doctor_speaks_of_a_copy_only_where_there_is_one(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    file.write_text("no database " * 99)
    code, out, _err = call("--database", f"sqlite:///{file}", "doctor")
    assert code == 1
    assert "It is damaged: file is not a database" in out
    assert "backups folder" not in out


def test_doctor_and_check_say_that_a_later_trainer_wrote_the_database(call: Call, tmp_path: Path) -> None:
    """Sound as it is, no screen would open it."""
    assert call("team", "add", "Ann")[0] == 0
    with closing(sqlite3.connect(tmp_path / "data" / "trainer.db")) as hand:
        hand.execute("UPDATE alembic_version SET version_num = '9999'")
        hand.commit()
    for command in (("doctor",), ("data", "check")):
        code, said, _err = call(*command)
        assert (code, "! The database" in said, "a later trainer" in said) == (1, True, True), command
