"""Phones, companies and a provider for calls.

`office` is a company for one test; `firm` is one for all tests of a file, which make their objects in it.
"""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.kit.office import CUSTOMER, CUSTOMERS_TONE, Office
from tests.kit.phones import Answer, Phone, Phones, Talk
from tests.kit.retelling import Retelling
from tests.kit.stack import Stack

__all__ = ["Office", "hang_up"]

NAMES = count(1)
OWN_NUMBER = "+74991000000"


@pytest.fixture(scope="session")
def provider(phones: Phones) -> Phone:
    """The telephone provider: whatever the node sends out arrives here. The first account takes strangers' calls."""
    return phones.phone("provider", "", "127.0.0.1", register=False)


@pytest.fixture
def office(stack: Stack, phones: Phones, provider: Phone) -> Iterator[Office]:
    """A company of its own for each test, with a line to the provider and a public number."""
    index = next(NAMES)
    api = stack.found(f"office{index}")
    number = f"+7499{index:07d}"
    line = {"name": "Line", "host": "127.0.0.1", "port": phones.port, "caller_number": number}
    api.change("POST", "/lines", line)
    yield Office(api, phones, number)
    _all_quiet(provider)
    Retelling(api).check()
    for phone in [p for p in phones._phones if p is not provider]:
        phones.remove(phone)
    # One address and port can be one line's only, so the next test's provider must not find this one.
    for row in api.ask("GET", "/lines")["items"]:
        api.change("DELETE", f"/lines/{row['id']}")
    stack.send("DELETE", f"/companies/{api.id}")


@pytest.fixture(scope="module")
def founded(stack: Stack, phones: Phones, provider: Phone) -> Iterator[Office]:
    """A company for a whole file, with a provider of its own."""
    index = next(NAMES)
    api = stack.found(f"firm{index}")
    number = f"+7498{index:05d}00"
    mine = phones.phone("provider", "", "127.0.0.1", register=False, own_port=True, tone=CUSTOMERS_TONE)
    customer = phones.phone(CUSTOMER, "", "127.0.0.1", register=False, beside=mine, tone=CUSTOMERS_TONE)
    made = Office(api, phones, number, mine, customer)
    made.line = made.make("lines", name="Line", host="127.0.0.1", port=mine.port, caller_number=number)
    yield made
    made.close()
    # The next file's provider may get the same port, and a port can be one line's only.
    for row in api.ask("GET", "/lines")["items"]:
        api.change("DELETE", f"/lines/{row['id']}")
    stack.send("DELETE", f"/companies/{api.id}")


@pytest.fixture(scope="module")
def retelling(founded: Office) -> Iterator[Retelling]:
    """At the end of every test the simulator tells its calls again, and must decide what the node decided."""
    made = Retelling(founded.api)
    yield made
    made.check()
    assert made.runs, "no call of this file was told again: the node sends no witnesses, or they do not arrive"


@pytest.fixture
def firm(founded: Office, retelling: Retelling) -> Iterator[Office]:
    """The file's company, with nobody on the phone when a test begins."""
    yield founded
    founded.go_quiet()
    retelling.check()


def _all_quiet(provider: Phone) -> None:
    for talk in provider.calls:
        talk.hang_up()
    provider.calls.clear()
    provider.answer = Answer.PICK_UP


def hang_up(talk: Talk) -> None:
    """Hang up and see it over."""
    talk.hang_up()
    talk.wait_until_over(5)
