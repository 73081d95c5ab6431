"""A telephony node in a temporary folder: real Asterisk, real node processes, a control plane that only listens."""

from __future__ import annotations

import base64
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import asterisk_images
from node_agent.asterisk.config.inputs import Places
from node_agent.asterisk.process.console import ask
from node_agent.asterisk.process.launch import launch
from node_agent.asterisk.process.running import Running
from node_agent.asterisk.realtime.database import RealtimeDatabase
from node_agent.settings import Settings, variable_of
from tests.kit.control_plane import FakeControlPlane
from tests.kit.ports import free_port, sip_port, voice_ports

REPOSITORY = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 20.0


def image() -> Path:
    """The root file system with Asterisk; the test is skipped when none was built."""
    if given := os.environ.get("CARILLON_IMAGE"):
        return Path(given)
    found = asterisk_images.current(REPOSITORY / ".carillon")
    if found is None:
        pytest.skip("no telephony image; build it with `./carillon image build`")
    return found.rootfs


class Node:
    """Use as a context manager; everything it started ends with it, by pid."""

    def __init__(self, folder: Path, *, name: str = "n1", redis_url: str = "redis://127.0.0.1:1/0") -> None:
        key = Ed25519PrivateKey.generate()
        self.control = FakeControlPlane(name, key.public_key())
        voices = voice_ports()
        self.settings = Settings(
            node=name,
            node_key=base64.b64encode(key.private_bytes_raw()).decode(),
            control_key=base64.b64encode(self.control.signer.public.public_bytes_raw()).decode(),
            control_url=self.control.url,
            node_redis_url=redis_url,
            node_state=folder,
            image=image(),
            sip_port=sip_port(),
            sip_tls_port=free_port(),
            ami_port=free_port(),
            fastagi_port=free_port(),
            voice=REPOSITORY / ".carillon" / "voice",
            rtp_start=voices[0],
            rtp_end=voices[-1],
        )
        self.places = Places(folder)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._database: RealtimeDatabase | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in list(self._processes):
            self.stop(name)
        self.stop_asterisk()
        if self._database is not None:
            self._database.close()
        self.control.close()

    @property
    def server(self) -> str:
        """Where phones register, `host:port`."""
        return f"127.0.0.1:{self.settings.sip_port}"

    @property
    def database(self) -> RealtimeDatabase:
        """The rows as Asterisk reads them."""
        if self._database is None:
            self._database = RealtimeDatabase(self.places.realtime)
        return self._database

    def start_asterisk(self, within: float = STARTS_WITHIN) -> Running:
        """A real Asterisk, without the supervisor; returns when it takes calls."""
        running = launch(self.settings)
        self.wait_for_asterisk(within)
        return running

    def wait_for_asterisk(self, within: float = STARTS_WITHIN) -> None:
        self.wait_for(self._booted, within, "Asterisk to start")

    def stop_asterisk(self) -> None:
        running = Running.read(self.places.pid)
        if running is None:
            return
        self.ask("core stop now")
        if not running.wait(5):
            running.kill()
            running.wait(5)

    def ask(self, command: str) -> str:
        """What Asterisk's console answers; empty when it is away."""
        return ask(self.places, command)

    def start(
        self, command: str, program: str = "node_agent", *, checkout: Path = REPOSITORY
    ) -> subprocess.Popen[bytes]:
        """One of the node's processes, `python -m node_agent <command>`; its log is `<folder>/<command>.log`.

        `program`: another one that takes the same command, such as tests.kit.watched. `checkout`: whose code runs.
        """
        assert command not in self._processes, f"{command} runs already"
        values = {name: getattr(self.settings, name) for name in Settings.model_fields}
        given = {variable_of(name): str(value) for name, value in values.items() if value is not None}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARILLON_", "RQ_"))}
        with (self.settings.node_state / f"{command}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", program, command],
                cwd=checkout,
                env=kept | given,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._processes[command] = process
        return process

    def stop(self, command: str, *, kill: bool = False) -> None:
        """End a process that `start` started: SIGTERM, and SIGKILL when that does not help (or with `kill`)."""
        process = self._processes.pop(command)
        process.kill() if kill else process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)

    def log(self, command: str) -> str:
        """What a process has written so far."""
        with contextlib.suppress(FileNotFoundError):
            return (self.settings.node_state / f"{command}.log").read_text()
        return ""

    @property
    def messages(self) -> str:
        """Asterisk's own log."""
        with contextlib.suppress(FileNotFoundError):
            return (self.settings.node_state / "var/log/messages.log").read_text()
        return ""

    def wait_for(self, condition: Callable[[], bool], seconds: float, what: str) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"waited {seconds} s for {what}")
            time.sleep(0.02)

    def _booted(self) -> bool:
        return "fully booted" in self.ask("core waitfullybooted")
