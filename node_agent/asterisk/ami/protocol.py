"""panoramisk's AMI protocol with its two faults repaired: letters cut by TCP segments, and answers that never come."""

import asyncio
import codecs
from collections import deque
from collections.abc import Mapping
from typing import Any, Protocol

from panoramisk.ami_protocol import AMIProtocol

BUFFER_MAX = 4 * 1024 * 1024


class Owner(Protocol):
    """Who wants to know that the connection ended, and what is told unasked."""

    def connection_lost(self, error: Exception | None) -> None: ...

    def heard(self, event: Mapping[str, str]) -> None: ...


class Connection(AMIProtocol):  # type: ignore[misc]
    """One connection. Actions go through `send`, whose future fails with ConnectionError when the connection ends."""

    responses: dict[str, Any]
    queue: deque[str]
    closed: bool

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self.encoding = "utf-8"

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.factory = self

    def data_received(self, data: bytes) -> None:
        """Hand on whole letters only: a letter of UTF-8 may straddle two segments."""
        super().data_received(self._decoder.decode(data).encode())
        if self.queue and len(self.queue[0]) > BUFFER_MAX:
            self.transport.abort()

    def dispatch(self, event: Any) -> None:
        """An event that answers no action."""
        self._owner.heard(event)

    def connection_lost(self, exc: Exception | None) -> None:
        waiting = {id(action): action for action in self.responses.values()}
        self.responses = {}
        self.queue = deque()
        for action in waiting.values():
            if not action.future.done():
                action.future.set_exception(ConnectionError("the connection to Asterisk ended"))
        if not self.closed:
            self.closed = True
            self._owner.connection_lost(exc if isinstance(exc, Exception) else None)

    def forget(self, future: "asyncio.Future[Any]") -> None:
        """Drop an action whose answer came too late to matter."""
        for key in [key for key, action in self.responses.items() if action.future is future]:
            del self.responses[key]

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()
