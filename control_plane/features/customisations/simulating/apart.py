"""Starts the process of simulations and waits for its answers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import ValidationError

import control_plane
import tenants
import wire
from control_plane.core.problems import Problem
from control_plane.features.customisations.simulating.tale import (
    ANSWERS,
    TASK,
    Again,
    Answer,
    Tale,
    Task,
    items_of,
)
from tenants.model import Company
from tenants.simulate import NotUnderstood, Question
from tenants.simulate.retelling import CannotTell

CODE: Final = "/code"
CHILD: Final = "control_plane.features.customisations.simulating.child"
WALL_SECONDS: Final = 15.0


class SimulationFailed(Problem):
    """The customisation's own code did not come to an end; nothing else was harmed.

    `trace`: the last lines of the traceback, where there is one.
    """

    status, code, title = 422, "simulation-failed", "The company's own code failed"

    def __init__(self, detail: str, trace: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.trace = trace


def ask_apart(
    company: Company, questions: Sequence[Question], now: datetime, files: dict[str, str]
) -> list[Tale | NotUnderstood | SimulationFailed]:
    """What `tenants.simulate.ask` would tell, by the company's own call logic, run behind walls: one for each question.

    `files`: those of the company's bundle by path (`queries.bundle_files`); empty: the customisation of the release.
    Raises SimulationFailed when there is no answer at all.
    """
    return [
        answer.tale or _failure(answer) or NotUnderstood(answer.part, answer.misunderstood)
        for answer in _answers(_task(company, now, files, questions=questions))
    ]


def tell_again_apart(company: Company, again: Again, files: dict[str, str]) -> Tale:
    """What `tenants.simulate.retelling.tell_again` would tell. Raises CannotTell, SimulationFailed."""
    (answer,) = _answers(_task(company, again.witness.at, files, again=[again]))
    if (failure := _failure(answer)) is not None:
        raise failure
    if answer.tale is None:
        raise CannotTell(answer.misunderstood)
    return answer.tale


def _task(
    company: Company,
    now: datetime,
    files: dict[str, str],
    *,
    questions: Sequence[Question] = (),
    again: Sequence[Again] = (),
) -> Task:
    which = company.profile.customisation
    return Task(company.id, company.version, items_of(company), which, files, now, list(questions), list(again))


def _failure(answer: Answer) -> SimulationFailed | None:
    text = f"The company's own code failed: {answer.failed}"
    return SimulationFailed(text, answer.trace) if answer.failed else None


def _answers(task: Task) -> list[Answer]:
    if shutil.which("bwrap") is None:
        raise SimulationFailed("This machine has no bubblewrap, behind which own code runs; install it.")
    sent = TASK.dump_json(task)
    try:
        done = subprocess.run(_command(), input=sent, capture_output=True, timeout=WALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise SimulationFailed(f"The company's own code did not end within {WALL_SECONDS:.0f} s.") from None
    try:
        answers = ANSWERS.validate_json(done.stdout)
    except ValidationError:
        answers = []
    if len(answers) != len(task.questions) + len(task.again):
        # Ended by a limit, or by itself.
        raise SimulationFailed("The company's own code took too much memory or time, or ended the process.")
    return answers


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
