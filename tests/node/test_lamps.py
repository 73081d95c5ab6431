"""Lamps and message lamps on real phones, with the real call logic."""

from collections.abc import Iterator

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from node_agent.store import Store
from tenants.model import Mailbox, Parking, Schedule
from tests.kit.companies import company, password_of, sales
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones

PEOPLE = {"101": "Anna", "102": "Bob", "103": "Clara"}
MORE = (
    Schedule(id="hours", name="Hours", number="800"),
    Parking(id="park", name="Park", number="700", first_slot=701, slots=2),
    Mailbox(id="box", name="Office", number="900", owners=("e101",)),
    *sales("102", "103", music=None),
)
ACME = company("acme", PEOPLE, more=MORE)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("lamps") / "node") as node:
        store = Store.open(node.settings.node_state / "store.sqlite")
        store.replace(ACME, 0)
        store.close()
        node.database.apply("acme", steps_between(None, ACME, (), site_of(node.settings)))
        node.start_asterisk()
        start_calls(node)
        yield node


def start_calls(node: Node) -> None:
    before = node.log("calls").count("connected to the manager interface")
    node.start("calls")
    node.wait_for(lambda: node.log("calls").count("connected to the manager interface") > before, 20, "the call logic")


@pytest.fixture
def people(running: Node, phones: Phones) -> Iterator[dict[str, Phone]]:
    made = {n: phones.phone(f"acme-{n}", password_of(f"acme-{n}"), running.server).register() for n in PEOPLE}
    yield made
    for phone in made.values():
        phones.remove(phone)


def dial(phone: Phone, number: str) -> None:
    phone.call(number).wait_until_over(20)


def test_a_lamp_shows_a_colleague_free_busy_and_undisturbed(running: Node, people: dict[str, Phone]) -> None:
    lamp = people["101"].watch("102").wait_until("Ready")
    talk = people["103"].call("102").wait_until_talking()
    lamp.wait_until("On the phone")
    talk.hang_up()
    lamp.wait_until("Ready")
    own = people["101"].watch("*78102").wait_until("Ready")
    dial(people["102"], "*78")
    own.wait_until("On the phone")
    lamp.wait_until("On the phone")
    dial(people["102"], "*78")
    own.wait_until("Ready")
    lamp.wait_until("Ready")


def test_the_lamp_of_the_opening_hours_follows_the_switch(running: Node, people: dict[str, Phone]) -> None:
    lamp = people["101"].watch("800").wait_until("Ready")
    dial(people["102"], "800")
    lamp.wait_until("On the phone")
    dial(people["102"], "800")
    lamp.wait_until("Ready")


def test_a_switch_stays_lit_when_everything_restarts(running: Node, people: dict[str, Phone]) -> None:
    dial(people["102"], "*78")
    running.wait_for(lambda: "dnd_acme_102" in lit(running), 10, "the lamp")
    running.stop("calls", kill=True)
    running.stop_asterisk()
    running.start_asterisk()
    assert "dnd_acme_102" in lit(running), "without us Asterisk remembers it"
    running.ask("database del CustomDevstate dnd_acme_102")
    running.ask("devstate change Custom:dnd_acme_102 NOT_INUSE")
    assert "dnd_acme_102" not in lit(running)
    start_calls(running)
    running.wait_for(lambda: "dnd_acme_102" in lit(running), 20, "the lamp after the restart")
    for phone in people.values():
        phone.register()
    dial(people["102"], "*78")
    running.wait_for(lambda: "dnd_acme_102" not in lit(running), 10, "the lamp to go out")


def lit(node: Node) -> str:
    """The switches whose lamps are lit."""
    lines = node.ask("devstate list").splitlines()
    return " ".join(line for line in lines if "'BUSY'" in line or "'INUSE'" in line)


def test_a_message_lights_the_lamp_of_the_mailboxs_owner(running: Node, people: dict[str, Phone]) -> None:
    owner, other = people["101"], people["103"]
    talk = other.call("900").wait_until_talking(15)
    talk.wait_until_hears_something()
    other.phones.run(9)
    talk.hang_up()
    owner.phones.wait_for(lambda: owner.messages == (1, 0), 15, "the message lamp")
    assert other.messages in (None, (0, 0))
