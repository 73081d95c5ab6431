"""`python -m node_agent calls` with 200 companies: process start → first answered call.

The store is as the node keeps it, Asterisk is away, and the call is a real FastAGI request of a phone, tried again
every few milliseconds until it gets its first command. The clock begins before the interpreter does.
"""

import base64
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.many_companies import companies, login
from bench.statistics import table
from node_agent.asterisk.config.inputs import Places
from node_agent.store import Store
from tests.kit.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
COUNTS = (1, 200)
RUNS = 7
TOKEN = "0123456789abcdef"
GIVEN_UP = 60.0


def measure() -> str:
    """A Markdown table in ms: medians and the slowest."""
    rows = []
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            state = Path(folder)
            objects = _fill(state, count)
            # The first start after an installation also compiles; what is compiled is kept as on a node.
            _start(state)
            runs = [_start(state) for _ in range(RUNS)]
            wall, cpu = [run[0] for run in runs], [run[1] for run in runs]
            rows.append([str(count), str(objects), f"{median(wall):.0f}", f"{max(wall):.0f}", f"{median(cpu):.0f}"])
    return table(["companies", "objects", "first call answered, ms", "slowest of 7", "CPU time, ms"], rows)


def _fill(state: Path, count: int) -> int:
    """How many objects there are."""
    Places(state).agi_token.write_text(TOKEN)
    store, objects = Store.open(state / "store.sqlite"), 0
    for company in companies(count):
        store.replace(company, 1)
        objects += len(company.objects)
    store.close()
    return objects


def _start(state: Path) -> tuple[float, float]:
    """Milliseconds until the first call is answered, and of CPU time until then."""
    port = free_port()
    environment = {**os.environ, **_settings(state, port), "PYTHONPYCACHEPREFIX": str(state / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "node_agent", "calls"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answered(port):
            if process.poll() is not None or time.perf_counter() - began > GIVEN_UP:
                raise RuntimeError("the calls process does not answer; start it by hand and read what it says")
            time.sleep(0.005)
        took = time.perf_counter() - began
        used = psutil.Process(process.pid).cpu_times()
        return took * 1000, (used.user + used.system) * 1000
    finally:
        process.terminate()
        process.wait(10)


def _answered(port: int) -> bool:
    """Whether a phone's call to a colleague gets a first command."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as asterisk:
            asterisk.sendall(_header())
            return asterisk.recv(4) == b"EXEC"
    except ConnectionRefusedError:
        return False


def _header() -> bytes:
    phone = login(0)
    given = {
        "request": f"agi://127.0.0.1/call?t={TOKEN}",
        "channel": f"PJSIP/{phone}-00000001",
        **dict(zip(("arg_1", "arg_2", "arg_3", "arg_4", "arg_5", "arg_6"),
                   ("phone", phone, "102", "1700000000.1", "101", "Olga"), strict=True)),
    }  # fmt: skip
    return "".join(f"agi_{name}: {value}\n" for name, value in given.items()).encode() + b"\n"


def _settings(state: Path, port: int) -> dict[str, str]:
    key = Ed25519PrivateKey.generate()
    return {
        "CARILLON_NODE": "n1",
        "CARILLON_NODE_KEY": base64.b64encode(key.private_bytes_raw()).decode(),
        "CARILLON_CONTROL_KEY": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        "CARILLON_CONTROL_URL": "http://127.0.0.1:1",
        "CARILLON_NODE_REDIS_URL": "redis://127.0.0.1:1/0",
        "CARILLON_NODE_STATE": str(state),
        "CARILLON_IMAGE": str(state / secrets.token_hex(4)),
        "CARILLON_FASTAGI_PORT": str(port),
        "CARILLON_AMI_PORT": str(free_port()),
    }
