"""The thread in the facts process that brings files to the control plane and talks about messages."""

import json
import logging
import shutil
import socket
import threading
import time
from pathlib import Path

from node_agent.control import ControlPlane, ControlPlaneAway
from node_agent.files.upload import Uploader
from node_agent.unix_socket import connect
from wire.files import MessageNews

log = logging.getLogger(__name__)
EVERY, TALK_EVERY, TIDY_EVERY = 1.0, 5.0, 60.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
LITTLE = 0.03
"""Of the disk: below it, recordings are what fills it, and the operator hears of it."""


def send_files(state: Path, control_plane: ControlPlane, stop: threading.Event) -> None:
    """Until `stop`. Errors of one round end that round only."""
    recordings = state / "recordings"
    uploader = Uploader(recordings, control_plane, Orders(state / "calls.sock").carry_out)
    pause, talked, tidied = FIRST_PAUSE, 0.0, 0.0
    while not stop.is_set():
        wait = EVERY
        try:
            uploader.step()
            if time.monotonic() - talked > TALK_EVERY or any(recordings.glob("*/*.news")):
                talked = time.monotonic()
                uploader.talk()
            pause = FIRST_PAUSE
        except ControlPlaneAway as problem:
            log.info("files wait: %s", problem)
            wait, pause = pause, min(pause * 2, LONGEST_PAUSE)
        except OSError as problem:
            log.error("files cannot be read now: %s", problem)
        if time.monotonic() - tidied > TIDY_EVERY or not tidied:
            tidied = time.monotonic()
            _tidy(uploader, state)
        stop.wait(wait)


def _tidy(uploader: Uploader, state: Path) -> None:
    try:
        uploader.tidy()
        usage = shutil.disk_usage(state)
    except OSError as problem:
        log.error("files cannot be tidied now: %s", problem)
        return
    if usage.free < usage.total * LITTLE:
        waiting = sum(1 for _ in (state / "recordings").glob("*/*.json"))
        log.error("ALERT %s MB are free and %s files wait; make room", usage.free // 1_000_000, waiting)


class Orders:
    """Hands orders about messages to the call logic, which keeps them and lights the lamps."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def carry_out(self, order: MessageNews) -> bool:
        """Whether it was done; the control plane repeats what was not."""
        line = json.dumps({"op": "message", "news": order.model_dump(mode="json")}).encode() + b"\n"
        try:
            with connect(self._path, 2.0) as connection:
                connection.sendall(line)
                return bool(json.loads(_line(connection)).get("done"))
        except (OSError, ValueError) as problem:
            log.info("the call logic was not told of a message: %s", problem)
            return False


def _line(connection: socket.socket) -> bytes:
    found = b""
    while not found.endswith(b"\n"):
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError("it closed the connection")
        found += piece
    return found
