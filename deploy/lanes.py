"""Ranges of ports for instances beside others, so that two on one machine never meet.

A lane belongs to the process that holds its first port open (TCP on loopback): the kernel gives it to one only, and
takes it back however that process ends.
"""

import random
import socket
from dataclasses import dataclass

from deploy.errors import Stop

LOOPBACK = "127.0.0.1"
WIDTH = 280
# Above the ports of `./carillon up`, below those that the kernel takes for outgoing connections.
ALL = range(18000, 32000, WIDTH)
DOORS = 20
_held: list[socket.socket] = []


class NoLane(Stop):
    """Too many instances at once."""

    code = "no-lane"


@dataclass(frozen=True)
class Lane:
    """`first` is held, the next `DOORS` are for doors that listen, the rest for voices (RTP)."""

    first: int

    @property
    def doors(self) -> range:
        return range(self.first + 1, self.first + DOORS)

    @property
    def voices(self) -> range:
        return range(self.first + DOORS, self.first + WIDTH)


def claim() -> Lane:
    """A lane that nobody else has, until this process ends. Raises NoLane."""
    for first in random.sample(ALL, len(ALL)):
        door = socket.socket()
        try:
            door.bind((LOOPBACK, first))
        except OSError:
            door.close()
            continue
        _held.append(door)
        return Lane(first)
    raise NoLane(
        f"All {len(ALL)} ranges of ports from {ALL.start} to {ALL.stop} are in use by other instances.",
        "Wait until one of the test runs on this machine has ended.",
    )
