"""A caller and a callee with a fine clock: as much SIP as one unanswered call needs, over one UDP socket each.

sipp's clock moves in steps of 4 ms, which is more than what we measure. This is a measuring instrument, no SIP stack:
RFC 3261 INVITE, 180, 486, CANCEL, ACK and REGISTER with digest (RFC 7616), nothing else.
"""

import asyncio
import hashlib
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import cast

Address = tuple[str, int]
_CHALLENGE = re.compile(r"^(?:WWW|Proxy)-Authenticate:\s*Digest (.*)$", re.IGNORECASE | re.MULTILINE)
_PARAMETER = re.compile(r'(\w+)=(?:"([^"]*)"|([^,\s]+))')
_SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {port} RTP/AVP 0\r\n"


@dataclass
class Account:
    """What a phone knows: its login and password."""

    login: str
    password: str


def header(message: str, name: str) -> str:
    """The first header called `name`, empty when there is none."""
    found = re.search(rf"^{name}\s*:\s*(.*?)\r?$", message, re.IGNORECASE | re.MULTILINE)
    return found.group(1) if found else ""


def authorization(message: str, account: Account, method: str, uri: str) -> str:
    """The answer to the first MD5 challenge, or the first of any algorithm, in `message` (qop=auth)."""
    challenges = [
        {key: quoted or plain for key, quoted, plain in _PARAMETER.findall(text)}
        for text in _CHALLENGE.findall(message)
    ]
    challenge = next((c for c in challenges if c.get("algorithm", "MD5").upper() == "MD5"), challenges[0])
    algorithm = challenge.get("algorithm", "MD5")
    name = "sha256" if "256" in algorithm else "md5"

    def digest(text: str) -> str:
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()

    realm, nonce, cnonce = challenge["realm"], challenge["nonce"], secrets.token_hex(4)
    first, second = digest(f"{account.login}:{realm}:{account.password}"), digest(f"{method}:{uri}")
    answer = digest(f"{first}:{nonce}:00000001:{cnonce}:auth:{second}")
    opaque = f', opaque="{challenge["opaque"]}"' if challenge.get("opaque") else ""
    kind = "Proxy-Authorization" if "Proxy-Authenticate" in message else "Authorization"
    return (
        f'{kind}: Digest username="{account.login}", realm="{realm}", nonce="{nonce}", uri="{uri}", '
        f'response="{answer}", algorithm={algorithm}, cnonce="{cnonce}", nc=00000001, qop=auth{opaque}\r\n'
    )


