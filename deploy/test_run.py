"""What `./carillon test` does around pytest: instances of its own, and nothing left behind."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import psutil

from deploy import paths, setup, test_instances

LAYERS = ("unit", "contract", "component", "node", "telephony", "portal")
# These need neither engines nor images.
ALONE = ("unit", "contract")
# Each file is run by one of two processes. With engines each process has an instance of its own.
# A process that crashes ends the run: to go on with another one, xdist may wait for ever.
DIVIDED = ("-n", "2", "--dist", "loadfile", "--max-worker-restart", "0")
# In the order of the layers: once a browser has run, its event loop stays in the process, in the way of everybody else.
IN_ORDER = "--no-loadscope-reorder"
BY_HAND = ("-k", "-m", "-s", "-x", "--lf", "--ff", "--sw", "--pdb", "--trace", "tests/")
"""Arguments of somebody who looks at a few tests: one process, and its output as it comes."""
NO_TESTS = 5
"""pytest's word for a selection without tests."""
PR_SET_CHILD_SUBREAPER = 36
FIXTURES_SECONDS = 30


class Asked(KeyboardInterrupt):
    """Somebody wants this program alone to end (SIGTERM)."""


def asked(*_: object) -> NoReturn:
    """A signal's handler."""
    raise Asked


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
        codes.append(_pytest([*_argv(alone), *divided(arguments), *arguments], {}))
        if codes[0] not in (0, NO_TESTS):
            return codes[0]
    if together:
        codes.append(_with_instances([*_argv(together), *divided(arguments, IN_ORDER), *arguments]))
    # Of `-k something` one half may select nothing; only nothing at all is worth a word.
    return max((code for code in codes if code != NO_TESTS), default=NO_TESTS)


def _argv(layers: Sequence[str]) -> list[str]:
    """Customisations keep their tests in their own folders; these are unit tests."""
    folders = [f"tests/{layer}" for layer in layers] + (["tenants/custom"] if "unit" in layers else [])
    return [sys.executable, "-m", "pytest", *folders]


def divided(arguments: Sequence[str], *more: str) -> list[str]:
    """What makes pytest divide the files between processes; nothing when `arguments` look at a few tests only."""
    by_hand = any(word.startswith(sign) for word in arguments for sign in BY_HAND)
    return [] if by_hand else [*DIVIDED, *more]


def _with_instances(argv: Sequence[str]) -> int:
    setup.run(setup.assets())
    with test_instances.run() as folder:
        code = _pytest(argv, {test_instances.VARIABLE: str(folder)})
    if code in (0, NO_TESTS):
        shutil.rmtree(folder, ignore_errors=True)
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
    """Whoever interrupts us gives pytest the time to end its fixtures."""
    try:
        return child.wait()
    except Asked:
        child.send_signal(signal.SIGINT)
    except KeyboardInterrupt:
        pass  # the terminal has told pytest too, and twice would cut its fixtures short
    try:
        return child.wait(FIXTURES_SECONDS) or 130
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
