"""Providers that no telephone library can play: a few datagrams of SIP by hand."""

import socket
import threading
import time


class OnlyTrying:
    """A provider that takes calls and then says nothing: `100 Trying`, and an answer to whoever gives up."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self.heard: list[str] = []
        """The methods of its requests."""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        invitation = b""
        while request := self._socket.recvfrom(65536):
            data, peer = request
            if not data:
                return
            method = data.split(b" ", 1)[0].decode()
            self.heard.append(method)
            if method == "INVITE":
                invitation = data
                self._answer(peer, data, "100 Trying")
            elif method == "CANCEL":
                self._answer(peer, data, "200 OK")
                self._answer(peer, invitation, "487 Request Terminated")

    def _answer(self, peer: tuple[str, int], request: bytes, status: str) -> None:
        kept = ("via:", "from:", "to:", "call-id:", "cseq:")
        lines = [each for each in request.decode().split("\r\n") if each.lower().startswith(kept)]
        self._socket.sendto("\r\n".join([f"SIP/2.0 {status}", *lines, "Content-Length: 0", "", ""]).encode(), peer)


def invitation(number: str, server: str, caller: str, port: int, privacy: str) -> bytes:
    """What a provider at `port` sends to `server` when `caller` calls `number`; `privacy` as RFC 3323 has it."""
    name = f"{time.monotonic_ns()}"
    lines = [
        f"INVITE sip:{number}@{server} SIP/2.0",
        f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{name}",
        f"From: <sip:{caller}@127.0.0.1:{port}>;tag={name}",
        f"To: <sip:{number}@{server}>",
        f"Call-ID: {name}",
        "CSeq: 1 INVITE",
        f"Contact: <sip:127.0.0.1:{port}>",
        "Max-Forwards: 70",
        *([f"Privacy: {privacy}"] if privacy else []),
        "Content-Length: 0",
    ]
    return "\r\n".join([*lines, "", ""]).encode()
