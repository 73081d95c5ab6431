"""A hung server is ended, a busy one is not."""

import os
import signal
import subprocess
import sys
import time

import pytest

PROGRAM = """
import asyncio, time
from node_agent.asterisk.fastagi.watchdog import Watchdog

async def serve():
    watchdog.start()
    print("ready", flush=True)
    await asyncio.sleep(0.3)
    {body}
    watchdog.stop()

watchdog = Watchdog(hung_after=0.8)
asyncio.run(serve())
"""


def run(body: str) -> "subprocess.Popen[bytes]":
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(body=body)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


@pytest.mark.parametrize("hang", ["time.sleep(20)", "while True: pass"])
def test_hung_server_says_where_and_is_ended(hang: str) -> None:
    child = run(hang)

    _, said = child.communicate(timeout=10)

    assert child.returncode in (-signal.SIGABRT, -signal.SIGKILL)
    assert b"the event loop hangs" in said
    assert b"in serve" in said


def test_stopped_server_is_ended_too() -> None:
    child = run("await asyncio.sleep(20)")
    os.kill(child.pid, signal.SIGSTOP)

    child.communicate(timeout=10)

    assert child.returncode == -signal.SIGKILL


def test_working_server_is_left_alone() -> None:
    child = run("await asyncio.sleep(1.5)")

    child.communicate(timeout=10)

    assert child.returncode == 0


def test_watchdog_leaves_with_its_server() -> None:
    child = run("await asyncio.sleep(20)")
    child.kill()

    # The child of the dead process holds its pipes; they end only when it has left.
    started = time.monotonic()
    child.communicate(timeout=5)
    assert time.monotonic() - started < 3
