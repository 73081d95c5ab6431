"""The call logic's own line to Asterisk's manager interface: it hears which phones are free, lights lamps, and has
errands called. Calls never wait for it, and go on without it.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from node_agent.asterisk.ami import AmiAway, AmiError, Gateway
from node_agent.asterisk.realtime.duty import duty_of, put_duty
from node_agent.calls.in_progress import InProgress
from node_agent.calls.phone_states import HeardStates
from node_agent.calls.summoned import LAMPS
from node_agent.errands.desk import ErrandDesk
from node_agent.lamps.messages import MessageLamps
from node_agent.lamps.switches import SwitchLamps
from node_agent.memory import KeptMemories
from tenants.calls.memory import Topic

log = logging.getLogger(__name__)
EVERY: Final = 0.1
"""Seconds between two looks at what is due."""
LIST_SECONDS: Final = 15.0
AGAIN_SECONDS: Final = 1.0


class Engine:
    """`run` ends by cancellation."""

    def __init__(
        self,
        *,
        port: int,
        secrets: Path,
        states: HeardStates,
        switches: SwitchLamps,
        messages: MessageLamps,
        desk: ErrandDesk,
        hold: Callable[[Mapping[str, str]], None],
        in_progress: InProgress,
    ) -> None:
        """`hold` is told what may be holding; it must not wait."""
        self._hold, self._in_progress = hold, in_progress
        self._states, self._switches, self._messages, self._desk = states, switches, messages, desk
        self._gateway = Gateway(
            port=port, user="calls", secrets=secrets, on_connect=self._connected, on_event=self._heard
        )
        self._telling = False

    async def run(self) -> None:
        keeping = asyncio.create_task(self._gateway.run())
        try:
            while True:
                await asyncio.sleep(EVERY)
                await self._desk.step(self._gateway)
                if not self._gateway.connected:
                    self._states.forget_all()
                    continue
                await self._switches.tell(self._gateway)
                await self._tell_messages()
                await self._in_progress.look(self._gateway)
        finally:
            keeping.cancel()

    async def _connected(self) -> None:
        """Raises AmiAway."""
        answer = await self._device_states()
        states = [(each["Device"], each.get("State", "")) for each in answer if "Device" in each]
        for device, state in states:
            self._states.hear(device, state)
        await self._in_progress.connected(self._gateway)
        self._switches.compare(states)
        self._messages.start_again()
        self._telling = False

    async def _device_states(self) -> Sequence[Mapping[str, str]]:
        """Asterisk takes logins before it has loaded what lists states: then the action is unknown, for a moment."""
        while True:
            try:
                return await self._gateway.ask("DeviceStateList", deadline=LIST_SECONDS)
            except AmiError as problem:
                log.warning("Asterisk does not say yet which phones are free: %s", problem)
            await asyncio.sleep(AGAIN_SECONDS)

    def _heard(self, event: Mapping[str, str]) -> None:
        if event.get("Event") == "DeviceStateChange":
            self._states.hear(str(event.get("Device", "")), str(event.get("State", "")))
        else:
            self._hold(event)

    async def _tell_messages(self) -> None:
        """One leg at a time; it tells everything that is due when it comes."""
        if not self._messages.due or self._telling:
            return
        self._telling = True
        try:
            await self._gateway.ask(
                "Originate", Channel=f"Local/{LAMPS}@errands", Context="answered", Exten=LAMPS, Priority="1",
                Timeout="5000", Async="true",
            )  # fmt: skip
        except (AmiAway, AmiError) as problem:
            log.warning("message lamps wait: %s", problem)
        asyncio.get_running_loop().call_later(1.0, self._tell_again)

    def _tell_again(self) -> None:
        self._telling = False


def put_everybody_on_duty(path: Path, memories: KeptMemories) -> None:
    """Waiting lines read who is on duty from Asterisk's database, which may be new."""
    duties = [duty_of(company, employee, state) for company, employee, state in memories.all_of(Topic.AGENT)]
    if duties:
        try:
            put_duty(path, duties)
        except sqlite3.Error as problem:
            log.error("ALERT who is on duty was not told to Asterisk: %s", problem)
