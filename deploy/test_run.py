"""What `./carillon test` does around pytest: an instance of its own, and nothing left behind."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from deploy import instance, paths, ports, setup, stack
from deploy.instance import Instance
from deploy.processes import recall, remember

LAYERS = ("unit", "contract", "component", "node", "telephony", "portal")
# These need neither engines nor images, and share nothing: several processes run them.
ALONE = ("unit", "contract")
PROCESSES = "2"
NO_TESTS = 5
"""pytest's word for a selection without tests."""
PR_SET_CHILD_SUBREAPER = 36
OWNER = "tests.pid"


def split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Layers to run, in their order, and arguments for pytest. No layer named: all that exist."""
    named = [word for word in words if word in LAYERS]
    rest = [word for word in words if word not in LAYERS]
    chosen = [layer for layer in LAYERS if not named or layer in named]
    return [layer for layer in chosen if (paths.REPOSITORY / "tests" / layer).is_dir()], rest


def run(layers: Sequence[str], arguments: Sequence[str]) -> int:
    """pytest's exit code. All processes that the tests started have ended when this returns."""
    # Whoever loses its parent while tests run becomes our child, so that it can be found and ended.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    alone = [layer for layer in layers if layer in ALONE]
    together = [layer for layer in layers if layer not in ALONE]
    codes = []
    if alone:
        codes.append(_pytest([*_argv(alone), "-n", PROCESSES, "--dist", "loadfile", *arguments], {}))
        if codes[0] not in (0, NO_TESTS):
            return codes[0]
    if together:
        codes.append(_with_instance(_argv(together) + list(arguments)))
    # Of `-k something` one half may select nothing; only nothing at all is worth a word.
    return max((code for code in codes if code != NO_TESTS), default=NO_TESTS)


def _argv(layers: Sequence[str]) -> list[str]:
    """Customisations keep their tests in their own folders; these are unit tests."""
    folders = [f"tests/{layer}" for layer in layers] + (["tenants/custom"] if "unit" in layers else [])
    return [sys.executable, "-m", "pytest", *folders]


def _with_instance(argv: Sequence[str]) -> int:
    setup.run(setup.assets())
    with _instance() as made:
        setup.run(setup.database(made))
        code = _pytest(argv, {"CARILLON_TEST_INSTANCE": str(made.folder)})
    if code in (0, NO_TESTS):
        shutil.rmtree(made.folder, ignore_errors=True)
    return code


def _pytest(argv: Sequence[str], more: dict[str, str]) -> int:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CARILLON_")}
    bin_first = {"PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', os.defpath)}", "TZ": "UTC"}
    child = subprocess.Popen(argv, cwd=paths.REPOSITORY, env=inherited | bin_first | more)
    try:
        return exit_code(_wait(child))
    finally:
        _end_descendants()


def exit_code(returned: int) -> int:
    """As a shell tells it: who was ended by a signal, such as a crash, has failed too."""
    return 128 - returned if returned < 0 else returned


def _wait(child: subprocess.Popen[bytes]) -> int:
    """Ctrl-C reaches pytest too; it gets the time to end its fixtures."""
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        try:
            return child.wait(20) or 130
        except (KeyboardInterrupt, subprocess.TimeoutExpired):
            child.kill()
            return 130


def _end_descendants() -> None:
    left = psutil.Process().children(recursive=True)
    for how in (psutil.Process.terminate, psutil.Process.kill):
        for process in left:
            try:
                how(process)
            except psutil.NoSuchProcess:
                continue
        _, left = psutil.wait_procs(left, timeout=5)


@contextmanager
def _instance() -> Iterator[Instance]:
    """A new instance on free ports. Its folder, with the logs, stays until the next run."""
    paths.TEST.mkdir(parents=True, exist_ok=True)
    _clear_abandoned()
    folder = paths.TEST / f"run-{os.getpid()}"
    made = instance.create(folder, ports=ports.free())
    remember(folder / "run" / OWNER, os.getpid())
    try:
        yield made
    finally:
        stack.stop(made)


def _clear_abandoned() -> None:
    """Runs that were killed: end what they left, remove their folders."""
    for folder in paths.TEST.glob("run-*"):
        if recall(folder / "run" / OWNER):
            continue
        with suppress(instance.NoInstance):
            stack.stop(instance.load(folder))
        shutil.rmtree(folder, ignore_errors=True)
