"""Free ports of loopback, never the same twice in one process."""

import contextlib
import socket
from collections.abc import Iterator
from functools import cache
from itertools import cycle

from deploy import lanes

_taken: set[int] = set()


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """A port that was free a moment ago and that this process has not given away yet."""
    while True:
        with socket.socket(socket.AF_INET, kind) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port not in _taken:
            _taken.add(port)
            return port


def sip_port() -> int:
    """Free for UDP and TCP."""
    while True:
        port = free_port(socket.SOCK_DGRAM)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def voice_ports() -> range:
    """For the voices of a node; two nodes of one process that run at once have different ones."""
    return next(_halves())


@cache
def _halves() -> Iterator[range]:
    ports = lanes.claim().voices
    middle = len(ports) // 4 * 2
    return cycle((ports[:middle], ports[middle:]))
