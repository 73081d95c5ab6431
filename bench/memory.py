"""What each process holds (proportional set size, so that shared pages are counted once)."""

import psutil

from bench.statistics import table
from deploy import stack as processes
from tests.kit.stack import Stack


def measure(stack: Stack) -> str:
    """A Markdown table, in MB."""
    rows = []
    for kept in processes.kept(stack.instance):
        if kept.child is not None:
            family = [psutil.Process(kept.child.pid), *psutil.Process(kept.child.pid).children(recursive=True)]
            held = sum(process.memory_full_info().pss for process in family)
            rows.append([kept.name, str(len(family)), f"{held / 1e6:.0f}"])
    return table(["process", "how many", "MB"], rows)
