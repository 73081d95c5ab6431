"""One Asterisk for all: an office with four phones, and a provider."""

from collections.abc import Iterator

import pytest

from node_agent.apply.diff import steps_between
from node_agent.asterisk.realtime.site import site_of
from node_agent.asterisk.voice import speak_all
from tenants.model import Company, Line
from tests.kit.companies import company, password_of
from tests.kit.logic import Logic
from tests.kit.node import Node
from tests.kit.phones import Phone, Phones

PEOPLE = {"101": "Anna", "102": "Boris", "103": "Clara", "104": "Dmitri"}


@pytest.fixture(scope="package")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    with Node(tmp_path_factory.mktemp("channel") / "node") as node:
        assert node.settings.voice is not None
        speak_all(node.settings.voice)
        yield node


@pytest.fixture(scope="package")
def acme(node: Node, phones: Phones) -> Company:
    line = Line(id="line-1", name="Line", host="127.0.0.1", port=phones.port, caller_number="+74951110000")
    own = Line(id="line-fax", name="To ourselves", host="127.0.0.1", port=node.settings.sip_port)
    return company("acme", PEOPLE, ring_seconds=5, more=(line, own))


KNOWN = ("acme-104", "subscription has invalid topic")
"""The phone that is away on purpose; and what Asterisk says when a leg ends while its transfer is still being told."""


@pytest.fixture(scope="package")
def logic(node: Node, acme: Company) -> Iterator[Logic]:
    node.database.apply("acme", steps_between(None, acme, (), site_of(node.settings)))
    node.start_asterisk()
    with Logic(node, acme) as logic:
        yield logic
    node.wait_for(lambda: "0 active channels" in node.ask("core show channels"), 5, "all legs to be gone")
    errors = [line for line in node.messages.splitlines() if "ERROR" in line]
    assert not [line for line in errors if not any(known in line for known in KNOWN)]


@pytest.fixture(scope="package")
def mobile(phones: Phones) -> Iterator[Phone]:
    """What is outside: the first account of all takes the provider's calls."""
    phone = phones.phone("provider", "", "127.0.0.1", register=False)
    yield phone
    phones.remove(phone)


@pytest.fixture
def office(node: Node, logic: Logic, phones: Phones, mobile: Phone) -> Iterator[dict[str, Phone]]:
    logic.wants.clear()
    logic.results.clear()
    there = {n: phones.phone(f"acme-{n}", password_of(f"acme-{n}"), node.server).register() for n in PEOPLE}
    yield there
    for phone in there.values():
        phones.remove(phone)
