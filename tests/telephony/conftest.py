"""Phones, companies and a provider for calls."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from tests.kit.phones import Answer, Phone, Phones, Talk
from tests.kit.stack import CompanyApi, Hired, PhoneAccount, Stack

NAMES = count(1)
OWN_NUMBER = "+74991000000"


@pytest.fixture(scope="session")
def provider(phones: Phones) -> Phone:
    """The telephone provider: whatever the node sends out arrives here. The first account takes strangers' calls."""
    return phones.phone("provider", "", "127.0.0.1", register=False)


@dataclass
class Office:
    """A company with its phones."""

    api: CompanyApi
    phones: Phones
    number: str = ""

    def hire(self, name: str, number: str, **wishes: object) -> tuple[Hired, Phone]:
        """An employee whose phone is registered."""
        hired = self.api.hire(name, number, **wishes)
        return hired, self.plug_in(hired.phone)

    def plug_in(self, account: PhoneAccount) -> Phone:
        phone = self.phones.phone(account.login, account.password, account.server).register()
        assert phone.registered, f"{account.login} could not register: {phone.registration}"
        return phone


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
    for phone in [p for p in phones._phones if p is not provider]:
        phones.remove(phone)
    # One address and port can be one line's only, so the next test's provider must not find this one.
    for row in api.ask("GET", "/lines")["items"]:
        api.change("DELETE", f"/lines/{row['id']}")
    stack.send("DELETE", f"/companies/{api.id}")


def _all_quiet(provider: Phone) -> None:
    for talk in provider.calls:
        talk.hang_up()
    provider.calls.clear()
    provider.answer = Answer.PICK_UP


def hang_up(talk: Talk) -> None:
    """Hang up and see it over."""
    talk.hang_up()
    talk.wait_until_over(5)
