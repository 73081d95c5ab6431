"""Keeps one AMI connection for ever, with back-off, and runs actions on it with a deadline."""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from node_agent.asterisk.ami.actions import action
from node_agent.asterisk.ami.protocol import Connection

log = logging.getLogger(__name__)
Answer = list[dict[str, str]]

DEADLINE = 2.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
"""Somebody who waits for a lamp notices two seconds; Asterisk does not notice a connection each two seconds."""
REFUSED_PAUSE = 30.0
BELIEVED_REFUSALS = 3
"""An Asterisk that goes down has forgotten its users before it closes its port: one refusal says nothing."""
PING_EVERY = 10.0


class AmiAway(ConnectionError):
    """Asterisk's manager interface is not there now, or did not answer within the deadline."""

    code = "ami-away"


class AmiError(RuntimeError):
    """Asterisk refused the action; the text is its own."""

    code = "ami-error"


class LoginRefused(AmiError):
    """Wrong user or secret: somebody changed the files of a running Asterisk."""

    code = "ami-login-refused"


class Gateway:
    """`run` keeps the connection until cancelled; `ask` runs one action. One event loop, one user.

    `on_connect` is awaited after every login and may itself `ask`. `on_event` is told the events that the user's filter
    in manager.conf lets through; it must not wait.
    """

    def __init__(
        self,
        *,
        port: int,
        user: str,
        secrets: Path,
        on_connect: Callable[[], Awaitable[None]] | None = None,
        on_event: Callable[[Mapping[str, str]], None] | None = None,
    ) -> None:
        self._port, self._user, self._secrets, self._on_connect = port, user, secrets, on_connect
        self._on_event = on_event
        self._connection: Connection | None = None
        self._ended = asyncio.Event()
        self.refused_logins = 0

    @property
    def connected(self) -> bool:
        return self._connection is not None

    async def run(self) -> None:
        """Connect, stay, connect again. Ends only by cancellation."""
        pause, in_a_row = FIRST_PAUSE, 0
        while True:
            try:
                await self._connect()
            except LoginRefused as refusal:
                self.refused_logins += 1
                in_a_row += 1
                if in_a_row >= BELIEVED_REFUSALS:
                    log.error("ALERT %s: %s; is another Asterisk on port %s?", refusal.code, refusal, self._port)
                    pause = REFUSED_PAUSE
            except (OSError, ValueError, KeyError, AmiError, TimeoutError) as problem:
                log.debug("no AMI yet: %s", problem)
            else:
                pause, in_a_row = FIRST_PAUSE, 0
                log.info("connected to the manager interface as %s", self._user)
                await self._stay()
                log.warning("lost the connection to the manager interface")
            self._close()
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311
            if in_a_row < BELIEVED_REFUSALS:
                pause = min(pause * 2, LONGEST_PAUSE)

    async def ask(self, name: str, *, deadline: float = DEADLINE, **fields: str) -> Answer:
        """Run one action; the answer's messages, a list's last one being its end.

        Raises ActionRefused (not sent), AmiAway, AmiError.
        """
        if self._connection is None:
            raise AmiAway("not connected to Asterisk's manager interface")
        return await self._ask(self._connection, deadline, action(name, **fields))

    def connection_lost(self, _error: Exception | None) -> None:
        self._connection = None
        self._ended.set()

    def heard(self, event: Mapping[str, str]) -> None:
        if self._on_event is not None:
            self._on_event(event)

    async def _connect(self) -> None:
        events = "off" if self._on_event is None else "on"
        secret = json.loads(self._secrets.read_text())[self._user]
        self._ended.clear()
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(DEADLINE):
            _, connection = await loop.create_connection(lambda: Connection(self), "127.0.0.1", self._port)
        try:
            await self._ask(connection, DEADLINE, action("Login", Username=self._user, Secret=secret, Events=events))
        except AmiError as problem:
            connection.close()
            raise LoginRefused("Asterisk refused the login") from problem
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    async def _stay(self) -> None:
        if self._on_connect is not None:
            with contextlib.suppress(AmiAway):
                await self._on_connect()
        while self._connection is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), PING_EVERY)
                return
            try:
                await self.ask("Ping")
            except (AmiAway, AmiError):
                return

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    @staticmethod
    async def _ask(connection: Connection, deadline: float, fields: dict[str, str]) -> Answer:
        # What is done later is told by an event that nobody waits for.
        as_list = False if "Async" in fields else None
        future: asyncio.Future[Any] = connection.send(fields, as_list=as_list)
        try:
            async with asyncio.timeout(deadline):
                answer = await future
        except TimeoutError:
            connection.forget(future)
            raise AmiAway(f"no answer to {fields['Action']} within {deadline} s") from None
        except ConnectionError as problem:
            raise AmiAway(str(problem)) from problem
        messages = answer if isinstance(answer, list) else [answer]
        if messages[0].response.lower() not in ("success", "goodbye", "pong", ""):
            raise AmiError(f"{fields['Action']}: {messages[0].message}")
        return [{str(key): str(value) for key, value in message.items()} for message in messages]
