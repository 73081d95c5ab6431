"""Keeps Asterisk running: attaches to the one that runs, starts one when there is none, tells how the node is."""

import asyncio
import logging
import signal
import time

from node_agent.asterisk.ami import Gateway
from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.media import MediaFolders
from node_agent.asterisk.process.heartbeat import Pulse
from node_agent.asterisk.process.launch import LaunchFailed, launch
from node_agent.asterisk.process.running import Running
from node_agent.asterisk.voice import speak_all
from node_agent.control import ControlPlane
from node_agent.logs import set_up_logs
from node_agent.settings import Settings
from wire.envelope import Signer

log = logging.getLogger(__name__)
LOOK_EVERY = 0.25
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 30.0
STEADY = 60.0
"""After living this long, the next death counts as the first."""


def supervise(settings: Settings) -> None:
    """Until SIGTERM; Asterisk goes on without us."""
    set_up_logs()
    Places(settings.node_state).stopped.unlink(missing_ok=True)
    with ControlPlane(settings.control_url, Signer.from_base64(settings.node_key)) as control_plane:
        asyncio.run(_run(settings, control_plane))


async def _run(settings: Settings, control_plane: ControlPlane) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    gateway = Gateway(port=settings.ami_port, user="watch", secrets=Places(settings.node_state).ami_secrets)
    tasks = [
        asyncio.create_task(keep_running(settings)),
        asyncio.create_task(_speak(settings)),
        asyncio.create_task(gateway.run()),
        asyncio.create_task(Pulse(settings, gateway, control_plane).run()),
    ]
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done():
            task.result()  # a fault of ours ends us loudly; the next supervisor re-attaches
        task.cancel()


async def _speak(settings: Settings) -> None:
    """Have the built-in voice say what it has not said yet; a call meanwhile misses a sentence."""
    media = MediaFolders.below(settings.node_state, settings.voice)
    try:
        if spoken := await asyncio.to_thread(speak_all, media.voice):
            log.info("the built-in voice spoke %s texts", spoken)
    except OSError as problem:
        log.error("ALERT the built-in voice cannot keep what it says: %s", problem)
    await asyncio.Event().wait()


async def keep_running(settings: Settings) -> None:
    """Ends by cancellation."""
    places = Places(settings.node_state)
    pause, since = FIRST_PAUSE, time.monotonic()
    running = Running.read(places.pid)
    if running:
        log.info("attached to Asterisk, pid %s", running.pid)
    while True:
        if places.stopped.exists():
            running = None
        elif running is None or not running.alive:
            if running is not None:
                log.error("ALERT Asterisk died; it is started again in %.2f s", pause)
                await asyncio.sleep(pause)
                pause = FIRST_PAUSE if time.monotonic() - since > STEADY else min(pause * 2, LONGEST_PAUSE)
            since = time.monotonic()
            running = await asyncio.to_thread(_try, settings)
            if running is None:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        await asyncio.sleep(LOOK_EVERY)


def _try(settings: Settings) -> Running | None:
    try:
        return launch(settings)
    except (LaunchFailed, OSError) as problem:
        log.error("ALERT Asterisk could not be started: %s", problem)
        return None
