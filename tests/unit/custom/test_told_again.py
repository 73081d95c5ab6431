"""What a call in another process asked is noted like that of any call, so that it can be told again."""

from pathlib import Path
from random import Random

import pytest

from node_agent.calls.channel import witnessed
from node_agent.calls.channel.witnessed import WitnessedCall
from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from node_agent.calls.services import Services
from node_agent.custom.messages import Take
from node_agent.custom.parent.logic import CustomLogic
from node_agent.memory import KeptMemories
from tenants.calls.call import Call
from tenants.calls.memory import Topic
from tenants.model import Company, Destination, DestinationKind, Profile, Team, TeamOrder
from tenants.model.custom import Customised
from tenants.witness.witness import Witness
from tests.unit.calls.companies import company
from tests.unit.custom.lab import Lab
from tests.unit.custom.test_same_as_originals import NOTHING
from tests.unit.fastagi.asterisk_side import AsteriskSide, header, serving, usual_answer
from tests.unit.fastagi.services import services
from tests.unit.fastagi.test_hang_ups import Notes


def sales(which: Customised | None) -> Company:
    members = tuple(Destination(kind=DestinationKind.EMPLOYEE, id=f"acme-{number}") for number in ("101", "102"))
    team = Team(id="t1", name="Sales", number="200", members=members, order=TeamOrder.RANDOM, skip_busy=True, rounds=3)
    return company("acme", Profile(id="acme", name="Acme", customisation=which), team)


def test_a_call_in_another_process_leaves_the_same_testimony(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memories = KeptMemories(tmp_path / "memory.sqlite", node="n1")

    async def testimonies(logic: CustomLogic, where: Company) -> list[Witness]:
        """Of three calls; from the second on the process knows what it asked before."""
        told: list[Witness] = []
        monkeypatch.setattr(witnessed, "_SEEDS", Random(7))

        async def take(call: Call) -> None:
            await logic.run(call, Take())
            assert isinstance(call, WitnessedCall)
            told.append(call.witness())

        with_memories = Services(services(tmp_path).media, memories=memories)
        handler = CallHandler(Directory([where]), Notes(), "n1", with_memories, take)  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            for turn in range(3):
                memories.of("acme").put(Topic.DO_NOT_DISTURB, "acme-102", turn == 1)
                side = await AsteriskSide.connect(served.port, header(number="200"))
                await side.play(lambda command: usual_answer(command, "NOANSWER 0"))
            await served.empty()
        return told

    async def both() -> tuple[list[Witness], list[Witness]]:
        logic = CustomLogic(lab.bundles, memories=memories)
        try:
            which = lab.bundle(NOTHING, "nothing")
            code = logic.codes.of(sales(which))
            assert code is not None
            await logic.processes.of(code)
            there = await testimonies(logic, sales(which))
            here = await testimonies(logic, sales(None))
            assert not logic.failures
            return here, there
        finally:
            logic.stop()

    here, there = lab.run(both())
    memories.close()
    assert [seen(each) for each in there] == [seen(each) for each in here]
    assert [each.seed for each in there] == [each.seed for each in here]
    assert {what for each in there for what, *_ in seen(each)} >= {"busy", "memory", "ring"}


def seen(witness: Witness) -> list[tuple[object, ...]]:
    """Without how long each ring lasted, and without what a call before has left behind in memory."""
    left = ("talked", "last-caller", "last-dialled")
    return [
        (s.what, s.about, s.answer, s.data) for s in witness.seen if not (s.what == "memory" and s.about[0] in left)
    ]
