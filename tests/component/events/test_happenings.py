"""Events are published where things really happen: each topic is heard of by a listener to everything."""

import shutil
from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from control_plane.core.clock import now
from tenants.calls.memory import Topic
from tenants.extend.events import TOPICS, Event, SwitchTurned, on
from tenants.extend.events.calls import CallEvent
from tenants.extend.events.lines import LineEvent
from tenants.extend.events.objects import ObjectEvent
from tenants.extend.events.versions import VersionLive
from tests.component.control_plane.database import company_of
from tests.component.control_plane.test_switches import switch, turn
from tests.component.events.conftest import PLACE, Courier, hire
from tests.component.files.conftest import Uploading, about, message
from tests.kit import faxes
from tests.kit.customers import Customers, Program
from tests.kit.reporter import Reporter
from tests.unit.journeys.stream import CALLER, START, Stream, answered_call, outside_dials
from wire.facts import Fact, FactKind, Party
from wire.files import FileKind
from wire.reports import Heartbeat, LineState, ReportOp


@pytest.fixture
def heard(courier: Courier) -> list[Event]:
    events: list[Event] = []

    @on(*TOPICS.values())
    def everything(event: Event) -> None:
        events.append(event)

    return events


def topics(heard: Iterable[Event]) -> list[str]:
    names = {event: topic for topic, event in TOPICS.items()}
    return [names[type(event)] for event in heard]


def test_company_employee_and_number_from_first_to_last(
    customers: Customers, courier: Courier, heard: list[Event]
) -> None:
    owner = customers.owner
    anna = hire(owner, "101")
    number = owner.post(
        f"{PLACE}/numbers", {"number": "+74951230001", "destination": {"kind": "employee", "id": anna}}
    )["id"]
    owner.patch(f"{PLACE}/numbers/{number}", {"destination": None})
    owner.patch(PLACE, {"name": "Bluebell & Co"})
    owner.delete(f"{PLACE}/employees/{anna}")
    courier.settle()
    assert topics(heard) == [
        *("employee.created", "phone.created", "version.published"),
        *("number.created", "number.assigned", "version.published"),
        *("number.changed", "number.released", "version.published"),
        *("company.changed", "version.published"),
        *("employee.removed", "phone.removed", "version.published"),
    ]
    heard.clear()
    customers.reseller.post("/companies", {"id": "daisy", "name": "Daisy"})
    customers.reseller.delete("/companies/daisy")
    courier.settle()
    assert topics(heard) == ["company.removed"], "what was still to be told of a company that is gone is forgotten"
    assert isinstance(heard[0], ObjectEvent)
    assert heard[0].object.id == "daisy"


@pytest.mark.parametrize(
    ("path", "wish", "noun"),
    [
        ("teams", {"name": "Sales"}, "team"),
        ("waiting-lines", {"name": "Support"}, "waiting-line"),
        ("lines", {"name": "City", "host": "sip.example.net", "password": "Provider-Secret-1"}, "line"),
        ("contacts", {"name": "Mila", "number": "+79161234567"}, "contact"),
    ],
)
def test_objects_of_every_kind_pass_the_same_door(
    owner: Program, courier: Courier, heard: list[Event], path: str, wish: dict[str, str], noun: str
) -> None:
    made = owner.post(f"{PLACE}/{path}", wish)["id"]
    owner.patch(f"{PLACE}/{path}/{made}", {"name": "Another name"})
    owner.delete(f"{PLACE}/{path}/{made}")
    courier.settle()
    found = [topic for topic in topics(heard) if topic != "version.published"]
    assert found == [f"{noun}.created", f"{noun}.changed", f"{noun}.removed"]
    assert "Provider-Secret" not in repr(heard)


def test_version_is_live_when_the_last_node_has_it(
    owner: Program, node: Reporter, courier: Courier, heard: list[Event], rows: Session
) -> None:
    hire(owner, "101")
    company = company_of(rows, courier.telling.settings, "bluebell")
    for _ in range(2):
        assert node.acknowledge("bluebell", company.version, company.state_hash).status == 204
    courier.settle()
    assert [event.version for event in heard if isinstance(event, VersionLive)] == [1, 2]


