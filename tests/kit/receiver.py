"""A customer's program that takes webhooks: a real HTTP server on loopback that remembers and answers as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Heard:
    """One request. `headers` are in small letters."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def message(self) -> Any:
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def type(self) -> str:
        return str(self.message["type"])


@dataclass(frozen=True)
class Say:
    status: int = 200
    body: bytes = b"thanks"
    location: str = ""
    seconds: float = 0.0
    """Thinks for so long before it answers; ends early when the receiver is closed."""


class Receiver:
    """`answers` are taken one by one, the last one for ever. Use as a context manager."""

    def __init__(self, *answers: Say) -> None:
        self.heard: list[Heard] = []
        self.answers: list[Say] = list(answers) or [Say()]
        self.before_answer: Callable[[Heard], None] = lambda _: None
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bells"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def take(self, heard: Heard) -> Say:
        self.heard.append(heard)
        self.before_answer(heard)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def wait_for(self, many: int, seconds: float = 30.0) -> list[Heard]:
        """At least so many requests. Raises AssertionError."""
        end = time.monotonic() + seconds
        while len(self.heard) < many:
            assert time.monotonic() < end, f"{len(self.heard)} of {many} requests came"
            time.sleep(0.02)
        return list(self.heard)


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            say = receiver.take(Heard(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            receiver.closing.wait(say.seconds)
            self.send_response(say.status)
            if say.location:
                self.send_header("Location", say.location)
            self.send_header("Content-Length", str(len(say.body)))
            self.end_headers()
            self.wfile.write(say.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler
