"""The caller hangs up at any moment of any call; the process, the journal and the next call are unharmed."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from tests.unit.calls.companies import company
from tests.unit.fastagi.asterisk_side import AsteriskSide, header, serving, usual_answer
from tests.unit.fastagi.services import services
from wire.facts import Fact

RESULTS = ["ANSWER 16", "BUSY 17", "NOANSWER 0", "CHANUNAVAIL 3", "CANCEL 0", "CHANUNAVAIL 21", "", "nonsense"]
DIALLED = ["102", "999999", "89161234567", "112"]


class Notes:
    """A decision log in memory."""

    dropped = 0

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def append(self, fact: Fact) -> None:
        self.facts.append(fact)


@pytest.mark.parametrize("dialled", DIALLED)
@pytest.mark.parametrize("result", RESULTS)
def test_a_hang_up_at_any_step_ends_only_that_call(dialled: str, result: str, tmp_path: Path) -> None:
    async def run() -> None:
        notes = Notes()
        handler: Any = CallHandler(Directory([company()]), notes, "n1", services(tmp_path))  # type: ignore[arg-type]
        async with serving(tmp_path, handler) as served:
            whole = await (await AsteriskSide.connect(served.port, header(number=dialled))).play(
                lambda command: usual_answer(command, result)
            )
            for steps in range(len(whole) + 1):
                for how in ("closes", "resets", "says HANGUP", "dead channel"):
                    await _play_until(served.port, dialled, result, steps, how)
            await served.empty()
            assert not served.server.refusals
            assert await served.still_works()
            assert len({fact.id for fact in notes.facts}) == len(notes.facts)

    asyncio.run(run())


async def _play_until(port: int, dialled: str, result: str, steps: int, how: str) -> None:
    """Answer `steps` commands, then hang up in one of the ways in which Asterisk does."""
    side = await AsteriskSide.connect(
        port, header(number=dialled, call="1700000000." + how.replace(" ", "-") + str(steps))
    )
    for _ in range(steps):
        side.send(usual_answer(await side.command(), result))
    match how:
        case "closes":
            side.writer.close()
        case "resets":
            side.hang_up_hard()
        case "says HANGUP":
            side.send(b"HANGUP\n")
            await side.play(lambda command: usual_answer(command, "CANCEL 0"))
        case "dead channel":
            await side.play(lambda _command: b"511 Command Not Permitted on a dead channel\n")
