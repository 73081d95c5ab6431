"""A few words of the manager protocol, enough to let the peer place a call. Source: Asterisk's AMI v2 page."""

import socket
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from deploy.errors import Stop
from deploy.ports import LOOPBACK

Message = dict[str, str]


class PeerSilent(Stop):
    """The peer does not answer, or refuses."""

    code = "peer-silent"


class Ami:
    """One connection, logged in; use it in a `with`."""

    def __init__(self, port: int, password: str, seconds: float) -> None:
        """Raises OSError when nobody listens, PeerSilent when the login is refused."""
        self._socket = socket.create_connection((LOOPBACK, port), timeout=seconds)
        self._lines = self._socket.makefile("r", encoding="utf-8", errors="replace", newline="\r\n")
        self._lines.readline()
        if self.ask("Login", Username="deploy", Secret=password, Events="on").get("Response") != "Success":
            raise PeerSilent("The test peer refused our login.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
        self._socket.close()

    def ask(self, action: str, **fields: str) -> Message:
        """The response to one action. Raises ValueError for control characters, OSError when the connection is gone."""
        lines = [f"Action: {action}", f"ActionID: {action}", *(f"{name}: {value}" for name, value in fields.items())]
        if any(ord(letter) < 32 for line in lines for letter in line):
            raise ValueError("control characters in a manager action")
        self._socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return next(
            message for message in self.messages() if message.get("ActionID") == action and "Response" in message
        )

    def messages(self) -> Iterator[Message]:
        """Events and responses as they come. Raises TimeoutError after the connection's seconds of silence."""
        message: Message = {}
        for line in self._lines:
            name, _, value = line.rstrip("\r\n").partition(": ")
            if name:
                message[name] = value
            elif message:
                yield message
                message = {}
        raise ConnectionResetError("the test peer closed the connection")
