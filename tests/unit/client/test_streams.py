"""Events over a connection that stays open, against a server on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from typing import Any

import pytest

from carillon_client import Event, NotSignedIn
from carillon_client.connection import Connection
from carillon_client.streams import stream


class Server(ThreadingHTTPServer):
    """Each connection gets the next of `parts`, and is closed then."""

    daemon_threads = True
    parts: list[str]
    asked: list[dict[str, str]]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append(dict(self.headers) | {"path": self.path})
        part = server.parts.pop(0) if server.parts else ""
        status = int(part) if part.isdigit() else 200
        self.send_response(status)
        self.send_header("Content-Type", "text/event-stream" if status == 200 else "application/problem+json")
        self.end_headers()
        problem = json.dumps({"code": "not-signed-in", "detail": "The token was revoked."})
        self.wfile.write((part if status == 200 else problem).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Handler)
    made.asked = []
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def events(server: Server) -> Iterator[Event]:
    connection = Connection(f"http://127.0.0.1:{server.server_port}", "t")
    return stream(connection, "companies/acme/stream", query={"topics": "call.*"}, pause=0.01)


def test_events_are_told_and_a_broken_stream_goes_on_where_it_was(server: Server) -> None:
    first = 'retry: 10\n\n: still here\n\nid: 1\nevent: call.ended\ndata: {"call":\ndata: "a"}\n\nid: 2\ndata: half'
    server.parts = [first, "503", "id: 3\nevent: note\ndata: words\n\n"]
    told = list(islice(events(server), 2))
    assert told == [Event("1", "call.ended", {"call": "a"}), Event("3", "note", "words")]
    assert [each.get("Last-Event-ID") for each in server.asked] == [None, "1", "1"]
    assert server.asked[0]["path"] == "/api/v1/companies/acme/stream?topics=call.%2A"


def test_a_token_that_was_revoked_ends_the_stream(server: Server) -> None:
    server.parts = ["id: 1\ndata: 1\n\n", "401"]
    listening = events(server)
    assert next(listening).data == 1
    with pytest.raises(NotSignedIn, match="revoked"):
        next(listening)
