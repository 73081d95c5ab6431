"""The two processes as they really run: killed, hanging, and with more than one company at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from control_plane.features.events.dispatcher import Dispatcher
from control_plane.features.events.models import Task, TaskState
from control_plane.settings import Settings
from deploy import environment
from tests.component.events.conftest import hire, hook
from tests.kit.customers import Customers, Program
from tests.kit.engines import Engines
from tests.kit.receiver import Heard, Receiver, Say


@dataclass
class Listeners:
    """The `listeners` process."""

    process: subprocess.Popen[bytes]

    @property
    def children(self) -> list[int]:
        return [child.pid for child in psutil.Process(self.process.pid).children()]

    @property
    def busy(self) -> bool:
        """Children that ended stay as zombies until the next job."""
        children = psutil.Process(self.process.pid).children()
        return any(child.status() != psutil.STATUS_ZOMBIE for child in children)


@pytest.fixture
def dispatcher(settings: Settings, customers: Customers, listeners: Listeners) -> Iterator[Dispatcher]:
    made = Dispatcher(settings)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop.set()
    thread.join(10)
    # The next test begins with an empty database, and nobody may be at work in it.
    eventually(lambda: not listeners.busy, "the last child to end")
    made.engine.dispose()
    made.redis.close()


@pytest.fixture(scope="module")
def listeners(engines: Engines) -> Iterator[Listeners]:
    given = environment.of(engines.instance, "control_plane") | {
        "CARILLON_PRIVATE_WEBHOOKS": "true",
        "CARILLON_LISTENER_SECONDS": "4",
    }
    process = subprocess.Popen([sys.executable, "-m", "control_plane", "listeners"], env=given)
    with engines.queue as queue:
        # Its first start compiles and imports everything, which takes long on a loaded machine.
        eventually(lambda: any(b"worker" in key for key in queue.keys("*")), "the worker to listen", 100)
    yield Listeners(process)
    process.send_signal(signal.SIGTERM)
    process.wait(40)


def eventually(condition: Callable[[], bool], what: str, seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.05)


def test_change_reaches_the_program_through_both_processes(
    owner: Program, dispatcher: Dispatcher, listeners: Listeners, receiver: Receiver, rows: Session
) -> None:
    hook(owner, receiver.url, "employee.created")
    for number in range(101, 106):
        hire(owner, str(number))
    heard = receiver.wait_for(5, 60)
    assert [each.message["data"]["object"]["number"] for each in heard] == ["101", "102", "103", "104", "105"]
    eventually(lambda: set(rows.scalars(select(Task.state))) == {TaskState.DONE}, "the last mark")


def test_worker_killed_between_delivery_and_mark_delivers_again_and_the_next_event_waits(
    owner: Program,
    dispatcher: Dispatcher,
    listeners: Listeners,
    receiver: Receiver,
) -> None:
    killed: list[int] = []

    def kill(heard: Heard) -> None:
        if not killed:
            killed.extend(listeners.children)
            for child in killed:
                os.kill(child, signal.SIGKILL)

    receiver.before_answer = kill
    hook(owner, receiver.url, "employee.created")
    hire(owner, "101")
    hire(owner, "102")
    heard = receiver.wait_for(3, 90)
    assert killed
    numbers = [each.message["data"]["object"]["number"] for each in heard]
    assert numbers == ["101", "101", "102"]
    assert heard[0].id == heard[1].id


def test_program_that_thinks_for_long_holds_no_other_company_up(
    customers: Customers, dispatcher: Dispatcher, listeners: Listeners, receiver: Receiver, rows: Session
) -> None:
    hook(customers.owner, receiver.url, "employee.created")
    with Receiver(Say(seconds=60)) as slow:
        wish = {"name": "Slow", "url": slow.url, "topics": ["employee.created"]}
        customers.rival_owner.post("/companies/rival/webhooks", wish)
        customers.rival_owner.post("/companies/rival/employees", {"name": "Eve", "number": "201"})
        slow.wait_for(1)
        hire(customers.owner, "101")
        receiver.wait_for(1, 60)
        waiting = select(Task.state).where(Task.company_id == "rival")
        assert rows.scalars(waiting).all() == [TaskState.WAITING]


def test_forged_job_runs_nothing(
    owner: Program, dispatcher: Dispatcher, listeners: Listeners, engines: Engines, receiver: Receiver
) -> None:
    from control_plane.core.node_queue import enqueue_own

    with engines.queue as queue:
        enqueue_own(queue, "os.system", {"command": "touch /tmp/carillon-forged"}, job_id="forged-1")
        enqueue_own(queue, "carillon.tell", {"task": "nothing", "claim": "1"}, job_id="forged-2")
    hook(owner, receiver.url, "employee.created")
    hire(owner, "101")
    receiver.wait_for(1)
    assert not os.path.exists("/tmp/carillon-forged")
