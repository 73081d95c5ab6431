"""A developer for tests: orders signed as the control plane signs them, the real process, and a small DAP client."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from node_agent.custom.debugger.messages import ANSWER, SOCKET, Arm, Armed, NotArmed
from node_agent.custom.messages import line_of
from node_agent.unix_socket import connect
from tests.kit.node import REPOSITORY
from wire.debugging import OPERATION, PRESENT_SECONDS, DebugOrder
from wire.envelope import Signer

WHO = "Dana the developer"


def order(signer: Signer, *, company: str, node: str = "n1", caller: str = "", seconds: float = 60.0) -> str:
    """As the control plane gives one to an operator."""
    now = datetime.now(UTC)
    permission = f"p{time.time_ns()}"
    until = now + timedelta(seconds=seconds)
    wish = DebugOrder(permission=permission, company=company, caller=caller, who=WHO, until=until)
    args = wish.model_dump(mode="json")
    version = time.time_ns() // 1_000_000
    return signer.seal(audience=node, op=OPERATION, version=version, args=args, now=now, seconds=PRESENT_SECONDS)


class Developer:
    """Brings an order to a node and, where it is accepted, starts the process that `./carillon debug` starts."""

    def __init__(self, state: Path, sealed: str, *, listen: int | None = None) -> None:
        self._connection = connect(state / SOCKET, 10)
        self._connection.sendall(line_of(Arm(order=sealed)))
        self.answer: Armed | NotArmed = ANSWER.validate_json(self._connection.makefile("rb").readline())
        self._process: subprocess.Popen[bytes] | None = None
        self._log = state / f"developer-{time.time_ns()}.log"
        if isinstance(self.answer, Armed):
            self._begin(self.answer, listen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.leave()

    @property
    def said(self) -> str:
        return self._log.read_text()

    def type(self, text: str) -> None:
        """In the terminal."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n".encode())
        self._process.stdin.flush()

    def wait_until_said(self, text: str, run: Callable[[float], None] = time.sleep, seconds: float = 40) -> Self:
        deadline = time.monotonic() + seconds
        while text not in self.said:
            assert time.monotonic() < deadline, f"never said {text!r}: {self.said}"
            run(0.05)
        return self

    def leave(self) -> None:
        """Without a word, as when the terminal is closed."""
        self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)

    def _begin(self, armed: Armed, listen: int | None) -> None:
        descriptor = self._connection.fileno()
        argv = [sys.executable, "-m", "node_agent.custom.debugger.process", "--connection", str(descriptor)]
        argv += ["--bundles", armed.bundles, *(["--listen", str(listen)] if listen else [])]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                argv,
                cwd=REPOSITORY,
                env=dict(os.environ) | {"PYTHONUNBUFFERED": "1"},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[descriptor],
            )
        self._connection.close()


class Editor:
    """Speaks the debug adapter protocol as an editor does: attach, breakpoints, look, continue.

    `run` lets time pass for others (phones) while it waits.
    """

    def __init__(self, port: int, run: Callable[[float], None]) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 10)
        self._socket.setblocking(False)
        self._run, self._rest = run, b""
        self._numbers = itertools.count(1)
        self._heard: list[dict[str, Any]] = []

    def attach(self, breakpoints: dict[str, list[int]] | None = None) -> Self:
        """`breakpoints`: lines by file."""
        self.ask("initialize", {"adapterID": "carillon", "pathFormat": "path"})
        attaching = self.send("attach", {"justMyCode": False})
        self.wait_for(lambda m: m.get("event") == "initialized", "initialized")
        for file, lines in (breakpoints or {}).items():
            where = {"source": {"path": file}, "breakpoints": [{"line": line} for line in lines]}
            self.ask("setBreakpoints", where)
        self.ask("configurationDone", {})
        self.wait_for(lambda m: m.get("request_seq") == attaching, "the answer to attach")
        return self

    def stopped(self) -> dict[str, Any]:
        """Where: the top frame, as DAP describes it."""
        event = self.wait_for(lambda m: m.get("event") == "stopped", "a stop")
        self._thread = event["body"]["threadId"]
        frames = self.ask("stackTrace", {"threadId": self._thread})["stackFrames"]
        frame: dict[str, Any] = frames[0]
        return frame

    def value(self, expression: str, frame: dict[str, Any]) -> str:
        return str(
            self.ask("evaluate", {"expression": expression, "frameId": frame["id"], "context": "watch"})["result"]
        )

    def go_on(self) -> None:
        self.ask("continue", {"threadId": self._thread})

    def detach(self) -> None:
        self.ask("disconnect", {"terminateDebuggee": False})
        self.close()

    def close(self) -> None:
        """Without a word, as when the editor dies."""
        self._socket.close()

    def ask(self, command: str, arguments: dict[str, Any]) -> Any:
        number = self.send(command, arguments)
        answer = self.wait_for(lambda m: m.get("request_seq") == number, f"the answer to {command}")
        assert answer["success"], answer
        return answer.get("body")

    def send(self, command: str, arguments: dict[str, Any]) -> int:
        number = next(self._numbers)
        body = json.dumps({"seq": number, "type": "request", "command": command, "arguments": arguments}).encode()
        self._socket.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        return number

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool], what: str, seconds: float = 30) -> dict[str, Any]:
        """The next message that fits; it is then gone."""
        deadline = time.monotonic() + seconds
        while True:
            for message in self._heard:
                if wanted(message):
                    self._heard.remove(message)
                    return message
            assert time.monotonic() < deadline, f"waited {seconds} s for {what}; heard {self._heard}"
            with contextlib.suppress(BlockingIOError):
                self._rest += self._socket.recv(1 << 16)
            self._split()
            self._run(0.02)

    def _split(self) -> None:
        while b"\r\n\r\n" in self._rest:
            head, _, rest = self._rest.partition(b"\r\n\r\n")
            size = int(head.rpartition(b":")[2])
            if len(rest) < size:
                return
            self._heard.append(json.loads(rest[:size]))
            self._rest = rest[size:]
