"""Events as they happen (server-sent events): a connection that stays open, and goes on where it was when it breaks.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import contextlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from carillon_client.connection import NOT_NOW, Connection, read_answer

PAUSE = 1.0
"""Seconds before a stream that has ended is opened again, unless the server says another time."""


@dataclass(frozen=True)
class Event:
    """`data` is parsed JSON, or the text where it is none. `id` is where a later stream can go on (`after`)."""

    id: str
    topic: str
    data: Any


def stream(
    connection: Connection, path: str, *, query: Mapping[str, Any] | None = None, after: str = "", pause: float = PAUSE
) -> Iterator[Event]:
    """Until the caller stops listening. Raises Problem when the server refuses; a broken connection is opened again."""
    reader = _Reader(after, pause)
    while True:
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": reader.last} if reader.last else {})
        # A connection that breaks is heard as the end: what was missed comes after `Last-Event-ID`.
        with contextlib.suppress(httpx.TransportError):
            yield from _once(connection, connection.request("GET", path, query, headers), reader)
        time.sleep(reader.pause)


def _once(connection: Connection, request: httpx.Request, reader: "_Reader") -> Iterator[Event]:
    response = connection.open(request)
    try:
        if response.status_code in NOT_NOW:
            return
        if not response.is_success:
            response.read()
            read_answer(response, False)
        yield from reader.events(response.iter_lines())
    finally:
        response.close()


class _Reader:
    """Keeps the last id and the pause over several connections."""

    def __init__(self, last: str, pause: float) -> None:
        self.last, self.pause = last, pause

    def events(self, lines: Iterable[str]) -> Iterator[Event]:
        """An event ends with an empty line; what has no end is not told, and asked for again."""
        topic, data, identity = "", list[str](), self.last
        for line in lines:
            if not line:
                self.last = identity
                if data:
                    yield Event(self.last, topic or "message", _parsed("\n".join(data)))
                topic, data = "", []
                continue
            name, _, value = line.partition(":")
            value = value.removeprefix(" ")
            match name:
                case "event":
                    topic = value
                case "data":
                    data.append(value)
                case "id":
                    identity = value
                case "retry" if value.isdigit():
                    self.pause = int(value) / 1000


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