@dataclass
class Attempt:
    """One call. Times are `time.perf_counter()` seconds."""

    target: str
    branch: str = field(default_factory=lambda: secrets.token_hex(6))
    call_id: str = field(default_factory=lambda: secrets.token_hex(10))
    sequence: int = 1
    credentials: str = ""
    sent_at: float = 0.0
    rang_at: float = 0.0
    final: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Phone(asyncio.DatagramProtocol):
    """One phone on one socket. As callee it rings and, then says 486, unless it `keeps_ringing`; `arrivals`: when its
    INVITEs came. As caller it may give up as soon as the other side rings."""

    def __init__(self, account: Account, server: Address) -> None:
        self.account = account
        self.server = server
        self.keeps_ringing = False
        self.gives_up = False
        self.arrivals: asyncio.Queue[float] = asyncio.Queue()
        self._attempts: dict[str, Attempt] = {}
        self._registered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._register_tries = 0
        self._seen: set[str] = set()
        self._ringing: dict[str, str] = {}

    @classmethod
    async def open(cls, account: Account, server: Address) -> "Phone":
        loop = asyncio.get_running_loop()
        _, phone = await loop.create_datagram_endpoint(lambda: cls(account, server), local_addr=("127.0.0.1", 0))
        return phone

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)
        self.host, self.port = transport.get_extra_info("sockname")

    def close(self) -> None:
        self.transport.close()

    async def register(self) -> None:
        """Raises TimeoutError when the node does not accept the registration within 5 s."""
        self._send_register("")
        await asyncio.wait_for(self._registered, 5)

    async def call(self, target: str, timeout: float = 5) -> Attempt:
        """Call `target` and wait for the final answer. Raises TimeoutError."""
        attempt = Attempt(target)
        self._attempts[attempt.call_id] = attempt
        self._send_invite(attempt)
        try:
            await asyncio.wait_for(attempt.done.wait(), timeout)
        finally:
            self._attempts.pop(attempt.call_id, None)
        return attempt

    def datagram_received(self, data: bytes, addr: Address) -> None:
        now = time.perf_counter()
        message = data.decode(errors="replace")
        if message.startswith("SIP/2.0"):
            self._answered(message, now)
        elif message.startswith("INVITE"):
            self._invited(message, addr, now)
        elif message.startswith("CANCEL"):
            self._cancelled(message, addr)
        elif not message.startswith("ACK"):
            self._reply(message, addr, "200 OK")

    def _answered(self, message: str, now: float) -> None:
        status = int(message[8:11])
        if header(message, "CSeq").endswith("REGISTER"):
            self._register_answered(message, status)
            return
        attempt = self._attempts.get(header(message, "Call-ID"))
        if attempt is None or header(message, "CSeq") != f"{attempt.sequence} INVITE":
            return
        if status in (180, 183) and not attempt.rang_at:
            attempt.rang_at = now
            if self.gives_up:
                self._send_cancel(attempt)
        elif status >= 200:
            self._acknowledge(attempt, message)
            if status in (401, 407) and not attempt.credentials:
                attempt.credentials = authorization(message, self.account, "INVITE", self._uri(attempt))
                attempt.sequence, attempt.branch = attempt.sequence + 1, secrets.token_hex(6)
                self._send_invite(attempt)
            else:
                attempt.final = status
                attempt.done.set()

    def _invited(self, message: str, addr: Address, now: float) -> None:
        call_id = header(message, "Call-ID")
        if call_id in self._seen:
            return
        self._seen.add(call_id)
        self.arrivals.put_nowait(now)
        self._reply(message, addr, "180 Ringing")
        if self.keeps_ringing:
            self._ringing[call_id] = message
        else:
            self._reply(message, addr, "486 Busy Here")

    def _cancelled(self, message: str, addr: Address) -> None:
        self._reply(message, addr, "200 OK")
        if invitation := self._ringing.pop(header(message, "Call-ID"), None):
            self._reply(invitation, addr, "487 Request Terminated")

    def _register_answered(self, message: str, status: int) -> None:
        if status == 401 and self._register_tries == 1:
            uri = f"sip:{self.server[0]}:{self.server[1]}"
            self._send_register(authorization(message, self.account, "REGISTER", uri))
        elif status == 200 and not self._registered.done():
            self._registered.set_result(None)
        elif status > 200 and not self._registered.done():
            refusal = ConnectionRefusedError(f"REGISTER of {self.account.login} answered {status}")
            self._registered.set_exception(refusal)

    def _uri(self, attempt: Attempt) -> str:
        return f"sip:{attempt.target}@{self.server[0]}:{self.server[1]}"

    def _head(self, method: str, uri: str, branch: str, call_id: str, sequence: int, to: str) -> str:
        mine = f"sip:{self.account.login}@{self.server[0]}"
        return (
            f"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {self.host}:{self.port};rport;branch=z9hG4bK{branch}\r\n"
            f"Max-Forwards: 70\r\nFrom: <{mine}>;tag={call_id[:8]}\r\nTo: {to}\r\nCall-ID: {call_id}\r\n"
            f"CSeq: {sequence} {method}\r\nContact: <sip:{self.account.login}@{self.host}:{self.port}>\r\n"
        )

    def _send(self, text: str) -> None:
        self.transport.sendto(text.encode(), self.server)

    def _send_invite(self, attempt: Attempt) -> None:
        body = _SDP.format(port=self.port + 1 if self.port < 65535 else self.port - 1)
        uri = self._uri(attempt)
        head = self._head("INVITE", uri, attempt.branch, attempt.call_id, attempt.sequence, f"<{uri}>")
        text = f"{head}{attempt.credentials}Content-Type: application/sdp\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        attempt.sent_at = time.perf_counter()
        self._send(text)

    def _acknowledge(self, attempt: Attempt, message: str) -> None:
        uri, to = self._uri(attempt), header(message, "To")
        head = self._head("ACK", uri, attempt.branch, attempt.call_id, attempt.sequence, to)
        self._send(f"{head}Content-Length: 0\r\n\r\n")

    def _send_cancel(self, attempt: Attempt) -> None:
        """RFC 3261 9.1: the INVITE's own branch and sequence number."""
        uri = self._uri(attempt)
        head = self._head("CANCEL", uri, attempt.branch, attempt.call_id, attempt.sequence, f"<{uri}>")
        self._send(f"{head}Content-Length: 0\r\n\r\n")

    def _send_register(self, credentials: str) -> None:
        self._register_tries += 1
        uri = f"sip:{self.server[0]}:{self.server[1]}"
        mine = f"<sip:{self.account.login}@{self.server[0]}>"
        head = self._head("REGISTER", uri, secrets.token_hex(6), f"reg{self.port:08d}", self._register_tries, mine)
        self._send(f"{head}Expires: 600\r\n{credentials}Content-Length: 0\r\n\r\n")

    def _reply(self, request: str, addr: Address, status: str) -> None:
        vias = "".join(f"Via: {v}\r\n" for v in re.findall(r"^Via:\s*(.*?)\r?$", request, re.IGNORECASE | re.MULTILINE))
        to = header(request, "To")
        tagged = to if "tag=" in to or status.startswith("100") else f"{to};tag={self.port}"
        self.transport.sendto(
            (
                f"SIP/2.0 {status}\r\n{vias}From: {header(request, 'From')}\r\nTo: {tagged}\r\n"
                f"Call-ID: {header(request, 'Call-ID')}\r\nCSeq: {header(request, 'CSeq')}\r\n"
                f"Contact: <sip:{self.account.login}@{self.host}:{self.port}>\r\nContent-Length: 0\r\n\r\n"
            ).encode(),
            addr,
        )
