"""`./carillon new customisation`."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy import paths
from deploy.new_customisation import BadName, Exists, create

BESIDE = "import tenants.custom\ntenants.custom.__path__.append({folder!r})\n"
"""Lets the folder be imported as if it were in tenants/custom, where others are reading."""


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text(BESIDE.format(folder=str(tmp_path)))
    return create("bakery", tmp_path)


def ran(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=paths.REPOSITORY, capture_output=True, text=True, timeout=100, check=False
    )


def test_a_new_folder_passes_its_own_test_and_the_checks(bakery: Path) -> None:
    tests = ran("pytest", "-q", "-p", "no:cacheprovider", "-c", "pyproject.toml", str(bakery))
    assert tests.returncode == 0, tests.stdout + tests.stderr
    assert "3 passed" in tests.stdout
    # Which imports are the project's own is told by where a file is: their order is not looked at here.
    for check in (["check", "--ignore", "I001"], ["format", "--check"]):
        looked = ran("ruff", *check, "--config", "pyproject.toml", str(bakery))
        assert looked.returncode == 0, looked.stdout


def test_somebodys_work_is_never_overwritten(bakery: Path) -> None:
    (bakery / "employee.py").write_text("mine")
    with pytest.raises(Exists, match="exists already"):
        create("bakery", bakery.parent)
    assert (bakery / "employee.py").read_text() == "mine"


BAD = ["", "a", "Bakery", "my-shop", "../shop", "1shop", "пекарня", "x" * 41, "class", "json"]


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_cannot_be_one_says_what_can(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadName, match=r"Use 2 to 40|Choose another name"):
        create(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
