"""Companies with a customisation, for tests with scripted callers."""

import asyncio
from typing import Any

from tenants.extend.loader import load_release
from tenants.model import Company, Line, Profile, TelephonyObject
from tenants.model.custom import Customised
from tenants.simulate import Story, simulate
from tests.kit.companies import company

load_release()
OUR_NUMBER = "+74951234567"


def customised(name: str, *more: TelephonyObject) -> Company:
    """A company that the release's customisation `name` serves, with employees 101 (Anna), 102 (Boris), 103 (Clara).

    Their ids are e101, e102, e103. A provider line shows OUR_NUMBER. `more` adds objects, or replaces those of its id.
    """
    line = Line(id="l1", name="Provider", host="sip.example.net", caller_number=OUR_NUMBER)
    profile = Profile(id="acme", name="Acme", customisation=Customised(name=name))
    return company("acme", {"101": "Anna", "102": "Boris", "103": "Clara"}, more=(profile, line, *more))


def told(where: Company, **how: Any) -> Story:
    """What happens when somebody calls; the arguments are those of `tenants.simulate.simulate`."""
    return asyncio.run(simulate(where, **how))
