"""A developer's checkout: a copy of what runs on a node, whose files tests may save."""

import shutil
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
RING: Final = "seconds=seconds_together(self.employee)"


class Checkout:
    """`folder` is where its programs are to be started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("node_agent", "tenants", "wire"):
            shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("tests"))
        self.file = folder / "tenants" / "calls" / "employee.py"
        self._original = self.file.read_text()
        assert RING in self._original

    def save(self, ring_seconds: str) -> None:
        """Employees are rung for so long from now on. What is no expression is a fault."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(self._original.replace(RING, f"seconds={ring_seconds}"))
        fresh.replace(self.file)
