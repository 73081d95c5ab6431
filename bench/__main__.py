"""`make bench`: all measurements, or those that are named: `./carillon bench changes ringing memory generations`.

`--quick`: fewer calls and changes, for who wants to see that a measurement works.
"""

import sys
from collections.abc import Callable
from functools import partial

from bench import changes, company, custom, memory, ringing, row_security, simulator, start
from bench.generations import side_by_side
from tests.kit.stack import running_stack

QUICK = "--quick"
ALONE: dict[str, Callable[[], str]] = {
    "company": company.measure,
    "custom": custom.measure,
    "generations": partial(side_by_side.measure, quick=QUICK in sys.argv),
    "row-security": row_security.measure,
    "simulator": simulator.measure,
    "start": start.measure,
}
"""What needs no running stack."""
MEASUREMENTS = {"changes": changes.measure, "ringing": ringing.measure, "memory": memory.measure}


def main(arguments: list[str]) -> None:
    names = [each for each in arguments if each != QUICK]
    known = [*ALONE, *MEASUREMENTS]
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
    wanted = names or known
    for name, measure in ALONE.items():
        if name in wanted:
            show(name, measure())
    if MEASUREMENTS.keys().isdisjoint(wanted):
        return
    with running_stack() as stack:
        for name, measure_stack in MEASUREMENTS.items():
            if name in wanted:
                show(name, measure_stack(stack))


def show(name: str, measured: str) -> None:
    print(f"\n## {name}\n\n{measured}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
