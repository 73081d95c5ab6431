"""Real sessions with Asterisk, whose call logic runs in another process."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from node_agent.asterisk.fastagi.session import DECISION_SECONDS
from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from node_agent.custom.messages import Take
from tenants.calls.call import Call
from tenants.model import Company, Profile
from tenants.model.custom import Customised
from tests.unit.calls.companies import company
from tests.unit.custom.lab import Lab
from tests.unit.custom.test_same_as_originals import NOTHING
from tests.unit.fastagi.asterisk_side import AsteriskSide, header, serving, usual_answer
from tests.unit.fastagi.services import services
from tests.unit.fastagi.test_hang_ups import DIALLED, Notes, _play_until

RESULTS = ["ANSWER 16", "BUSY 17", "CANCEL 0", "nonsense"]


def acme(which: Customised | None) -> Company:
    return company("acme", Profile(id="acme", name="Acme", customisation=which))


def handler(lab: Lab, where: Company, notes: Notes, folder: Path) -> Any:
    async def take(call: Call) -> object:
        return await lab.logic.run(call, Take())

    return CallHandler(Directory([where]), notes, "n1", services(folder), take)  # type: ignore[arg-type]


@pytest.mark.parametrize("dialled", DIALLED)
@pytest.mark.parametrize("result", RESULTS)
def test_asterisk_hears_the_same_commands_and_may_hang_up_at_any_of_them(
    lab: Lab, dialled: str, result: str, tmp_path: Path
) -> None:
    where = acme(lab.bundle(NOTHING, "nothing"))

    async def run() -> None:
        notes = Notes()
        await lab.started(where)
        async with serving(tmp_path, handler(lab, acme(None), Notes(), tmp_path)) as served:
            expected = await played(served.port, dialled, result)
        async with serving(tmp_path, handler(lab, where, notes, tmp_path)) as served:
            assert await played(served.port, dialled, result) == expected
            for steps in range(len(expected) + 1):
                for how in ("closes", "resets", "says HANGUP", "dead channel"):
                    await _play_until(served.port, dialled, result, steps, how)
            await served.empty()
            assert not served.server.refusals
            assert await served.still_works()
        assert len({fact.id for fact in notes.facts}) == len(notes.facts)
        assert not [fact for fact in notes.facts if fact.decision and fact.decision.rule == "custom"]

    lab.run(run())


async def played(port: int, dialled: str, result: str) -> list[str]:
    side = await AsteriskSide.connect(port, header(number=dialled))
    return await side.play(lambda command: usual_answer(command, result))


@pytest.mark.parametrize("body", ["raise ValueError('x')", "while True: pass", "await asyncio.sleep(60)"])
def test_the_originals_have_the_whole_time_for_their_decision(lab: Lab, body: str, tmp_path: Path) -> None:
    where = acme(lab.ringing(body))

    async def run() -> float:
        await lab.started(where)
        async with serving(tmp_path, handler(lab, where, Notes(), tmp_path)) as served:
            began = time.monotonic()
            side = await AsteriskSide.connect(served.port, header())
            assert (await side.command()).startswith(b'EXEC Dial "PJSIP/acme-102-1')
            took = time.monotonic() - began
            side.send(b"200 result=0\n")
            await asyncio.sleep(DECISION_SECONDS - 0.5)
            side.send(usual_answer(await side.command()))
            assert await side.closed()
            assert not served.server.refusals
            return took

    assert lab.run(run()) < DECISION_SECONDS


def test_a_caller_who_hangs_up_while_custom_code_thinks_costs_nothing(lab: Lab, tmp_path: Path) -> None:
    where = acme(lab.ringing("await asyncio.sleep(0.5)"))

    async def run() -> None:
        await lab.started(where)
        async with serving(tmp_path, handler(lab, where, Notes(), tmp_path)) as served:
            side = await AsteriskSide.connect(served.port, header())
            await asyncio.sleep(0.1)
            side.hang_up_hard()
            await served.empty()
            assert await lab.alive(where)

    lab.run(run())
    assert not lab.logic.failures["acme"]


def test_a_session_that_ends_lets_the_child_go_on_with_other_calls(lab: Lab, tmp_path: Path) -> None:
    where = acme(lab.ringing("note('here')"))

    async def run() -> list[str]:
        await lab.started(where)
        notes = Notes()
        async with serving(tmp_path, handler(lab, where, notes, tmp_path)) as served:
            sides = [await AsteriskSide.connect(served.port, header(call=f"1700000000.{n}")) for n in range(20)]
            await asyncio.gather(*(side.play() for side in sides))
        return [fact.decision.text for fact in notes.facts if fact.decision and fact.decision.rule == "custom"]

    assert lab.run(run()) == ["here"] * 20
