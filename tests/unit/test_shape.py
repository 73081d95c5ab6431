"""The tree stays a table of contents: no drawers for anything, no file too long to cut, no folder unexplained."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "asterisk_images",
    "bench",
    "carillon_client",
    "control_plane",
    "deploy",
    "node_agent",
    "tenants",
    "tests",
    "wire",
)
DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"})
LONGEST = 400


def python_files(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path


def drawers(root: Path) -> list[Path]:
    return [path for path in python_files(root) if {path.stem, path.parent.name} & DRAWERS]


def too_long(root: Path) -> list[tuple[Path, int]]:
    # Nobody reads or cuts what is generated: its generator is what has to be short.
    written = [path for path in python_files(root) if path.parent != root / "carillon_client" / "generated"]
    lengths = [(path, len(path.read_text().splitlines())) for path in written]
    return [(path, length) for path, length in lengths if length > LONGEST]


def unexplained(root: Path) -> list[Path]:
    """Packages whose `__init__.py` does not say what they are for."""
    packages = [path for path in python_files(root) if path.name == "__init__.py"]
    return [path for path in packages if not (ast.get_docstring(ast.parse(path.read_text())) or "").strip()]


def without_package_file(root: Path) -> list[Path]:
    """Folders with Python files and no `__init__.py`; Alembic's scripts are loaded by path."""
    folders = {path.parent for path in python_files(root)}
    return sorted(f for f in folders if not (f / "__init__.py").exists() and f.name != "versions")


def test_no_module_is_a_drawer_for_anything() -> None:
    assert drawers(ROOT) == []


def test_no_python_file_is_longer_than_400_lines() -> None:
    assert too_long(ROOT) == []


def test_every_package_says_what_it_is_for() -> None:
    assert unexplained(ROOT) == []
    assert without_package_file(ROOT) == []


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    for name, content in {
        "wire/utils.py": "",
        "wire/long.py": "x = 1\n" * 401,
        "tenants/common/__init__.py": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def test_these_checks_can_fail(untidy: Path) -> None:
    assert [path.name for path in drawers(untidy)] == ["__init__.py", "utils.py"]
    assert [(path.name, length) for path, length in too_long(untidy)] == [("long.py", 401)]
    assert [path.parent.name for path in unexplained(untidy)] == ["common"]
    assert [path.name for path in without_package_file(untidy)] == ["wire"]
