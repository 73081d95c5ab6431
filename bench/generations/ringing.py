"""INVITE → ringing at the caller's phone, for each generation at several rates.

Blocks of one generation take turns, so each has the whole rate for itself and noise meets all of them; of each figure
the median over the blocks is told, so a block that something else disturbed does not count much. The clock is
`perf_counter` of one process for both ends; the caller authenticates, counted from its second INVITE, and gives up when
the other side rings: what a generation does for calls that nobody takes is not measured.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.generations.ground import CALLED, CALLERS, Generation, Ground
from bench.sip import Phone
from bench.statistics import milliseconds, percentile, table

TALK = {
    Generation.PLAIN: ("–", "–"),
    Generation.GENERATED: ("–", "89"),
    Generation.REALTIME: ("–", "86"),
    Generation.LOGIC: ("10", "12"),
}
"""The talk's own figures, in ms, at 1 and 30 calls/s; of the first two it does not say the rate."""


@dataclass(frozen=True)
class Load:
    """`rounds` blocks of `calls` calls for each generation, `rate` calls per second."""

    rate: int
    calls: int
    rounds: int


FULL = (Load(1, 5, 5), Load(30, 40, 11), Load(100, 100, 11))
QUICK = (Load(1, 2, 2), Load(30, 30, 3), Load(100, 50, 3))
PAUSE = 0.3
"""Seconds after a block, for what is still on its way."""


@dataclass
class Measured:
    """Seconds from INVITE to ringing, block by block, and how many calls did not ring."""

    blocks: list[list[float]] = field(default_factory=list)
    failed: int = 0

    @property
    def calls(self) -> int:
        return sum(map(len, self.blocks)) + self.failed

    def typical(self, share: float) -> float:
        """A percentile, as the median of those of the blocks."""
        return median(percentile(block, share) for block in self.blocks if block)


SHARES = (0.5, 0.99)
Results = dict[Generation, Measured]


async def measure(ground: Ground, loads: Sequence[Load]) -> dict[int, Results]:
    """By rate."""
    ground.generate(ground.firm)
    callee = await ground.phone(CALLED)
    callee.keeps_ringing = True
    await callee.register()
    callers = {generation: await ground.phone(number) for generation, number in CALLERS.items()}
    for caller in callers.values():
        caller.gives_up = True
        await _block(caller, Load(20, 10, 1), Measured())
    found = {load.rate: await _rounds(callers, load) for load in loads}
    for phone in (callee, *callers.values()):
        phone.close()
    return found


async def _rounds(callers: dict[Generation, Phone], load: Load) -> Results:
    results = {generation: Measured() for generation in callers}
    for _ in range(load.rounds):
        for generation in random.sample(list(callers), len(callers)):
            await _block(callers[generation], load, results[generation])
    return results


async def _block(caller: Phone, load: Load, measured: Measured) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    calls = []
    measured.blocks.append([])
    for index in range(load.calls):
        await asyncio.sleep(max(0.0, began + index / load.rate - loop.time()))
        calls.append(asyncio.create_task(_call(caller, measured)))
    await asyncio.gather(*calls)
    await asyncio.sleep(PAUSE)


async def _call(caller: Phone, measured: Measured) -> None:
    try:
        attempt = await caller.call(CALLED, timeout=10)
    except TimeoutError:
        measured.failed += 1
        return
    if attempt.rang_at:
        measured.blocks[-1].append(attempt.rang_at - attempt.sent_at)
    else:
        measured.failed += 1


def report(found: dict[int, Results]) -> str:
    """A Markdown table; ratios are to the plain Dial of the same run."""
    rows = []
    for rate, results in found.items():
        plain = [results[Generation.PLAIN].typical(share) for share in SHARES]
        for generation, measured in results.items():
            figures = [measured.typical(share) for share in SHARES]
            row = [str(rate), generation.value, *map(milliseconds, figures)]
            row += [milliseconds(each - other) for each, other in zip(figures, plain, strict=True)]
            talk = dict(zip((1, 30), TALK[generation], strict=True)).get(rate, "–")
            ratio = f"{figures[0] / plain[0]:.2f}"
            rows.append([*row, ratio, talk, f"{measured.failed} of {measured.calls}"])
    head = [
        "calls/s",
        "generation",
        "p50, ms",
        "p99",
        "added p50",
        "added p99",
        "× one Dial",
        "the talk, ms",
        "did not ring",
    ]
    return table(head, rows)
