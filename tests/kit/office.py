"""A company with phones on its desks and a telephone provider of its own: what tests of calls talk to."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from tests.kit.phones import Answer, Phone, Phones, Talk
from tests.kit.stack import CompanyApi, Hired, PhoneAccount

TONES = (350, 530, 710, 890, 1070, 1250, 1430, 1610)
"""What the phones of an office say, in Hz: far enough apart, and no multiples of each other."""
CUSTOMER = "+79161234567"
CUSTOMERS_TONE = 1790


@dataclass(eq=False)
class Colleague:
    """An employee at a phone; `tone` is what others hear of them."""

    hired: Hired
    phone: Phone

    @property
    def id(self) -> str:
        return self.hired.id

    @property
    def number(self) -> str:
        return self.hired.number

    @property
    def tone(self) -> int:
        return self.phone.tone

    @property
    def here(self) -> dict[str, str]:
        """As a destination."""
        return {"kind": "employee", "id": self.id}


@dataclass
class Office:
    """A company with its phones. `make` and `change` speak the API's words: `make("teams", name="Sales", …)`."""

    api: CompanyApi
    phones: Phones
    number: str = ""
    """The company's first public number; it has to be made when calls to it shall go somewhere."""
    provider: Phone | None = None
    customer: Phone | None = None
    """Somebody outside who calls in; shows CUSTOMER."""
    line: str = ""
    _people: list[Colleague] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def hire(self, name: str, number: str, **wishes: object) -> tuple[Hired, Phone]:
        """An employee whose phone is registered."""
        hired = self.api.hire(name, number, **wishes)
        return hired, self.plug_in(hired.phone)

    def employ(self, name: str, number: str, *, message_lamp: bool = False, **wishes: object) -> Colleague:
        """The same, with a voice of their own."""
        hired = self.api.hire(name, number, **wishes)
        tone = TONES[len(self._people) % len(TONES)]
        colleague = Colleague(hired, self.plug_in(hired.phone, tone=tone, message_lamp=message_lamp))
        self._people.append(colleague)
        return colleague

    def plug_in(self, account: PhoneAccount, **wishes: Any) -> Phone:
        phone = self.phones.phone(account.login, account.password, account.server, **wishes).register(10)
        assert phone.registered, f"{account.login} could not register: {phone.registration}"
        return phone

    def make(self, kind: str, **fields: object) -> str:
        """A new object, live on the node; its id."""
        return str(self.api.change("POST", f"/{kind}", fields)["id"])

    def change(self, kind: str, identifier: str, **fields: object) -> None:
        self.api.change("PATCH", f"/{kind}/{identifier}", fields)

    def public(self, **fields: object) -> str:
        """A further public number, which may have any of a number's fields."""
        number = f"{self.number[:-2]}{next(self._numbers):02}"
        self.make("numbers", number=number, **fields)
        return number

    def call_in(self, number: str) -> Talk:
        """The customer calls a public number of the company."""
        assert self.customer is not None, "this office has no line to the world"
        return self.customer.call(f"sip:{number}@{self.server}")

    @property
    def server(self) -> str:
        return self.api.stack.server

    def journey(self, talk: Talk, seconds: float = 10, **wanted: Any) -> dict[str, Any]:
        """The row of `talk` with its story: the first that began with it or later, is complete and has these values.

        Raises AssertionError when there is none within `seconds`.
        """
        deadline = time.monotonic() + seconds
        while True:
            everything = self.api.calls()
            for call in reversed(everything):
                fits = call["state"] == "complete" and all(call[key] == value for key, value in wanted.items())
                if fits and _moment(call["started_at"]) >= talk.began:
                    found: dict[str, Any] = self.api.ask("GET", f"/calls/{call['id']}")
                    return found
            assert time.monotonic() < deadline, f"no call with {wanted} within {seconds} s; there are {everything[:3]}"
            self.phones.run(0.1)

    def wait_until_quiet(self, seconds: float = 10) -> None:
        """Until nobody talks any more, here and on the node. Raises NotInTime, AssertionError."""
        self.phones.wait_for(
            lambda: all(call.over for phone in self._all() for call in phone.calls), seconds, "silence"
        )
        deadline = time.monotonic() + seconds
        while channels := self.api.stack.channels():
            if time.monotonic() > deadline:
                legs = self.api.stack.legs()
                self.api.stack.console("channel request hangup all")  # so that the next test fails for its own reasons
                raise AssertionError(f"{channels} legs are left on the node: {legs}")
            self.phones.run(0.1)

    def go_quiet(self) -> None:
        """Everybody hangs up and behaves as at the beginning."""
        for phone in self._all():
            for call in phone.calls:
                call.hang_up()
        self.phones.hang_up_all()
        self.wait_until_quiet()
        for phone in self._all():
            phone.calls.clear()
            phone.answer, phone.answers_after = Answer.PICK_UP, 0.0

    def close(self) -> None:
        try:
            self.go_quiet()
        finally:
            # The library has room for a few accounts only.
            for phone in self._all():
                self.phones.remove(phone)

    def everybody(self) -> Sequence[Phone]:
        """The phones on the desks."""
        return [colleague.phone for colleague in self._people]

    def _all(self) -> Sequence[Phone]:
        server = self.server
        return [p for p in self.phones._phones if p.server == server or p in (self.provider, self.customer)]


def _moment(started_at: str | datetime) -> datetime:
    return started_at if isinstance(started_at, datetime) else datetime.fromisoformat(started_at)


def talked(journey: dict[str, Any]) -> list[str]:
    """Who talked with the caller, in the order in which they came into the call."""
    return [each["name"] for each in journey["people"] if each["talking_seconds"] > 0]


def rang(journey: dict[str, Any]) -> list[str]:
    return [each["name"] for each in journey["people"] if each["rang"]]


def rules(journey: dict[str, Any]) -> list[str]:
    """What was decided and done, in order."""
    return [step["rule"] for step in journey["steps"]]
