"""What a company's process may not ask the kernel for: processes, threads, programs, sockets, and other processes.

A deny list in the form of seccomp(2): the walls are the namespaces; this is what they do not keep out, such as a fork
bomb. Numbers are those of unistd.h of each architecture.
"""

import ctypes
import os
import platform
import struct
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

_CLONE, _FORK, _VFORK, _CLONE3 = (56, 57, 58, 435)
DENIED: Final[Mapping[str, tuple[int, Sequence[int]]]] = MappingProxyType(
    {
        "x86_64": (
            0xC000003E,
            (
                *(_CLONE, _FORK, _VFORK, _CLONE3),
                *(59, 322),  # execve, execveat
                *(41, 42, 43, 49, 50, 53, 288),  # socket, connect, accept, bind, listen, socketpair, accept4
                *(62, 200, 234, 129, 297, 424),  # kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send
                *(101, 310, 311, 312, 434, 438),  # ptrace, process_vm_readv and _writev, kcmp, pidfd_open, pidfd_getfd
                *(165, 166, 155, 161, 428, 429, 430, 432, 442),  # mount, umount2, pivot_root, chroot, open_tree, fs…
                *(
                    272,
                    308,
                    248,
                    249,
                    250,
                    321,
                    298,
                    323,
                    425,
                    426,
                    427,
                ),  # unshare, setns, keys, bpf, perf, uffd, uring
                *(
                    319,
                    29,
                    64,
                    68,
                    240,
                    356,
                    133,
                    141,
                    203,
                    144,
                ),  # memfd, shmget, semget, msgget, mq_open, nice and CPU
            ),
        ),
        "aarch64": (
            0xC00000B7,
            (
                *(220, 435, 221, 281),
                *(198, 203, 202, 200, 201, 199, 242),
                *(129, 130, 131, 138, 240, 424),
                *(117, 270, 271, 272, 434, 438),
                *(40, 39, 41, 51, 428, 429, 430, 432, 442),
                *(97, 268, 217, 218, 219, 280, 241, 282, 425, 426, 427),
                *(279, 194, 190, 186, 180, 33, 140, 122, 119),
            ),
        ),
    }
)
EPERM, ALLOW, ERRNO, KILL = 1, 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
X32: Final = 0x40000000
"""Numbers from here on are another way to call the same on x86_64."""
AT_LEAST = 0x35
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 38, 22, 2


def program(machine: str) -> bytes:
    """The filter as BPF. Raises KeyError for an architecture whose numbers stand nowhere here."""
    architecture, numbers = DENIED[machine]
    lines = [
        _line(LOAD, 4),
        _line(EQUAL, architecture, yes=1),
        _line(RETURN, KILL),
        _line(LOAD, 0),
        _line(AT_LEAST, X32, yes=len(numbers) + 1),
        *(_line(EQUAL, number, yes=len(numbers) - index) for index, number in enumerate(numbers)),
        _line(RETURN, ALLOW),
        _line(RETURN, ERRNO | EPERM),
    ]
    return b"".join(lines)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def forbid() -> None:
    """From now on, for ever. Raises OSError, KeyError."""
    code = program(platform.machine())
    buffer = ctypes.create_string_buffer(code, len(code))
    given = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(SET_SECCOMP, FILTER_MODE, ctypes.byref(given)):
        raise OSError(ctypes.get_errno(), f"seccomp: {os.strerror(ctypes.get_errno())}")


def _line(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
