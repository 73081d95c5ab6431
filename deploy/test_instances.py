"""The instances of a test run: one for each process of pytest, made when that process first needs it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy import instance, paths, ports, stack
from deploy.instance import Instance
from deploy.processes import recall, remember

VARIABLE = "CARILLON_TEST_RUN"
"""The folder of the run, for the processes of pytest that `./carillon test` starts."""
OWNER = "tests.pid"


def run_folder() -> Path | None:
    """None: somebody runs pytest by hand."""
    given = os.environ.get(VARIABLE)
    return Path(given) if given else None


def mine() -> Instance:
    """The instance of this process of pytest; its engines may not run yet. By hand, a run of its own begins."""
    folder = (run_folder() or begin()) / os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    with suppress(instance.NoInstance):
        return instance.load(folder)
    return instance.create(folder, ports=ports.free())


def begin() -> Path:
    """A folder for a run that ends with this process."""
    paths.TEST.mkdir(parents=True, exist_ok=True)
    folder = paths.TEST / f"run-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    # So that a `./carillon test` beside us does not take it for what a killed run left.
    remember(folder / OWNER, os.getpid())
    return folder


@contextmanager
def run() -> Iterator[Path]:
    """The folder of a new run. All its instances have stopped in the end; it stays, with the logs, until the next."""
    _clear_abandoned()
    folder = begin()
    try:
        yield folder
    finally:
        _stop_all(folder)


def _clear_abandoned() -> None:
    """Runs that were killed: end what they left, remove their folders."""
    for folder in paths.TEST.glob("run-*"):
        if not recall(folder / OWNER):
            _stop_all(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _stop_all(folder: Path) -> None:
    for settings in folder.glob("*/instance.env"):
        with suppress(instance.NoInstance):
            stack.stop(instance.load(settings.parent))
