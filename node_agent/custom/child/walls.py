"""What stands between one company's process and everything else, beyond the sandbox that all of them share.

Source: user_namespaces(7), pid_namespaces(7), mount(2), capabilities(7), setrlimit(2).
"""

import ctypes
import os
import resource
from pathlib import Path
from typing import Final

from node_agent.custom.child import seccomp

BUNDLES: Final = "/bundles"
"""Where the sandbox shows all bundles of the node; each process then covers all but its own."""
OWN: Final = "/bundle"
EMPTY: Final = "/empty"
MEMORY: Final = 256 * 1024 * 1024
"""Bytes of data of one company's process; what the interpreter and `tenants` take is in it, some 40 MB."""
ADDRESSES: Final = 1024 * 1024 * 1024
CPU_SECONDS: Final = 60
"""Of a process's whole life; the parent replaces it long before."""
FILES: Final = 64
NEW_USER, NEW_PROCESSES, NEW_MOUNTS = 0x10000000, 0x20000000, 0x00020000
BIND: Final = 4096
CAPABILITIES_V3: Final = 0x20080522


def between_companies() -> None:
    """Have the next child see no process of another company, and let it change its own mounts. Raises OSError."""
    _libc("unshare", NEW_USER | NEW_PROCESSES | NEW_MOUNTS)


def show_only(bundle: str | None, name: str) -> Path | None:
    """Of all bundles only this one's folder can be read from now on. None: there is no bundle. Raises OSError."""
    folder = None
    if bundle is not None:
        _libc("mount", os.fsencode(f"{BUNDLES}/{bundle}"), os.fsencode(OWN), None, BIND, None)
        folder = Path(OWN) / name
    _libc("mount", os.fsencode(EMPTY), os.fsencode(BUNDLES), None, BIND, None)
    return folder


def close_in() -> None:
    """No rights, no more than its share, and nothing of the kernel that call logic does not need. Raises OSError."""
    for what, limit in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_V3, 0)
    _libc("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))
    seccomp.forbid()


def _libc(function: str, *arguments: object) -> None:
    """Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, function)(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, f"{function}: {os.strerror(number)}")
