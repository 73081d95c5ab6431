"""Code that listens: within the transaction it adds rows and does no I/O, later it is told at least once, in order."""

import contextlib
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from control_plane.features.events.models import CustomRow, StoredEvent, Task, TaskState
from control_plane.features.events.telling import PAUSES
from tenants.extend.events import (
    EmployeeChanged,
    EmployeeCreated,
    NumberAssigned,
    Rows,
    VersionPublished,
    on,
    within,
)
from tenants.model import Employee, Kind
from tests.component.events.conftest import PLACE, Courier, hire
from tests.kit.customers import Customers, Program


def told(rows: Session, state: TaskState) -> int:
    return rows.scalar(select(func.count()).select_from(Task).where(Task.state == state)) or 0


def test_listener_within_the_transaction_adds_rows_that_are_there_with_the_change(owner: Program) -> None:
    @within(EmployeeCreated)
    def remember(event: EmployeeCreated, keep: Rows) -> None:
        same = keep.look(Kind.EMPLOYEE, event.object.id)
        assert isinstance(same, Employee)
        keep.add("hired", {"name": same.name, "version": event.version})

    hire(owner, "101", "Анна")
    (row,) = owner.get(f"{PLACE}/custom-rows/hired")["items"]
    assert row["data"] == {"name": "Анна", "version": 2}


def test_listener_that_fails_stops_the_change_with_its_name_and_reason(owner: Program, rows: Session) -> None:
    @within(EmployeeCreated)
    def refuse(event: EmployeeCreated, keep: Rows) -> None:
        keep.add("hired", {"name": event.object.name})
        raise ValueError("we hire nobody in December")

    answer = owner.ask("POST", f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    assert (answer.status, answer.code) == (409, "listener-failed")
    assert "refuse" in answer.json["detail"]
    assert "we hire nobody in December" in answer.json["detail"]
    assert owner.get(f"{PLACE}/employees")["items"] == []
    assert owner.get(PLACE)["version"] == 1
    assert rows.scalar(select(func.count()).select_from(CustomRow)) == 0


def _opens_a_file() -> None:
    Path("/etc/hostname").read_text()


def _opens_a_socket() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))


def _asks_for_a_name() -> None:
    socket.getaddrinfo("localhost", 80)


def _starts_a_program() -> None:
    subprocess.run(["/bin/true"], check=True)


def _swallows_the_refusal() -> None:
    with contextlib.suppress(OSError):
        _opens_a_file()


@pytest.mark.parametrize(
    "work", [_opens_a_file, _opens_a_socket, _asks_for_a_name, _starts_a_program, _swallows_the_refusal]
)
def test_listener_within_the_transaction_that_does_io_is_refused(owner: Program, work: Callable[[], None]) -> None:
    @within(EmployeeCreated)
    def disobey(event: EmployeeCreated, keep: Rows) -> None:
        work()

    answer = owner.ask("POST", f"{PLACE}/employees", {"name": "Anna", "number": "101"})
    assert answer.code == "listener-failed"
    assert "listen with @on" in answer.json["detail"]
    work()


def test_listener_hears_later_what_has_changed_and_nothing_that_was_rolled_back(
    owner: Program, courier: Courier
) -> None:
    heard: list[tuple[str, tuple[str, ...], str]] = []

    @on(EmployeeChanged)
    def tell(event: EmployeeChanged) -> None:
        heard.append((event.object.name, event.fields, event.by))

    anna = hire(owner, "101")
    hire(owner, "102", "Boris")
    assert owner.ask("PATCH", f"{PLACE}/employees/{anna}", {"name": "Eve", "number": "102"}).status == 409
    owner.patch(f"{PLACE}/employees/{anna}", {"name": "Anna Bell", "ring_seconds": 40})
    courier.settle()
    assert heard == [("Anna Bell", ("name", "ring_seconds"), "Vera")]


def test_secrets_are_told_to_nobody(owner: Program, courier: Courier, rows: Session) -> None:
    heard: list[Employee] = []

    @on(EmployeeCreated)
    def tell(event: EmployeeCreated) -> None:
        heard.append(event.object)

    @on(EmployeeChanged)
    def tell_again(event: EmployeeChanged) -> None:
        heard.append(event.object)

    anna = hire(owner, "101")
    owner.patch(f"{PLACE}/employees/{anna}", {"pin": "7391"})
    courier.settle()
    assert [person.pin for person in heard] == [None, None]
    stored = [event.data for event in rows.scalars(select(StoredEvent).order_by(StoredEvent.number))]
    assert stored[1]["fields"] == ["pin"]
    assert "pin" not in stored[1]["object"]


