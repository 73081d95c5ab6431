"""Tells the call logic of a change and waits until it serves it: one JSON line each way over calls.sock."""

import json
import logging
import socket
from pathlib import Path
from typing import Any

from node_agent.apply.receive import Change
from node_agent.unix_socket import connect
from tenants.model.objects import kind_of

log = logging.getLogger(__name__)
DEADLINE = 1.0


class CallLogic:
    """One connection, kept open; opened again when the call logic restarted. Used from one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None
        self._pending = b""

    def serves(self, change: Change) -> bool:
        """Whether the call logic answered within a second that it serves exactly this version."""
        held = {"version": change.version, "state_hash": change.state_hash} if change.new else None
        answer = self._ask(_message(change))
        if answer is None:
            return False
        if "serving" not in answer:
            log.warning("the call logic answered %s", answer.get("error"))
        return "serving" in answer and answer["serving"] == held

    def healthy(self) -> bool:
        """Whether it answers at all."""
        return self._ask(b'{"op":"health"}\n') is not None

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, self._pending = None, b""

    def _ask(self, message: bytes) -> dict[str, Any] | None:
        for _ in range(2):  # the second try is for a connection that a restart of the call logic left dead
            fresh = self._socket is None
            try:
                answer = self._exchange(message)
            except TimeoutError:
                self.close()
                log.warning("the call logic did not answer within %s s", DEADLINE)
                return None
            except (OSError, ValueError) as problem:
                self.close()
                if fresh:
                    log.info("the call logic was not told: %s", problem)
                    return None
                continue
            return answer if isinstance(answer, dict) else None
        return None

    def _exchange(self, message: bytes) -> Any:
        if self._socket is None:
            self._socket = connect(self._path, DEADLINE)
        self._socket.settimeout(DEADLINE)
        self._socket.sendall(message)
        while b"\n" not in self._pending:
            chunk = self._socket.recv(65536)
            if not chunk:
                raise ConnectionError("it closed the connection")
            self._pending += chunk
        line, _, self._pending = self._pending.partition(b"\n")
        return json.loads(line)


def _message(change: Change) -> bytes:
    """The form is Apply in node_agent/calls/control_messages.py; without a base it reads the company from the store."""
    content = {
        "op": "apply",
        "company": change.company,
        "version": change.version,
        "state_hash": change.state_hash,
        "base_version": change.base_version,
        "removed": change.new is None,
        "puts": [{"kind": kind_of(item), "data": item.plain()} for item in change.puts],
        "removes": [{"kind": kind, "id": identifier} for kind, identifier in change.removes],
    }
    return json.dumps(content, separators=(",", ":")).encode() + b"\n"
