"""The command line of the sandbox in which all custom code runs: nothing of the node but the code it needs.

Source: bwrap(1). No network, no /proc, no writable file, an environment of our own making, and its own process numbers.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import node_agent
import node_agent.custom
from node_agent.custom.child.walls import BUNDLES, EMPTY, OWN

CODE: Final = "/code"
USER: Final = "65533"
ENVIRONMENT: Final = {"PATH": "/usr/bin", "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONPATH": CODE, "HOME": EMPTY}


def command(bundles: Path, release: Path) -> list[str]:
    """`bundles`: the node's folder of unpacked bundles, which exists; `release`: `custom` in its `tenants`."""
    line = ["bwrap", "--unshare-user", "--uid", USER, "--gid", USER, "--unshare-pid", "--unshare-net"]
    line += ["--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL", "--die-with-parent"]
    for outside, inside in _readable(bundles, release.parent):
        line += ["--ro-bind", str(outside), inside]
    for name in ("lib", "lib32", "lib64", "bin"):
        line += _link(name)
    line += ["--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    # Not a whole /dev: its /dev/shm could be written to, and what is there is the memory of the machine.
    for device in ("null", "zero", "random", "urandom"):
        line += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    line += ["--dir", EMPTY, "--dir", OWN, "--remount-ro", "/", "--clearenv"]
    for name, value in ENVIRONMENT.items():
        line += ["--setenv", name, value]
    return [*line, "--", sys.executable, "-s", "-m", "node_agent.custom.child.zygote"]


def _readable(bundles: Path, tenants: Path) -> Iterator[tuple[Path, str]]:
    yield Path("/usr"), "/usr"
    # The interpreter and its packages, where it believes them to be.
    for prefix in dict.fromkeys((sys.base_prefix, sys.prefix)):
        if not Path(prefix).is_relative_to("/usr"):
            yield Path(prefix).resolve(), prefix
    yield tenants.resolve(), f"{CODE}/tenants"
    yield _folder(node_agent) / "__init__.py", f"{CODE}/node_agent/__init__.py"
    yield _folder(node_agent.custom), f"{CODE}/node_agent/custom"
    yield bundles.resolve(), BUNDLES


def _folder(package: object) -> Path:
    file = getattr(package, "__file__", None)
    assert isinstance(file, str)
    return Path(file).resolve().parent


def _link(name: str) -> list[str]:
    """What is a link to /usr on this machine is one in the sandbox."""
    path = Path("/") / name
    if path.is_symlink():
        return ["--symlink", os.readlink(path), str(path)]
    return ["--ro-bind-try", str(path), str(path)]