def facts(stream: Stream) -> Sequence[Fact]:
    """As if the call had begun a minute ago: what is older and has no end counts as lost."""
    later = now() - timedelta(minutes=1) - START
    return [recorded.fact.model_copy(update={"at": recorded.fact.at + later}) for recorded in stream.events]


def test_call_that_is_over_is_told_once_whatever_is_sent_again(
    owner: Program, node: Reporter, courier: Courier, heard: list[Event]
) -> None:
    whole = facts(answered_call())
    node.tell(whole[:6])
    courier.settle()
    assert heard == []
    node.tell(whole)
    node.tell(whole)
    courier.settle()
    assert topics(heard) == ["call.ended"]
    assert isinstance(heard[0], CallEvent)
    assert (heard[0].result, heard[0].talking_seconds) == ("answered", 10.0)
    assert owner.get(f"{PLACE}/calls/{heard[0].journey}")["result"] == "answered"


def test_call_that_nobody_took_was_missed(owner: Program, node: Reporter, courier: Courier, heard: list[Event]) -> None:
    stream = outside_dials("+74951230001").decided(0.1, "number", "n-1", "number-destination", text="+74951230001")
    stream.leg(6, FactKind.LEG_ENDED, CALLER, "line-1", party=Party.LINE, cause=16)
    assert node.tell(facts(stream.over(6.1))).status == 200
    courier.settle()
    assert topics(heard) == ["call.ended", "call.missed"]


def test_files_of_calls_are_told_of(node: Reporter, customers: Customers, courier: Courier, heard: list[Event]) -> None:
    shutil.rmtree(courier.telling.settings.files, ignore_errors=True)
    uploading = Uploading(node)
    for file, body in (
        (about(), None),
        (message(), None),
        (about(FileKind.FAX, "f1.tif", object_kind="fax", object_id="fax"), faxes.tiff(2)),
    ):
        for _ in range(2):
            answer = uploading.upload(file) if body is None else uploading.upload(file, body)
            assert answer.json == {"kept": True, "reason": ""}
    courier.settle()
    assert topics(heard) == ["recording.ready", "message.left", "fax.received"]


def test_switch_turned_by_phone_is_told_with_its_person(
    owner: Program, node: Reporter, courier: Courier, heard: list[Event]
) -> None:
    anna = hire(owner, "101", "Anna")
    courier.settle()
    heard.clear()
    for _ in range(2):
        turn(node, switch(Topic.DO_NOT_DISTURB, anna, True, by=anna))
    courier.settle()
    assert sorted(topics(heard)) == ["employee.changed", "switch.turned", "version.published"]
    (turned,) = [event for event in heard if isinstance(event, SwitchTurned)]
    assert (turned.switch, turned.value, turned.by, turned.version) == ("do-not-disturb", True, "Anna", 3)


def test_line_that_stops_working_and_works_again_is_told_once_each(
    owner: Program, node: Reporter, courier: Courier, heard: list[Event]
) -> None:
    line = owner.post(f"{PLACE}/lines", {"name": "City", "host": "sip.example.net"})["id"]
    courier.settle()
    heard.clear()

    def beat(*states: LineState | None) -> None:
        for state in states:
            lines = {line: state} if state is not None else {}
            beat = Heartbeat(
                at=now(),
                agent_version="1",
                asterisk_up=True,
                call_logic_up=True,
                calls=0,
                contacts=0,
                facts_waiting=0,
                lines=lines,
            )
            assert node.report(ReportOp.HEARTBEAT, beat).status == 204
        courier.settle()

    beat(LineState.REGISTERING, LineState.UP, LineState.UP)
    assert topics(heard) == ["line.up"]
    beat(LineState.REGISTERING, LineState.UP, LineState.SILENT, LineState.SILENT, LineState.REFUSED)
    assert topics(heard) == ["line.up", "line.down"]
    beat(LineState.UP, None)
    assert topics(heard)[2:] == ["line.up"], "an engine that has just started has not heard of its lines yet"
    beat(None)
    assert topics(heard)[3:] == ["line.down"]
    assert isinstance(heard[-1], LineEvent)
    assert (heard[-1].name, heard[-1].state) == ("City", "silent")
