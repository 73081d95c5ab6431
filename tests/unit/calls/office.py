"""The office of `companies.company`, with colleagues that a test makes as it needs them, and calls in it."""

import asyncio
from typing import Any

from tenants.model import Company, DestinationKind, Employee, TelephonyObject
from tenants.model import Destination as Reference
from tenants.simulate import Answer, Script, Side, Story
from tests.unit.calls.companies import company, phone
from tests.unit.calls.told_twice import simulate

NAMES = {"101": "Anna", "102": "Boris", "103": "Clara", "104": "Dmitri", "105": "Elena", "106": "Fyodor"}
OUTSIDE = "+79161234567"


def colleague(short: str, **fields: Any) -> Employee:
    """One of `NAMES`; replaces the employee of the same number in `office`."""
    return Employee(id=f"acme-{short}", name=NAMES[short], number=short, **fields)


def office(*extra: TelephonyObject, lines: int = 1) -> Company:
    """Anna 101 to Fyodor 106, each with a phone, and what else a test needs."""
    people = [colleague(short) for short in NAMES if short > "102"]
    phones = [phone("acme", short) for short in NAMES]
    return company("acme", *people, *phones, *extra, lines=lines)


def to(short: str) -> Reference:
    """One of `NAMES` as a destination."""
    return Reference(kind=DestinationKind.EMPLOYEE, id=f"acme-{short}")


def outside(number: str = OUTSIDE) -> Reference:
    return Reference(kind=DestinationKind.OUTSIDE, number=number)


def call(
    firm: Company,
    caller: str,
    dials: str,
    *,
    answers: dict[str, Answer | Side] | None = None,
    transferred_by: str = "",
    **script: Any,
) -> Story:
    """What comes of a call; `script`: fields of `Script`."""
    whole = Script(answers=answers or {}, **script)
    return asyncio.run(simulate(firm, caller=caller, dials=dials, script=whole, transferred_by=transferred_by))
