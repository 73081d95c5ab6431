"""The port on which Asterisk asks."""

import asyncio
import logging
import socket
from collections import Counter
from typing import Final

from node_agent.asterisk.fastagi.session import Handler, Refusal, Session
from node_agent.asterisk.fastagi.token import Token

BACKLOG: Final = 1024
"""An overflow costs the caller a second; asyncio's own default of 100 is reached by a burst of calls."""
SESSIONS_MAX: Final = 2000

log = logging.getLogger(__name__)


class FastAgiServer:
    """Accepts, counts and ends sessions. Implements session.Door."""

    def __init__(
        self,
        handler: Handler,
        token: Token,
        *,
        host: str,
        port: int,
        sessions_max: int = SESSIONS_MAX,
        listening: socket.socket | None = None,
    ) -> None:
        """`listening`: a bound socket to be used in the place of host and port, which others may have too."""
        self._listening = listening
        self._handler, self._token = handler, token
        self._host, self._port, self._sessions_max = host, port, sessions_max
        self._sessions: set[Session] = set()
        self._server: asyncio.Server | None = None
        self.empty = asyncio.Event()
        """Set while there is no call in progress."""
        self.empty.set()
        self.refusals: Counter[Refusal] = Counter()

    @property
    def sessions(self) -> int:
        """Calls in progress, refused ones not counted."""
        return len(self._sessions)

    async def start(self) -> int:
        """Listen; the port. Several processes may share it, so new code takes over while old calls finish.

        Raises OSError when the port belongs to somebody else.
        """
        loop = asyncio.get_running_loop()

        def session() -> Session:
            return Session(loop, self, self._handler)

        if self._listening is not None:
            self._server = await loop.create_server(session, sock=self._listening, backlog=BACKLOG)
        else:
            self._server = await loop.create_server(session, self._host, self._port, backlog=BACKLOG, reuse_port=True)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def stop_accepting(self) -> None:
        """New calls go to another process on this port, or to the fallback; calls in progress stay."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def finish(self, seconds: float) -> int:
        """Wait for the calls in progress, at most `seconds`; how many are left then."""
        try:
            async with asyncio.timeout(seconds):
                await self.empty.wait()
        except TimeoutError:
            log.info("%s calls outlive this process; they go on talking", len(self._sessions))
        return len(self._sessions)

    # What sessions ask.

    def opened(self, session: Session) -> bool:
        if len(self._sessions) >= self._sessions_max:
            return False
        self._sessions.add(session)
        self.empty.clear()
        return True

    def closed(self, session: Session) -> None:
        self._sessions.discard(session)
        if not self._sessions:
            self.empty.set()

    def admits(self, token: str) -> bool:
        return self._token.admits(token)

    def refused(self, refusal: Refusal) -> None:
        self.refusals[refusal] += 1
        log.warning("refused a connection: %s", refusal)
