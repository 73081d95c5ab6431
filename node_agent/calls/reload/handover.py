"""What one generation of the call logic gets from the one who keeps them: the open port, and a way to say "loaded"."""

import ctypes
import importlib
import os
import pkgutil
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from signal import SIGTERM, SIGUSR1
from typing import Final, Self

LISTENING: Final = "CARILLON_CALLS_LISTENING"
TELLING: Final = "CARILLON_CALLS_TELLING"
RETIRE: Final = SIGUSR1
"""Tells a generation to leave new calls to its successor, and to end after its own."""
PR_SET_PDEATHSIG: Final = 1
LOADED: Final = b"."
PARTS: Final = ("tenants.model", "tenants.calls", "tenants.extend")
"""What calls are made of; the rest of `tenants` is imported where it is needed, or not on a node."""


@dataclass(frozen=True)
class Handover:
    """A generation's. `listening`: bound, and shared with the others, so that a call waits in it while they change."""

    listening: socket.socket
    telling: int

    @classmethod
    def given(cls, environment: Mapping[str, str] = os.environ) -> Self | None:
        """None: this process serves alone, as everywhere but in the development stack."""
        if LISTENING not in environment:
            return None
        listening, telling = (int(environment[name]) for name in (LISTENING, TELLING))
        for descriptor in (listening, telling):
            os.set_inheritable(descriptor, False)
        # When the keeper of generations is killed, they must not serve on beside those of the next one.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGTERM)
        return cls(socket.socket(fileno=listening), telling)

    def loaded(self) -> None:
        """The saved code can be run: the predecessor may retire."""
        os.write(self.telling, LOADED)
        os.close(self.telling)


def load_everything() -> None:
    """Import what calls are made of, also what is else imported late. Raises whatever the saved code raises."""
    for part in PARTS:
        package = importlib.import_module(part)
        for module in pkgutil.walk_packages(package.__path__, f"{part}.", onerror=_raise):
            importlib.import_module(module.name)


def _raise(_name: str) -> None:
    error = sys.exc_info()[1]
    assert error is not None
    raise error
