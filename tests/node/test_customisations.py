"""Customers' own code on a real node: the three examples, and what happens when it fails."""

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from node_agent.apply.call_logic import CallLogic
from node_agent.apply.diff import changed_keys, steps_between
from node_agent.apply.receive import Change
from node_agent.asterisk.realtime.site import site_of
from node_agent.spool import Spool
from node_agent.store import Store
from tenants.model import (
    Company,
    Contact,
    Destination,
    DestinationKind,
    Employee,
    Line,
    Menu,
    MenuChoice,
    Number,
    Presence,
    Profile,
    TelephonyObject,
)
from tenants.model.custom import Customised
from tests.kit.companies import company, password_of
from tests.kit.node import Node
from tests.kit.phones import Answer, Phone, Phones

TRIES = 3
"""A machine that is busy with other tests may not ask the shop's system within the 300 ms of the example."""
SHOP, TAXI = "+74951110001", "+74951110002"
CUSTOMER = "+79161112233"
LOADED = "is loaded"
RINGS_WITHIN = 4.0
"""Seconds from dialling: one until the originals take over, the rest for two SIP dialogues on a busy machine."""
HEAD = """
import asyncio, time
from tenants.calls.decision import Decision, Rule
from tenants.calls.employee import EmployeeDestination
from tenants.extend import Customisation

class Changed(EmployeeDestination):
    async def ring(self, call):
        {body}
        return await super().ring(call)

CUSTOMISATION = Customisation("changed", title="Changed", descendants=[Changed])
"""


def firm(name: str, which: Customised | None, *more: TelephonyObject, version: int = 1) -> Company:
    profile = Profile(id=name, name=name.title(), customisation=which)
    return company(name, {"101": "Anna", "102": "Boris"}, version=version, ring_seconds=10, more=(profile, *more))


class Ground:
    """A node whose companies have customisations."""

    def __init__(self, node: Node, phones: Phones, provider: Phone) -> None:
        self.node, self.phones, self.provider = node, phones, provider
        self._served: dict[str, Company] = {}
        self._people: list[Phone] = []

    def bundle(self, body: str) -> Customised:
        """As an unpacked one lies on the node: its employees do `body` before they are rung."""
        source = HEAD.format(body=body)
        digest = hashlib.sha256(source.encode()).hexdigest()
        folder = self.node.settings.node_state / "bundles" / digest / "changed"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(source)
        return Customised(name="changed", bundle=digest)

    def serve(self, *firms: Company) -> None:
        """From the next call on; returns when the code is loaded."""
        loaded = self.node.log("calls").count(LOADED) + len([firm for firm in firms if firm.profile.customisation])
        with closing(Store.open(self.node.settings.node_state / "store.sqlite")) as store:
            for each in firms:
                before = self._served.get(each.id)
                keys = changed_keys(before, each)
                self.node.database.apply(each.id, steps_between(before, each, keys, site_of(self.node.settings)))
                self._served[each.id] = each
                store.replace(each, 0)
        with closing(CallLogic(self.node.settings.node_state / "calls.sock")) as call_logic:
            for each in firms:
                assert call_logic.serves(Change(each.id, each.version, each.state_hash, None, each, (), (), ()))

        self.node.wait_for(lambda: self.node.log("calls").count(LOADED) >= loaded, 30, "the code to be loaded")

    def person(self, login: str, *, rings: bool = False) -> Phone:
        phone = self.phones.phone(login, password_of(login), self.node.server).register()
        phone.answer = Answer.RING if rings else Answer.PICK_UP
        self._people.append(phone)
        return phone

    def line(self, number: str) -> Line:
        return Line(id=f"line-{number[1:]}", name="L", host="127.0.0.1", port=self.provider.port, caller_number=number)

    def go_home(self) -> None:
        for phone in self._people:
            self.phones.remove(phone)
        self._people.clear()
        self.node.wait_for(lambda: "0 active channels" in self.node.ask("core show channels"), 10, "silence")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, phones: Phones) -> Iterator[Ground]:
    with Node(tmp_path_factory.mktemp("custom") / "node") as node:
        node.settings = node.settings.model_copy(update={"private_web_services": True})
        provider = phones.phone("provider", "", node.server, register=False, own_port=True)
        node.start_asterisk()
        node.start("calls")
        node.wait_for(lambda: "connected to the manager" in node.log("calls"), 20, "the call logic")
        yield Ground(node, phones, provider)
        phones.remove(provider)


@pytest.fixture
def ground(running: Ground) -> Iterator[Ground]:
    yield running
    running.go_home()


