"""`make bench`: all measurements, or those that are named: `./carillon bench changes ringing memory`."""

import sys

from bench import changes, memory, ringing
from tests.kit.stack import running_stack

MEASUREMENTS = {"changes": changes.measure, "ringing": ringing.measure, "memory": memory.measure}


def main(names: list[str]) -> None:
    unknown = set(names) - MEASUREMENTS.keys()
    if unknown:
        sys.exit(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(MEASUREMENTS)}.")
    with running_stack() as stack:
        for name in names or MEASUREMENTS:
            print(f"\n## {name}\n\n{MEASUREMENTS[name](stack)}", flush=True)


main(sys.argv[1:])
