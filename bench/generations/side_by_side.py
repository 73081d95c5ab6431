"""All measurements of the three generations in one run: `./carillon bench generations [--quick]`."""

import asyncio
import os
import tempfile
from pathlib import Path

from bench.generations import changes, ringing
from bench.generations.ground import ground
from bench.wishes import lines

RINGING_SIZE = 1_000
CHANGES = ((10, 10), (1_000, 5), (10_000, 1))
CHANGES_QUICK = ((10, 2), (1_000, 1))
"""Employees, and rounds of two changes for each generation."""


def measure(*, quick: bool = False) -> str:
    """Markdown: ringing and changes. Under ten minutes; under two with `quick`, without the largest company."""
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, ground(Path(folder), RINGING_SIZE) as made:
        rang = asyncio.run(ringing.measure(made, ringing.QUICK if quick else ringing.FULL))
    changed = changes.measure(CHANGES_QUICK if quick else CHANGES)
    return "\n\n".join(
        (
            f"Load of the machine before and after: {before:.1f}, {os.getloadavg()[0]:.1f}.",
            f"### INVITE → ringing, a company of {RINGING_SIZE:,} employees",
            ringing.report(rang),
            "### A change → the first call that sees it",
            changed,
            "### Lines of code for five wishes",
            lines.measure(),
        )
    )
