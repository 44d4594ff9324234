"""Who imports what. The graph is import-linter's matter (pyproject.toml); here stands what a graph can't tell."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import ROOT, environment

DOMAIN = sorted((ROOT / "trainer" / "domain").rglob("*.py"))
OWN = ("trainer.domain", "trainer.errors", "trainer.locale")

HEAVY = {
    "alembic", "sqlalchemy", "sqlmodel", "pydantic", "faker", "yaml", "click", "psycopg", "babel", "numpy"
}  # fmt: skip
"""What costs more than 20 ms to import (speed.md has the figures); home is painted without any of it."""


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.stem)
def test_domain_stands_on_the_standard_library_alone(path: Path) -> None:
    strangers = [
        name
        for name in _imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(OWN)
    ]
    assert strangers == []


@pytest.mark.parametrize("path", DOMAIN, ids=lambda path: path.stem)
def test_domain_does_no_input_or_output_and_asks_no_clock(path: Path) -> None:
    """No I/O, no now(), no random number without a seed: the same words in, the same words out."""
    assert set(_imported(path)) & {"os", "io", "pathlib", "socket", "subprocess", "sqlite3", "time", "logging"} == set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("open", "print", "input"), called
            assert not called.endswith((".now", ".utcnow", ".today")), called
            assert not (called.startswith("random.") and not called.startswith("random.Random")), called
            assert called != "random.Random" or node.args, "a random number without a seed"


def test_the_package_itself_holds_its_version_and_nothing_else() -> None:
    body = ast.parse((ROOT / "trainer" / "__init__.py").read_text()).body
    assert [type(node).__name__ for node in body] == ["Expr", "Assign"]


def test_asking_for_the_version_imports_nothing_but_the_program() -> None:
    loaded = _loaded_after("import sys; sys.argv = ['trainer', '--version']", "trainer.__main__", call="main")
    bare = _loaded_after("", None)
    assert {name for name in loaded - bare if not name.startswith("trainer")} == set()


def test_the_start_imports_nothing_heavy() -> None:
    assert _heavy(_loaded_after("", "trainer.__main__")) == set()


def test_the_screens_import_nothing_heavy() -> None:
    """Textual is 89 % of the cost of a bare hello; home may cost a quarter more than that, not seven times."""
    assert _heavy(_loaded_after("", "trainer.tui.app")) == set()


def test_what_reads_home_imports_nothing_heavy() -> None:
    assert _heavy(_loaded_after("", "trainer.storage.glance")) == set()


def test_the_words_import_nothing_heavy() -> None:
    assert _heavy(_loaded_after("", "trainer.locale")) == set()


def test_putting_the_parts_together_imports_nothing_heavy() -> None:
    assert _heavy(_loaded_after("", "trainer.bootstrap")) == set()


def test_a_screen_on_a_file_does_not_carry_the_dialect_of_a_server() -> None:
    """3 MB and 50 ms; write `partial_index` in the tables, and import the dialect inside the function that speaks it."""
    every = "[import_module('trainer.storage.' + place.partition(':')[0]) for place in REPOSITORIES.values()]"
    start = f"from importlib import import_module; from trainer.storage.units import REPOSITORIES; {every}"
    loaded = _loaded_after(start, "trainer.storage.engine")
    assert "trainer.storage.sessions" in loaded
    assert "sqlalchemy.dialects.sqlite" in loaded
    assert "sqlalchemy.dialects.postgresql" not in loaded


def test_who_practises_does_not_carry_what_sessions_and_leads_need() -> None:
    """2 MB: a repository, and the dataclasses that it hands out, are imported when a transaction first asks for it."""
    start = "import trainer.storage.units, trainer.services.answering, trainer.services.home"
    loaded = _loaded_after(start, "trainer.tui.screens.practice")
    assert (
        loaded & {f"trainer.domain.{name}" for name in ("sessions", "coverage", "moods", "statistics", "teams")}
        == set()
    )


BIG = ("cards", "dealing", "answering", "rating", "scoring", "progress", "teamwork", "trends", "teams", "sessions")


def test_home_is_painted_without_the_domain_s_big_dataclasses() -> None:
    """Forty frozen dataclasses are 40 ms, a sixth of a bare Textual start; home needs a dozen."""
    big = {f"trainer.domain.{name}" for name in BIG}
    start = "import trainer.bootstrap, trainer.storage.glance, trainer.tui.app"
    assert _loaded_after(start, "trainer.tui.screens.home") & big == set()


def _heavy(loaded: set[str]) -> set[str]:
    return {name.split(".")[0] for name in loaded} & HEAVY


def _loaded_after(before: str, module: str | None, call: str = "") -> set[str]:
    """The names in sys.modules of a fresh Python once it has imported `module` and called its function."""
    lines = [before, f"import {module} as it" if module else ""]
    if call:
        lines += ["try:", f"    it.{call}()", "except SystemExit: pass"]
    lines += ["import sys, json", "print('\\n' + json.dumps(sorted(sys.modules)))"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, env=environment(None), check=True
    )
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(names) - {"json", "json.decoder", "json.encoder", "json.scanner", "_json"}


def _imported(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.append(node.module or "")
    return found
