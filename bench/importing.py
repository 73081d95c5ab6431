"""5,000 employees from one request until they are live on the node, and the same table once more with a change."""

import time
from typing import Any

import httpx

from bench.statistics import table
from tests.kit.stack import Stack

EMPLOYEES = 5000


def measure(stack: Stack) -> str:
    """A Markdown table; aim: until live ≤ 10 s."""
    api = stack.found("bench-import")
    rows = [{"number": str(10000 + n), "name": f"Сотрудник {n}"} for n in range(EMPLOYEES)]
    lines = []
    for words, wish in (("dry run", {}), ("added", {}), ("changed", {"ring_seconds": 30})):
        began = time.perf_counter()
        question = "?dry_run=true" if words == "dry run" else ""
        sent = httpx.post(
            f"{stack.url}/api/v1/companies/bench-import/employees/import{question}",
            json={"rows": [row | wish for row in rows]},
            headers={"Authorization": f"Bearer {stack.operator.token}"},
            timeout=300,
        )
        sent.raise_for_status()
        done: Any = sent.json()
        answered = time.perf_counter() - began
        live = "–"
        if done["change"] is not None:
            api.wait_until_live(done["change"]["version"])
            live = f"{time.perf_counter() - began:.1f}"
        lines.append([words, f"{answered:.1f}", live])
    return f"{table(['5,000 employees with a phone each', 'answer, s', 'live on the node, s'], lines)}"
