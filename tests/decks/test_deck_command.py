"""trainer deck list and trainer deck check."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.cli.main import run
from trainer.decks.finding import find_decks
from trainer.paths import shipped_decks

BROKEN = "title: Soups\ncards:\n  - id: soup\n    complaint: Too thick.\n    dificulty: 3\n"
DOUBTFUL = "title: Soups\ncards:\n  - My {dish} is cold.\n"
SHIPPED = find_decks([shipped_decks()])
SOUND = "title: Soups\ncards:\n  - Too thick.\n  - complaint: Too thin.\n    status: draft\n"


def called(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["--lang", "en", "deck", *arguments])
    out, err = capfd.readouterr()
    return code, out, err


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder for decks."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "data" / "decks"
    folder.mkdir(parents=True)
    return folder


def test_check_prints_problems_to_stdout_and_a_summary_to_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("soup.yaml").write_text(BROKEN)
    code, out, err = called(capfd, "check", "soup.yaml")
    assert code == 1
    assert out == 'soup.yaml:5:5: error [unknown-key] dificulty: did you mean "difficulty"?\n'
    assert err == "1 deck checked: 1 error, 0 warnings.\n"


def test_warnings_alone_do_not_fail(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "soup.yaml").write_text(DOUBTFUL)
    code, out, err = called(capfd, "check", str(tmp_path))
    assert code == 0
    assert f"{tmp_path}/soup.yaml:3:8: warning [placeholder]" in out
    assert err == "1 deck checked: 0 errors, 1 warning.\n"


def test_a_sound_deck_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "soup.yaml").write_text(SOUND)
    code, out, err = called(capfd, "check", str(tmp_path))
    assert (code, err) == (0, "1 deck checked: nothing to mend.\n")
    assert [line.split(": ")[1] for line in out.splitlines()] == [
        "info [licence] no licence",
        "info [gold] 1 card has no gold answers",
    ]


def test_check_as_json_is_one_document(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "soup.yaml"
    path.write_text(BROKEN)
    for option in (["--json"], ["--format", "json"]):
        code, out, _err = called(capfd, "check", *option, str(path))
        assert code == 1
        assert json.loads(out) == {
            "files": 1,
            "errors": 1,
            "warnings": 0,
            "problems": [
                {
                    "file": str(path),
                    "line": 5,
                    "column": 5,
                    "severity": "error",
                    "rule": "unknown-key",
                    "message": 'dificulty: did you mean "difficulty"?',
                }
            ],
        }


def test_check_for_github_escapes_what_it_would_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a,b.yaml").write_text("title: T\ncards:\n  - {complaint: a, 50%: b}\n")
    _code, out, _err = called(capfd, "check", "--format", "github", "a,b.yaml")
    assert out.startswith("::error file=a%2Cb.yaml,line=3,col=20,title=unknown-key::50%25: no such key here")


def test_check_without_paths_checks_the_installed_decks(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = called(capfd, "check")
    assert (code, out) == (0, "")
    assert err == f"{len(SHIPPED)} decks checked: nothing to mend.\n"
    (home / "mine.yaml").write_text(BROKEN)
    code, out, _err = called(capfd, "check")
    assert code == 1
    assert out.startswith(f"{home}/mine.yaml:5:5: error")


def test_two_files_of_one_deck_in_one_language_are_an_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("id: same\n" + SOUND)
    code, out, _err = called(capfd, "check", str(tmp_path))
    assert code == 1
    assert "b.yaml:1:1: error [duplicate-id] same:" in out


@pytest.mark.parametrize("path", ["missing.yaml", "empty"])
def test_a_path_without_a_deck_is_wrong_usage(tmp_path: Path, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = called(capfd, "check", str(tmp_path / path))
    assert (code, out) == (2, "")
    assert err.startswith("There is no ")
    assert err.count("\n") == 1


def test_list_names_every_installed_deck(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "soups.yaml").write_text(SOUND)
    (home / "broken.yaml").write_text(BROKEN)
    code, out, err = called(capfd, "list")
    assert code == 0
    assert out.startswith(f"Soups\n    soups · en · 1 of 2 cards ready\n    {home}/soups.yaml\n")
    assert out.count(" cards ready") == len(SHIPPED) + 1
    told = "1 file has errors and is not listed; its last good version is dealt on until then: trainer deck check\n"
    assert err == told


def test_list_as_json_has_stable_keys(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "soups.yaml").write_text(SOUND)
    _code, out, _err = called(capfd, "list", "--json")
    listed = json.loads(out)
    assert {
        "id": "soups",
        "title": "Soups",
        "locale": "en",
        "cards": 2,
        "ready": 1,
        "path": f"{home}/soups.yaml",
    } in listed
    assert len(listed) == len(SHIPPED) + 1


def test_what_a_terminal_would_obey_is_not_printed(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "evil.yaml").write_text('title: "a\\u202eb\\u009bc"\n"\\x1b[2J": 1\ncards: [a]\n')
    (home / "odd\x1b[31m.yaml").write_text("title: T\u202e\ncards: [a]\n")
    for arguments in (("check",), ("list",), ("check", "--format", "github")):
        _code, out, err = called(capfd, *arguments)
        assert not set(out + err) & {"\x1b", "\u202e", "\u009b"}


def test_listing_decks_loads_neither_faker_nor_textual_nor_the_database() -> None:
    program = (
        "import sys; from trainer.cli.main import run; run(['deck', 'list']);"
        "print(sorted({'faker', 'textual', 'sqlmodel', 'sqlalchemy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip().endswith("[]")


def test_a_pipe_is_no_deck_and_no_page_takes_a_decks_place(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pipe, deck = tmp_path / "pipe.yaml", tmp_path / "soup.yaml"
    os.mkfifo(pipe)
    code, out, _err = called(capfd, "check", str(pipe))
    assert (code, "this is no file" in out) == (1, True)
    deck.write_text("title: T\ncards: [a]\n", encoding="utf-8")
    for command in (("schema",), ("print", str(deck))):
        code, _out, err = called(capfd, *command, "--out", str(deck))
        assert (code, "stays as it is" in err) == (1, True)
    assert deck.read_text(encoding="utf-8") == "title: T\ncards: [a]\n"
