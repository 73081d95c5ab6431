"""Call logic of a test on a real Asterisk: the product's own server and handler, with what a test wants to happen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Self

from node_agent.asterisk.fastagi.server import FastAgiServer
from node_agent.asterisk.fastagi.token import Token
from node_agent.asterisk.media import MediaFolders
from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from node_agent.calls.services import Services
from node_agent.spool.decisions import DecisionLog
from tenants.calls import take_call
from tenants.calls.call import Call, CallerGone
from tenants.model import Company
from tests.kit.node import Node

Want = Callable[[Call], Awaitable[object]]


class Logic:
    """Serves FastAGI from a thread of this process. `wants`: dialled number → what happens; else the product's logic.

    `results` holds what each of them returned, by number; CallerGone when the caller hung up.
    """

    def __init__(self, node: Node, *companies: Company) -> None:
        self._node, self._companies = node, companies
        self.wants: dict[str, Want] = {}
        self.results: dict[str, object] = {}
        self.calls: list[Call] = []
        """Every call so far, the newest last."""
        self.services = Services(
            MediaFolders.below(node.settings.node_state, node.settings.voice), private_web_services=True
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: FastAgiServer | None = None
        self._decisions: DecisionLog | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _start(self) -> None:
        settings = self._node.settings
        self._decisions = DecisionLog(settings.node_state / "spool.sqlite")
        handler = CallHandler(Directory(self._companies), self._decisions, settings.node, self.services, self._take)
        token = Token(self._node.places.agi_token)
        self._server = FastAgiServer(handler, token, host="127.0.0.1", port=settings.fastagi_port)
        await self._server.start()

    async def _stop(self) -> None:
        assert self._server is not None
        assert self._decisions is not None
        self._server.stop_accepting()
        await self._server.finish(3)
        # As when a process ends: connections of talks that go on are closed, and Asterisk is left to itself.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self._decisions.close()

    async def _take(self, call: Call) -> None:
        self.calls.append(call)
        want = self.wants.get(call.dialled, take_call)
        try:
            self.results[call.dialled] = await want(call)
        except CallerGone:
            self.results[call.dialled] = CallerGone
            raise