@pytest.fixture
def lookup() -> Iterator[str]:
    """The address of the shop's own system, which knows one customer."""

    class Who(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            answer = json.dumps({"manager": "102"} if body["number"] == CUSTOMER else {}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Who)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/who"
    server.shutdown()
    server.server_close()


def test_the_nurse_is_rung_while_the_doctor_sees_a_patient(ground: Ground) -> None:
    doctor = Employee(id="e101", name="Anna", number="101", presence=Presence.MEETING, custom={"nurse": "e102"})
    clinic = company(
        "clinic",
        {"101": "Anna", "102": "Boris", "103": "Clara"},
        more=(Profile(id="clinic", name="Clinic", customisation=Customised(name="clinic")), doctor),
    )
    ground.serve(clinic)
    anna, boris, clara = (ground.person(f"clinic-{number}") for number in ("101", "102", "103"))
    talk = clara.call("101").wait_until_talking(10)
    assert boris.calls
    assert not anna.calls
    talk.hang_up()
    talk.wait_until_over()


def test_a_known_customer_of_the_shop_hears_no_menu(ground: Ground, lookup: str) -> None:
    choice = MenuChoice(digits="1", destination=Destination(kind=DestinationKind.EMPLOYEE, id="e101"))
    menu = Menu(id="m1", name="Shop", choices=(choice,), custom={"lookup": lookup})
    to_menu = Number(id="n1", number=SHOP, destination=Destination(kind=DestinationKind.MENU, id="m1"))
    ground.serve(firm("shop", Customised(name="shop"), ground.line(SHOP), menu, to_menu))
    manager = ground.person("shop-102")
    customer = ground.phones.phone(CUSTOMER, "", "127.0.0.1", register=False, beside=ground.provider)
    for _ in range(TRIES):
        talk = customer.call(f"sip:{SHOP}@{ground.node.server}").wait_until_talking(10)
        answered = bool(manager.calls)
        talk.hang_up()
        talk.wait_until_over()
        if answered:
            break
    ground.phones.remove(customer)
    assert answered, decided(ground, "shop")


def test_passenger_and_driver_see_the_taxis_number_alone(ground: Ground) -> None:
    passenger = Contact(id="c1", name="Passenger", number=CUSTOMER, custom={"driver": "e101"})
    desk = Destination(kind=DestinationKind.EMPLOYEE, id="e102")
    number = Number(id="n1", number=TAXI, destination=desk, custom={"trips": True})
    ground.serve(firm("taxi", Customised(name="taxi"), ground.line(TAXI), passenger, number))
    driver = ground.person("taxi-101")
    customer = ground.phones.phone(CUSTOMER, "", "127.0.0.1", register=False, beside=ground.provider)
    talk = customer.call(f"sip:{TAXI}@{ground.node.server}").wait_until_talking(10)
    assert CUSTOMER not in driver.calls[-1].invitation
    assert TAXI in driver.calls[-1].remote
    talk.hang_up()
    talk.wait_until_over()
    ground.phones.remove(customer)


@pytest.mark.parametrize(
    ("body", "traceback"),
    [
        ("raise ValueError('no such room')", "ValueError: no such room"),
        ("while True: pass", "line 9 in ring"),
        ("await asyncio.sleep(3600)", "await asyncio.sleep(3600)"),
    ],
)
def test_a_failing_customisation_costs_its_caller_two_seconds_and_others_nothing(
    ground: Ground, body: str, traceback: str
) -> None:
    ground.serve(firm("bad", ground.bundle(body)), firm("good", None))
    bad, good = ground.person("bad-101", rings=True), ground.person("good-101", rings=True)
    bads, goods = ground.person("bad-102"), ground.person("good-102")
    began = time.monotonic()
    calls = [bads.call("101"), goods.call("101")]
    good.wait_for_call(RINGS_WITHIN)
    beside = time.monotonic() - began
    bad.wait_for_call(RINGS_WITHIN)
    assert time.monotonic() - began < RINGS_WITHIN
    assert beside < RINGS_WITHIN / 2
    ground.node.wait_for(lambda: traceback in ground.node.log("calls"), 5, "the traceback")
    assert "ALERT customisation changed" in ground.node.log("calls")
    for talk in calls:
        talk.hang_up()
        talk.wait_until_over()


def test_a_new_bundle_serves_the_next_call_while_calls_finish_on_the_old_one(ground: Ground) -> None:
    """The old code waits for the end of its ring, and says so afterwards."""
    told = 'call.decide(Decision(Rule.CUSTOM, text="{}"))'
    old = ground.bundle(f"outcome = await super().ring(call); {told.format('old code')}; return outcome")
    new = ground.bundle(told.format("new code"))
    ground.serve(firm("acme", old))
    anna, boris = ground.person("acme-101"), ground.person("acme-102")
    first = boris.call("101").wait_until_talking(10)
    ground.serve(firm("acme", new, version=2))
    second = anna.call("102").wait_until_talking(10)
    ground.node.wait_for(lambda: decided(ground) == ["new code"], 5, "the new code")
    assert first.talking
    first.hang_up()
    first.wait_until_over()
    second.hang_up()
    second.wait_until_over()
    ground.node.wait_for(lambda: decided(ground) == ["new code", "old code"], 5, "the old code to end its call")


def decided(ground: Ground, name: str = "acme") -> list[str]:
    """What customisations have decided in calls of a company, oldest first."""
    with closing(Spool.open(ground.node.settings.node_state / "spool.sqlite")) as spool:
        facts = [fact.decision for fact in spool.waiting(500).facts if fact.company == name]
    return [each.text for each in facts if each is not None and each.rule == "custom"]
