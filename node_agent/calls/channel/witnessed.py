"""A call on a real leg that notes what the call logic is told, so that it can be told again."""

import time
from datetime import datetime
from random import Random

from node_agent.calls.call_log import CallLog
from node_agent.calls.channel.call import ChannelCall
from node_agent.calls.channel.leg import CallerLeg
from node_agent.calls.services import Services
from tenants.calls.call import Caller
from tenants.witness import Witness, Witnessing
from tenants.witness.notes import Notes

_SEEDS = Random()  # noqa: S311  # who rings first is no secret


class WitnessedCall(Witnessing, ChannelCall):
    """One call in progress, and its testimony. `begun`: when it came in."""

    def __init__(self, leg: CallerLeg, caller: Caller, services: Services, log: CallLog, node: str) -> None:
        super().__init__(leg, caller, services, log, node)
        seed = _SEEDS.getrandbits(32)
        self.notes = Notes(time.monotonic, seed)
        self.chance = Random(seed)  # noqa: S311
        self.begun: datetime = self.now

    async def go_on(self) -> None:
        await super().go_on()
        self.notes.recorded = self.recorded

    def witness(self) -> Witness:
        """What is known by now."""
        return self.notes.witness(version=self.company.version, at=self.begun, caller=self.caller, dialled=self.dialled)
