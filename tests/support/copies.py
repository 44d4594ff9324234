"""A clean copy of the project, its README's commands, and the Pythons of this machine."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support.terminal import ROOT, environment


def clean_copy(target: Path) -> Path:
    """What git tracks, as it stands in the work tree, in the new folder `target` (all of an unpacked sdist)."""
    if not (ROOT / ".git").exists():
        shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(".venv", "__pycache__", ".*_cache", "*.mo"))
        return target
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def readme_command(name: str) -> str:
    """The line in the fenced block after `<!-- command: NAME -->`."""
    found = re.search(
        rf"<!-- command: {name} -->\s*```\w*\n(.+?)\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert found, f"README.md has no command called {name}"
    assert "\n" not in found[1], "one line"
    return found[1]


def newcomers_environment(home: Path, **more: str) -> dict[str, str]:
    """The environment as it is, but a home of its own and no Python settings; pip keeps its cache."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TRAINER_", "COV_"))}
    cache = os.environ.get("PIP_CACHE_DIR") or str(
        Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "pip"
    )
    ours |= environment(home) | {"PIP_CACHE_DIR": cache, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "LANGUAGE"):
        ours.pop(name, None)
    return ours | more


def assert_works(trainer: Callable[..., str]) -> None:
    """An installed trainer, called with words, says its version, has its decks in three languages and speaks Ukrainian."""
    assert trainer("--version").startswith("trainer ")
    assert trainer("deck", "list").count("12") >= 3
    assert re.search("[а-яі]{4}", trainer("--lang", "uk", "--help"))


def candidates() -> dict[str, list[str]]:
    """`3.12` -> every Python of that name, 3.11 and newer, on this machine; some may not start (`starting`)."""
    places = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    places += sorted((Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions").glob("*/bin"))
    found = {f"{sys.version_info[0]}.{sys.version_info[1]}": [sys.executable]}
    for place in places:
        for path in sorted(place.glob("python3.*")) if place.is_dir() else []:
            version = re.fullmatch(r"python3\.(\d+)t?", path.name)
            if version and int(version[1]) >= 11:
                found.setdefault(path.name[6:], []).append(str(path))
    return dict(sorted(found.items()))


def starting(paths: list[str]) -> str | None:
    """The first of `paths` that is a Python, 3.11 or newer, and can make a venv."""
    return next(filter(_starts, paths), None)


def _starts(path: str) -> bool:
    try:
        done = subprocess.run(
            [path, "-c", "import sys, venv, ensurepip; print(sys.version_info[:2] >= (3, 11))"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == "True"
