"""The control socket: how a new version reaches the call logic, and how it tells that the next call sees it."""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from node_agent.calls.control_messages import (
    MESSAGE,
    Apply,
    Done,
    Failed,
    Forget,
    Health,
    Healthy,
    Held,
    Load,
    Message,
    MessageOrder,
    Serving,
)
from node_agent.calls.directory import Directory, Unknown
from node_agent.calls.services import Memories
from node_agent.memory.orders import carry_out
from node_agent.store import Store
from node_agent.unix_socket import bound
from tenants.model import Company

LINE_MAX: Final = 32 * 1024 * 1024
"""A change of a whole company of 10,000 employees is 10 MB."""

log = logging.getLogger(__name__)
Answer = Serving | Healthy | Done | Failed


class Control:
    """Changes the directory on behalf of the jobs process, one message at a time."""

    def __init__(self, directory: Directory, store: Path, health: Callable[[], Healthy], memories: Memories) -> None:
        self._directory, self._store, self._health, self._memories = directory, store, health, memories
        self._turn = asyncio.Lock()

    async def answer(self, line: bytes) -> Answer:
        """Do what one line says."""
        try:
            message: Message = MESSAGE.validate_json(line)
        except ValidationError as problem:
            return Failed(error="bad-message", detail=f"{problem.error_count()} faults in the message")
        async with self._turn:
            try:
                return await self._do(message)
            except Unknown as problem:
                return Failed(error=Unknown.code, detail=str(problem))
            except (ValueError, sqlite3.Error) as problem:
                log.error("company was not taken over: %s", problem)
                return Failed(error="not-readable", detail=str(problem)[:500])

    async def _do(self, message: Message) -> Answer:
        match message:
            case Apply():
                return await self._apply(message)
            case Load():
                return await self._load(message.company)
            case Forget():
                self._directory.forget(message.company)
                return Serving(serving=None)
            case MessageOrder():
                carry_out(self._memories.of(message.news.company), message.news)
                return Done()
            case Health():
                return self._health()

    async def _apply(self, message: Apply) -> Answer:
        if message.removed:
            self._directory.forget(message.company)
            return Serving(serving=Held(version=message.version, state_hash=message.state_hash))
        now = self._directory.company(message.company)
        if now is None or message.base_version is None or now.version != message.base_version:
            return await self._load(message.company)
        puts = [item.parse() for item in message.puts]
        removes = [(removal.kind, removal.id) for removal in message.removes]
        after = now.changed(message.version, puts, removes)
        if after.state_hash != message.state_hash:
            return await self._load(message.company)
        self._directory.change(after, puts, removes)
        return _serving(after)

    async def _load(self, company_id: str) -> Serving:
        # In a thread: reading a large company takes longer than a caller should wait.
        company = await asyncio.to_thread(_read, self._store, company_id)
        if company is None:
            raise Unknown(f"company {company_id} is not in the store")
        self._directory.put(company)
        return _serving(company)


def _serving(company: Company) -> Serving:
    return Serving(serving=Held(version=company.version, state_hash=company.state_hash))


def _read(path: Path, company_id: str) -> Company | None:
    store = Store.open(path, read_only=True)
    try:
        return store.company(company_id)
    finally:
        store.close()


class ControlSocket:
    """Listens on a Unix socket that only our own user can open. Replaces a predecessor's in one step."""

    def __init__(self, path: Path, answer: Callable[[bytes], Awaitable[Answer]]) -> None:
        self._path, self._answer = path, answer
        self._server: asyncio.Server | None = None
        self._inode = 0
        self._open: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Raises OSError."""
        fresh = self._path.with_name(self._path.name + ".new")
        fresh.unlink(missing_ok=True)
        self._server = await asyncio.start_unix_server(self._serve, sock=bound(fresh), limit=LINE_MAX)
        self._inode = fresh.stat().st_ino
        fresh.replace(self._path)

    def close(self) -> None:
        """Stop listening and end what is open; the path goes only while it is still ours."""
        if self._server is not None:
            self._server.close()
        for writer in self._open:
            writer.close()
        with contextlib.suppress(FileNotFoundError):
            if self._path.stat().st_ino == self._inode:
                self._path.unlink()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while line := await reader.readline():
                writer.write((await self._answer(line)).canonical() + b"\n")
                await writer.drain()
        except ValueError:
            writer.write(
                Failed(error="bad-message", detail=f"a line of more than {LINE_MAX} bytes").canonical() + b"\n"
            )
        except ConnectionError:
            log.info("the other side of the control socket went away")
        finally:
            self._open.discard(writer)
            writer.close()
