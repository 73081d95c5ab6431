"""A process whose event loop hangs ends itself."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

from node_agent.asterisk.fastagi.watchdog import EXIT_CODE, Watchdog

REPOSITORY = Path(__file__).resolve().parents[3]
HANGING = """
import asyncio, time
from node_agent.asterisk.fastagi.watchdog import Watchdog

async def hang():
    Watchdog(hung_after=0.5).start()
    await asyncio.sleep(0.3)
    time.sleep(20)

asyncio.run(hang())
"""


def test_a_hung_process_ends_and_says_where_it_hung() -> None:
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", HANGING], cwd=REPOSITORY, capture_output=True, text=True, timeout=15, check=False
    )
    assert ended.returncode == EXIT_CODE
    assert time.monotonic() - began < 6
    assert "in hang" in ended.stderr


def test_a_process_that_works_is_left_alone() -> None:
    bitten: list[bool] = []

    async def run() -> None:
        watchdog = Watchdog(hung_after=0.6, bite=lambda: bitten.append(True))
        watchdog.start()
        for _ in range(15):
            await asyncio.sleep(0.1)
        watchdog.stop()

    asyncio.run(run())
    assert not bitten
