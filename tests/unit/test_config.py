"""A setting that the program writes leaves everything else in the file as the person wrote it."""

import stat
from pathlib import Path

import pytest

from trainer.config import Settings, keep_setting, read_settings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "light"\n'),
        ('# mine\nlanguage = "uk"', '# mine\nlanguage = "uk"\ntheme = "light"\n'),
        ('theme = "dark"  # at night\nlanguage = "uk"\n', 'theme = "light"  # at night\nlanguage = "uk"\n'),
        ("language = 'ru'\n  theme='ansi'", "language = 'ru'\ntheme = \"light\""),
        ('# theme = "dark"\n', '# theme = "dark"\ntheme = "light"\n'),
        ('theme = "light"\n', 'theme = "light"\n'),
    ],
)
def test_one_line_changes(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "config" / "config.toml"
    if before:
        file.parent.mkdir()
        file.write_text(before, encoding="utf-8")
    assert keep_setting("theme", "light", file)
    assert file.read_text(encoding="utf-8") == after
    assert read_settings(file).theme == "light"
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("text", ["theme = \n", '[theme]\nlook = "dark"\n', '"theme" = "dark"\n', "theme = 7\n"])
def test_a_file_that_says_it_otherwise_stays_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    assert not keep_setting("theme", "light", file)
    assert file.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file, no folder")
    assert not keep_setting("theme", "light", tmp_path / "config" / "config.toml")


def test_a_link_stays_a_link_and_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "trainer.toml"
    real.parent.mkdir()
    real.write_text('theme = "dark"\n')
    link = tmp_path / "config.toml"
    link.symlink_to(real)
    assert keep_setting("theme", "ansi", link)
    assert link.is_symlink()
    assert read_settings(real) == Settings(theme="ansi")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
