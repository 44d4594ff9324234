"""A mistake of the program's own ends in one line and a log without people's words; what the system refuses, in one line.

Whatever was typed, none of it reaches the terminal as more than text.
"""

import errno
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer import __main__
from trainer.domain.texts import UNSAFE


def test_a_command_that_breaks_says_one_line_and_where_the_log_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["trainer", "deal"])

    def broken(arguments: list[str]) -> int:
        secret = "what somebody wrote"
        raise RuntimeError(secret[:4] + str(len(arguments)))

    monkeypatch.setattr("trainer.cli.main.run", broken)
    with pytest.raises(SystemExit) as left:
        __main__.main()
    said = capsys.readouterr()
    assert left.value.code == 1
    assert (said.out, said.err.count("\n")) == ("", 1)
    log = next((tmp_path / "state").glob("*.log"))
    assert str(log) in said.err
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert "what somebody wrote" not in log.read_text(encoding="utf-8")


def test_a_disk_that_is_full_under_what_is_printed_is_no_mistake_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(arguments: list[str]) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["trainer", "deal"])
    monkeypatch.setattr("trainer.cli.main.run", full)
    with pytest.raises(SystemExit) as left:
        __main__.main()
    assert (left.value.code, capsys.readouterr().err) == (1, "No space left on device\n")
    assert not list(tmp_path.rglob("*.log"))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["deck", "install", "x" * 300], 1, "File name too long"),
        (["--database", "sqlite:///" + "x" * 300, "team", "list"], 1, "File name too long"),
        (["--database", "sqlite:///~nobody-of-that-name/x.db", "data", "where"], 0, ""),
        (["data", "restore", "not\u202e there"], 1, "There is no file"),
        (["deal", "\x1b]52;c;AA\x07"], 2, "]52;c;AA"),
        (["team", "import", "\x1b[31m.txt"], 2, ".txt"),
    ],
)
def test_odd_words_end_in_a_line_that_names_them_and_in_no_log(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["trainer", *words])
    with pytest.raises(SystemExit) as left:
        __main__.main()
    told = capsys.readouterr()
    assert (left.value.code, "Traceback" in told.err) == (code, False)
    assert said in told.err
    assert not UNSAFE.search(told.err.replace("\n", ""))
    assert not list(tmp_path.rglob("*.log"))


def test_a_folder_in_the_place_of_the_database_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["trainer", "--database", f"sqlite:///{tmp_path}", "team", "list"])
    with pytest.raises(SystemExit) as left:
        __main__.main()
    assert left.value.code == 1
    assert "is damaged or is no database" in capsys.readouterr().err


def test_a_question_that_finds_nobody_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a script without --yes: 1, as any refusal; 130 is for ctrl+c alone."""
    from trainer.cli.main import run

    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["team", "add", "Ann"]) == 0
    assert run(["data", "erase", "Ann"]) == 1
    assert "nothing was done" in capsys.readouterr().err
    assert run(["team", "list"]) == 0
    assert "Ann" in capsys.readouterr().out


def test_every_command_that_prints_something_prints_json_too() -> None:
    """Screens and the server print nothing to read on."""
    import click

    from trainer.cli.main import build

    def commands(group: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
        if not isinstance(group, click.Group):
            yield path, group
            return
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            assert found is not None
            yield from commands(found, f"{path} {name}".strip())

    silent = [name for name, each in commands(build()) if not any("--json" in option.opts for option in each.params)]
    assert silent == ["practise", "serve"]
