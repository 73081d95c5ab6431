"""INVITE sent → INVITE at the callee: through the call logic, and in a plain dialplan on the same Asterisk.

Two callers, alike but for their context: one takes the product's way, the other one's context holds a single Dial to
the same callee. Calls of both kinds take turns. Each call is answered 486, so nothing stays. The clock is
`time.perf_counter` in one process for both ends.
"""

import asyncio
import sqlite3
from dataclasses import dataclass

from bench.sip import Account, Phone
from bench.statistics import milliseconds, percentile, table
from node_agent.asterisk.ami import Gateway
from node_agent.asterisk.config.inputs import Places
from tests.kit.stack import PhoneAccount, Stack

PLAIN = "bench-plain"
RATES = (1, 30)
CALLS = {1: 40, 30: 600}


@dataclass
class Field:
    """Everybody in place: two callers and a callee with number 202."""

    through_logic: Phone
    plain: Phone
    callee: Phone


def measure(stack: Stack) -> str:
    """A Markdown table with what call logic adds."""
    return asyncio.run(_measure(stack))


async def _measure(stack: Stack) -> str:
    field = await _set_up(stack)
    rows = []
    for rate in RATES:
        plain, logic = await _interleaved(field, rate, CALLS[rate])
        added = [percentile(logic, share) - percentile(plain, share) for share in (0.5, 0.99)]
        rows.append(
            [
                str(rate),
                milliseconds(percentile(plain, 0.5)),
                milliseconds(percentile(plain, 0.99)),
                milliseconds(percentile(logic, 0.5)),
                milliseconds(percentile(logic, 0.99)),
                milliseconds(added[0]),
                milliseconds(added[1]),
            ]
        )
    head = ["calls/s", "plain p50, ms", "plain p99", "call logic p50", "call logic p99", "added p50", "added p99"]
    return table(head, rows)


async def _set_up(stack: Stack) -> Field:
    api = stack.found("bench-ringing")
    accounts = [api.hire(f"Person {number}", number).phone for number in ("201", "202", "203")]
    await _plain_road(stack, plain=accounts[2], callee=accounts[1])
    host, _, port = stack.server.rpartition(":")
    phones = [await Phone.open(Account(a.login, a.password), (host, int(port))) for a in accounts]
    await phones[1].register()
    return Field(through_logic=phones[0], callee=phones[1], plain=phones[2])


async def _plain_road(stack: Stack, *, plain: PhoneAccount, callee: PhoneAccount) -> None:
    """Give one caller's endpoint a context that dials the callee and nothing else."""
    places = Places(stack.instance.folder / "node")
    with sqlite3.connect(places.realtime) as database:
        database.execute("UPDATE ps_endpoints SET context = ? WHERE id = ?", (PLAIN, plain.login))
    gateway = Gateway(port=stack.instance.ports.ami, user="apply", secrets=places.ami_secrets)
    running = asyncio.create_task(gateway.run())
    while not gateway.connected:
        await asyncio.sleep(0.05)
    await gateway.ask(
        "DialplanExtensionAdd",
        Context=PLAIN,
        Extension="202",
        Priority="1",
        Application="Dial",
        ApplicationData=f"PJSIP/{callee.login}",
    )
    running.cancel()


async def _interleaved(field: Field, rate: int, count: int) -> tuple[list[float], list[float]]:
    """`count` calls of each kind, together `rate` per second; seconds from INVITE to INVITE."""
    results: tuple[list[float], list[float]] = ([], [])
    for index in range(2 * count + 4):
        kind = index % 2
        caller = (field.plain, field.through_logic)[kind]
        began = asyncio.get_running_loop().time()
        attempt = await caller.call("202")
        arrived = await asyncio.wait_for(field.callee.arrivals.get(), 5)
        # The first calls of each kind warm caches up and are not counted.
        if index >= 4:
            results[kind].append(arrived - attempt.sent_at)
        await asyncio.sleep(max(0.0, began + 1 / rate - asyncio.get_running_loop().time()))
    return results
