"""`python -m tests.kit.watched <command>`: one of the node's processes, with what it imports, opens and asks databases.

Each such thing is one JSON line in `<node folder>/watched.jsonl`: the moment (CLOCK_MONOTONIC, the same in all
processes), what, and of what. Statements to a database are seen of the main thread, which is the one that serves calls.
"""

import json
import os
import sys
import time
from types import FrameType
from typing import Any

EVENTS = frozenset({"import", "open", "sqlite3.connect", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"})
FILE = "watched.jsonl"


def watch() -> None:
    """Audit hooks (PEP 578) see all threads; a profile function sees calls into sqlite3, which tells them nothing."""
    log = os.open(os.path.join(os.environ["CARILLON_NODE_STATE"], FILE), os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(what: str, of: str) -> None:
        os.write(log, json.dumps([time.monotonic(), what, of[:200]]).encode() + b"\n")

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS:
            note(event, repr(arguments[:2]))

    def called(_frame: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and type(getattr(called, "__self__", None)).__module__ == "sqlite3":
            note("statement", called.__name__)

    sys.addaudithook(heard)
    sys.setprofile(called)


if __name__ == "__main__":
    watch()
    # Everything that the process imports is to be seen, so it is imported after the hook.
    from node_agent.cli import main

    main()
