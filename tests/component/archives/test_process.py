"""The `archives` process as it really runs: woken by the database, through Valkey, in a child of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from deploy import environment
from tests.component.archives.conftest import furnish
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.reporter import Reporter


@pytest.fixture
def process(engines: Engines, customers: Customers) -> Iterator[subprocess.Popen[bytes]]:
    given = os.environ | environment.of(engines.instance, "control_plane")
    running = subprocess.Popen([sys.executable, "-m", "control_plane", "archives"], env=given)
    yield running
    running.send_signal(signal.SIGTERM)
    running.wait(40)


def eventually(condition: Callable[[], bool], what: str, seconds: float = 100.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.1)


def test_what_is_ordered_is_done_and_what_is_deleted_is_proven(
    process: subprocess.Popen[bytes], owner: Program, customers: Customers, node: Reporter
) -> None:
    furnish(owner)
    ordered = owner.post("/companies/bluebell/exports", {})
    place = f"/companies/bluebell/exports/{ordered['id']}"
    eventually(lambda: owner.get(place)["state"] == "done", "the export")
    version = owner.get("/companies/bluebell")["version"]
    customers.reseller.delete("/companies/bluebell")
    reports = "/deletions"
    eventually(lambda: bool(customers.reseller.get(reports)["items"][0]["checked_at"]), "the first look")
    assert customers.reseller.get(reports)["items"][0]["state"] == "going"
    assert node.acknowledge("bluebell", version, "0" * 64).status == 204
    eventually(lambda: customers.reseller.get(reports)["items"][0]["state"] == "proven", "the proof")
    assert process.poll() is None
