"""A mistake of the program's own ends in one line and a log without people's words."""

from pathlib import Path

import pytest

from trainer import __main__


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
