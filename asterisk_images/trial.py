"""A new image proves itself: Asterisk starts from it, offline, and every module of the recipe runs."""

import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from asterisk_images import bwrap

PATIENCE = 30.0
ASTERISK = "/usr/sbin/asterisk"


class Failed(Exception):
    """Asterisk did not start from the new image, or a module declined."""

    code = "image-trial-failed"


def modules_conf(modules: Iterable[str]) -> str:
    """The text of modules.conf for an explicit list."""
    return "\n".join(["[modules]", "autoload=no", *(f"load={name}.so" for name in modules), ""])


def run(rootfs: Path, state: Path, modules: Sequence[str]) -> None:
    """Start, ask, stop: without network, in `state`. Raises Failed with what is wrong."""
    etc = state / "etc"
    etc.mkdir(parents=True)
    for file in (rootfs / "etc/asterisk").iterdir():
        (etc / file.name).write_bytes(file.read_bytes())
    (etc / "modules.conf").write_text(modules_conf(modules))
    binds = bwrap.asterisk_binds(state)
    log = (state / "console.log").open("wb")
    line = bwrap.command(rootfs, binds, [ASTERISK, "-f", "-n"], die_with_parent=True, network=False)
    with log, subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log) as asterisk:
        try:
            _wait(rootfs, binds, asterisk)
            running = set(_ask(rootfs, binds, "module show").split())
            _ask(rootfs, binds, "core stop now")
        finally:
            if asterisk.poll() is None:
                _end(asterisk)
    declined = [name for name in modules if f"{name}.so" not in running]
    problems = _problems(state)
    if declined or problems:
        raise Failed("; ".join([*(f"{name} declined to load" for name in declined), *problems]))


def _wait(rootfs: Path, binds: list[bwrap.Bind], asterisk: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while "fully booted" not in _ask(rootfs, binds, "core waitfullybooted"):
        if asterisk.poll() is not None or time.monotonic() > deadline:
            raise Failed("Asterisk did not start from the new image.")
        time.sleep(0.1)


def _ask(rootfs: Path, binds: list[bwrap.Bind], question: str) -> str:
    line = bwrap.command(rootfs, binds, [ASTERISK, "-rx", question], die_with_parent=True)
    return subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE, check=False).stdout


def _end(asterisk: subprocess.Popen[bytes]) -> None:
    try:
        asterisk.wait(5)
    except subprocess.TimeoutExpired:
        asterisk.kill()


def _problems(state: Path) -> list[str]:
    """Errors that Asterisk wrote to its log while starting."""
    messages = state / "var/log/messages.log"
    lines = messages.read_text(errors="replace").splitlines() if messages.exists() else []
    return [line.split("] ", 1)[-1] for line in lines if "ERROR[" in line]
