"""What `./carillon check` runs: two at a time, the slowest first, output only of what failed."""

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy import paths, screen

BIN = Path(sys.executable).parent
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


@dataclass(frozen=True)
class Check:
    """One tool and what it says when all is well is not shown."""

    label: str
    argv: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    check: Check
    passed: bool
    output: str
    seconds: float


def checks() -> list[Check]:
    present = [name for name in PACKAGES if any((paths.REPOSITORY / name).glob("**/*.py"))]
    return [
        Check("Types (mypy --strict)", (str(BIN / "mypy"), "--strict", *present)),
        Check("Style (ruff)", (str(BIN / "ruff"), "check", ".")),
        Check("Directions of imports", (str(BIN / "lint-imports"), "--config", ".importlinter")),
        Check(
            "Unit tests and vocabulary",
            (sys.executable, "-m", "pytest", "tests/unit", "tenants/custom", "-q", "-n", "2"),
        ),
    ]


def run(wanted: Sequence[Check]) -> list[Result]:
    """All of them, also after a failure."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_run, wanted))


def _run(check: Check) -> Result:
    began = time.monotonic()
    done = subprocess.run(
        check.argv,
        cwd=paths.REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    seconds = time.monotonic() - began
    mark = "[green]✓[/green]" if done.returncode == 0 else "[red]✗[/red]"
    screen.say(f"  {mark} {check.label} [dim]{seconds:.1f} s[/dim]")
    return Result(check, done.returncode == 0, done.stdout, seconds)
