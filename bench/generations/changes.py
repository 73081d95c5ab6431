"""From a change to the first call that sees it: two people swap their phones, and the call goes to the other one.

Each generation does what its users did: the first writes the dialplan and has it read again, the second writes rows and
tells entries and lamps, the third takes a signed message to its store, its rows, the manager interface and call logic.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.generations.ground import CALLED, CALLERS, OTHER, Generation, Ground, ground
from bench.sip import Phone
from bench.statistics import milliseconds, percentile, table
from node_agent.apply.diff import steps_between
from node_agent.asterisk.generations import realtime
from node_agent.asterisk.realtime.site import site_of
from tenants.model import Company, Kind
from tenants.model import Phone as CompanyPhone

MEASURED = (Generation.GENERATED, Generation.REALTIME, Generation.LOGIC)
"""In this order: the first change of the first one also brings the files of the second in force."""
PATIENCE = 300.0
Seconds = dict[Generation, list[float]]


def measure(sizes: Sequence[tuple[int, int]]) -> str:
    """A Markdown table; `sizes` are employees and rounds of two changes."""
    rows = []
    for size, rounds in sizes:
        with tempfile.TemporaryDirectory() as folder, ground(Path(folder), size) as made:
            found = asyncio.run(_rounds(made, rounds))
        for generation, seconds in found.items():
            middle, longest = percentile(seconds, 0.5), max(seconds)
            ratio = middle / percentile(found[Generation.LOGIC], 0.5)
            row = [f"{size:,}", generation.value, milliseconds(middle), milliseconds(longest), f"{ratio:.1f}"]
            rows.append([*row, str(len(seconds))])
    return table(["employees", "generation", "p50, ms", "max, ms", "× call logic", "changes"], rows)


async def _rounds(ground: Ground, rounds: int) -> Seconds:
    phones = [await ground.phone(number) for number in (CALLED, OTHER)]
    for phone in phones:
        phone.keeps_ringing = True
        await phone.register()
    callers = {generation: await ground.phone(CALLERS[generation]) for generation in MEASURED}
    for caller in callers.values():
        caller.gives_up = True
    found: Seconds = {generation: [] for generation in MEASURED}
    for _ in range(rounds):
        for generation, caller in callers.items():
            # There and back, so that every generation begins with the same company.
            for expected in (phones[1], phones[0]):
                for phone in phones:
                    phone.arrivals = asyncio.Queue()
                took = await _until_seen(ground, generation, caller, expected)
                found[generation].append(took)
    for phone in (*phones, *callers.values()):
        phone.close()
    return found


async def _until_seen(ground: Ground, generation: Generation, caller: Phone, expected: Phone) -> float:
    old = ground.firm
    new = swapped(old)
    change = _change(ground, generation, old, new)
    began = time.perf_counter()
    await asyncio.to_thread(change)
    while expected.arrivals.empty():
        if time.perf_counter() > began + PATIENCE:
            raise TimeoutError(f"{generation.value}: no call saw the change within {PATIENCE} s")
        await caller.call(CALLED)
    arrived = expected.arrivals.get_nowait()
    ground.firm = new
    return arrived - began


def _change(ground: Ground, generation: Generation, old: Company, new: Company) -> Callable[[], object]:
    node = ground.node
    if generation is Generation.GENERATED:
        return lambda: ground.generate(new)
    if generation is Generation.LOGIC:
        # The message is the control plane's work; from the version that the node holds.
        envelope = node.control.patch(ground.receiver.companies["acme"], new)
        return lambda: ground.receiver.deliver(envelope)

    def rows_and_entries() -> object:
        keys = [(Kind.PHONE, phone.id) for phone in _phones(old)]
        steps = steps_between(old, new, keys, site_of(node.settings))
        done = realtime.put_in_force("acme", steps, node.database, ground.upkeep)
        return asyncio.run_coroutine_threadsafe(done, ground.loop.loop).result(PATIENCE)

    return rows_and_entries


def swapped(firm: Company) -> Company:
    """The next version, in which the two have each other's phones."""
    one, other = _phones(firm)
    puts = [one.model_copy(update={"employee": other.employee}), other.model_copy(update={"employee": one.employee})]
    return firm.changed(firm.version + 1, puts, [])


def _phones(firm: Company) -> tuple[CompanyPhone, CompanyPhone]:
    return firm.phones_by_employee[f"e{CALLED}"][0], firm.phones_by_employee[f"e{OTHER}"][0]
