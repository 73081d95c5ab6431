"""Connections to the database are made where their scope is thought of, and nowhere else."""

import ast
from pathlib import Path

CONTROL_PLANE = Path(__file__).resolve().parents[3] / "control_plane"
ALLOWED = {
    "core/tenancy/sessions.py": "gives every transaction the scope of all companies",
    "core/migrate.py": "works as the owner, and says so",
}


def makers(folder: Path) -> set[str]:
    """Files that call create_engine or sessionmaker."""
    found = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
            if isinstance(node, ast.Call) and name in ("create_engine", "sessionmaker"):
                found.add(str(file.relative_to(folder)))
    return found


def test_engines_are_made_in_two_places_only() -> None:
    assert makers(CONTROL_PLANE) == set(ALLOWED)


def test_the_look_finds_a_third_one(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("import sqlalchemy\nengine = sqlalchemy.create_engine('x')\n")
    assert makers(tmp_path) == {"other.py"}
