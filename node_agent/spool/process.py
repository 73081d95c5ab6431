"""The facts process: reads the event log, keeps facts, uploads them, and tells of switches turned by phone.

Ending it at any point loses nothing.
"""

import logging
import signal
import sqlite3
import threading
import time

from node_agent.asterisk.config.inputs import Places
from node_agent.control import ControlPlane, ControlPlaneAway
from node_agent.files.loop import send_files
from node_agent.logs import set_up_logs
from node_agent.memory.reporter import report_switches
from node_agent.settings import Settings
from node_agent.spool.ballast import Ballast
from node_agent.spool.spool import Spool
from node_agent.spool.tail import Tail
from node_agent.spool.upload import Uploader
from wire.envelope import Signer

log = logging.getLogger(__name__)
EVERY = 0.1
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
LOOK_AT_DISK_EVERY = 30.0


def main(settings: Settings) -> None:
    """Run until SIGTERM."""
    set_up_logs()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    path = settings.node_state / "spool.sqlite"
    spool, uploading = Spool.open(path), Spool.open(path)
    ballast = Ballast(settings.node_state)
    ballast.fill()
    with ControlPlane(settings.control_url, Signer.from_base64(settings.node_key)) as control_plane:
        uploader = threading.Thread(
            target=_upload, args=(Uploader(uploading, control_plane), stop), name="upload", daemon=True
        )
        uploader.start()
        memory = settings.node_state / "memory.sqlite"
        threading.Thread(
            target=report_switches, args=(memory, control_plane, stop), name="switches", daemon=True
        ).start()
        threading.Thread(
            target=send_files, args=(settings.node_state, control_plane, stop), name="files", daemon=True
        ).start()
        _follow(Tail(Places(settings.node_state).cel, spool, settings.node), ballast, stop)
        uploader.join(3)


def _follow(tail: Tail, ballast: Ballast, stop: threading.Event) -> None:
    looked = 0.0
    while not stop.is_set():
        found = 0
        try:
            found = tail.step()
        except sqlite3.OperationalError as problem:
            log.error("facts cannot be kept now: %s", problem)
            ballast.release()
            stop.wait(1.0)
        except OSError as problem:
            log.error("the event log cannot be read now: %s", problem)
            stop.wait(1.0)
        if time.monotonic() - looked > LOOK_AT_DISK_EVERY:
            looked = time.monotonic()
            ballast.watch()
        if not found:
            stop.wait(EVERY)


def _upload(uploader: Uploader, stop: threading.Event) -> None:
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            stored = uploader.step()
        except ControlPlaneAway:
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        except sqlite3.OperationalError as problem:
            log.error("the spool cannot be read now: %s", problem)
            stop.wait(1.0)
        else:
            pause = FIRST_PAUSE
            if not stored:
                stop.wait(EVERY)