def test_of_one_company_the_next_event_waits_until_the_former_was_handled_and_others_go_on(
    customers: Customers, courier: Courier
) -> None:
    heard: list[tuple[str, str]] = []
    broken = ["bluebell"]

    @on(EmployeeCreated)
    def tell(event: EmployeeCreated) -> None:
        if event.company in broken:
            raise ConnectionError("the CRM is away")
        heard.append((event.company, event.object.number))

    @on(VersionPublished)
    def another(event: VersionPublished) -> None:
        heard.append((event.company, f"version {event.version}"))

    for number in ("101", "102"):
        hire(customers.owner, number)
    customers.rival_owner.post("/companies/rival/employees", {"name": "Eve", "number": "201"})
    courier.settle()
    assert heard.count(("rival", "201")) == 1
    assert [what for company, what in heard if company == "bluebell"] == ["version 2", "version 3"]
    courier.time_passes()
    courier.settle()
    assert not [what for _, what in heard if what in ("101", "102")]
    broken.clear()
    courier.time_passes()
    courier.settle()
    assert [what for company, what in heard if company == "bluebell"][-2:] == ["101", "102"]


def test_listener_is_tried_again_later_each_time_and_then_given_up_where_it_can_be_seen_and_sent_again(
    owner: Program, courier: Courier, rows: Session
) -> None:
    broken = True
    heard: list[str] = []

    @on(EmployeeCreated)
    def tell(event: EmployeeCreated) -> None:
        if broken and event.object.number == "101":
            raise ConnectionError("the CRM is away")
        heard.append(event.object.number)

    hire(owner, "101")
    hire(owner, "102")
    for pause in PAUSES:
        courier.round()
        task = rows.scalars(select(Task).where(Task.attempts > 0), execution_options={"populate_existing": True}).one()
        wait = (task.due_at - rows.scalars(select(func.now())).one()).total_seconds()
        assert pause * 0.75 < wait < pause * 1.25
        courier.time_passes()
    assert heard == []
    courier.settle()
    assert heard == ["102"], "what was given up holds nobody up"
    (dead,) = owner.get(f"{PLACE}/deliveries?state=dead")["items"]
    assert dead["topic"] == "employee.created"
    assert (dead["event"]["object"]["number"], dead["attempts"]) == ("101", len(PAUSES) + 1)
    assert "the CRM is away" in dead["problem"]
    assert "test_listeners.py:" in dead["problem"]
    broken = False
    assert owner.post(f"{PLACE}/deliveries/{dead['id']}/resend")["state"] == "waiting"
    courier.settle()
    assert heard == ["102", "101"]
    assert owner.ask("POST", f"{PLACE}/deliveries/{dead['id']}/resend").code == "not-given-up"


def test_job_that_comes_twice_or_late_tells_nobody_again(owner: Program, courier: Courier) -> None:
    heard: list[str] = []

    @on(EmployeeCreated)
    def tell(event: EmployeeCreated) -> None:
        heard.append(event.object.number)

    hire(owner, "101")
    courier.dispatcher.dispatch_due()
    (job,) = courier.jobs()
    courier.time_passes()
    courier.dispatcher.dispatch_due()
    (newer,) = courier.jobs()
    for each in (newer, newer, job):
        courier.telling.run(**each)
    assert heard == ["101"]


def test_job_that_lies_in_the_queue_does_not_shorten_the_wait_for_the_next_attempt(
    owner: Program, courier: Courier
) -> None:
    attempts: list[str] = []

    @on(EmployeeCreated)
    def tell(event: EmployeeCreated) -> None:
        attempts.append(event.object.number)
        raise ConnectionError("the CRM is away")

    hire(owner, "101")
    courier.dispatcher.dispatch_due()
    (job,) = courier.jobs()
    for _ in range(3):
        courier.telling.run(**job)
    assert attempts == ["101"]


def test_lost_queue_loses_nothing(owner: Program, courier: Courier) -> None:
    heard: list[str] = []

    @on(EmployeeCreated)
    def tell(event: EmployeeCreated) -> None:
        heard.append(event.object.number)

    hire(owner, "101")
    assert courier.dispatcher.dispatch_due() == 1
    with courier.engines.queue as queue:
        queue.flushdb()
    assert courier.settle() == 0
    courier.time_passes()
    courier.settle()
    assert heard == ["101"]


def test_listener_of_a_customisation_hears_of_its_companies_alone(customers: Customers, courier: Courier) -> None:
    heard: list[str] = []

    @on(EmployeeCreated, customisation="clinic")
    def tell(event: EmployeeCreated) -> None:
        heard.append(event.company)

    customers.owner.patch(PLACE, {"customisation": {"name": "clinic"}})
    hire(customers.owner, "101")
    customers.rival_owner.post("/companies/rival/employees", {"name": "Eve", "number": "201"})
    courier.settle()
    assert heard == ["bluebell"]


def test_number_that_gets_and_loses_its_destination_is_assigned_and_released(owner: Program, courier: Courier) -> None:
    heard: list[tuple[str, str]] = []

    @on(NumberAssigned)
    def tell(event: NumberAssigned) -> None:
        heard.append((event.number, str(event.destination.id)))

    anna = hire(owner, "101")
    owner.post(f"{PLACE}/numbers", {"number": "+74951230001", "destination": {"kind": "employee", "id": anna}})
    courier.settle()
    assert heard == [("+74951230001", anna)]
