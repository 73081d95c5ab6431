"""Objects of tests of call paths, written as the API takes them."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any

from tenants.calls.call import CallerGone
from tenants.calls.outcome import ABANDONED, Outcome
from tenants.model import Company, Number, TelephonyObject
from tenants.model.objects import Kind, parse_object
from tenants.simulate import Story
from tenants.simulate.script import Script
from tenants.simulate.scripted_call import ScriptedCall
from tenants.simulate.story import who
from tests.unit.calls.companies import company
from tests.unit.calls.told_twice import simulate

MAIN = "+74951110000"
MOBILE = "+79161234567"
ANNA = {"kind": "employee", "id": "acme-101"}
BORIS = {"kind": "employee", "id": "acme-102"}
NOBODY = {"kind": "employee", "id": "nobody"}


def made(kind: str, identifier: str, **fields: Any) -> TelephonyObject:
    """An object whose name is its id with a capital letter, where it has a name."""
    named = {} if kind in {"number", "phone", "short-code"} else {"name": identifier.capitalize()}
    return parse_object(Kind(kind), {"id": identifier, **named, **fields})


def leading_to(kind: str, identifier: str, **fields: Any) -> Number:
    """The main number, which leads to this object."""
    return Number.model_validate(
        {"id": "acme-number-74951110000", "number": MAIN, "destination": {"kind": kind, "id": identifier}, **fields}
    )


def firm(*extra: TelephonyObject) -> Company:
    return company("acme", *extra)


def call(
    where: Company, dials: str = MAIN, *, caller: str = MOBILE, presses: Sequence[str] = (), **script: Any
) -> Story:
    """Somebody dials; `script` has the fields of Script."""
    return asyncio.run(simulate(where, caller=caller, dials=dials, script=Script(presses=presses, **script)))


def scripted(where: Company, caller: str, dials: str = MAIN, **script: Any) -> ScriptedCall:
    """A call to try one destination or one function with."""
    return ScriptedCall(where, who(where, caller), dials, Script(**script))


def result(awaited: Awaitable[Outcome]) -> Outcome:
    """What comes of it; ABANDONED when the caller hangs up."""

    async def run() -> Outcome:
        try:
            return await awaited
        except CallerGone:
            return ABANDONED

    return asyncio.run(run())
