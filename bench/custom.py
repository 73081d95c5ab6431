"""What it costs that a company's calls are decided in a process of its own: the same calls with and without.

A caller from outside hears a menu, presses 1 and is connected with a team. Asterisk's side is played over real FastAGI
connections, and answers at once, so that what is measured is the logic: from the connection to its end. Calls of both
companies take turns; the customisation changes nothing, so that both do the same.
"""

import asyncio
import hashlib
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import psutil
import uvloop

from bench.statistics import milliseconds, percentile, table
from node_agent.asterisk.fastagi.server import FastAgiServer
from node_agent.asterisk.fastagi.token import Token
from node_agent.asterisk.media import MediaFolders
from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from node_agent.calls.services import Services
from node_agent.custom.messages import Take
from node_agent.custom.parent.logic import CustomLogic
from node_agent.memory import KeptMemories
from node_agent.spool.decisions import DecisionLog
from tenants.calls.call import Call
from tenants.model import Company, Destination, DestinationKind, Line, Menu, MenuChoice, Number, Profile, Team
from tenants.model.custom import Customised
from tests.kit.companies import company
from tests.unit.fastagi.asterisk_side import TOKEN, AsteriskSide, header

RATES: Final = {1: 20, 30: 600}
"""Calls a second of both companies together, and how many of each are counted."""
WARM: Final = 20
NUMBERS: Final = {"original": "+74951110001", "custom": "+74951110002"}
SOURCE: Final = """
from tenants.extend import Customisation

CUSTOMISATION = Customisation("nothing", title="Nothing", descendants=[])
"""


def measure() -> str:
    """A Markdown table: milliseconds a call."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_measure(Path(folder)))


async def _measure(folder: Path) -> str:
    rows = []
    async with _serving(folder) as (port, logic):
        for _ in range(WARM):
            for name in NUMBERS:
                await _call(port, name)
        for rate, count in RATES.items():
            before = _processor_seconds(logic)
            original, custom = await _interleaved(port, rate, count)
            spent = (_processor_seconds(logic) - before) / count
            added = [percentile(custom, share) - percentile(original, share) for share in (0.5, 0.99)]
            figures = [percentile(times, share) for times in (original, custom) for share in (0.5, 0.99)]
            rows.append([str(rate), *map(milliseconds, (*figures, *added, spent))])
        taken_over = sum(logic.failures.values())
    head = ["calls/s", "original p50, ms", "p99", "own process p50", "p99", "added p50", "added p99", "its CPU a call"]
    return table(head, rows) + f"\n\nCalls that the originals had to take over: {taken_over}."


@asynccontextmanager
async def _serving(folder: Path) -> AsyncIterator[tuple[int, CustomLogic]]:
    digest = hashlib.sha256(SOURCE.encode()).hexdigest()
    place = folder / "bundles" / digest / "nothing"
    place.mkdir(parents=True)
    (place / "__init__.py").write_text(SOURCE)
    firms = [_firm("original", None), _firm("custom", Customised(name="nothing", bundle=digest))]
    memories = KeptMemories(folder / "memory.sqlite", node="n1")
    logic = CustomLogic(folder / "bundles", memories=memories)

    async def take(call: Call) -> object:
        return await logic.run(call, Take())

    decisions = DecisionLog(folder / "spool.sqlite")
    (folder / "token").write_text(TOKEN)
    services = Services(MediaFolders.below(folder), memories=memories)
    handler = CallHandler(Directory(firms), decisions, "n1", services, take)
    server = FastAgiServer(handler, Token(folder / "token"), host="127.0.0.1", port=0)
    try:
        code = logic.codes.of(firms[1])
        assert code is not None
        await (await logic.processes.of(code)).bring(firms[1])
        yield await server.start(), logic
    finally:
        server.stop_accepting()
        logic.stop()
        await asyncio.to_thread(memories.close)
        await asyncio.to_thread(decisions.close)


def _firm(name: str, which: Customised | None) -> Company:
    people = {"101": "Anna", "102": "Boris", "103": "Clara"}
    members = tuple(Destination(kind=DestinationKind.EMPLOYEE, id=f"e{number}") for number in people)
    choice = MenuChoice(digits="1", destination=Destination(kind=DestinationKind.TEAM, id="t1"))
    return company(
        name,
        people,
        more=(
            Profile(id=name, name=name.title(), customisation=which),
            Line(id=f"line-{name}", name="Line", host="127.0.0.1", caller_number=NUMBERS[name]),
            Team(id="t1", name="Sales", number="200", members=members),
            Menu(id="m1", name="Menu", choices=(choice,)),
            Number(id="n1", number=NUMBERS[name], destination=Destination(kind=DestinationKind.MENU, id="m1")),
        ),
    )


async def _interleaved(port: int, rate: int, count: int) -> tuple[list[float], list[float]]:
    """Seconds of `count` calls of each company, `rate` a second together; several may be in progress."""
    loop = asyncio.get_running_loop()
    times: dict[str, list[float]] = {name: [] for name in NUMBERS}
    began, calls = loop.time(), []

    async def timed(name: str) -> None:
        times[name].append(await _call(port, name))

    for index in range(2 * count):
        calls.append(asyncio.create_task(timed(tuple(NUMBERS)[index % 2])))
        await asyncio.sleep(max(0.0, began + (index + 1) / rate - loop.time()))
    await asyncio.gather(*calls)
    return times["original"], times["custom"]


async def _call(port: int, name: str) -> float:
    first = header(
        kind="line", endpoint=f"line-line-{name}", number=NUMBERS[name], caller_number="+79161234567",
        call=f"1700000000.{time.monotonic_ns()}",
    )  # fmt: skip
    began = time.perf_counter()
    side = await AsteriskSide.connect(port, first)
    commands = await side.play(_answer)
    took = time.perf_counter() - began
    assert any("Dial" in command for command in commands), commands
    return took


def _answer(command: bytes) -> bytes:
    if b"ASKED" in command and command.startswith(b"GET"):
        return b"200 result=1 (1)\n"
    if command.startswith(b"GET FULL VARIABLE"):
        return b"200 result=1 (ANSWER 16)\n"
    return b"200 result=0\n"


def _processor_seconds(logic: CustomLogic) -> float:
    """Of everything in the sandbox."""
    pid = logic.processes.zygote.pid
    assert pid is not None
    sandbox = psutil.Process(pid)
    total = 0.0
    for process in (sandbox, *sandbox.children(recursive=True)):
        times = process.cpu_times()
        total += times.user + times.system
    return total
