"""Which short code was dialled, and with what behind it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from tenants.calls.call import Call
from tenants.calls.decision import Decision, Rule
from tenants.calls.destination import Destination
from tenants.calls.outcome import Outcome, Reason
from tenants.model import Company, Employee, Service, ShortCode
from tenants.model.short_code import DEFAULTS

Obey = Callable[[Call, Employee, str], Awaitable[Outcome]]
"""Obey a code that this employee dialled, with this argument ("" when there is none)."""

SERVICES: Final[dict[Service, Obey]] = {}
"""Filled by `tenants.calls.codes.services`: some services dial again, so they know everybody."""

FOR_TRANSFERRED: Final = frozenset({Service.TO_MAILBOX, Service.PARK, Service.DIRECTORY})
"""Where somebody can be transferred to; all other services are the own business of who dials."""


@dataclass(frozen=True, slots=True)
class CodeDestination(Destination):
    """A service of the company, obeyed for the employee who dialled it."""

    service: Service
    code: str
    argument: str
    """What was dialled after the code, without the star between and the hash at the end."""

    async def take(self, call: Call) -> Outcome:
        what = f"{self.service.replace('-', ' ')} {self.argument}".strip()
        call.decide(Decision(Rule.DIALLED_CODE, text=f"{self.code} {what}"))
        employee = call.caller.transferred_by or call.caller.employee
        if employee is None or (call.caller.transferred_by is not None and self.service not in FOR_TRANSFERRED):
            call.decide(Decision(Rule.PERMISSION, reason=Reason.NOT_PERMITTED, text="only for one's own calls"))
            return Outcome(Reason.NOT_PERMITTED)
        return await SERVICES[self.service](call, employee, self.argument)


def dialled_code(company: Company, dialled: str) -> CodeDestination | None:
    """The longest code that `dialled` begins with; None when it begins with none."""
    if dialled[:1] not in {"*", "#"}:
        return None
    fitting = [(code, service) for service, code in codes_of(company).items() if dialled.startswith(code)]
    if not fitting:
        return None
    code, service = max(fitting, key=lambda each: len(each[0]))
    return CodeDestination(service, code, dialled[len(code) :].removeprefix("*").removesuffix("#"))


def codes_of(company: Company) -> dict[Service, str]:
    """The company's code of each service: its own in place of the default, services without a code left out."""
    own = {each.service: each.code for each in company.all_of(ShortCode)}
    return {service: code for service in SERVICES if (code := own.get(service, DEFAULTS[service])) is not None}
