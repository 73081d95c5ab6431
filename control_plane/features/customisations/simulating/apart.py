"""Starts the process of a simulation and waits for its answer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

import control_plane
import tenants
import wire
from control_plane.core.problems import Problem
from control_plane.features.customisations.simulating.tale import ANSWER, TASK, Answer, Tale, Task
from tenants.model import Company
from tenants.simulate import NotUnderstood, Question

CODE: Final = "/code"
CHILD: Final = "control_plane.features.customisations.simulating.child"
WALL_SECONDS: Final = 15.0


class SimulationFailed(Problem):
    """The customisation's own code did not come to an end; nothing else was harmed."""

    status, code, title = 422, "simulation-failed", "The company's own code failed"


def ask_apart(company: Company, question: Question, now: datetime, files: dict[str, str] | None = None) -> Tale:
    """What `tenants.simulate.ask` would tell, by the company's own call logic, run behind walls.

    `files`: those of the company's bundle by path (`queries.bundle_files`); None: the customisation of the release.
    Raises NotUnderstood, SimulationFailed.
    """
    task = TASK.dump_json(Task.of(company, question, now, files or {}))
    answer = _answer(task)
    if answer.misunderstood:
        raise NotUnderstood(answer.part, answer.misunderstood)
    if answer.tale is None:
        raise SimulationFailed(f"The company's own code failed: {answer.failed}")
    return answer.tale


def _answer(task: bytes) -> Answer:
    if shutil.which("bwrap") is None:
        raise SimulationFailed("This machine has no bubblewrap, behind which own code runs; install it.")
    try:
        done = subprocess.run(_command(), input=task, capture_output=True, timeout=WALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise SimulationFailed(f"The company's own code did not end within {WALL_SECONDS:.0f} s.") from None
    try:
        return ANSWER.validate_json(done.stdout)
    except ValidationError:
        # Ended by a limit, or by itself.
        raise SimulationFailed("The company's own code took too much memory or time, or ended the process.") from None


def _command() -> list[str]:
    line = ["bwrap", "--unshare-all", "--cap-drop", "ALL", "--die-with-parent", "--new-session"]
    for outside, inside in _readable():
        line += ["--ro-bind", str(outside), inside]
    for name in ("lib", "lib32", "lib64", "bin"):
        path = Path("/") / name
        linked = ["--symlink", os.readlink(path), str(path)] if path.is_symlink() else []
        line += linked or ["--ro-bind-try", str(path), str(path)]
    line += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache", "--tmpfs", "/tmp", "--clearenv"]  # noqa: S108
    for device in ("null", "zero", "random", "urandom"):
        line += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    for name, value in {"PATH": "/usr/bin", "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONPATH": CODE}.items():
        line += ["--setenv", name, value]
    return [*line, "--", sys.executable, "-s", "-B", "-m", CHILD]


def _readable() -> Iterator[tuple[Path, str]]:
    """The interpreter and its packages where it believes them to be, and the simulator: no settings, no data."""
    yield Path("/usr"), "/usr"
    for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)):
        if not Path(prefix).is_relative_to("/usr"):
            yield Path(prefix).resolve(), prefix
    for package in (tenants, wire, control_plane):
        assert package.__file__ is not None
        yield Path(package.__file__).resolve().parent, f"{CODE}/{package.__name__}"
