"""What the calls process is made of, put together."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from node_agent.asterisk.ami import hold_fact
from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.media import MediaFolders
from node_agent.calls.directory import Directory
from node_agent.calls.engine import Engine, put_everybody_on_duty
from node_agent.calls.in_progress import InProgress
from node_agent.calls.parked import ParkedCalls
from node_agent.calls.phone_states import HeardStates
from node_agent.calls.recording_room import RecordingRoom
from node_agent.calls.services import Services
from node_agent.calls.summoned import Summons
from node_agent.calls.waiting import QueuesOfAsterisk
from node_agent.custom.debugger.desk import Desk
from node_agent.custom.debugger.logic import DebuggedLogic
from node_agent.custom.debugger.messages import SOCKET
from node_agent.custom.debugger.permission import Gate
from node_agent.custom.messages import Take
from node_agent.custom.parent.code import BUNDLES
from node_agent.custom.parent.logic import CustomLogic
from node_agent.errands.desk import ErrandDesk
from node_agent.errands.file import ErrandFile
from node_agent.errands.keeping import Keeper
from node_agent.lamps.messages import MessageLamps
from node_agent.lamps.switches import SwitchLamps
from node_agent.memory import KeptMemories
from node_agent.settings import Settings
from node_agent.spool.decisions import DecisionLog
from tenants.calls.call import Call
from tenants.calls.outcome import Outcome
from tenants.model import Company
from wire.envelope import public_key


@dataclass(frozen=True)
class Parts:
    """One process's."""

    services: Services
    summons: Summons
    engine: Engine
    memories: KeptMemories
    desk: ErrandDesk
    logic: CustomLogic
    debugging: Desk

    @classmethod
    def of(cls, settings: Settings, directory: Directory, decisions: DecisionLog) -> Self:
        """To be called in the event loop. Raises OSError, sqlite3.Error."""
        state, places = settings.node_state, Places(settings.node_state)
        media = MediaFolders.below(state, settings.voice)
        media.make()
        loop = asyncio.get_running_loop()

        def later(function: Callable[[], None]) -> None:
            loop.call_soon_threadsafe(function)

        memories = KeptMemories(state / "memory.sqlite", node=settings.node, later=later)
        _tell_versions(directory, memories)
        put_everybody_on_duty(places.realtime, memories)
        states, parked = HeardStates(), ParkedCalls()
        keeper = Keeper(media.recordings, places.realtime, decisions, settings.node)
        desk = ErrandDesk(ErrandFile(state / "errands.sqlite"), keeper, directory, states)
        services = Services(
            media,
            memories=memories,
            errands=desk,
            phones=states,
            lines=QueuesOfAsterisk(),
            line_states=states,
            parked=parked,
            recording_room=RecordingRoom(media.recordings).enough,
            owned_line=directory.owned_line,
            private_web_services=settings.private_web_services,
        )
        messages = MessageLamps(directory, memories)

        def hold(event: Mapping[str, str]) -> None:
            if fact := hold_fact(event, settings.node, datetime.now(UTC)):
                decisions.append(fact)

        engine = Engine(
            port=settings.ami_port,
            secrets=places.ami_secrets,
            states=states,
            switches=SwitchLamps(directory, memories, parked),
            messages=messages,
            desk=desk,
            hold=hold,
            in_progress=InProgress(services.usage, parked),
        )
        logic = CustomLogic(state / BUNDLES, watch=settings.reload_customisations, memories=memories)
        logic.begin(directory.companies())
        directory.watchers.append(logic.served)
        summons = Summons(directory, decisions, settings.node, services, desk, messages, logic)
        gate = Gate(node=settings.node, control_key=public_key(settings.control_key), allowed=settings.debugger)
        debugging = Desk(state / SOCKET, gate, directory.company, bundles=state / BUNDLES)
        return cls(services, summons, engine, memories, desk, logic, debugging)

    async def take_call(self, call: Call) -> Outcome:
        """Whoever decides about it."""
        return await DebuggedLogic(self.logic, self.debugging).run(call, Take())

    def flush(self) -> None:
        """Write what waits; what calls note afterwards is written too."""
        self.desk.flush()
        self.memories.flush()

    def close(self) -> None:
        """Write what waits."""
        self.desk.close()
        self.memories.close()


def _tell_versions(directory: Directory, memories: KeptMemories) -> None:
    """What was switched by phone gives way to the versions that are served."""

    def served(company_id: str, now: Company | None, _keys: object) -> None:
        if now is None:
            memories.left(company_id)
        else:
            memories.served(company_id, now.version)

    for company in directory.companies():
        memories.served(company.id, company.version)
    directory.watchers.append(served)
