"""Starting and stopping everything of an instance, whatever state it was left in."""

import fcntl
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from deploy import engines, environment, paths, processes, procfile
from deploy.instance import Instance
from deploy.processes import Identity

RUNNER = "runner.pid"


@dataclass(frozen=True)
class Kept:
    """A process of the Procfile as its keeper tells it."""

    name: str
    keeper: Identity | None
    child: Identity | None
    restarts: int


@contextmanager
def claimed(instance: Instance) -> Iterator[bool]:
    """True while nobody else starts or stops this instance. False: somebody does just now."""
    with (instance.run / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def start_processes(instance: Instance) -> Identity:
    """Start the runner in a session of its own; it outlives the caller."""
    argv = [sys.executable, "-m", "deploy.runner", str(instance.folder)]
    with (instance.logs / "runner.log").open("ab") as log:
        child = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=paths.REPOSITORY
        )
    return processes.remember(instance.run / RUNNER, child.pid)


def runner(instance: Instance) -> Identity | None:
    return processes.recall(instance.run / RUNNER)


def kept(instance: Instance) -> list[Kept]:
    """Every process of the Procfile, running or not."""
    return [_kept(instance, process.name) for process in procfile.read()]


def stop(instance: Instance) -> None:
    """End all that this instance started: processes, Asterisk, engines; also what a killed runner left."""
    if identity := runner(instance):
        processes.end(identity, patience=15)
    for process in kept(instance):
        if process.keeper:
            processes.end(process.keeper, patience=6)
        if process.child:
            processes.end(process.child, patience=4)
    _stop_asterisk(instance)
    engines.stop(instance)


def anything_runs(instance: Instance) -> bool:
    """True when `stop` would have something to end."""
    return any(
        [
            runner(instance),
            asterisk(instance),
            (instance.own_postgres and engines.postgres.running(instance)),
            (instance.own_valkey and engines.valkey.running(instance)),
            *(process.keeper or process.child for process in kept(instance)),
        ]
    )


def asterisk(instance: Instance) -> Identity | None:
    """The node's Asterisk, which is detached from its supervisor."""
    try:
        noted = json.loads((instance.folder / "node" / "asterisk.pid").read_text())
        identity = Identity.of(int(noted["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # The pid may be another program's by now.
    mine = identity is not None and any("asterisk" in word for word in processes.arguments(identity.pid))
    return identity if mine else None


def _stop_asterisk(instance: Instance) -> None:
    identity = asterisk(instance)
    if identity is None:
        return
    argv = [sys.executable, "-m", "node_agent", "asterisk-stop"]
    with (instance.logs / "asterisk-stop.log").open("wb") as log:
        stopping = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment.of(instance, "node"),
            cwd=paths.REPOSITORY,
        )
    # It waits for the calls in progress; here the whole machine is asked to stop, so it may take a few seconds only.
    try:
        stopping.wait(8)
    except subprocess.TimeoutExpired:
        stopping.kill()
        stopping.wait()
    processes.end(identity, first=signal.SIGTERM, patience=5)


def _kept(instance: Instance, name: str) -> Kept:
    try:
        noted = json.loads((instance.run / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Kept(name, None, None, 0)
    return Kept(name, _living(noted.get("keeper")), _living(noted.get("child")), int(noted.get("restarts", 0)))


def _living(noted: dict[str, object] | None) -> Identity | None:
    if not noted:
        return None
    identity = Identity(**noted)  # type: ignore[arg-type]
    return identity if identity.alive else None
