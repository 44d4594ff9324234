"""What is in the wheel, and that it works under every Python that this machine has.

Under the Python of this run the README's first command installs it (`test_readme.py`).
"""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.copies import assert_works, candidates, clean_copy, newcomers_environment, starting


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = clean_copy(tmp_path_factory.mktemp("wheel") / "project")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel"], cwd=project, check=True, capture_output=True
    )
    [built] = (project / "dist").glob("*.whl")
    return built


def test_the_wheel_holds_decks_catalogues_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for language in ("en", "uk", "ru"):
        assert any(name.startswith(f"trainer/scenarios/{language}/") and name.endswith(".yaml") for name in names)
        assert f"trainer/locale/{language}/LC_MESSAGES/trainer.mo" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.startswith("trainer/storage/revisions/") and name.endswith(".py") for name in names)
    assert not any(name.startswith("tests/") for name in names)


OWN = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.mark.slow
@pytest.mark.parametrize("version", [each for each in candidates() if each != OWN])
def test_it_installs_and_answers_under_every_other_python_found(
    version: str, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = starting(candidates()[version])
    if python is None:
        pytest.skip(f"no Python {version} here starts")

    def run(*words: str | Path) -> str:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=tmp_path,
            env=newcomers_environment(tmp_path),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, f"{words}\n{done.stdout[-2000:]}{done.stderr[-3000:]}"
        return done.stdout

    run(python, "-m", "venv", "--without-pip", tmp_path / "venv")
    monkeypatch.delenv("PIP_NO_INDEX", raising=False)  # the wheels at hand are for the Python that runs the tests
    run(sys.executable, "-m", "pip", "--python", tmp_path / "venv", "install", "-q", "--no-compile", wheel)
    assert_works(lambda *words: run(tmp_path / "venv/bin/trainer", *words))
