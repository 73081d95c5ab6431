"""A node on its own: call logic is down, then the agent too, and Asterisk starts anew. Calls still arrive."""

from collections.abc import Iterator

import pytest

from tenants.model import Employee
from tests.kit.companies import company, password_of, phone, sales
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones
from tests.kit.valkey import Valkey

ACME = company("acme", {"101": "Anna", "102": "Bob"}, ring_seconds=10, more=sales("102"))
HIRED = ACME.changed(2, [Employee(id="e103", name="Clara", number="103"), phone("acme-103", "e103")], [])


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory, valkey: Valkey) -> Iterator[Node]:
    """Asterisk and the agent run, call logic does not; Clara is hired meanwhile."""
    with Node(tmp_path_factory.mktemp("alone") / "node", redis_url=valkey.url("n1")) as node:
        node.start_asterisk()
        node.start("jobs")
        valkey.send("n1", node.control.document(ACME))
        node.control.wait_for(lambda: node.control.live(ACME), 20, "the company")
        valkey.send("n1", node.control.patch(ACME, HIRED))
        node.control.wait_for(lambda: node.control.live(HIRED), 20, "the new colleague")
        yield node


@pytest.fixture
def people(node: Node, phones: Phones) -> Iterator[dict[str, Phone]]:
    made = {
        n: phones.phone(f"acme-{n}", password_of(f"acme-{n}"), node.server).register() for n in ("101", "102", "103")
    }
    yield made
    for each in made.values():
        phones.remove(each)


def entry(node: Node, number: str) -> str:
    return node.ask(f"dialplan show {number}@company-acme")


def reaches(caller: Phone, called: Phone, number: str) -> None:
    before = len(called.calls)
    talk = caller.call(number).wait_until_talking(15)
    # A waiting line has answered long before an agent does.
    called.phones.wait_for(lambda: len(called.calls) > before and called.calls[-1].talking, 15, "the other side")
    talk.hang_up()
    called.phones.wait_for(lambda: called.calls[-1].over, 30, "the call to end")


def test_somebody_hired_while_asterisk_runs_has_an_entry_and_a_lamp_at_once(node: Node) -> None:
    node.wait_for(lambda: "lookup-person" in entry(node, "103"), 5, "the entry")
    assert "hint" in entry(node, "103")


def test_somebody_hired_while_asterisk_runs_is_called_without_call_logic(node: Node, people: dict[str, Phone]) -> None:
    reaches(people["101"], people["103"], "103")


def test_a_waiting_line_is_served_without_call_logic(node: Node, people: dict[str, Phone]) -> None:
    reaches(people["101"], people["102"], "600")


def test_an_entry_that_asterisk_lost_is_served_and_comes_back_with_the_agent(
    node: Node, people: dict[str, Phone]
) -> None:
    node.ask("dialplan remove extension 103@company-acme 1")
    assert "lookup-person" not in entry(node, "103")
    reaches(people["101"], people["103"], "103")
    node.stop("jobs")
    node.start("jobs")
    node.wait_for(lambda: "lookup-person" in entry(node, "103"), 20, "the agent to put the entry back")


def test_after_a_restart_without_agent_and_call_logic_the_new_colleague_is_called(
    node: Node, people: dict[str, Phone]
) -> None:
    node.stop("jobs", kill=True)
    node.stop_asterisk()
    node.start_asterisk()
    assert "lookup-person" in entry(node, "103"), "from static realtime"
    assert "103@company-acme" in node.ask("core show hints")
    for each in people.values():
        each.register()
    reaches(people["101"], people["103"], "103")
