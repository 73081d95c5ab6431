"""How the node is, told every 10 s."""

import asyncio
import logging
import sqlite3
from datetime import UTC, datetime

from node_agent.apply.call_logic import CallLogic
from node_agent.asterisk.ami import AmiAway, AmiError, Gateway
from node_agent.asterisk.ami.line_states import line_states
from node_agent.asterisk.ami.upkeep import contact_keys
from node_agent.asterisk.config.inputs import Places
from node_agent.control import ControlPlane, ControlPlaneAway
from node_agent.settings import Settings
from node_agent.spool import Spool
from node_agent.version import VERSION
from wire.reports import Heartbeat, LineState

log = logging.getLogger(__name__)
EVERY = 10.0
LIST_SECONDS = 5.0
SETTLE, LOOK_EVERY = 3.0, 0.1


class Pulse:
    """Measures and tells; everything that blocks runs in a thread."""

    def __init__(self, settings: Settings, gateway: Gateway, control_plane: ControlPlane) -> None:
        self._places = Places(settings.node_state)
        self._spool = settings.node_state / "spool.sqlite"
        self._gateway, self._control_plane = gateway, control_plane
        self._calls = CallLogic(settings.node_state / "calls.sock")

    async def run(self) -> None:
        """Ends by cancellation."""
        await self._settle()
        while True:
            report = await self.measure()
            try:
                await asyncio.to_thread(self._control_plane.heartbeat, report)
            except ControlPlaneAway as problem:
                log.debug("no heartbeat now: %s", problem)
            await asyncio.sleep(EVERY)

    async def _settle(self) -> None:
        """The first report should not say "down" only because we have not connected yet."""
        for _ in range(int(SETTLE / LOOK_EVERY)):
            if self._gateway.connected:
                return
            await asyncio.sleep(LOOK_EVERY)

    async def measure(self) -> Heartbeat:
        calls = await self._calls_now()
        return Heartbeat(
            at=datetime.now(UTC),
            agent_version=VERSION,
            asterisk_up=calls is not None,
            call_logic_up=await asyncio.to_thread(self._calls.healthy),
            calls=calls or 0,
            contacts=len(await asyncio.to_thread(contact_keys, self._places.astdb)),
            lines=await self._lines(),
            facts_waiting=await asyncio.to_thread(self._facts_waiting),
        )

    async def _calls_now(self) -> int | None:
        """None: Asterisk does not answer."""
        try:
            answer = await self._gateway.ask("CoreStatus")
            return max(0, int(answer[0].get("CoreCurrentCalls", "0")))
        except (AmiAway, AmiError, ValueError):
            return None

    async def _lines(self) -> dict[str, LineState]:
        """Empty: Asterisk does not tell now."""
        try:
            devices = await self._gateway.ask("DeviceStateList", deadline=LIST_SECONDS)
            return line_states(devices, await self._gateway.ask("PJSIPShowRegistrationsOutbound"))
        except (AmiAway, AmiError) as problem:
            log.debug("lines are not known now: %s", problem)
            return {}

    def _facts_waiting(self) -> int:
        try:
            spool = Spool.open(self._spool)
        except sqlite3.Error:
            return 0
        try:
            return spool.count()
        finally:
            spool.close()
