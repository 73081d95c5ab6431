"""The process `python -m node_agent calls`: decides where calls go.

It needs nothing but the node folder: no control plane, no Redis, no network. Stopping it touches no call: who talks
goes on talking, and who calls meanwhile is served by the next process or by the dialplan's fallback. In the development
stack it is one generation of several (node_agent/calls/reload), and then it finishes its calls before it ends.
"""

import asyncio
import fcntl
import gc
import logging
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.fastagi.server import FastAgiServer
from node_agent.asterisk.fastagi.token import Token
from node_agent.asterisk.fastagi.watchdog import Watchdog
from node_agent.calls import late
from node_agent.calls.control import Control, ControlSocket
from node_agent.calls.control_messages import Healthy
from node_agent.calls.directory import Directory
from node_agent.calls.handler import CallHandler
from node_agent.calls.parts import Parts
from node_agent.calls.reload.handover import RETIRE, Handover, load_everything
from node_agent.logs import set_up_logs
from node_agent.settings import Settings
from node_agent.spool.decisions import DecisionLog
from node_agent.store import Store

FINISH_SECONDS: Final = 3.0
"""After a stop, for decisions that have begun. Longer would keep a successor waiting, and talks do not need us."""
PREDECESSOR_SECONDS: Final = 10.0

log = logging.getLogger(__name__)


class AnotherIsRunning(RuntimeError):
    """Two call-logic processes would serve one node, one of them with yesterday's companies."""

    code = "another-is-running"


def main(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    set_up_logs()
    began = time.monotonic()
    settings.node_state.mkdir(parents=True, exist_ok=True, mode=0o700)
    handover = Handover.given()
    watchdog = Watchdog()
    if handover is not None:
        # All that can fail in saved code should fail while the predecessor still serves.
        load_everything()
        _load(settings.node_state / "store.sqlite")
        handover.loaded()
    with _only_one(settings.node_state) as lock, asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(settings, lock, watchdog, began, handover))


async def _serve(settings: Settings, lock: int, watchdog: Watchdog, began: float, handover: Handover | None) -> None:
    state = settings.node_state
    stop, retire = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if handover is not None:
        loop.add_signal_handler(RETIRE, retire.set)
    decisions = DecisionLog(state / "spool.sqlite")
    directory = _load(state / "store.sqlite")
    parts = Parts.of(settings, directory, decisions)
    server = FastAgiServer(
        CallHandler(
            directory, decisions, settings.node, parts.services, logic=parts.take_call, summoned=parts.summons.serve
        ),
        Token(Places(state).agi_token),
        host="127.0.0.1",
        port=settings.fastagi_port,
        listening=handover.listening if handover is not None else None,
    )

    def health() -> Healthy:
        return Healthy(
            companies=len(directory),
            calls=server.sessions,
            refused={str(refusal): count for refusal, count in server.refusals.items()},
            decisions_lost=decisions.dropped,
            custom_failures=dict(parts.logic.failures),
            customisations_off=tuple(parts.logic.off()),
        )

    answering = Control(directory, state / "store.sqlite", health, parts.services.memories)
    control = ControlSocket(state / "calls.sock", answering.answer)
    await control.start()
    parts.debugging.start()
    await server.start()
    watchdog.start()
    beside = [
        asyncio.create_task(late.get_ready(tuple(directory.companies()))),
        asyncio.create_task(parts.engine.run()),
    ]
    log.info("ready for calls of %s companies after %.2f s", len(directory), time.monotonic() - began)
    await _first_of(stop, retire)
    server.stop_accepting()
    control.close()
    parts.debugging.close()
    if retire.is_set():
        # The successor has Asterisk's manager and all errands to itself, and reads what we have written.
        await _cancel(beside)
        await asyncio.to_thread(parts.flush)
    os.close(lock)
    if retire.is_set():
        await _first_of(stop, server.empty)
    await server.finish(FINISH_SECONDS)
    await _cancel(beside)
    parts.logic.stop()
    watchdog.stop()
    await asyncio.to_thread(parts.close)
    decisions.close()


async def _first_of(*events: asyncio.Event) -> None:
    """Until one of them is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    await _cancel(waiting)


async def _cancel(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _load(path: Path) -> Directory:
    store = Store.open(path, read_only=True)
    try:
        directory = Directory(store.companies())
    finally:
        store.close()
    # All this lives as long as the process: the collector need not look at it again and again.
    gc.freeze()
    return directory


@contextmanager
def _only_one(state: Path) -> Iterator[int]:
    """Hold the lock of the node's call logic; waits for a predecessor that is just stopping.

    Yields the lock's file descriptor; closing it lets a successor begin. Raises AnotherIsRunning.
    """
    folder = state / "run"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / "calls.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + PREDECESSOR_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(descriptor)
                raise AnotherIsRunning(
                    f"another `node_agent calls` serves {state}; stop it first, or give this node its own folder"
                ) from None
            time.sleep(0.05)
        else:
            break
    yield descriptor


def _loop_factory() -> "type[asyncio.AbstractEventLoop] | None":
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return None
    loop: type[asyncio.AbstractEventLoop] = uvloop.Loop
    return loop
