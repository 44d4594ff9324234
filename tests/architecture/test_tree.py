"""The tree is what design says: modules explain themselves, stay short, and are named after the trade."""

import ast
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "trainer").rglob("*.py"))
LONGEST = 400
LONGEST_CLASS = 250
LONGER_WITH_A_REASON: dict[str, str] = {}
"""module -> why it is longer than 400 lines all the same."""
CLASSES_WITH_A_REASON: dict[str, str] = {
    "trainer/tui/screens/sessions/console.py:ConsoleScreen": "every power of the lead, each a short method of its own",
}
"""module:Class -> why it is longer than 250 lines all the same."""
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc", "core", "stuff"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 30


def test_every_module_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in MODULES if path.read_text().strip() and not _docstring(path)]
    assert silent == []


def test_a_module_over_400_lines_has_a_reason() -> None:
    long = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}
    over = {name: lines for name, lines in long.items() if lines > LONGEST and name not in LONGER_WITH_A_REASON}
    assert over == {}
    assert {name for name in LONGER_WITH_A_REASON if long.get(name, 0) <= LONGEST} == set(), "reason no longer needed"


def test_a_class_over_250_lines_has_a_reason() -> None:
    over = [
        f"{name_of(path)}:{node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno > LONGEST_CLASS
    ]
    assert [name for name in over if name not in CLASSES_WITH_A_REASON] == []


def test_no_name_that_says_nothing() -> None:
    parts = {name_of(path): {*path.relative_to(ROOT).parts[:-1], path.stem} for path in MODULES}
    assert [name for name, words in parts.items() if words & SAY_NOTHING] == []
    classes = [
        f"{name_of(path)}:{node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and re.search("(Manager|Helper|Util|Utils|Base)$", node.name)
    ]
    assert classes == []


def test_a_screen_asks_whether_it_is_on_top_by_the_word_that_means_it() -> None:
    """Textual 8's `is_current` is also true for the screen right under the top one: two pages were closed by that."""
    asking = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "is_current"
    ]
    assert asking == [], "is_active is meant"


def test_every_public_use_case_says_its_rule() -> None:
    """The verbs in services and the rules in domain are what a newcomer reads first."""
    silent = [
        f"{name_of(path)}:{node.name}"
        for path in MODULES
        if path.parent.name in ("services", "domain")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_import_contract_has_a_sentence_of_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    starts = [number for number, line in enumerate(lines) if line == "[[tool.importlinter.contracts]]"]
    assert len(starts) > 4
    assert [lines[number + 2] for number in starts if not re.match(r"# \w.{40,}", lines[number + 1])] == []


def test_every_marker_and_dependency_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    sources = "\n".join(path.read_text() for path in [*MODULES, *(ROOT / "tests").rglob("*.py")])
    words = Counter(re.findall(r"\w+", sources))
    imported = {"pyyaml": "yaml", "ruamel.yaml": "ruamel"}
    for requirement in project["project"]["dependencies"]:
        name = re.split(r"[\[<>=;]", requirement)[0].strip()
        assert words[imported.get(name, name)] > 0, f"{name} is required and never imported"
    for marker in project["tool"]["pytest"]["ini_options"]["markers"]:
        assert words[marker.split(":")[0]] > 1, f"marker {marker} is never used"


@pytest.mark.parametrize("folder", ["trainer", "tests", "scenarios", "docs", ".ci"])
def test_no_file_holds_a_path_of_this_machine(folder: str) -> None:
    ours = [f"{place}/" for place in (ROOT, Path.home()) if len(place.parts) > 1]
    found = [
        name_of(path)
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".mo", ".png")
        if any(place in path.read_text(errors="replace") for place in ours)
    ]
    assert found == []


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(tree(path))
