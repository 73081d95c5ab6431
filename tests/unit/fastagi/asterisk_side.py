"""The other end of a FastAGI connection: what Asterisk says and answers, and everything that it should not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from node_agent.asterisk.fastagi.request import Request
from node_agent.asterisk.fastagi.server import FastAgiServer
from node_agent.asterisk.fastagi.session import Refusal, Session
from node_agent.asterisk.fastagi.token import Token

TOKEN = "0123456789abcdef"
Handler = Callable[[Session, Request], Awaitable[None]]


def header(
    *,
    token: str = TOKEN,
    kind: str = "phone",
    endpoint: str = "acme-101-1",
    number: str = "102",
    call: str = "1700000000.1",
    caller_number: str = "101",
    caller_name: str = "Anna",
    channel: str | None = None,
    extra: Iterable[str] = (),
) -> bytes:
    """What Asterisk 22 sends for the AGI call of our dialplan."""
    lines = [
        "agi_network: yes",
        f"agi_network_script: call?t={token}",
        f"agi_request: agi://127.0.0.1:4573/call?t={token}",
        f"agi_channel: {channel or f'PJSIP/{endpoint}-00000001'}",
        "agi_language: en",
        "agi_type: PJSIP",
        f"agi_uniqueid: {call}",
        "agi_version: 22.10.1",
        f"agi_callerid: {caller_number}",
        f"agi_calleridname: {caller_name}",
        "agi_callingpres: 0",
        "agi_callingani2: 0",
        "agi_callington: 0",
        "agi_callingtns: 0",
        "agi_dnid: unknown",
        "agi_rdnis: unknown",
        "agi_context: call",
        "agi_extension: s",
        "agi_priority: 1",
        "agi_enhanced: 0.0",
        "agi_accountcode: acme",
        "agi_threadid: 140000000000000",
        f"agi_arg_1: {kind}",
        f"agi_arg_2: {endpoint}",
        f"agi_arg_3: {number}",
        f"agi_arg_4: {call}",
        f"agi_arg_5: {caller_number}",
        *(f"agi_arg_{index}: {part}" for index, part in enumerate(caller_name.split(","), start=6)),
        *extra,
    ]
    return "\n".join([*lines, "", ""]).encode()


def usual_answer(command: bytes, dialled: str = "ANSWER 16") -> bytes:
    """How Asterisk answers a command when all is well."""
    if command.startswith(b"GET FULL VARIABLE"):
        return f"200 result=1 ({dialled})\n".encode()
    if command.startswith(b"EXEC Hangup"):
        return b"200 result=-1\n"
    return b"200 result=0\n"


class AsteriskSide:
    """One connection. `commands`: what was asked, without line ends."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.commands: list[str] = []

    @classmethod
    async def connect(cls, port: int, first: bytes = b"") -> "AsteriskSide":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        side = cls(reader, writer)
        side.send(first)
        return side

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def command(self, seconds: float = 5) -> bytes:
        """The next command; empty when the server closed the connection."""
        async with asyncio.timeout(seconds):
            try:
                line = await self.reader.readline()
            except ConnectionError:
                return b""
        if line:
            self.commands.append(line.decode().rstrip("\n"))
        return line

    async def closed(self, seconds: float = 5) -> bool:
        """Whether the server closes the connection within `seconds` without saying anything."""
        return await self.command(seconds) == b""

    async def play(self, answer: Callable[[bytes], bytes] = usual_answer) -> list[str]:
        """Answer everything until the server closes; the commands."""
        while command := await self.command():
            self.send(answer(command))
        self.writer.close()
        return self.commands

    def hang_up_hard(self) -> None:
        self.writer.transport.abort()


class Served:
    """A server on a free port."""

    def __init__(self, server: FastAgiServer, port: int) -> None:
        self.server, self.port = server, port

    async def refused(self, refusal: Refusal, count: int = 1, seconds: float = 5) -> None:
        """Wait until so many connections were refused for this reason."""
        async with asyncio.timeout(seconds):
            while self.server.refusals[refusal] < count:
                await asyncio.sleep(0.005)

    async def empty(self, seconds: float = 5) -> None:
        async with asyncio.timeout(seconds):
            while self.server.sessions:
                await asyncio.sleep(0.005)

    async def still_works(self) -> bool:
        """Whether another call is served as if nothing had happened."""
        side = await AsteriskSide.connect(self.port, header())
        return bool(await side.play())


@asynccontextmanager
async def serving(folder: Path, handler: Handler, *, sessions_max: int = 2000) -> AsyncIterator[Served]:
    path = folder / "agi-token"
    path.write_text(TOKEN)
    server = FastAgiServer(handler, Token(path), host="127.0.0.1", port=0, sessions_max=sessions_max)
    port = await server.start()
    try:
        yield Served(server, port)
    finally:
        server.stop_accepting()
